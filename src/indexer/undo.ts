// Rows as they were, as text that any database keeps to the letter: amounts are tagged, so that they come back as amounts. Thousands
// of rows are told and read for each block, so their columns are gone through by hand: what JSON calls for each value costs more than all else.

type Row = { readonly id: number } & Readonly<Record<string, unknown>>

export const rowToText = (row: Readonly<Record<string, unknown>>): string => {
  const told: Record<string, unknown> = {}
  for (const [column, value] of Object.entries(row))
    told[column] = typeof value === 'bigint' ? { amount: value.toString() } : value
  return JSON.stringify(told)
}

export const rowFromText = (text: string): Row => {
  const row = JSON.parse(text)
  for (const column of Object.keys(row)) {
    const value = row[column]
    if (value !== null && typeof value === 'object' && typeof value.amount === 'string')
      row[column] = BigInt(value.amount)
  }
  return row
}
