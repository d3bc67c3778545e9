import { and, eq, gt, gte, isNull, lte } from 'drizzle-orm'
import type { OpenBlock } from '../domain/block.ts'
import type { Rows, Store, Transaction } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** So many stretches of one batch are told apart; more are one, from the first to the last. */
const GAPS_MAX = 100
const CHUNK = 500

type Gap = Pick<Rows['gaps'], 'fromBlock' | 'toBlock' | 'doubt'>

/** Open blocks that follow on each other for the same reason, as stretches. */
const gapsOf = (open: readonly OpenBlock[]): readonly Gap[] => {
  const gaps: { fromBlock: number; toBlock: number; doubt: string }[] = []
  for (const { number, doubt } of open) {
    const last = gaps.at(-1)
    if (last?.toBlock === number - 1 && last.doubt === doubt) last.toBlock = number
    else gaps.push({ fromBlock: number, toBlock: number, doubt })
  }
  const [first, last] = [gaps[0], gaps.at(-1)]
  if (!first || !last || gaps.length <= GAPS_MAX) return gaps
  const doubt = `${open.length} blocks of this stretch are open. Of the first: ${first.doubt}`
  return [{ fromBlock: first.fromBlock, toBlock: last.toBlock, doubt }]
}

/** Writes down which blocks are open. `at` is in seconds. */
export const recordGaps = async (
  tx: Transaction,
  { gaps }: Pick<Tables, 'gaps'>,
  { chainId, open, at }: { chainId: number; open: readonly OpenBlock[]; at: number },
): Promise<void> => {
  const rows = gapsOf(open).map((gap) => ({ ...gap, chainId, foundAt: at, healedAt: null, logs: 0 }))
  for (let from = 0; from < rows.length; from += CHUNK) await tx.db.insert(gaps).values(rows.slice(from, from + CHUNK))
}

/** Writes down blocks on record that are in doubt since, in a transaction of its own; they are mended like any others. */
export const recordDoubts = (
  store: Store,
  { chainId, open, at }: { chainId: number; open: readonly OpenBlock[]; at: number },
): Promise<void> => store.transaction((tx) => recordGaps(tx, store.tables, { chainId, open, at }))

/** Blocks above an ancestor are no more, and what was open about them neither. */
export const cutGaps = async (
  tx: Transaction,
  { gaps }: Pick<Tables, 'gaps'>,
  { chainId, ancestor }: { chainId: number; ancestor: number },
): Promise<void> => {
  const own = and(eq(gaps.chainId, chainId), isNull(gaps.healedAt))
  await tx.db.delete(gaps).where(and(own, gt(gaps.fromBlock, ancestor)))
  await tx.db
    .update(gaps)
    .set({ toBlock: ancestor })
    .where(and(own, gt(gaps.toBlock, ancestor)))
}

/** Blocks that were read again: what they closed is closed, and what is open still is as it is now. `logs` were put right. */
export const closeGaps = async (
  tx: Transaction,
  { gaps }: Pick<Tables, 'gaps'>,
  {
    chainId,
    from,
    to,
    open,
    logs,
    at,
  }: { chainId: number; from: number; to: number; open: readonly OpenBlock[]; logs: number; at: number },
): Promise<void> => {
  const touched = await tx.db
    .select()
    .from(gaps)
    .where(and(eq(gaps.chainId, chainId), isNull(gaps.healedAt), lte(gaps.fromBlock, to), gte(gaps.toBlock, from)))
    .orderBy(gaps.fromBlock)
  let rest = logs
  for (const { id, doubt, fromBlock, toBlock, foundAt } of touched) {
    // What sticks out on either side was not read again.
    const outside = [
      { fromBlock, toBlock: from - 1 },
      { fromBlock: to + 1, toBlock },
    ].filter((part) => part.fromBlock <= part.toBlock)
    const inside = { fromBlock: Math.max(from, fromBlock), toBlock: Math.min(to, toBlock) }
    const stillOpen = open.some(({ number }) => number >= inside.fromBlock && number <= inside.toBlock)
    if (stillOpen) await tx.db.delete(gaps).where(eq(gaps.id, id))
    else
      await tx.db
        .update(gaps)
        .set({ ...inside, healedAt: at, logs: rest })
        .where(eq(gaps.id, id))
    if (!stillOpen) rest = 0
    for (const part of outside)
      await tx.db.insert(gaps).values({ ...part, chainId, doubt, foundAt, healedAt: null, logs: 0 })
  }
  // Logs were missing where nobody had a doubt: that gap was found and closed at once.
  if (rest > 0) {
    const doubt = 'Logs were missing, or false, though nothing had shown it.'
    await tx.db
      .insert(gaps)
      .values({ chainId, fromBlock: from, toBlock: to, doubt, foundAt: at, healedAt: at, logs: rest })
  }
  await recordGaps(tx, { gaps }, { chainId, open, at })
}
