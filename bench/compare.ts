import type { Expected, SumAndCount, WrittenSum } from './expectation.ts'
import type { Found } from './found.ts'

/** One thing that the database says otherwise than the history. */
export type Difference = { readonly what: string; readonly expected: string; readonly found: string }

/** Every difference, to the unit; none when the books are right. */
export const compare = (expected: Expected, found: Found): readonly Difference[] => [
  ...values('events', new Map([['all', String(expected.total)]]), new Map([['all', String(found.events)]])),
  ...values(
    'rows of',
    counted(expected.logs, found.rows),
    new Map([...found.rows].map(([key, rows]) => [key, String(rows)])),
  ),
  ...values('earnings of', flat(expected.earnings), texts(found.earnings)),
  ...values('purchases of dataset', flat(expected.purchases), texts(found.purchases)),
  ...values('payouts in', texts(parsed(expected.paid)), texts(found.paid)),
  ...values('sales in', texts(parsed(expected.sold)), texts(found.sold)),
  ...values('task', taskTexts(Object.entries(expected.tasks)), taskTexts(posted(expected, found))),
]

/** Of those events that are told of: what an index keeps of the others in which table is its own affair. */
const counted = (logs: Expected['logs'], rows: Found['rows']): Map<string, string> =>
  new Map([...rows.keys()].map((event) => [event, String(logs[event] ?? 0)]))

/** Payouts may name tasks that were never posted: what becomes of those is the index's own affair. */
const posted = (expected: Expected, found: Found) => [...found.tasks].filter(([key]) => key in expected.tasks)

const taskTexts = (tasks: Iterable<readonly [string, { readonly submissions: number; readonly payouts: number }]>) =>
  new Map([...tasks].map(([key, task]) => [key, `${task.submissions} submissions, ${task.payouts} payouts`]))

const parsed = (sums: Readonly<Record<string, WrittenSum>>): Map<string, SumAndCount> =>
  new Map(Object.entries(sums).map(([key, { sum, count }]) => [key, { sum: BigInt(sum), count }]))

const texts = (sums: ReadonlyMap<string, SumAndCount>): Map<string, string> =>
  new Map([...sums].map(([key, { sum, count }]) => [key, `${sum} in ${count}`]))

const flat = (sums: Readonly<Record<string, Readonly<Record<string, WrittenSum>>>>): Map<string, string> =>
  new Map(
    Object.entries(sums).flatMap(([key, perToken]) =>
      Object.entries(perToken).map(([token, { sum, count }]) => [`${key} ${token}`, `${sum} in ${count}`] as const),
    ),
  )

const NOTHING = 'nothing'

const values = (
  what: string,
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): Difference[] =>
  [...new Set([...expected.keys(), ...found.keys()])]
    .map((key) => ({
      what: `${what} ${key}`,
      expected: expected.get(key) ?? NOTHING,
      found: found.get(key) ?? NOTHING,
    }))
    .filter((difference) => difference.expected !== difference.found)
