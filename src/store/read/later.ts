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

type Heard<T> = { readonly done: (value: T) => void; readonly failed: (error: unknown) => void }

/**
 * A promise that tells those who wait for it the moment it is kept, instead of one after the other when all else is done. For values
 * that many wait for at once, and that nobody keeps while code is running that would not expect to be overtaken.
 */
class Later<T> implements PromiseLike<T> {
  #waiting: Heard<T>[] | undefined = []
  #value: T | undefined
  #error: unknown
  #failed = false

  keep(value: T): void {
    if (this.#waiting === undefined) return
    this.#value = value
    for (const { done } of this.#close()) done(value)
  }

  fail(error: unknown): void {
    if (this.#waiting === undefined) return
    this.#failed = true
    this.#error = error
    for (const { failed } of this.#close()) failed(error)
  }

  #close(): readonly Heard<T>[] {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    return waiting
  }

  // biome-ignore lint/suspicious/noThenProperty: it stands where a promise stands.
  then<U = T, E = never>(
    done?: ((value: T) => U | PromiseLike<U>) | null,
    failed?: ((error: unknown) => E | PromiseLike<E>) | null,
  ): Later<U | E> {
    const next = new Later<U | E>()
    const follow = <V>(how: ((value: V) => U | E | PromiseLike<U | E>) | null | undefined, value: V): void => {
      try {
        const result = how!(value)
        if (isComing(result as Soon<U | E>))
          (result as PromiseLike<U | E>).then(next.keep.bind(next), next.fail.bind(next))
        else next.keep(result as U | E)
      } catch (error) {
        next.fail(error)
      }
    }
    const heard: Heard<T> = {
      done: (value) => (done ? follow(done, value) : next.keep(value as unknown as U)),
      failed: (error) => (failed ? follow(failed, error) : next.fail(error)),
    }
    if (this.#waiting !== undefined) this.#waiting.push(heard)
    else if (this.#failed) heard.failed(this.#error)
    else heard.done(this.#value as T)
    return next
  }
}

/** A value that somebody else keeps or fails. It may be awaited, and is no `Promise` in any other way. */
export const later = <T>(): { readonly value: Promise<T>; keep(value: T): void; fail(error: unknown): void } => {
  const made = new Later<T>()
  return {
    value: made as unknown as Promise<T>,
    keep: (value) => made.keep(value),
    fail: (error) => made.fail(error),
  }
}
