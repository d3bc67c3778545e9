import { numberOf, SLOT_SIZE } from '../store/ids.ts'
import type { NumberedRow } from '../store/row-code.ts'
import { createKeyFilter, type Key, type KeyFilter } from './key-filter.ts'
import { createKeyMap, type KeyMap } from './key-map.ts'
import { type KeyedTable, naturalKeys } from './natural-keys.ts'

/** A row in memory. */
export type Entry = {
  readonly table: KeyedTable
  /** As in the database; null for a row that this batch made. */
  stored: NumberedRow | null
  row: NumberedRow
  /** The version whose hash is in the sum; null when none is. */
  summed: NumberedRow | null
  /** That hash, where it is known: most rows that change will change again. */
  hash: string | null
  /** The journal mark it was remembered under last. */
  mark: number
  /** Made or changed by this batch: it is among `touched`. */
  isTouched: boolean
  /** Its row is not the one in the sum: it is among `dirty`. */
  isDirty: boolean
}

/** The rows of one table that are in memory: those used lately, and those used before. */
export type Shelf = {
  find(key: Key): Entry | undefined
  get(id: number): Entry | undefined
  put(entry: Entry): void
  lose(entry: Entry): void
  /** Nobody has this key, and it need not be looked for. */
  lacks(key: Key): boolean
  lacksId(id: number): boolean
  /** These were looked for in the database, and are here if they are anywhere; good for this batch. */
  looked(keys: readonly Key[], ids: readonly number[]): void
  /** The table has so many rows in the database: perhaps all are here. */
  weigh(rows: number): void
  /** The batch ends, and what was looked for may come. */
  endBatch(): void
  /** Rows used lately. */
  recent(): number
  /** What was not used since the last time goes, and what is here has not been used since this one. */
  age(): void
}

// A number as a key is found six times as quickly as a text that is put together for it, and most keys are of two to four row
// numbers, or of one and a number that a market gave. So these are packed into one number where they fit into so many bits each, 53 in
// all. Which form a key has, its parts decide alone, and a text with bars is no number: two keys are never one.
const PAIR = [2 ** 26, 2 ** 26] as const
const TRIPLE = [2 ** 22, 2 ** 20, 2 ** 11] as const
const QUADRUPLE = [2 ** 4, 2 ** 11, 2 ** 26, 2 ** 12] as const

/** Texts of more digits are no number that would fit. */
const DIGITS_MAX = 8

/** The number that is written so and in no other way, in decimal digits; infinite for any other text. */
const written = (text: string): number => {
  if (text.length === 0 || text.length > DIGITS_MAX) return Number.POSITIVE_INFINITY
  let number = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9 || (digit === 0 && at === 0 && text.length > 1)) return Number.POSITIVE_INFINITY
    number = number * 10 + digit
  }
  return number
}

/** A row's number without its chain's slot, which all rows of a shelf share; other numbers as they are. Infinite for what is none. */
const low = (part: unknown): number => {
  if (typeof part === 'string') return written(part)
  if (typeof part !== 'number' || part < 0) return Number.POSITIVE_INFINITY
  return part < SLOT_SIZE ? part : numberOf(part)
}

/** A missing part is none: no part of a key that is looked for is undefined. Of a shelf, all keys have as many parts. */
export const keyOf = (a: unknown, b?: unknown, c?: unknown, d?: unknown): Key => {
  if (b === undefined) return a as Key
  const x = low(a)
  const y = low(b)
  if (c === undefined) return x < PAIR[0] && y < PAIR[1] ? x * PAIR[1] + y : `${a}|${b}`
  const z = low(c)
  if (d === undefined) {
    const fits = x < TRIPLE[0] && y < TRIPLE[1] && z < TRIPLE[2]
    return fits ? (x * TRIPLE[1] + y) * TRIPLE[2] + z : `${a}|${b}|${c}`
  }
  const w = low(d)
  const fits = x < QUADRUPLE[0] && y < QUADRUPLE[1] && z < QUADRUPLE[2] && w < QUADRUPLE[3]
  return fits ? ((x * QUADRUPLE[1] + y) * QUADRUPLE[2] + z) * QUADRUPLE[3] + w : `${a}|${b}|${c}|${d}`
}

/** The natural key of a row; null for a review of a submission never seen, which can only be found by its id. */
const keyOfRow = ({ table, row }: Entry): Key | null => {
  const [a, b, c, d] = naturalKeys[table] as readonly string[]
  const first = row[a!]
  if (first === null) return null
  return keyOf(first, b && row[b], c && row[c], d && row[d])
}

type Generation = { readonly byKey: KeyMap<Entry>; readonly byId: KeyMap<Entry> }
const emptyGeneration = (): Generation => ({ byKey: createKeyMap(), byId: createKeyMap() })

/** `rows`: how many the table has in the database. */
export const createShelf = (rows: number): Shelf => {
  let young = emptyGeneration()
  let old = emptyGeneration()
  /** The row that was asked for last, which is the one that is changed next: it is young. */
  let last: Entry | undefined
  let lastKey: Key | undefined
  /** All rows of the table are here. */
  let isComplete = rows === 0
  /** All keys of the table, once rows were let go of that had all been here. */
  let keys: KeyFilter | null = null
  const absentKeys = new Set<Key>()
  const absentIds = new Set<number>()

  const remove = ({ byKey, byId }: Generation, entry: Entry) => {
    byId.delete(entry.row.id)
    const key = keyOfRow(entry)
    if (key !== null) byKey.delete(key)
  }
  const place = (entry: Entry): Key | null => {
    const key = keyOfRow(entry)
    if (key !== null) young.byKey.set(key, entry)
    young.byId.set(entry.row.id, entry)
    return key
  }
  const renew = (entry: Entry | undefined): Entry | undefined => {
    if (!entry) return undefined
    remove(old, entry)
    place(entry)
    return entry
  }
  const forget = () => {
    last = lastKey = undefined
  }

  return {
    find: (key) => {
      if (key === lastKey) return last
      const entry = young.byKey.get(key) ?? renew(old.byKey.get(key))
      if (entry) [last, lastKey] = [entry, key]
      return entry
    },
    get: (id) => {
      if (last?.row.id === id) return last
      const entry = young.byId.get(id) ?? renew(old.byId.get(id))
      if (entry) [last, lastKey] = [entry, undefined]
      return entry
    },
    put: (entry) => {
      const key = place(entry)
      if (key !== null) keys?.add(key)
    },
    lose: (entry) => {
      remove(young, entry)
      remove(old, entry)
      forget()
    },
    lacks: (key) => isComplete || absentKeys.has(key) || (keys !== null && !keys.has(key)),
    lacksId: (id) => isComplete || absentIds.has(id),
    looked: (lookedKeys, ids) => {
      for (const key of lookedKeys) absentKeys.add(key)
      for (const id of ids) absentIds.add(id)
    },
    weigh: (count) => {
      if (young.byId.size() + old.byId.size() === count) isComplete = true
    },
    endBatch: () => {
      absentKeys.clear()
      absentIds.clear()
    },
    recent: () => young.byId.size(),
    age: () => {
      if (old.byId.size() > 0) {
        if (isComplete)
          keys = createKeyFilter([...young.byKey.keys(), ...old.byKey.keys()], young.byKey.size() + old.byKey.size())
        isComplete = false
      }
      old = young
      young = emptyGeneration()
      forget()
    },
  }
}
