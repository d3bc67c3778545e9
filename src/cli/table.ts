/** Terminals obey control characters; text from the chain must not give them orders. Bidirectional marks can disguise a line. */
const unsafe = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** Text as it may be written to a terminal: control and formatting characters by their number. */
export const printable = (text: string): string =>
  text.replace(unsafe, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)

const CELL_LENGTH_MAX = 80
const shorten = (text: string): string =>
  text.length > CELL_LENGTH_MAX ? `${text.slice(0, CELL_LENGTH_MAX - 1)}…` : text

export type TableOptions = {
  /** Columns aligned to the right, by name. */
  right?: ReadonlySet<string>
  /** Cut long cells; false keeps them whole. */
  cut?: boolean
}

/** Rows as aligned text, with a line of column names. */
export const formatTable = (
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { right = new Set(), cut = true }: TableOptions = {},
): string => {
  const cells = [columns, ...rows].map((row) => row.map((cell) => (cut ? shorten(printable(cell)) : printable(cell))))
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    columns
      .map((name, i) => (right.has(name) ? (row[i] ?? '').padStart(widths[i]!) : (row[i] ?? '').padEnd(widths[i]!)))
      .join('  ')
      .trimEnd()
  const [head, ...body] = cells.map(line)
  return [head!, widths.map((width) => '-'.repeat(width)).join('  '), ...body].join('\n')
}
