import { and, type Column, inArray, type SQL, sql } from 'drizzle-orm'
import type { Hex } from '../../domain/hex.ts'
import { headOfHash } from '../hash-head.ts'
import type { Tables } from '../tables.ts'
import { type Field, text } from './filter.ts'
import { always, checkIn, never, type Operators } from './operators.ts'

/** Submissions with one of these content hashes; a condition that is true or false, never null. */
export const hasContent = ({ submissions, logs }: Tables, hashes: readonly Hex[]): SQL => {
  if (hashes.length === 0) return never
  const { contentHash, contentHead, hashAt, createdLog } = submissions
  const bound = (column: Column, values: readonly Hex[]) => values.map((value) => sql.param(value, column))
  const quoted = sql`(select substr(${logs.body}, cast(${hashAt} + 1 as integer), 32) from ${logs} where ${logs.id} = ${createdLog})`
  const heads = [...new Set(hashes.map(headOfHash))]
  return and(
    sql`${contentHead} is not null`,
    inArray(sql`${contentHead}`, bound(contentHead, heads)),
    inArray(sql`coalesce(${contentHash}, ${quoted})`, bound(contentHash, hashes)),
  )!
}

/** The content hash of a submission, which its row or its log holds. */
export const contentHash = (tables: Tables): Field => {
  const known = text(tables.submissions.contentHead)
  return async (operators, context) => {
    const { eq: one, in: some, isNull } = operators as Operators
    return (
      and(
        one === null || one === undefined ? undefined : hasContent(tables, [one as Hex]),
        some === null || some === undefined ? undefined : hasContent(tables, checkIn(some as Hex[]) as Hex[]),
        typeof isNull === 'boolean' ? await known({ isNull }, context) : undefined,
      ) ?? always
    )
  }
}
