import { and, count, eq, gte, isNotNull, isNull, lt, min, sql } from 'drizzle-orm'
import type { ProofLevel } from '../../domain/block.ts'
import { nameOf, proofLevels } from '../../domain/codes.ts'
import { demandedLevel, ruleFromText } from '../../domain/completeness.ts'
import { packId } from '../ids.ts'
import type { Db, Rows } from '../store.ts'
import type { Tables } from '../tables.ts'

/** How well it is proven that nothing of a chain is missing. */
export type Completeness = {
  /** Newest block up to which every block is as complete as the operator demands; null when not even the first is, or when only a sample is proved. */
  readonly provenThrough: number | null
  /** What the operator demands. */
  readonly level: ProofLevel
  /** The share of blocks without events that is proved, where that is all that is demanded; else null. */
  readonly sample: number | null
  /** Every level, with the blocks whose highest it is. */
  readonly blocksByLevel: { readonly level: ProofLevel; readonly blocks: number }[]
  /** Stretches of blocks that fall short now, oldest first, at most 20. */
  readonly gaps: Pick<Rows['gaps'], 'fromBlock' | 'toBlock' | 'doubt' | 'foundAt'>[]
  readonly openGaps: number
  /** Gaps found and closed since the start. */
  readonly healed: number
}

const GAPS_SHOWN = 20

/** Reads it, from the snapshot at hand. */
export const readCompleteness = async (
  { db, tables }: { db: Db; tables: Tables },
  chain: Rows['chains'],
  cursor: Rows['cursors'] | undefined,
): Promise<Completeness> => {
  const { gaps } = tables
  const own = eq(gaps.chainId, chain.id)
  const [open] = await db
    .select({ count: count(), from: min(gaps.fromBlock) })
    .from(gaps)
    .where(and(own, isNull(gaps.healedAt)))
  const [healed] = await db
    .select({ count: count() })
    .from(gaps)
    .where(and(own, isNotNull(gaps.healedAt)))
  const shown = await db
    .select({ fromBlock: gaps.fromBlock, toBlock: gaps.toBlock, doubt: gaps.doubt, foundAt: gaps.foundAt })
    .from(gaps)
    .where(and(own, isNull(gaps.healedAt)))
    .orderBy(gaps.fromBlock)
    .limit(GAPS_SHOWN)
  const rule = ruleFromText(chain.completeness)
  const sample = typeof rule === 'object' ? rule.sample : null
  const firstOpen = open?.from == null ? null : Number(open.from)
  const through = cursor === undefined || sample !== null ? null : (firstOpen ?? cursor.block + 1) - 1
  return {
    provenThrough: through === null || through < chain.startBlock ? null : Math.min(through, cursor!.block),
    level: demandedLevel(rule),
    sample,
    blocksByLevel: await countLevels({ db, tables }, chain.slot, cursor),
    gaps: shown,
    openGaps: Number(open?.count ?? 0),
    healed: Number(healed?.count ?? 0),
  }
}

/** Final blocks are counted in windows, the others are kept row by row. */
const countLevels = async (
  { db, tables: { proofWindows, blocks } }: { db: Db; tables: Tables },
  slot: number,
  cursor: Rows['cursors'] | undefined,
): Promise<Completeness['blocksByLevel']> => {
  const total = (column: (typeof proofWindows)['none']) => sql<number | string | null>`sum(${column})`
  const { none, headerLinked, bloomConsistent, receiptsProven, secondSource } = proofWindows
  const [final] = await db
    .select({
      NONE: total(none),
      HEADER_LINKED: total(headerLinked),
      BLOOM_CONSISTENT: total(bloomConsistent),
      RECEIPTS_PROVEN: total(receiptsProven),
      SECOND_SOURCE: total(secondSource),
    })
    .from(proofWindows)
    .where(and(gte(proofWindows.id, packId(slot, 0)), lt(proofWindows.id, packId(slot + 1, 0))))
  const recent =
    cursor === undefined
      ? []
      : await db
          .select({ level: blocks.level, blocks: count() })
          .from(blocks)
          .where(and(gte(blocks.id, packId(slot, cursor.finalized + 1)), lt(blocks.id, packId(slot + 1, 0))))
          .groupBy(blocks.level)
  const live = new Map(recent.map((row) => [nameOf(proofLevels, row.level), Number(row.blocks)]))
  return proofLevels.map((level) => ({ level, blocks: Number(final?.[level] ?? 0) + (live.get(level) ?? 0) }))
}
