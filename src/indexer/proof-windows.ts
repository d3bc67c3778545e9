import { and, gt, gte, inArray, lt, lte } from 'drizzle-orm'
import type { LevelRun, ProofLevel } from '../domain/block.ts'
import { nameOf, proofLevels } from '../domain/codes.ts'
import { numberOf, packId } from '../store/ids.ts'
import type { Db, Rows, Transaction } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** Final blocks are counted by level in windows of so many, so that a stretch can be counted anew without the rest. */
export const WINDOW_BLOCKS = 1_000

const COLUMN = {
  NONE: 'none',
  HEADER_LINKED: 'headerLinked',
  BLOOM_CONSISTENT: 'bloomConsistent',
  RECEIPTS_PROVEN: 'receiptsProven',
  SECOND_SOURCE: 'secondSource',
} as const satisfies Record<ProofLevel, keyof Rows['proofWindows']>

export const windowOf = (block: number): number => Math.floor(block / WINDOW_BLOCKS)

/** The parts of the runs that lie within these blocks. */
export const within = (runs: readonly LevelRun[], { from, to }: { from: number; to: number }): LevelRun[] =>
  runs
    .filter((run) => run.from <= to && run.to >= from)
    .map((run) => ({ ...run, from: Math.max(from, run.from), to: Math.min(to, run.to) }))

/** Adds blocks that have become final to the counts of their windows. */
export const countLevels = async (
  tx: Transaction,
  { proofWindows }: Pick<Tables, 'proofWindows'>,
  slot: number,
  runs: readonly LevelRun[],
): Promise<void> => {
  const added = new Map<number, Rows['proofWindows']>()
  for (const { from, to, level } of runs) {
    for (let at = from; at <= to; ) {
      const window = windowOf(at)
      const end = Math.min(to, (window + 1) * WINDOW_BLOCKS - 1)
      const id = packId(slot, window)
      const row = added.get(id) ?? {
        id,
        none: 0,
        headerLinked: 0,
        bloomConsistent: 0,
        receiptsProven: 0,
        secondSource: 0,
      }
      row[COLUMN[level]] += end - at + 1
      added.set(id, row)
      at = end + 1
    }
  }
  if (added.size === 0) return
  const ids = [...added.keys()]
  const known: Rows['proofWindows'][] = []
  for (let at = 0; at < ids.length; at += CHUNK) {
    const some = ids.slice(at, at + CHUNK)
    known.push(...(await tx.db.select().from(proofWindows).where(inArray(proofWindows.id, some))))
  }
  for (const row of known) {
    const sum = added.get(row.id)!
    for (const column of Object.values(COLUMN)) sum[column] += row[column]
  }
  const replaced = new Set(known.map(({ id }) => id))
  await tx.replace(
    'proofWindows',
    known.map(({ id }) => added.get(id)!),
  )
  await tx.insert(
    'proofWindows',
    ids.filter((id) => !replaced.has(id)).map((id) => added.get(id)!),
  )
}

const CHUNK = 500

/** Levels of the blocks from..to that are kept row by row: those that are not final, or were not a moment ago. */
export const levelsOfRows = async (
  db: Db,
  { blocks }: Pick<Tables, 'blocks'>,
  slot: number,
  { from, to }: { from: number; to: number },
): Promise<readonly LevelRun[]> => {
  const rows = await db
    .select({ id: blocks.id, level: blocks.level })
    .from(blocks)
    .where(and(gte(blocks.id, packId(slot, from)), lte(blocks.id, packId(slot, to))))
    .orderBy(blocks.id)
  return rows.map(({ id, level }) => ({ from: numberOf(id), to: numberOf(id), level: nameOf(proofLevels, level) }))
}

/** Forgets the counts of the windows after `block`'s, and of its own: what is left ends where the window that holds it begins. */
export const forgetWindows = async (
  tx: Transaction,
  { proofWindows }: Pick<Tables, 'proofWindows'>,
  slot: number,
  { from, to }: { from: number; to: number },
): Promise<void> => {
  const [first, end] = [packId(slot, windowOf(from)), packId(slot, windowOf(to) + 1)]
  await tx.db.delete(proofWindows).where(and(gt(proofWindows.id, first - 1), lt(proofWindows.id, end)))
}
