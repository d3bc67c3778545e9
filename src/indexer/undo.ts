// Rows of one table as they were, as text that any database keeps to the letter: the names of their columns once, then a list of
// values for each row. An amount is a list of its own with its digits, so that it comes back as an amount. Thousands of rows are told
// and read for each block, so they are gone through by hand: what JSON calls for each value costs more than all else.

type Row = { readonly id: number } & Readonly<Record<string, unknown>>

/** At least one row, all with the same columns. */
export const rowsToText = (rows: readonly Row[]): string => {
  const columns = Object.keys(rows[0]!)
  const told: unknown[] = [columns]
  for (const row of rows) {
    told.push(
      columns.map((column) => {
        const value = row[column]
        return typeof value === 'bigint' ? [value.toString()] : value
      }),
    )
  }
  return JSON.stringify(told)
}

/** The rows of a text; of those with an unwanted id nothing is made. */
export const rowsFromText = (text: string, isWanted: (id: number) => boolean = () => true): Row[] => {
  const [columns, ...lists] = JSON.parse(text) as [string[], ...unknown[][]]
  const at = columns.indexOf('id')
  const rows: Row[] = []
  for (const values of lists) {
    if (!isWanted(values[at] as number)) continue
    const row: Record<string, unknown> = {}
    for (let i = 0; i < columns.length; i++) {
      const value = values[i]
      row[columns[i]!] = Array.isArray(value) ? BigInt(value[0] as string) : value
    }
    rows.push(row as Row)
  }
  return rows
}
