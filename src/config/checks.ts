import { checkContracts } from './check-contracts.ts'
import type { KnownProtocol } from './config.ts'
import { entriesOf, type Loose } from './loose.ts'
import { presetOf } from './presets.ts'
import { describeFound, type Problem } from './problems.ts'

/**
 * What no single field can show. It reads the configuration as it was written, presets expanded and parts of it broken perhaps,
 * so that these problems are told together with all others.
 */
export const crossCheck = (value: unknown, protocols: readonly KnownProtocol[]): Problem[] => {
  const chains = entriesOf(value, 'chains')
  const markets = entriesOf(value, 'markets')
  return [
    ...checkChains(chains),
    ...checkMarkets(markets, new Set(chains.map((chain) => chain.id))),
    ...markets.flatMap((market, i) => checkContracts(market, `markets[${i}]`, protocols)),
  ]
}

const checkChains = (chains: readonly Loose[]): Problem[] => {
  const problems: Problem[] = []
  const places = new Map<unknown, number>()
  chains.forEach((chain, i) => {
    const id = chain.id
    const earlier = places.get(id)
    if (id !== undefined && earlier !== undefined) {
      const found = `${describeFound(id)}, which chains[${earlier}] has too`
      problems.push({ path: `chains[${i}].id`, found, expected: 'each chain once' })
    }
    places.set(id, earlier ?? i)
    if (chain.rpc === undefined) {
      const expected = `one or more URLs here, or in RPC_URL_${typeof id === 'number' ? id : '<id>'}`
      problems.push({ path: `chains[${i}].rpc`, found: 'nothing', expected })
    }
  })
  return problems
}

const checkMarkets = (markets: readonly Loose[], chainIds: ReadonlySet<unknown>): Problem[] => {
  const problems: Problem[] = []
  const places = new Map<string, number>()
  const known = [...chainIds].filter((id) => typeof id === 'number')
  const present = known.length > 0 ? known.join(', ') : 'there is none'
  markets.forEach(({ preset, chainId, address }, i) => {
    if (typeof chainId !== 'number') return
    if (!chainIds.has(chainId)) {
      const [field, found, sought] =
        presetOf(preset)?.chainId === chainId
          ? ['preset', `"${preset}", which is on chain ${chainId}`, 'that chain']
          : ['chainId', String(chainId), 'the id of a chain']
      problems.push({ path: `markets[${i}].${field}`, found, expected: `${sought} under "chains" (${present})` })
    }
    if (typeof address !== 'string') return
    const key = `${chainId}/${address.toLowerCase()}`
    const earlier = places.get(key)
    if (earlier !== undefined) {
      const found = `the same chain and address as markets[${earlier}]`
      problems.push({ path: `markets[${i}].address`, found, expected: 'each market once' })
    }
    places.set(key, earlier ?? i)
  })
  return [...problems, ...checkShared(markets, places)]
}

/** A market's own contract within another market: what its contracts pay would be counted twice. */
const checkShared = (markets: readonly Loose[], places: ReadonlyMap<string, number>): Problem[] =>
  markets.flatMap(({ chainId, contracts }, i) =>
    Object.entries((contracts as Loose | null | undefined) ?? {}).flatMap(([role, addresses]) =>
      (Array.isArray(addresses) ? addresses : []).flatMap((address, n) => {
        // What is no number has been refused, and need not have a text.
        if (typeof chainId !== 'number' || typeof address !== 'string') return []
        const other = places.get(`${chainId}/${address.toLowerCase()}`)
        if (other === undefined || other === i) return []
        const path = `markets[${i}].contracts.${role}[${n}]`
        return [{ path, found: `the address of markets[${other}]`, expected: 'each contract in one market only' }]
      }),
    ),
  )
