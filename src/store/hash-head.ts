import { and, type Column, inArray, type SQL, sql } from 'drizzle-orm'
import type { Hex } from '../domain/hex.ts'

// A hash is 32 bytes, and three of them tell it from nearly all others: an index holds these alone, and the row is asked for the rest.

const HEAD_BYTES = 3
const HEAD_DIGITS = 2 + 2 * HEAD_BYTES

/** What an index of a column of hashes holds. */
export const headOf = (column: unknown): SQL => sql`substr(${column}, 1, ${sql.raw(String(HEAD_BYTES))})`

/** The same as text of a statement. */
export const headText = (column: string): string => `substr(${column}, 1, ${HEAD_BYTES})`

/**
 * Tables, by the same name in SQL, whose rows the fold looks up by a column of bytes that an index holds the heads of: it stays while others are put off
 * (store/put-off.ts). An address is as good as a hash.
 */
export const soughtByHead: Readonly<Record<string, string>> = {
  addresses: 'address',
  accounts: 'address',
}

/** The same of a hash in hand. */
export const headOfHash = (hash: Hex): Hex => hash.slice(0, HEAD_DIGITS) as Hex

/** The heads of values as the driver takes them. */
export const headsOf = (values: readonly unknown[]): readonly Buffer[] =>
  values.map((value) => (value as Buffer).subarray(0, HEAD_BYTES))

/** The rows with one of these hashes, looked up by an index of `headOf(column)`. */
export const hasHash = (column: Column, hashes: readonly Hex[]): SQL => {
  const bound = (value: Hex) => sql.param(value, column)
  const heads = [...new Set(hashes.map(headOfHash))]
  return and(inArray(headOf(column), heads.map(bound)), inArray(column, hashes.map(bound)))!
}
