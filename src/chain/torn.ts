import { DaybookError } from '../errors.ts'
import { mergeLogs, type PlacedLog } from './logs.ts'

/** A block of which a node tells nothing that can be used; `error` is what is wrong if the receipts do not help. */
export type Torn = { readonly number: number; readonly error: DaybookError }

/** More blocks of one stretch are no oddity of theirs: then the node is of no use. */
export const TORN_MAX = 8

/** Logs in chain order, less those of blocks of which two contradict each other. */
export const mergeOrTear = (
  placed: readonly PlacedLog[],
  node: string,
): { readonly logs: readonly PlacedLog[]; readonly torn: readonly Torn[] } => {
  const torn: Torn[] = []
  for (let left = placed; ; ) {
    try {
      return { logs: mergeLogs(left, node), torn }
    } catch (error) {
      if (!(error instanceof DaybookError) || torn.length === TORN_MAX) throw error
      const number = error.details.block
      if (typeof number !== 'number') throw error
      torn.push({ number, error })
      left = left.filter(({ blockNumber }) => blockNumber !== number)
    }
  }
}
