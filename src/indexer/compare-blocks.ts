import { isSameLog } from '../chain/logs.ts'
import type { Block, Log } from '../domain/block.ts'
import { codeOf, proofLevels } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'

/** A block as the raw record has it. */
export type RecordedBlock = { readonly number: number; readonly hash: Hex; readonly logs: readonly Log[] }

/** How a block that was read again differs from the record. */
export type BlockDifference =
  /** The record is of another block: the chain was reorganised, or one of the two is false. */
  | { readonly type: 'OTHER_BLOCK'; readonly number: number; readonly held: Hex; readonly told: Hex }
  /** Logs that the record has not, and logs that it has and the chain has not. `block` is as it should be on record. */
  | {
      readonly type: 'OTHER_LOGS'
      readonly number: number
      readonly missing: readonly Log[]
      readonly false: readonly Log[]
      readonly block: Block
    }
  /** Logs of the record that are not shown again, while nothing proves that they are not there. */
  | { readonly type: 'UNCONFIRMED'; readonly number: number; readonly logs: readonly Log[] }

/**
 * Whether the logs shown are all there are: those of receipts that hash to the header, or none where the bloom of a header that
 * hashes to its hash excludes any. An answer that just leaves a log out is no more than that.
 */
const isComplete = ({ level, doubt, logs }: Block, isSealed: boolean): boolean =>
  codeOf(proofLevels, level) >= codeOf(proofLevels, 'RECEIPTS_PROVEN') ||
  (isSealed && level === 'BLOOM_CONSISTENT' && doubt === undefined && logs.length === 0)

/** Compares one block. `told` is undefined where it was not read: then nothing is known of it. */
export const compareBlock = (
  held: RecordedBlock | undefined,
  told: Block | undefined,
  isSealed: boolean,
): BlockDifference[] => {
  if (!told) return []
  const { number, logs: shown } = told
  if (held && held.hash !== told.hash) return [{ type: 'OTHER_BLOCK', number, held: held.hash, told: told.hash }]
  const known = held?.logs ?? []
  const gone = known.filter((log) => !shown.some((other) => isSameLog(other, log)))
  const complete = isComplete(told, isSealed)
  // Of two logs with one index, the one on record stays until it is proved false.
  const isTaken = ({ logIndex }: Log) => !complete && gone.some((log) => log.logIndex === logIndex)
  const missing = shown.filter((log) => !known.some((other) => isSameLog(other, log)) && !isTaken(log))
  const differences: BlockDifference[] = []
  if (gone.length > 0 && !complete) differences.push({ type: 'UNCONFIRMED', number, logs: gone })
  const removed = complete ? gone : []
  if (missing.length + removed.length > 0) {
    const logs = complete ? shown : [...known, ...missing].sort(inOrder)
    differences.push({ type: 'OTHER_LOGS', number, missing, false: removed, block: { ...told, logs } })
  }
  return differences
}

const inOrder = (a: Log, b: Log): number => a.transactionIndex - b.transactionIndex || a.logIndex - b.logIndex
