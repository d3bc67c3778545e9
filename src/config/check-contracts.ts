import type { KnownProtocol } from './config.ts'
import { isObject, type Loose } from './loose.ts'
import { describeFound, type Problem } from './problems.ts'

/** A market's `contracts`: roles that its protocol has, and every address in one of them only. `path` is the market's. */
export const checkContracts = (market: Loose, path: string, protocols: readonly KnownProtocol[]): Problem[] => {
  if (!isObject(market.contracts)) return []
  const protocol = protocols.find(({ name }) => name === market.protocol)
  return [
    ...(protocol ? checkRoles(Object.keys(market.contracts), `${path}.contracts`, protocol) : []),
    ...checkAddresses(market.address, market.contracts, path),
  ]
}

const checkRoles = (found: readonly string[], path: string, { name, roles }: KnownProtocol): Problem[] => {
  const known = roles.map((role) => `"${role}"`).join(', ')
  const expected =
    roles.length === 0 ? `no contracts: ${name} has no roles for any` : `a role that ${name} has: ${known}`
  return found
    .filter((role) => !roles.includes(role))
    .map((role) => ({ path: `${path}.${role}`, found: describeFound(role), expected }))
}

const checkAddresses = (own: unknown, contracts: Loose, path: string): Problem[] => {
  const problems: Problem[] = []
  const places = new Map<string, string>()
  const visit = (address: unknown, place: string) => {
    if (typeof address !== 'string') return
    const earlier = places.get(address.toLowerCase())
    if (earlier === undefined) places.set(address.toLowerCase(), place)
    else
      problems.push({
        path: place,
        found: `the same address as ${earlier}`,
        expected: 'each contract of a market once',
      })
  }
  visit(own, `${path}.address`)
  for (const [role, addresses] of Object.entries(contracts)) {
    if (Array.isArray(addresses))
      addresses.forEach((address, i) => void visit(address, `${path}.contracts.${role}[${i}]`))
  }
  return problems
}
