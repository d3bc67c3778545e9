/** Numbers from a seed (mulberry32): the same seed, the same market. Not for secrets. */
export type Random = {
  /** From 0 up to, and without, `below`. */
  int(below: number): number
  /** A whole number from `low` to `high`, both possible. */
  between(low: number, high: number): number
  /** From 0 up to, and without, 1. */
  share(): number
  chance(share: number): boolean
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T
  /** A waiting time of a process that forgets: mostly short, sometimes long. */
  wait(mean: number): number
  /** A place in a list by Zipf's law: the first is chosen twice as often as the second, thrice as often as the third. */
  rank(length: number): number
}

export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number) => Math.floor(share() * below)
  return {
    int,
    share,
    between: (low, high) => low + int(high - low + 1),
    chance: (part) => share() < part,
    pick: (list) => list[int(list.length)]!,
    wait: (mean) => -mean * Math.log(1 - share()),
    // The sum of 1/n is close to a logarithm, whose inverse is a power.
    rank: (length) => Math.min(length - 1, Math.floor((length + 1) ** share()) - 1),
  }
}
