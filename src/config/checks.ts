import { describeFound, type Problem } from './problems.ts'

type Loose = Readonly<Record<string, unknown>>

const entriesOf = (value: unknown, field: string): Loose[] => {
  const list = (value as Loose | null | undefined)?.[field]
  return Array.isArray(list) ? list.map((entry) => (typeof entry === 'object' && entry !== null ? entry : {})) : []
}

/**
 * What no single field can show. It reads the configuration as it was written, parts of it broken perhaps, so that these
 * problems are told together with all others.
 */
export const crossCheck = (value: unknown): Problem[] => {
  const chains = entriesOf(value, 'chains')
  const markets = entriesOf(value, 'markets')
  return [...checkChains(chains), ...checkMarkets(markets, new Set(chains.map((chain) => chain.id)))]
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
  markets.forEach(({ chainId, address }, i) => {
    if (typeof chainId !== 'number') return
    if (!chainIds.has(chainId)) {
      const expected = `the id of a chain under "chains" (${known.length > 0 ? known.join(', ') : 'there is none'})`
      problems.push({ path: `markets[${i}].chainId`, found: String(chainId), expected })
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
  return problems
}
