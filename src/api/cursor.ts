import { hash } from 'node:crypto'
import type { Position, SortValue, Term } from '../store/read/keyset.ts'
import { QueryError } from '../store/read/query-error.ts'
import { toBase64url } from './base64url.ts'

/** Raised whenever the meaning of what is inside changes: older cursors are then refused instead of misread. */
const VERSION = 1

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part) => {
    if (typeof part === 'bigint') return `n${part}`
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

/** Stands for what a cursor is bound to: the list, its scope, its filter and its order. */
export const fingerprint = (...parts: readonly unknown[]): string =>
  hash('sha256', canonical(parts), 'base64url').slice(0, 12)

/** A place in a list, for the client to hand back; what is inside is nobody's business but ours. */
export const encodeCursor = (bound: string, position: Position): string =>
  toBase64url(canonical([VERSION, bound, ...position]))

const CURSOR_LENGTH_MAX = 1_000

const parse = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

const refuse = (why: string): never => {
  throw new QueryError(
    'INVALID_CURSOR',
    `This cursor ${why}. Take one from the answer to the same list, filter and order.`,
  )
}

/** Columns of amounts and of bytes look alike: a value is of the one that gives it back. */
const isOf = ({ column }: Term, value: SortValue): boolean => {
  try {
    return column.mapFromDriverValue(column.mapToDriverValue(value)) === value
  } catch {
    return false
  }
}

const readValue = (value: unknown, term: Term): SortValue => {
  if (value === null && term.nullable) return null
  if (term.column.dataType === 'custom' && typeof value === 'string') {
    if (/^n-?\d{1,80}$/.test(value) && isOf(term, BigInt(value.slice(1)))) return BigInt(value.slice(1))
    if (/^0x([0-9a-f]{2}){1,64}$/.test(value) && isOf(term, value)) return value
  }
  if (term.column.dataType !== 'custom' && typeof value === 'number' && Number.isSafeInteger(value)) return value
  return refuse('is damaged')
}

/** The place a cursor stands for, if it was made for this very list, filter and order. */
export const decodeCursor = (bound: string, terms: readonly Term[], cursor: string): Position => {
  const parts = cursor.length <= CURSOR_LENGTH_MAX ? parse(cursor) : undefined
  if (!Array.isArray(parts) || parts[0] !== VERSION) return refuse('is not one of ours')
  if (parts[1] !== bound) return refuse('belongs to another list, filter or order')
  const values = parts.slice(2)
  if (values.length !== terms.length) return refuse('is damaged')
  return terms.map((term, i) => readValue(values[i], term))
}
