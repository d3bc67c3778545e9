import { and, eq, gte, isNull, lt, lte, notInArray, or, sql } from 'drizzle-orm'
import type { ChainSource } from '../chain/source.ts'
import { codeOf, type TaskStatus, taskStatuses } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import { packId } from '../store/ids.ts'
import type { Store } from '../store/store.ts'
import type { ChainPlace } from './chain-place.ts'

/** keccak-256 of status(), first four bytes: HUMAN's escrows. */
const STATUS: Hex = '0x200d2ed2'
/** What its answer stands for, by number: Launched, Pending, Partial, Paid, Complete, Cancelled, ToCancel. */
const meanings: readonly TaskStatus[] = ['CREATED', 'OPEN', 'PARTIAL', 'PAID', 'COMPLETED', 'CANCELLED', 'CANCELLING']

const UNKNOWN = codeOf(taskStatuses, 'UNKNOWN')
/** States that a contract never leaves. */
const ended = (['COMPLETED', 'CANCELLED'] as const).map((status) => codeOf(taskStatuses, status))

/** Tasks asked about at a time. */
const TASKS_MAX = 32
/** Blocks that pass before a contract that has not ended is asked again. */
const AGAIN_BLOCKS = 5_000

const statusOf = (answer: Hex | null): number | null => {
  if (answer === null || answer.length !== 66) return null
  const meaning = meanings[Number(BigInt(answer))]
  return meaning === undefined ? null : codeOf(taskStatuses, meaning)
}

/**
 * Asks escrows whose state no event shows (HUMAN's first generation: completing one emits nothing) what they say of it, and writes
 * down the answer. Outside the fold: money is exact without it, and a second index asks again. Tells how many were asked: call it
 * again until none are.
 */
export const askTaskStatuses = async (
  store: Store,
  { slot }: ChainPlace,
  source: Pick<ChainSource, 'call'>,
  atBlock: number,
): Promise<number> => {
  const { markets, tasks, taskStatuses: recorded } = store.tables
  const open = await store.read((db) =>
    db
      .select({ marketId: tasks.marketId, key: tasks.key })
      .from(tasks)
      .innerJoin(markets, and(eq(markets.id, tasks.marketId), eq(markets.protocol, 'human')))
      .leftJoin(recorded, and(eq(recorded.marketId, tasks.marketId), eq(recorded.key, tasks.key)))
      .where(
        and(
          eq(tasks.status, UNKNOWN),
          gte(tasks.id, packId(slot, 0)),
          lt(tasks.id, packId(slot + 1, 0)),
          or(isNull(recorded.askedAtBlock), lte(recorded.askedAtBlock, atBlock - AGAIN_BLOCKS)),
          or(isNull(recorded.status), notInArray(recorded.status, ended)),
        ),
      )
      // Those that were never asked first.
      .orderBy(sql`coalesce(${recorded.askedAtBlock}, -1)`, tasks.id)
      .limit(TASKS_MAX),
  )
  if (open.length === 0) return 0
  const answers = await source.call(open.map(({ key }) => ({ to: key as Hex, data: STATUS }))).catch(() => null)
  // No node answers now: the next time is soon enough.
  if (answers === null) return 0
  await store.transaction(async ({ db }) => {
    for (const [i, { marketId, key }] of open.entries()) {
      const status = statusOf(answers[i]!)
      await db
        .insert(recorded)
        .values({ marketId, key, status, askedAtBlock: atBlock })
        .onConflictDoUpdate({
          target: [recorded.marketId, recorded.key],
          // What it once said stands until it says something else.
          set: status === null ? { askedAtBlock: atBlock } : { status, askedAtBlock: atBlock },
        })
    }
  })
  return open.length
}
