/** Numbers that follow from a seed alone. */
export const createRandom = (seed: number) => {
  let state = seed >>> 0
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const int = (below: number): number => Math.floor(next() * below)
  return {
    int,
    chance: (share: number): boolean => next() < share,
    pick: <T>(values: readonly T[]): T => values[int(values.length)]!,
    maybe: <T>(value: T, share = 0.5): T | null => (next() < share ? value : null),
  }
}
