import { and, isNull } from 'drizzle-orm'
import { type IndexedBooks, idsFrom } from './chain-books.ts'

/** What decides a chain's rows besides its logs, one line per fact, in the order of the configuration. */
const factsOf = async ({ db, tables, slot }: IndexedBooks): Promise<string[]> => {
  const { markets, contracts } = tables
  const rows = await db.select().from(markets).where(idsFrom(markets.id, slot)).orderBy(markets.id)
  const named = await db
    .select()
    .from(contracts)
    .where(and(idsFrom(contracts.id, slot), isNull(contracts.logId)))
    .orderBy(contracts.id)
  return [
    ...rows.map(({ protocol, address, startBlock, name }) => {
      return `market ${address} (${protocol}, from block ${startBlock}, named ${JSON.stringify(name)})`
    }),
    ...named.map(({ address, role, marketId }) => {
      return `contract ${address} (${role} of ${rows.find(({ id }) => id === marketId)?.address ?? 'no market'})`
    }),
  ]
}

/** The first thing in which the configurations of two databases differ; null when their markets and contracts are the same. */
export const configurationDifference = async (a: IndexedBooks, b: IndexedBooks): Promise<string | null> => {
  const [left, right] = [await factsOf(a), await factsOf(b)]
  const at = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => i).find((i) => left[i] !== right[i])
  if (at === undefined) return null
  return `They were made for other markets: A has ${left[at] ?? 'nothing'}, B has ${right[at] ?? 'nothing'}.`
}
