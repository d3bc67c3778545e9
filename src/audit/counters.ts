import { and, count, eq, gte, lt, type SQL } from 'drizzle-orm'
import { codeOf, fundingKinds, ledgerAccountTypes, settlements, submissionStatuses } from '../domain/codes.ts'
import { idRange } from '../store/read/reader.ts'
import type { Rows } from '../store/store.ts'
import { type Book, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { addTo, walk } from './walk.ts'

type Countable = 'tasks' | 'submissions' | 'payouts' | 'purchases' | 'datasets' | 'contributorMarkets' | 'marketPosters'

/** What a market counts of itself is as many as it has rows. */
export const auditCounters = async (book: Book, tell: Tell): Promise<void> => {
  const { payouts, submissions } = book.tables
  const unmatched = eq(payouts.settlement, codeOf(settlements, 'UNMATCHED'))
  const accepted = eq(submissions.status, codeOf(submissionStatuses, 'ACCEPTED'))
  const counted = {
    tasks: await countRows(book, 'tasks'),
    submissions: await countRows(book, 'submissions'),
    acceptedSubmissions: await countRows(book, 'submissions', accepted),
    contributors: await countRows(book, 'contributorMarkets'),
    posters: await countRows(book, 'marketPosters'),
    payouts: await countRows(book, 'payouts'),
    unmatchedPayouts: await countRows(book, 'payouts', unmatched),
    purchases: await countRows(book, 'purchases'),
    datasets: await countRows(book, 'datasets'),
  }
  for (const market of book.markets) {
    for (const [name, rows] of Object.entries(counted) as [keyof typeof counted, ReadonlyMap<number, number>][]) {
      const expected = rows.get(market.id) ?? 0
      if (market[name] === expected) continue
      tell(market.id, 'COUNTER', {
        subject: `${name} of the market`,
        found: String(market[name]),
        expected: String(expected),
        why: 'the number of rows',
      })
    }
  }
}

/** Rows of each market. */
const countRows = async (
  { db, tables, slot }: Book,
  name: Countable,
  where?: SQL,
): Promise<ReadonlyMap<number, number>> => {
  // Of the columns only these two are used, which all these tables have.
  const table = tables[name] as typeof tables.payouts
  const { first, end } = idRange(slot)
  const rows = await db
    .select({ marketId: table.marketId, times: count() })
    .from(table)
    .where(and(gte(table.id, first), lt(table.id, end), where))
    .groupBy(table.marketId)
  return new Map(rows.map(({ marketId, times }) => [marketId, Number(times)]))
}

const DEPOSIT = codeOf(fundingKinds, 'DEPOSIT')
const escrowed = new Set((['ESCROW', 'PAYABLE'] as const).map((type) => codeOf(ledgerAccountTypes, type)))

/** What flowed through a market in each token is what its rows come to, and tokens count their payouts. */
export const auditFlows = async (book: Book, tell: Tell): Promise<void> => {
  const names = namesOf(book)
  const sums = new Map<string, bigint>()
  const add = (figure: Flow, { marketId, tokenId }: { marketId: number; tokenId: number }, amount: bigint) =>
    addTo(sums, `${figure}/${marketId}/${tokenId}`, amount)
  const payoutsOf = new Map<number, bigint>()
  for await (const row of walk(book, 'payouts', ['id'])) {
    add('paid', row, row.amount)
    addTo(payoutsOf, row.tokenId, 1n)
  }
  for await (const row of walk(book, 'fees', ['id'])) add('fees', row, row.amount)
  for await (const row of walk(book, 'purchases', ['id'])) add('sales', row, row.gross)
  for await (const row of walk(book, 'fundings', ['id'])) if (row.kind !== DEPOSIT) add('refunded', row, row.amount)
  for await (const row of walk(book, 'ledgerAccounts', ['id']))
    if (escrowed.has(row.type)) add('escrowed', row, row.balance)
  for await (const row of walk(book, 'marketMoney', ['id'])) {
    for (const figure of flows) {
      const key = `${figure}/${row.marketId}/${row.tokenId}`
      const expected = sums.get(key) ?? 0n
      sums.delete(key)
      await sayFlow(book, row, { figure, found: row[figure], expected }, tell)
    }
  }
  // What is left has no row at all.
  for (const [key, expected] of sums) {
    const [figure, marketId, tokenId] = key.split('/') as [Flow, string, string]
    await sayFlow(book, { marketId: Number(marketId), tokenId: Number(tokenId) }, { figure, found: 0n, expected }, tell)
  }
  for await (const { id, payouts } of walk(book, 'tokens', ['id'])) {
    const expected = Number(payoutsOf.get(id) ?? 0n)
    if (payouts === expected) continue
    tell(null, 'COUNTER', {
      subject: `payouts of token ${await names.token(id)}`,
      found: String(payouts),
      expected: String(expected),
      why: 'the number of rows',
      token: await names.tokenAddress(id),
    })
  }
}

const flows = [
  'paid',
  'escrowed',
  'refunded',
  'sales',
  'fees',
] as const satisfies readonly (keyof Rows['marketMoney'])[]
type Flow = (typeof flows)[number]

const sayFlow = async (
  book: Book,
  { marketId, tokenId }: { marketId: number; tokenId: number },
  { figure, found, expected }: { figure: Flow; found: bigint; expected: bigint },
  tell: Tell,
): Promise<void> => {
  if (found === expected || !book.markets.some(({ id }) => id === marketId)) return
  const names = namesOf(book)
  tell(marketId, 'MONEY', {
    subject: `${figure} of the market, token ${await names.token(tokenId)}`,
    found: String(found),
    expected: String(expected),
    why: figure === 'escrowed' ? 'what its accounts hold' : 'the sum of its rows',
    token: await names.tokenAddress(tokenId),
  })
}
