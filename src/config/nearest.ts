/** Nobody mistypes a name into something longer. */
const LENGTH_MAX = 100

/** The names that take the fewest slips of the pen (a letter more, less or different) to become `text`, nearest first. */
export const nearest = (text: string, names: readonly string[], count: number): string[] => {
  const typed = text.slice(0, LENGTH_MAX).toLowerCase()
  return names
    .map((name) => ({ name, slips: slipsBetween(typed, name) }))
    .sort((a, b) => a.slips - b.slips)
    .slice(0, count)
    .map(({ name }) => name)
}

/** Levenshtein's distance, a row of the table at a time. */
const slipsBetween = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}
