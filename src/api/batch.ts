import { after, later, type Soon } from '../store/read/later.ts'

/** Finds values by keys, those asked for at the same time together, and each once. */
export type Loader<K, V> = { load(key: K): Soon<V> }

type Asked<K, V> = { readonly key: K; keep(value: V): void; fail(error: unknown): void }

export type BatchOptions<K> = {
  /** What tells two keys apart; the key itself where left out. */
  readonly nameOf?: (key: K) => unknown
  /** Keys of one batch. */
  readonly max?: number
  /** Whether what was found is kept for who asks again. */
  readonly keep?: boolean
}

/** More values than this in one statement would meet the databases' limits on parameters. */
const BATCH_MAX = 5_000

/** What is left to fetch for one operation, over all its loaders. */
export type Batches = { later(fetch: () => void): void }

/** Batches are fetched when all code that is under way, and all that follows from it at once, has asked for what it wants. */
export const createBatches = (): Batches => {
  let waiting: (() => void)[] = []
  const fetchAll = () => {
    const fetches = waiting
    waiting = []
    for (const fetch of fetches) fetch()
  }
  return {
    later: (fetch) => {
      if (waiting.push(fetch) === 1) Promise.resolve().then(() => process.nextTick(fetchAll))
    },
  }
}

/** A loader over a function that finds the values of some keys, in their order. */
export const createLoader = <K, V>(
  batches: Batches,
  fetch: (keys: readonly K[]) => Soon<readonly V[]>,
  { nameOf = (key) => key, max = BATCH_MAX, keep = true }: BatchOptions<K> = {},
): Loader<K, V> => {
  const known = new Map<unknown, Soon<V>>()
  let asked: Asked<K, V>[] = []

  const fetchSome = (some: readonly Asked<K, V>[]): void => {
    const fail = (error: unknown) => {
      for (const one of some) {
        known.delete(nameOf(one.key))
        one.fail(error)
      }
    }
    try {
      const found = after(fetch(some.map(({ key }) => key)), (values) => {
        for (const [i, one] of some.entries()) {
          if (keep) known.set(nameOf(one.key), values[i]!)
          one.keep(values[i]!)
        }
      })
      if (found !== undefined) found.catch(fail)
    } catch (error) {
      fail(error)
    }
  }
  const fetchAsked = () => {
    const all = asked
    asked = []
    for (let start = 0; start < all.length; start += max) fetchSome(all.slice(start, start + max))
  }

  const load = (key: K): Soon<V> => {
    const name = nameOf(key)
    if (keep && known.has(name)) return known.get(name) as Soon<V>
    const { value, keep: tell, fail } = later<V>()
    if (keep) known.set(name, value)
    if (asked.push({ key, keep: tell, fail }) === 1) batches.later(fetchAsked)
    return value
  }
  return { load }
}
