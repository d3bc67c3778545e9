import { type CaseName, caseNames, caseOf } from './cases.ts'
import type { Run } from './run.ts'

/** Runs as a Markdown table: a line for each case, a column for each program, and in each cell what came of every run. */
export const tableOf = (runs: readonly Run[]): string => {
  const programs = [...new Set(runs.map(({ program }) => program))]
  const lines = caseNames
    .filter((name) => runs.some((run) => run.case === name))
    .map((name) => [caseOf(name).title, ...programs.map((program) => cellOf(runs, name, program))])
  const rows = [['fault', ...programs], programs.map(() => '---').concat('---'), ...lines]
  return `${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`
}

const cellOf = (runs: readonly Run[], name: CaseName, program: string): string => {
  const own = runs.filter((run) => run.case === name && run.program === program)
  if (own.length === 0) return ''
  const outcomes = own.map(outcomeOf)
  return outcomes.every((outcome) => outcome === outcomes[0]) ? outcomes[0]! : outcomes.join(' · ')
}

const outcomeOf = ({ verdict, ends, last }: Run): string => {
  const books = verdict === null ? ['no books'] : wrongIn(verdict)
  const stopped = ends.length > 0 ? [`ended ${ends.length} times by itself`] : []
  const standing = last === null ? 'does not answer' : last.ready ? 'says it is ready' : 'says it is not ready'
  const complaint = last?.complaint?.split('. ')[0]?.replaceAll(/0x[0-9a-f]{8,}/g, '0x…')
  return [books.join(', ') || 'right', ...stopped, standing, ...(complaint ? [complaint] : [])].join('; ')
}

const wrongIn = ({ lost, untold, pending, doubled, invented, paidRight }: NonNullable<Run['verdict']>): string[] => {
  const told = lost === untold ? '' : untold === 0 ? ', all in blocks it says are open' : `, ${untold} of them untold`
  const wrong = Object.entries({ [`lost${told}`]: lost, 'not reached': pending, doubled, invented }).flatMap(
    ([what, count]) => (count > 0 ? [`${count} ${what}`] : []),
  )
  return wrong.length === 0 && !paidRight ? ['sums of payouts wrong'] : wrong
}
