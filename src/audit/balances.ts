import { inArray } from 'drizzle-orm'
import type { Hex } from '../domain/hex.ts'
import { holds } from '../protocols/registry.ts'
import type { Rows } from '../store/store.ts'
import { type AskAt, balanceCall, numberIn, type Pin } from './ask.ts'
import type { Asking, Balance } from './asking.ts'
import type { Book } from './book.ts'
import { auditEscrows } from './escrows.ts'
import { explainBalance } from './explain-balance.ts'
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
const BALANCES_MAX = 376

/** What the books say that a market holds in each token is what its contracts hold on the chain, at the end of the books' block. */
export const auditBalances = async (
  book: Book,
  { market, held }: { market: Rows['markets']; held: ReadonlyMap<number, bigint> },
  asking: Asking,
  tell: Tell,
): Promise<Compared> => {
  const { ask, pin, signal, report } = asking
  const tokens = await tokensOf(book, [...held.keys()])
  const contracts = await countHolders(book, market)
  const [sums, silent] = [new Map<number, bigint>(), new Set<number>()]
  const all: Hex[] = []
  let asked = 0
  for await (const holders of holdersOf(book, market, tokens.length)) {
    signal.throwIfAborted()
    const balances = await askAll(ask, pin, { holders, tokens })
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
    if (all.length <= contracts) all.push(...holders.map(({ address }) => address))
    await auditEscrows(book, { market, holders, tokens, balances }, asking, tell)
    asked += holders.length * tokens.length
    report(asked, contracts * tokens.length, 'balances')
  }
  for (const { id, address } of tokens) {
    const [found, expected] = [held.get(id) ?? 0n, sums.get(id) ?? 0n]
    if (silent.has(id) || found === expected) continue
    const place = { market, tokenId: id, token: address, holders: all, from: market.startBlock }
    tell(market.id, 'BALANCE', {
      subject: `what the market holds of token ${address}`,
      found: String(found),
      expected: String(expected),
      why: `balanceOf its ${contracts} contract${contracts === 1 ? '' : 's'} at block ${book.block}`,
      ...(await explainBalance(book, place, { found, expected, locator: asking.locator })),
      token: address,
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

/** Whether it holds money of the market, and did at the books' block. */
const isHolder = ({ end }: Book, market: Rows['markets'], { marketId, role, logId }: Rows['contracts']): boolean =>
  marketId === market.id && holds(market.protocol, role) && (end === null || logId === null || logId < end.logs)

const countHolders = async (book: Book, market: Rows['markets']): Promise<number> => {
  let count = 0
  for await (const contract of walk(book, 'contracts', ['id'])) if (isHolder(book, market, contract)) count += 1
  return count
}

/** A market's holding contracts, as many at a time as their balances in so many tokens may be asked for at once. */
async function* holdersOf(book: Book, market: Rows['markets'], tokens: number): AsyncGenerator<Rows['contracts'][]> {
  if (tokens === 0) return
  const size = Math.max(1, Math.floor(BALANCES_MAX / tokens))
  let some: Rows['contracts'][] = []
  for await (const contract of walk(book, 'contracts', ['id'])) {
    if (!isHolder(book, market, contract)) continue
    some.push(contract)
    if (some.length < size) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

/** A row of balances for each holder, in the order of the tokens. */
const askAll = async (
  ask: AskAt,
  pin: Pin,
  { holders, tokens }: { holders: readonly Rows['contracts'][]; tokens: readonly Rows['tokens'][] },
): Promise<(readonly Balance[])[] | null> => {
  const questions = holders.flatMap(({ address }) => tokens.map((token) => balanceCall(token.address, address)))
  const balances = (await ask(pin, questions))?.map(numberIn)
  return balances ? holders.map((_, i) => balances.slice(i * tokens.length, (i + 1) * tokens.length)) : null
}
