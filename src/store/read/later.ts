// SQLite answers at once, PostgreSQL later. What is read is therefore a value or a promise of one, and who goes on with it goes on at
// once where it is there: a page asks for hundreds of values, and a promise for each took longer than reading them.

/** A value at hand, or one on its way. */
export type Soon<T> = T | Promise<T>

export const isComing = <T>(value: Soon<T>): value is Promise<T> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

/** What follows from a value: at once where it is there. */
export const after = <T, U>(value: Soon<T>, next: (value: T) => Soon<U>): Soon<U> =>
  isComing(value) ? value.then(next) : next(value)

/** All of some values, at once where all are there. */
export const together = <T>(values: readonly Soon<T>[]): Soon<readonly T[]> =>
  values.some(isComing) ? Promise.all(values) : (values as readonly T[])

type Hear = ((value: never) => unknown) | null | undefined

/**
 * A promise that tells those who wait for it the moment it is kept, instead of one after the other when all else is done. For values
 * that many wait for at once, and that nobody keeps while code is running that would not expect to be overtaken.
 *
 * Hundreds are made for an answer, so one is one object: what follows from it knows itself what to do when it is told, and nearly all
 * have one that follows.
 */
class Later<T> implements PromiseLike<T> {
  readonly #done: Hear
  readonly #failing: Hear
  #next: Later<unknown> | undefined
  #others: Later<unknown>[] | undefined
  #state: 'OPEN' | 'KEPT' | 'FAILED' = 'OPEN'
  /** What it was kept with, or failed with. */
  #value: unknown

  constructor(done: Hear, failing: Hear) {
    this.#done = done
    this.#failing = failing
  }

  keep(value: T): void {
    if (this.#state === 'OPEN') this.#settle('KEPT', value)
  }

  fail(error: unknown): void {
    if (this.#state === 'OPEN') this.#settle('FAILED', error)
  }

  #settle(state: 'KEPT' | 'FAILED', value: unknown): void {
    this.#state = state
    this.#value = value
    const [next, others] = [this.#next, this.#others]
    this.#next = undefined
    this.#others = undefined
    if (next !== undefined) next.#hear(state, value)
    if (others !== undefined) for (const other of others) other.#hear(state, value)
  }

  /** What it follows from has come, or has failed. */
  #hear(state: 'KEPT' | 'FAILED', value: unknown): void {
    const how = state === 'KEPT' ? this.#done : this.#failing
    if (how !== null && how !== undefined) this.#follow(how as (value: unknown) => unknown, value)
    else if (state === 'KEPT') this.keep(value as T)
    else this.fail(value)
  }

  #follow(how: (value: unknown) => unknown, value: unknown): void {
    try {
      const result = how(value)
      if (isComing(result)) result.then(this.keep.bind(this) as (value: unknown) => void, this.fail.bind(this))
      else this.keep(result as T)
    } catch (error) {
      this.fail(error)
    }
  }

  // biome-ignore lint/suspicious/noThenProperty: it stands where a promise stands.
  then<U = T, E = never>(
    done?: ((value: T) => U | PromiseLike<U>) | null,
    failed?: ((error: unknown) => E | PromiseLike<E>) | null,
  ): Later<U | E> {
    const next = new Later<U | E>(done as Hear, failed as Hear)
    if (this.#state !== 'OPEN') next.#hear(this.#state, this.#value)
    else if (this.#next === undefined) this.#next = next as Later<unknown>
    else {
      this.#others ??= []
      this.#others.push(next as Later<unknown>)
    }
    return next
  }
}

/** A value that somebody else keeps or fails. It may be awaited, and is no `Promise` in any other way. */
export const later = <T>(): { readonly value: Promise<T>; keep(value: T): void; fail(error: unknown): void } => {
  const made = new Later<T>(undefined, undefined)
  return {
    value: made as unknown as Promise<T>,
    keep: (value) => made.keep(value),
    fail: (error) => made.fail(error),
  }
}
