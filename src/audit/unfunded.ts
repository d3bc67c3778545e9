import { and, asc, eq } from 'drizzle-orm'
import { codeOf, fundingKinds } from '../domain/codes.ts'
import type { Rows } from '../store/store.ts'
import type { Book } from './book.ts'

type Place = { readonly logId: number; readonly part: number }
const isBefore = (a: Place, b: Place): boolean => a.logId < b.logId || (a.logId === b.logId && a.part < b.part)

/** What a task paid, fees included, before any money entered its escrow: that came from outside. Few tasks ever do. */
export const paidBeforeFunding = async (
  { db, tables: { fundings, payouts, fees } }: Book,
  { id, tokenId }: Rows['tasks'],
): Promise<bigint> => {
  const [first] = await db
    .select({ logId: fundings.logId, part: fundings.part })
    .from(fundings)
    .where(and(eq(fundings.taskId, id), eq(fundings.kind, codeOf(fundingKinds, 'DEPOSIT'))))
    .orderBy(asc(fundings.id))
    .limit(1)
  if (first === undefined) return 0n
  let total = 0n
  for (const table of [payouts, fees] as const) {
    const rows = await db
      .select({ logId: table.logId, part: table.part, amount: table.amount })
      .from(table)
      .where(and(eq(table.taskId, id), eq(table.tokenId, tokenId)))
    for (const row of rows) if (isBefore(row, first)) total += row.amount
  }
  return total
}
