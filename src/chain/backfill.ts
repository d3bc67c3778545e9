import { assertApplied } from './applied.ts'
import type { Context } from './context.ts'
import type { ChainEvent, Held } from './event.ts'
import type { Header } from './header.ts'
import { type RangesAsked, readRanges } from './ranges.ts'
import { tell } from './tell.ts'

export type BackfillAsked = RangesAsked & {
  readonly held: Held
  readonly finalized: number
  readonly head: number
  /** The final block that the node named, where it did: what is read up to there must be its branch. */
  readonly named: Pick<Header, 'number' | 'hash'> | null
}

/**
 * Final history in order. Returns false when it ended early because a range does not follow on what was yielded before, even
 * when asked again, or ends on another branch than the final block is of.
 */
export async function* backfill(context: Context, asked: BackfillAsked): AsyncGenerator<ChainEvent, boolean> {
  const { finalized, head, named } = asked
  const ranges = readRanges(context, asked)
  try {
    for (;;) {
      const next = await ranges.next()
      if (next.done) return next.value
      const told = tell(next.value)
      const { number, hash } = told.through
      if (named?.number === number && named.hash !== hash) return false
      yield { type: 'history', ...told, finalized, head: Math.max(head, finalized) }
      assertApplied(asked.held, told.through)
      await context.believed?.told(next.value)
    }
  } finally {
    await ranges.return(false)
  }
}
