// Rows as they were, as text that any database keeps to the letter: amounts are tagged, so that they come back as amounts.

export const rowToText = (row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? { amount: value.toString() } : value))

export const rowFromText = (text: string): { readonly id: number } & Record<string, unknown> =>
  JSON.parse(text, (_, value) =>
    value !== null && typeof value === 'object' && typeof value.amount === 'string' && Object.keys(value).length === 1
      ? BigInt(value.amount)
      : value,
  )
