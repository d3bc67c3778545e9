import type { Hex } from '../domain/hex.ts'
import { assertInvariant } from '../errors.ts'
import type { Held } from './event.ts'

/** The consumer applies an event before it asks for the next one; else the same blocks would be told twice. */
export const assertApplied = (held: Held, { number, hash }: { number: number; hash: Hex }): void => {
  const cursor = held.cursor()
  const applied = cursor?.number === number && cursor.hash === hash
  assertInvariant(applied, 'An event was not applied before the next one was asked for', {
    told: { number, hash },
    cursor,
  })
}
