import type { Rows, Transaction } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { ChainPlace } from './chain-place.ts'
import { forget } from './commit.ts'
import { countLevels, levelsOfRows } from './proof-windows.ts'

type Place = Pick<ChainPlace, 'chainId' | 'slot'>

/** Tells readers what happened to blocks, in the transaction that does it. */
export const publish = async (
  tx: Transaction,
  { outbox }: Pick<Tables, 'outbox'>,
  { chainId }: Pick<Place, 'chainId'>,
  change: Rows['outbox']['change'],
  { from, to }: { from: number; to: number },
): Promise<void> => {
  await tx.db.insert(outbox).values({ chainId, change, fromBlock: from, toBlock: to })
}

/** Blocks that were kept row by row have become final: they are counted by level, before their rows may go, and told. */
export const countFinal = async (
  tx: Transaction,
  tables: Tables,
  place: Place,
  blocks: { from: number; to: number },
): Promise<void> => {
  await countLevels(tx, tables, place.slot, await levelsOfRows(tx.db, tables, place.slot, blocks))
  await publish(tx, tables, place, 'FINALIZED', blocks)
}

/** Blocks after `before` up to `final` can be undone no more: the means to go. */
export const finalize = async (
  tx: Transaction,
  tables: Tables,
  place: ChainPlace,
  { before, final }: { before: number; final: number },
): Promise<void> => {
  if (final <= before) return
  await countFinal(tx, tables, place, { from: before + 1, to: final })
  await forget(tx, tables, place, final)
}
