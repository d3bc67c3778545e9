import type { CompletenessRule } from '../../domain/completeness.ts'
import { formatCount, formatSeconds } from '../duration.ts'
import { formatTable, printable } from '../table.ts'
import type { Diagnosis, Estimate, FindingState } from './finding.ts'

const marks: Record<FindingState, string> = { ok: 'ok', note: 'note', change: 'CHANGE', silent: 'NO ANSWER' }

/** A line per check, grouped by subject, then the estimates. */
export const formatDiagnosis = ({ findings, estimates }: Diagnosis): string => {
  const width = Math.max(...Object.values(marks).map((mark) => mark.length))
  const lines: string[] = []
  let subject = ''
  for (const finding of findings) {
    if (finding.subject !== subject) lines.push(`${lines.length > 0 ? '\n' : ''}${printable(finding.subject)}`)
    subject = finding.subject
    lines.push(`  ${marks[finding.state].padEnd(width)}  ${finding.check}: ${printable(finding.found)}`)
    if (finding.advice !== null) lines.push(`  ${' '.repeat(width)}  → ${printable(finding.advice)}`)
  }
  if (estimates.length > 0) lines.push('\nreading a chain from its start', formatEstimates(estimates))
  return lines.join('\n')
}

const nameOf = (rule: CompletenessRule): string => (typeof rule === 'string' ? rule : `sample ${rule.sample}`)

const formatEstimates = (estimates: readonly Estimate[]): string =>
  formatTable(
    ['chain', 'completeness', 'blocks', 'requests', 'round trips', 'time'],
    estimates.map(({ chainId, completeness, isChosen, blocks, requests, roundTrips, seconds }) => [
      String(chainId),
      `${nameOf(completeness)}${isChosen ? ' (chosen)' : ''}`,
      formatCount(blocks),
      formatCount(requests),
      formatCount(roundTrips),
      `about ${formatSeconds(seconds)}`,
    ]),
    { right: new Set(['chain', 'blocks', 'requests', 'round trips']) },
  )
