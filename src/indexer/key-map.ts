import type { Key } from './key-filter.ts'

/** Values by natural keys or row numbers. */
export type KeyMap<T> = {
  readonly size: () => number
  get(key: Key): T | undefined
  set(key: Key, value: T): void
  delete(key: Key): void
  keys(): Key[]
}

/** Places at first: a power of two. */
const FIRST_PLACES = 64

/** Spreads a whole number of at most 53 bits over 32: its halves, mixed as MurmurHash3 ends (A. Appleby, public domain). */
const spread = (key: number): number => {
  let bits = (key | 0) ^ Math.imul((key / 2 ** 32) | 0, 0x9e3779b1)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

/**
 * A map for keys that are mostly numbers of more than 31 bits: in a Map each of those is an object of its own, and takes four times
 * as long to find. Open addressing, place by place; at most half of the places are taken. Texts are in a Map.
 */
export const createKeyMap = <T extends object>(): KeyMap<T> => {
  const byText = new Map<string, T>()
  let numbers = new Float64Array(FIRST_PLACES)
  let values: (T | undefined)[] = new Array(FIRST_PLACES).fill(undefined)
  let mask = FIRST_PLACES - 1
  let taken = 0

  /** Where the number is, or the free place where it would be. */
  const placeOf = (key: number): number => {
    let at = spread(key) & mask
    while (values[at] !== undefined && numbers[at] !== key) at = (at + 1) & mask
    return at
  }
  const grow = () => {
    const [oldNumbers, oldValues] = [numbers, values]
    const places = 2 * oldNumbers.length
    numbers = new Float64Array(places)
    values = new Array(places).fill(undefined)
    mask = places - 1
    for (let old = 0; old < oldNumbers.length; old++) {
      if (oldValues[old] === undefined) continue
      const at = placeOf(oldNumbers[old]!)
      numbers[at] = oldNumbers[old]!
      values[at] = oldValues[old]
    }
  }
  /** Frees a place, and moves into it what was only put further on because it was taken. */
  const free = (place: number) => {
    let empty = place
    for (let at = (empty + 1) & mask; values[at] !== undefined; at = (at + 1) & mask) {
      const wanted = spread(numbers[at]!) & mask
      if (((at - wanted) & mask) < ((at - empty) & mask)) continue
      numbers[empty] = numbers[at]!
      values[empty] = values[at]
      empty = at
    }
    values[empty] = undefined
    taken--
  }

  return {
    size: () => byText.size + taken,
    get: (key) => (typeof key === 'string' ? byText.get(key) : values[placeOf(key)]),
    set: (key, value) => {
      if (typeof key === 'string') {
        byText.set(key, value)
        return
      }
      const at = placeOf(key)
      if (values[at] === undefined) {
        numbers[at] = key
        taken++
      }
      values[at] = value
      if (2 * taken > mask) grow()
    },
    delete: (key) => {
      if (typeof key === 'string') {
        byText.delete(key)
        return
      }
      const at = placeOf(key)
      if (values[at] !== undefined) free(at)
    },
    keys: () => {
      const all: Key[] = [...byText.keys()]
      for (let at = 0; at < values.length; at++) if (values[at] !== undefined) all.push(numbers[at]!)
      return all
    },
  }
}
