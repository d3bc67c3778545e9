import type { Row } from './part.ts'

/** Value over what it is compared with, or over the goal where it is compared with nothing; null without both. */
export const ratioOf = ({ value, against, goal }: Row): number | null => {
  if (against) return value / against.value
  return goal && bound(goal) > 0 ? value / bound(goal) : null
}

/** Null for a row without a goal. */
export const isMet = ({ value, against, goal }: Row): boolean | null => {
  if (!goal) return null
  const judged = against ? value / against.value : value
  return 'least' in goal ? judged >= goal.least : judged <= goal.most
}

const bound = (goal: NonNullable<Row['goal']>): number => ('least' in goal ? goal.least : goal.most)

/** Rows as a Markdown table. */
export const tableOf = (rows: readonly Row[]): string => {
  const lines = [['what', 'figure', 'goal', 'ratio', ''], ...rows.map(cellsOf)]
  const widths = lines[0]!.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]!.length)))
  const text = lines.map((cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`)
  text.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`)
  return text.join('\n')
}

const cellsOf = (row: Row): string[] => {
  const [ratio, met] = [ratioOf(row), isMet(row)]
  return [
    row.what,
    amount(row.value, row.unit),
    goalOf(row),
    ratio === null ? '' : `${digits(ratio)}×`,
    met === null ? '' : met ? 'met' : 'MISSED',
  ]
}

const goalOf = ({ unit, against, goal }: Row): string => {
  const sign = goal && ('least' in goal ? '≥ ' : '≤ ')
  if (!against) return goal ? `${sign}${amount(bound(goal), unit)}` : ''
  const than = `${against.name} (${amount(against.value, unit)})`
  return goal ? `${sign}${digits(bound(goal))}× ${than}` : `beside ${than}`
}

const amount = (value: number, unit: string): string => `${digits(value)} ${unit}`.trim()

/** Three figures that count, and thousands in groups. */
const digits = (value: number): string =>
  Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en-US')
    : value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
