/** Random numbers that a seed decides, on any machine. */
export type Random = {
  /** In [0, 1). */
  unit(): number
  /** A whole number in [0, below). */
  below(limit: number): number
  /** A whole number of both bounds or between. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
}

/** sfc32: quick, and good enough for far more numbers than a history takes. */
export const createRandom = (seed: number): Random => {
  let [a, b, c, d] = [0x9e3779b9 ^ seed, 0x243f6a88, 0xb7e15162 ^ Math.floor(seed / 2 ** 32), 1]
  const unit = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return (t >>> 0) / 2 ** 32
  }
  // The first numbers still show the seed.
  for (let i = 0; i < 16; i++) unit()
  const below = (limit: number) => Math.floor(unit() * limit)
  return {
    unit,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => unit() < probability,
    pick: (list) => list[below(list.length)]!,
  }
}

/** Ranks 0 to count - 1, the first ones far more often, as people take part in markets: a few do most of the work. */
export const createZipf = (random: Random, count: number, exponent = 0.9): (() => number) => {
  const sums = new Float64Array(count)
  let sum = 0
  for (let rank = 0; rank < count; rank++) {
    sum += (rank + 1) ** -exponent
    sums[rank] = sum
  }
  return () => {
    const wanted = random.unit() * sum
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sums[middle]! > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}
