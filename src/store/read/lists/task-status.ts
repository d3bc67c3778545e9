import { and, type Column, eq, inArray, isNotNull, not, or, type SQL, sql } from 'drizzle-orm'
import { codeOf, taskStatuses } from '../../../domain/codes.ts'
import { type Lookup, never, within } from '../operators.ts'
import type { Reader } from '../reader.ts'

/** Tasks whose state no event shows: what their own contracts answered stands in its place. */
export const UNKNOWN = codeOf(taskStatuses, 'UNKNOWN')

export type TaskColumns = {
  readonly marketId: Column
  readonly key: Column
  readonly status: Column
}

/**
 * Tasks whose state is one of some, in their rows or else by their contracts' answers. There are few of the latter, and none in
 * most databases: these are asked nothing more.
 */
export const statusAmong = async (
  tasks: TaskColumns,
  wanted: readonly number[],
  reader: Reader,
  lookup: Lookup,
): Promise<SQL> => {
  if (wanted.length === 0 || !(await reader.asksTasks())) return within(tasks.status, wanted, lookup)
  const { taskStatuses: recorded } = reader.tables
  const answered = (condition: SQL): SQL =>
    sql`exists (select 1 from ${recorded} where ${and(eq(recorded.marketId, tasks.marketId), eq(recorded.key, tasks.key), condition)})`
  const unknown = within(tasks.status, [UNKNOWN], lookup)
  const known = wanted.filter((status) => status !== UNKNOWN)
  const parts = [
    known.length === 0 ? never : within(tasks.status, known, lookup),
    known.length === 0 ? never : and(unknown, answered(inArray(recorded.status, known)))!,
    wanted.includes(UNKNOWN) ? and(unknown, not(answered(isNotNull(recorded.status))))! : never,
  ]
  return or(...parts.filter((part) => part !== never)) ?? never
}
