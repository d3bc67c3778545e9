import { formatTable } from '../table.ts'
import type { Checked } from './check.ts'
import type { Comparison } from './compare.ts'
import type { RowDifference, Shown } from './describe.ts'
import type { Difference } from './explain.ts'

const text = (value: Shown): string => (value === null ? '-' : String(value))

const rowLines = (
  { table, number, key, values, missing, log }: RowDifference,
  sides: readonly [string, string],
): string[] => {
  const named = Object.entries(key).map(([column, value]) => `${column} ${text(value)}`)
  const place = log && `block ${log.blockNumber}, transaction ${log.transactionHash}, log ${log.logIndex}`
  const pairs = Object.entries(values).map(([column, [a, b]]) => [
    column,
    missing === 'A' ? '(no such row)' : text(a),
    missing === 'B' ? '(no such row)' : text(b),
  ])
  return [
    `First row: ${table} ${number}${named.length > 0 ? ` (${named.join(', ')})` : ''}`,
    ...(place ? [`Log: ${place}`] : []),
    formatTable(['column', ...sides], pairs, { cut: false }),
  ]
}

/** Where two databases, or a database and its own logs, differ. */
const differenceLines = (
  { block, between, row, rows, why }: Difference,
  sides: readonly [string, string] = ['A', 'B'],
): string[] => [
  ...(block === null ? [] : [`First block: ${block}`]),
  why,
  ...(between
    ? [
        `Kept states: ${between.after === null ? 'none is equal' : `equal at ${between.after}`}, different at ${between.through}`,
      ]
    : []),
  ...(rows !== null && rows > 1 ? [`${rows} rows differ.`] : []),
  ...(row ? rowLines(row, sides) : []),
]

/** What a comparison found, for people. */
export const comparisonLines = (
  chainId: number,
  names: readonly [string, string],
  { equal, block, deployment, branch, parting, difference }: Comparison,
): string[] => {
  if (equal) return [`Equal: chain ${chainId} at block ${block}.`]
  const lines = [`Different: chain ${chainId}.`, `A: ${names[0]}`, `B: ${names[1]}`]
  if (deployment !== null) return [...lines, deployment]
  if (branch) {
    lines.push(`Block ${branch.block} is another one: ${branch.hashes[0]} in A, ${branch.hashes[1]} in B.`)
    if (!parting && !difference) lines.push(`They are on two branches; up to block ${block} they are equal.`)
  }
  if (parting) {
    const after =
      parting.after === null
        ? 'no earlier block at which both keep a state is equal'
        : `equal at block ${parting.after}`
    lines.push(`By their digests: ${after}, different at block ${parting.through}.`)
  }
  return difference ? [...lines, ...differenceLines(difference)] : lines
}

/** What `digest --check` found, for people. */
export const checkLines = (chainId: number, { blockNumber, digest, algorithm, check }: Checked): string[] => {
  const said = `${digest}  chain ${chainId}, block ${blockNumber}, ${algorithm}`
  const found = check.equal ? 'the same.' : `${check.digest}, which is another.`
  const lines = [said, `Computed anew from ${check.rows} rows: ${found}`]
  if (check.difference) return [...lines, ...differenceLines(check.difference, ['kept', 'by its logs'])]
  return check.refolded && check.equal
    ? [...lines, 'Folded anew from the raw logs: the same rows and kept states.']
    : lines
}
