/** Numbers from a seed (mulberry32): the same seed, the same run. */
export type Random = {
  /** From 0 up to, and without, `below`. */
  int(below: number): number
  pick<T>(list: readonly T[]): T
  chance(share: number): boolean
}

export const createRandom = (seed: number): Random => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number) => Math.floor(next() * below)
  return { int, pick: (list) => list[int(list.length)]!, chance: (share) => next() < share }
}
