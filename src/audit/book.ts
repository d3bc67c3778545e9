import { eq, inArray } from 'drizzle-orm'
import { type LedgerAccountType, ledgerAccountTypes, nameOf } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import { numberOf } from '../store/ids.ts'
import { transactionOfLog } from '../store/read/transaction-logs.ts'
import type { Db, Rows } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Subject } from './finding.ts'

/** Where the rows of a block end: these ids, and all above, are of later blocks. */
export type End = { readonly logs: number; readonly movements: number; readonly postings: number }

/** One chain's books on one snapshot. */
export type Book = {
  readonly db: Db
  readonly tables: Tables
  readonly chainId: number
  readonly slot: number
  /** What the books are as of: the newest indexed block, or an older one. */
  readonly block: number
  /** Null for an older block whose header was not kept. */
  readonly hash: Hex | null
  /** Where the rows of an older block end; null at the newest. */
  readonly end: End | null
  readonly cursor: Rows['cursors']
  /** Those to audit. */
  readonly markets: readonly Rows['markets'][]
}

/** The block of a log; null for one that is not there. */
export const blockOfLog = async (
  { db, tables: { logs, transactions } }: Book,
  logId: number,
): Promise<number | null> => {
  const [row] = await db
    .select({ blockId: transactions.blockId })
    .from(logs)
    .innerJoin(transactions, transactionOfLog({ logs, transactions }))
    .where(eq(logs.id, logId))
  return row === undefined ? null : numberOf(row.blockId)
}

type Named = { tokens: Hex; accounts: Hex; addresses: Hex; tasks: string; datasets: string; submissions: string }
const NAMES_MAX = 20_000

/** What rows are called, looked up when something about them is to be said; what was looked up lately is remembered. */
export const namesOf = ({ db, tables, chainId, markets }: Book) => {
  const known = new Map<string, string | undefined>()
  const addresses = { tokens: 'address', accounts: 'address', addresses: 'address' } as const
  const column = { ...addresses, tasks: 'key', datasets: 'key', submissions: 'key' } as const

  /** Addresses and keys by id, of many rows in one statement. */
  const lookUp = async <T extends keyof Named>(table: T, ids: readonly number[]): Promise<Map<number, Named[T]>> => {
    const missing = [...new Set(ids)].filter((id) => !known.has(`${table}${id}`))
    if (known.size > NAMES_MAX) known.clear()
    if (missing.length > 0) {
      const from = tables[table] as typeof tables.tokens
      const rows: Record<string, unknown>[] = await db.select().from(from).where(inArray(from.id, missing))
      const names = new Map(rows.map((row) => [row.id, row[column[table]] as string]))
      for (const id of missing) known.set(`${table}${id}`, names.get(id))
    }
    const found = new Map<number, Named[T]>()
    for (const id of ids) {
      const name = known.get(`${table}${id}`)
      if (name !== undefined) found.set(id, name as Named[T])
    }
    return found
  }
  const one = async <T extends keyof Named>(table: T, id: number, what: string): Promise<string> =>
    (await lookUp(table, [id])).get(id) ?? `${what}${id}, which is not there`

  const tokenAddress = async (id: number): Promise<Hex | null> => (await lookUp('tokens', [id])).get(id) ?? null
  const token = (id: number) => one('tokens', id, 'token ')
  const task = (id: number) => one('tasks', id, '')
  const account = (id: number) => one('accounts', id, 'account ')
  const dataset = (id: number) => one('datasets', id, '')
  const submission = (id: number) => one('submissions', id, '')

  const ledgerAccount = async ({ type, subjectId, tokenId }: Rows['ledgerAccounts']): Promise<string> => {
    const name: LedgerAccountType = nameOf(ledgerAccountTypes, type)
    const of = (await subjectOf(name, subjectId)) ?? ''
    return `${name}${of}, token ${await token(tokenId)}`
  }
  const subjectOf = async (type: LedgerAccountType, id: number): Promise<string | null> => {
    if (id === 0) return null
    if (type === 'ESCROW') return ` of task ${await task(id)}`
    if (type === 'REVENUE') return ` of dataset ${await dataset(id)}`
    return ` of ${await account(id)}`
  }
  /** The record of a market that has a key of its own. */
  const record = (type: 'Task' | 'Submission' | 'Dataset', { marketId, key }: Keyed): Subject | null => {
    const market = markets.find(({ id }) => id === marketId)
    return market === undefined ? null : [type, chainId, market.address, key]
  }
  return { lookUp, token, tokenAddress, task, account, dataset, submission, ledgerAccount, record }
}

type Keyed = { readonly marketId: number; readonly key: string }
export type Names = ReturnType<typeof namesOf>
