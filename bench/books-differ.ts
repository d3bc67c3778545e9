import type { Difference } from './compare.ts'

const SHOWN = 10

/** A run whose rows or sums are not those of the history: how long it took says nothing. */
export class BooksDiffer extends Error {
  constructor(program: string, differences: readonly Difference[]) {
    const first = differences.slice(0, SHOWN)
    const lines = first.map(({ what, expected, found }) => `  ${what}: expected ${expected}, found ${found}`)
    super(
      `${program}: the books differ in ${differences.length} places, so its time does not count.\n${lines.join('\n')}`,
    )
  }
}
