import { inArray, sql } from 'drizzle-orm'
import type { Reader } from './reader.ts'

const DAY_SECONDS = 86_400

/** Length of the longest run of days in a row. */
const longestRun = (days: readonly number[]): number => {
  let longest = 0
  let run = 0
  let before: number | undefined
  for (const day of [...days].sort((a, b) => a - b)) {
    run = before !== undefined && day === before + 1 ? run + 1 : 1
    longest = Math.max(longest, run)
    before = day
  }
  return longest
}

/** Distinct UTC days with a submission, reward or payout of any of the accounts, and the longest run of them. */
export const activeDays = async (
  { db, tables }: Reader,
  accountIds: readonly number[],
): Promise<{ active: number; longestStreak: number }> => {
  const days = new Set<number>()
  if (accountIds.length === 0) return { active: 0, longestStreak: 0 }
  for (const table of [tables.submissions, tables.rewards, tables.payouts]) {
    const day = sql<number>`${table.createdAt} / ${sql.raw(String(DAY_SECONDS))}`.mapWith(Number)
    const rows = await db
      .select({ day })
      .from(table)
      .where(inArray(table.accountId, [...accountIds]))
      .groupBy(day)
    for (const row of rows) days.add(row.day)
  }
  return { active: days.size, longestStreak: longestRun([...days]) }
}
