/** A natural key as maps take it: a lone number or text as it is, else a number or a text of all parts. */
export type Key = number | string

/**
 * Keys that were put in, in two bytes each, and by mistake a few others: of what it denies it is sure. A Bloom filter that grows by
 * layers (B. H. Bloom, 1970).
 */
export type KeyFilter = {
  add(key: Key): void
  has(key: Key): boolean
}

/** With four bits set for each key, some two in a thousand keys that were never put in seem to be there. */
const BITS_PER_KEY = 16
const BITS_SET = 4
const FIRST_KEYS = 65_536

type Layer = { readonly words: Uint32Array; readonly mask: number; readonly room: number; keys: number }

const createLayer = (room: number): Layer => {
  const bits = 2 ** Math.ceil(Math.log2(room * BITS_PER_KEY))
  return { words: new Uint32Array(bits / 32), mask: bits - 1, room, keys: 0 }
}

/** `keys`, `count` of them, are put in at once; as many again fit before a layer is added. */
export const createKeyFilter = (keys: Iterable<Key>, count: number): KeyFilter => {
  const layers = [createLayer(Math.max(FIRST_KEYS, 2 * count))]
  let [first, step] = [0, 0]

  /** FNV-1a over UTF-16 units or the two halves of a number, twice with other constants, and mixed. */
  const hash = (key: Key) => {
    let [a, b] = [0x811c9dc5, 0x9747b28c]
    const take = (unit: number) => {
      a = Math.imul(a ^ unit, 0x01000193)
      b = Math.imul(b ^ unit, 0x5bd1e995)
    }
    if (typeof key === 'string') for (let i = 0; i < key.length; i++) take(key.charCodeAt(i))
    else {
      take(key | 0)
      take((key / 2 ** 32) | 0)
    }
    a = Math.imul(a ^ (a >>> 16), 0x85ebca6b)
    b = Math.imul(b ^ (b >>> 15), 0xc2b2ae35)
    first = (a ^ (a >>> 13)) >>> 0
    step = ((b ^ (b >>> 16)) | 1) >>> 0
  }
  const holds = ({ words, mask }: Layer): boolean => {
    for (let i = 0; i < BITS_SET; i++) {
      const bit = (first + i * step) & mask
      if ((words[bit >>> 5]! & (1 << (bit & 31))) === 0) return false
    }
    return true
  }
  const add = (key: Key) => {
    hash(key)
    // Most keys come again and again.
    if (layers.some(holds)) return
    let layer = layers.at(-1)!
    if (layer.keys >= layer.room) {
      layer = createLayer(2 * layer.room)
      layers.push(layer)
    }
    layer.keys++
    for (let i = 0; i < BITS_SET; i++) {
      const bit = (first + i * step) & layer.mask
      layer.words[bit >>> 5]! |= 1 << (bit & 31)
    }
  }
  for (const key of keys) add(key)
  return {
    add,
    has: (key) => {
      hash(key)
      return layers.some(holds)
    },
  }
}
