import type { IncomingMessage } from 'node:http'
import { isIP, isIPv4 } from 'node:net'

/** The four groups that a provider gives one customer: whoever has a /64 has all addresses in it. */
const prefixOf = (address: string): string => {
  const [left = '', right] = address.split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const before = groups(left)
  const after = groups(right ?? '')
  const zeros = right === undefined ? 0 : 8 - before.length - after.length
  const all = [...before, ...new Array<string>(Math.max(0, zeros)).fill('0'), ...after]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** An address as the name of a client: IPv4 as it is, IPv6 by its /64. Undefined when it is no address. */
export const clientName = (address: string): string | undefined => {
  const bare = address
    .trim()
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .toLowerCase()
  const mapped = bare.replace(/^::ffff:(?=\d+\.)/, '')
  if (isIPv4(mapped)) return mapped
  // An IPv4 address within an IPv6 one stands for two groups below the /64: they do not matter here.
  const plain = bare.replace(/\d+\.\d+\.\d+\.\d+$/, '0:0')
  return isIP(plain) === 6 ? prefixOf(plain) : undefined
}

/** This machine itself. */
export const isLoopback = (client: string): boolean => client.startsWith('127.') || client === '0:0:0:0::/64'

/**
 * Who asks: the address of the connection, or what the outermost of `trustedProxies` proxies wrote into X-Forwarded-For about whom it
 * was asked by. Entries further left are whatever the client claims, and are not looked at.
 */
export const clientOf = ({ socket, headers }: IncomingMessage, trustedProxies: number): string => {
  const direct = clientName(socket.remoteAddress ?? '') ?? 'unknown'
  if (trustedProxies === 0) return direct
  const forwarded = [headers['x-forwarded-for'] ?? ''].flat().join(',').split(',')
  return clientName(forwarded.at(-trustedProxies) ?? '') ?? direct
}
