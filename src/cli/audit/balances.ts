import { inArray } from 'drizzle-orm'
import type { Nodes } from '../../chain/nodes.ts'
import type { Hex } from '../../domain/hex.ts'
import { holds } from '../../protocols/registry.ts'
import type { Rows } from '../../store/store.ts'
import { askBalances, type Balance } from './ask-balances.ts'
import type { Book } from './book.ts'
import { auditEscrows } from './escrows.ts'
import type { Tell } from './finding.ts'
import { addTo, walk } from './walk.ts'

/** How comparing a market with the chain went. */
export type Compared = {
  readonly tokens: number
  readonly contracts: number
  /** Tokens that do not tell a balance, and so were not compared. */
  readonly silentTokens: readonly Hex[]
  /** Why nothing was compared; null when it was. */
  readonly skipped: string | null
}

/** Balances asked for at a time: some requests at once, and little to repeat. */
const BALANCES_MAX = 392

type Asking = {
  readonly nodes: Nodes
  readonly signal: AbortSignal
  readonly report: (asked: number, total: number) => void
}

/** What the books say that a market holds in each token is what its contracts hold on the chain, at the end of the books' block. */
export const auditBalances = async (
  book: Book,
  { market, held }: { market: Rows['markets']; held: ReadonlyMap<number, bigint> },
  { nodes, signal, report }: Asking,
  tell: Tell,
): Promise<Compared> => {
  const tokens = await tokensOf(book, [...held.keys()])
  const contracts = await countHolders(book, market)
  const [sums, silent] = [new Map<number, bigint>(), new Set<number>()]
  let asked = 0
  for await (const holders of holdersOf(book, market, tokens.length)) {
    signal.throwIfAborted()
    const balances = await askAll(nodes, book.block, { holders, tokens })
    if (balances === null) {
      const skipped = `the node has no state of block ${book.block} any more`
      return { tokens: tokens.length, contracts, silentTokens: [], skipped }
    }
    for (const [i, { id }] of tokens.entries()) {
      for (const row of balances) {
        const balance = row[i] ?? null
        if (balance === null) silent.add(id)
        else addTo(sums, id, balance)
      }
    }
    if (market.protocol === 'human') await auditEscrows(book, { market, holders, tokens, balances }, tell)
    asked += holders.length * tokens.length
    report(asked, contracts * tokens.length)
  }
  for (const { id, address } of tokens) {
    const [found, expected] = [held.get(id) ?? 0n, sums.get(id) ?? 0n]
    if (silent.has(id) || found === expected) continue
    tell(market.id, 'BALANCE', {
      subject: `what the market holds of token ${address}`,
      found: String(found),
      expected: `${expected}, balanceOf its ${contracts} contract${contracts === 1 ? '' : 's'} at block ${book.block}`,
    })
  }
  const silentTokens = tokens.filter(({ id }) => silent.has(id)).map(({ address }) => address)
  return { tokens: tokens.length, contracts, silentTokens, skipped: null }
}

const tokensOf = async ({ db, tables: { tokens } }: Book, ids: readonly number[]): Promise<Rows['tokens'][]> =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(tokens)
        .where(inArray(tokens.id, [...ids]))

const isHolder = (market: Rows['markets'], { marketId, role }: Rows['contracts']): boolean =>
  marketId === market.id && holds(market.protocol, role)

const countHolders = async (book: Book, market: Rows['markets']): Promise<number> => {
  let count = 0
  for await (const contract of walk(book, 'contracts', ['id'])) if (isHolder(market, contract)) count += 1
  return count
}

/** A market's holding contracts, as many at a time as their balances in so many tokens may be asked for at once. */
async function* holdersOf(book: Book, market: Rows['markets'], tokens: number): AsyncGenerator<Rows['contracts'][]> {
  if (tokens === 0) return
  const size = Math.max(1, Math.floor(BALANCES_MAX / tokens))
  let some: Rows['contracts'][] = []
  for await (const contract of walk(book, 'contracts', ['id'])) {
    if (!isHolder(market, contract)) continue
    some.push(contract)
    if (some.length < size) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

/** A row of balances for each holder, in the order of the tokens. */
const askAll = async (
  nodes: Nodes,
  block: number,
  { holders, tokens }: { holders: readonly Rows['contracts'][]; tokens: readonly Rows['tokens'][] },
): Promise<(readonly Balance[])[] | null> => {
  const asked = holders.flatMap(({ address: holder }) => tokens.map(({ address: token }) => ({ token, holder })))
  const balances = await askBalances(nodes, block, asked)
  return balances && holders.map((_, i) => balances.slice(i * tokens.length, (i + 1) * tokens.length))
}
