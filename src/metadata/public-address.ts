import { BlockList, isIP } from 'node:net'

// IANA's registries of special-purpose addresses: what lies there is this machine, its neighbours or nobody, and a document on the
// open web is never there. A block that the registry calls globally reachable and that some networks answer in is left out too.

/** https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast (RFC 5771). */
const special4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** https://www.iana.org/assignments/iana-ipv6-special-registry, within 2000::/3: all else is no address of the open web. */
const special6: readonly (readonly [string, number])[] = [
  // Protocol assignments, Teredo among them, which wraps an IPv4 address.
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4 wraps an IPv4 address, and relays for it are gone.
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

/** An IPv4 address in an IPv6 one: as the system writes it (RFC 4291), and behind a translator (RFC 6052). */
const wrappings = ['::ffff:', '64:ff9b::']

const refused4 = new BlockList()
for (const [base, bits] of special4) refused4.addSubnet(base, bits, 'ipv4')

const refused6 = new BlockList()
for (const [base, bits] of special6) refused6.addSubnet(base, bits, 'ipv6')
for (const wrapping of wrappings)
  for (const [base, bits] of special4) refused6.addSubnet(`${wrapping}${base}`, 96 + bits, 'ipv6')

const open6 = new BlockList()
open6.addSubnet('2000::', 3, 'ipv6')
for (const wrapping of wrappings) open6.addSubnet(`${wrapping}0.0.0.0`, 96, 'ipv6')

/** Whether an IP address is one of the open internet. Anything that is no plain address is not. */
export const isPublicAddress = (address: string): boolean => {
  // A zone is only ever written for an address of the local link.
  if (address.includes('%')) return false
  const family = isIP(address)
  if (family === 4) return !refused4.check(address, 'ipv4')
  return family === 6 && open6.check(address, 'ipv6') && !refused6.check(address, 'ipv6')
}
