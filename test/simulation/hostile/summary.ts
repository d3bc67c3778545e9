import { type FaultName, faultNames } from './faults.ts'
import { profileNames } from './profiles.ts'
import type { Report } from './run.ts'

/** The command that plays a run again. */
export const repeatBy = ({ seed, profile }: Pick<Report, 'seed' | 'profile'>, dialect: string): string =>
  `npm run simulate -- --seed ${seed} --profile ${JSON.stringify(profile)}${dialect === 'postgres' ? ' --database postgres' : ''}`

const sum = <T>(list: readonly T[], of: (item: T) => number): number =>
  list.reduce((total, item) => total + of(item), 0)

/** Columns as wide as what is in them; all but the first are numbers. */
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string => {
  const lines = [head, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)),
  )
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)))
  return lines
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .join('\n')
}

/** Faults that no run met. */
export const neverFired = (reports: readonly Report[]): readonly FaultName[] =>
  faultNames.filter((name) => !reports.some(({ nodes }) => nodes.some(({ fired }) => fired.has(name))))

/** What all runs came to: by profile, by fault, and by what else befell the program. */
export const summarise = (reports: readonly Report[], dialect: string): string => {
  const profiles = profileNames.flatMap((name) => {
    const own = reports.filter(({ profile }) => profile === name)
    if (own.length === 0) return []
    const outcome = (which: Report['outcome']) => own.filter((report) => report.outcome === which).length
    const nodes = own.flatMap((report) => report.nodes)
    return [
      [
        name,
        own.length,
        outcome('equal'),
        outcome('halted'),
        outcome('said'),
        outcome('beyond blooms') + outcome('silent'),
        outcome('failed'),
        sum(nodes, ({ requests }) => requests),
        sum(nodes, ({ repeated }) => repeated),
        sum(nodes, ({ hidden }) => hidden),
        sum(own, ({ lost }) => lost),
      ],
    ]
  })
  const faults = faultNames.flatMap((name) => {
    const own = reports.filter(({ nodes }) => nodes.some(({ fired }) => fired.has(name)))
    const times = sum(reports, ({ nodes }) => sum(nodes, ({ fired }) => fired.get(name) ?? 0))
    return [[name, own.length, times]]
  })
  const troubles = new Map<string, [runs: number, times: number]>()
  for (const { ends, events } of reports)
    for (const [name, times] of [...ends, ...events]) {
      const [runs, all] = troubles.get(name) ?? [0, 0]
      troubles.set(name, [runs + 1, all + times])
    }
  const idle = neverFired(reports)
  const failures = reports.filter(({ outcome }) => outcome === 'failed')
  const looks = sum(reports, (report) => report.looks)
  return [
    table(
      [
        'profile',
        'runs',
        'equal',
        'halted',
        'said',
        'unnoticed',
        'failed',
        'requests',
        'repeated',
        'logs hidden',
        'logs lost',
      ],
      profiles,
    ),
    table(['fault', 'runs', 'times'], faults),
    table(
      ['the program, its chain and its database', 'runs', 'times'],
      [...troubles].sort().map(([name, counts]) => [name, ...counts]),
    ),
    ...(idle.length > 0 ? [`Never came to pass: ${idle.join(', ')}.`] : []),
    `${reports.length} runs on ${dialect}, ${failures.length} failed; the books were read ${looks} times meanwhile.`,
    failures.map((report) => repeatBy(report, dialect)).join('\n'),
  ].join('\n\n')
}
