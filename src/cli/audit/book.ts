import { eq } from 'drizzle-orm'
import { type LedgerAccountType, ledgerAccountTypes, nameOf } from '../../domain/codes.ts'
import type { Db, Rows } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'

/** One chain's books on one snapshot. */
export type Book = {
  readonly db: Db
  readonly tables: Tables
  readonly chainId: number
  readonly slot: number
  /** The newest indexed block: what the books are as of. */
  readonly block: number
  /** Those to audit. */
  readonly markets: readonly Rows['markets'][]
}

/** What rows are called, looked up when something about them is to be said. */
export const namesOf = ({ db, tables: { tokens, tasks, accounts, datasets } }: Book) => {
  const token = async (id: number): Promise<string> =>
    (await db.select().from(tokens).where(eq(tokens.id, id)))[0]?.address ?? `token ${id}, which is not there`
  const task = async (id: number): Promise<string> =>
    (await db.select().from(tasks).where(eq(tasks.id, id)))[0]?.key ?? `${id}, which is not there`
  const account = async (id: number): Promise<string> =>
    (await db.select().from(accounts).where(eq(accounts.id, id)))[0]?.address ?? `account ${id}, which is not there`
  const dataset = async (id: number): Promise<string> =>
    (await db.select().from(datasets).where(eq(datasets.id, id)))[0]?.key ?? `${id}, which is not there`

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
  return { token, task, account, ledgerAccount }
}
