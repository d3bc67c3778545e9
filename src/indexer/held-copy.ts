import type { ChainEvent, Cursor, Held } from '../chain/event.ts'
import type { Hex } from '../domain/hex.ts'

/** How what is held changed, as data. */
export type HeldChange = {
  readonly cursor: Cursor
  readonly finalized: number
  /** Nothing above this block is held any more, but for `hashes`. */
  readonly ancestor: number
  readonly hashes: readonly (readonly [number, Hex])[]
}

/** All that is held, or what changed since by this event, which was applied. */
export const changeOf = (held: Held, event: ChainEvent | null): HeldChange => {
  const cursor = held.cursor()
  const finalized = held.finalized()
  const ancestor = event === null || event.type === 'history' ? -1 : event.type === 'branch' ? event.ancestor : Infinity
  const numbers = new Set<number>()
  if (event?.type === 'branch') for (const { number } of event.blocks) numbers.add(number)
  else if (event === null && cursor !== null)
    for (let number = finalized; number <= cursor.number; number += 1) numbers.add(number)
  if (cursor !== null) numbers.add(cursor.number)
  const hashes = [...numbers].flatMap((number): readonly (readonly [number, Hex])[] => {
    const hash = held.hashAt(number)
    return hash === undefined ? [] : [[number, hash]]
  })
  return { cursor, finalized, ancestor, hashes }
}

/** What is held elsewhere, as far as it was told of. */
export const createHeldCopy = (): Held & { take(change: HeldChange): void } => {
  const known = new Map<number, Hex>()
  let [cursor, finalized]: [Cursor, number] = [null, -1]
  return {
    cursor: () => cursor,
    hashAt: (number) => known.get(number),
    finalized: () => finalized,
    take: (change) => {
      ;({ cursor, finalized } = change)
      for (const number of known.keys()) if (number > change.ancestor || number < finalized) known.delete(number)
      for (const [number, hash] of change.hashes) known.set(number, hash)
    },
  }
}
