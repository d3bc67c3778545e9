import { assertInvariant } from '../errors.ts'

// PostgreSQL's COPY takes rows as lines of text, columns between tabs: three times as fast as statements with parameters.
// https://www.postgresql.org/docs/current/sql-copy.html

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value as a column of a line, as a driver would take it: numbers, text, bytes, or null. */
const copyField = (value: unknown): string => {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return value.replace(/[\\\t\n\r]/g, (found) => escapes[found]!)
  assertInvariant(
    typeof value !== 'object' || Buffer.isBuffer(value),
    'A column is told to PostgreSQL as text or bytes.',
  )
  return Buffer.isBuffer(value) ? `\\\\x${value.toString('hex')}` : String(value)
}

/** Rows whose lines are sent together: some 100 kB. */
const PIECE_ROWS = 500

/** Rows as text for COPY, in pieces; `feed` hands over each row's values. */
export function* copyPieces<Row>(
  rows: readonly Row[],
  feed: (take: (...values: unknown[]) => unknown, rows: readonly Row[]) => void,
): Generator<string> {
  for (let at = 0; at < rows.length; at += PIECE_ROWS) {
    let text = ''
    feed(
      (...values) => {
        text += `${values.map(copyField).join('\t')}\n`
      },
      rows.slice(at, at + PIECE_ROWS),
    )
    yield text
  }
}
