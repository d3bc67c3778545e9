import { and, asc, desc, gte, lt } from 'drizzle-orm'
import { numberOf } from '../ids.ts'
import { idRange, type Reader } from './reader.ts'

/** How a chain's blocks have followed each other in time, from those that are stored. */
export type BlockTimes = {
  /** Seconds from block to block, a mean over all that is stored. */
  readonly interval: number
  /** The longest that two of the newest stored blocks, one right after the other, lie apart; 0 when no two do. */
  readonly longest: number
  /** Seconds from the first stored block to the newest. */
  readonly span: number
}

const NEWEST = 256

/** Reads them from the snapshot at hand; null when fewer than two blocks are stored. */
export const readBlockTimes = async ({ db, tables }: Reader, slot: number): Promise<BlockTimes | null> => {
  const { blocks } = tables
  const { first, end } = idRange(slot)
  const own = and(gte(blocks.id, first), lt(blocks.id, end))
  const columns = { id: blocks.id, timestamp: blocks.timestamp }
  const newest = await db.select(columns).from(blocks).where(own).orderBy(desc(blocks.id)).limit(NEWEST)
  const [oldest] = await db.select(columns).from(blocks).where(own).orderBy(asc(blocks.id)).limit(1)
  const top = newest[0]
  if (top === undefined || oldest === undefined || top.id === oldest.id) return null
  const span = top.timestamp - oldest.timestamp
  const gaps = newest
    .slice(1)
    .map((block, i) => (newest[i]!.id === block.id + 1 ? newest[i]!.timestamp - block.timestamp : 0))
  return { interval: span / (numberOf(top.id) - numberOf(oldest.id)), longest: Math.max(0, ...gaps), span }
}
