import { DaybookError } from '../errors.ts'
import type { Context } from './context.ts'
import { matchesAny, type PreparedFilter } from './filter.ts'
import type { Header } from './header.ts'
import { isSameLog, type PlacedLog } from './logs.ts'
import type { Node } from './node.ts'

export type Accused = {
  readonly node: Node
  readonly header: Header
  /** What it told when it was asked for these filters. */
  readonly told: readonly PlacedLog[]
  readonly filters: readonly PreparedFilter[]
}

const RENAMED = 'Its logs and its receipts name different transactions, which no receipt proves.'

/**
 * Holds what eth_getLogs told of a block against all its logs as receipts prove them: what was left out or made up is counted
 * against the node. Returns why the block is not settled by them all the same, or null. Within a sample it throws
 * RESPONSE_INCONSISTENT where another node could be asked: what else this one told was only believed.
 */
export const accuse = (context: Context, accused: Accused, proven: readonly PlacedLog[]): string | null => {
  const { node, header, told, filters } = accused
  const byIndex = new Map(proven.map((each) => [each.log.logIndex, each]))
  const pairs = told.map((each) => ({ each, own: byIndex.get(each.log.logIndex) }))
  const toldIndexes = new Set(told.map(({ log }) => log.logIndex))
  const invented = pairs.filter(({ each, own }) => own === undefined || !isSameByRoot(each, own)).length
  const omitted = proven.filter(({ log }) => !toldIndexes.has(log.logIndex) && matchesAny(filters, log)).length
  if (invented > 0) node.invented(invented)
  if (omitted > 0) node.omitted(omitted)
  if (invented + omitted > 0) {
    const details = { node: node.name, block: header.number, invented, omitted }
    const message = `${node.name} told other logs of block ${header.number} than its receipts prove`
    context.log.warn(message, { ...details, code: 'RESPONSE_INCONSISTENT', chainId: context.chainId })
    const mayAskOthers = context.demand.sample !== null && context.nodes.hasTrusted()
    if (mayAskOthers) throw new DaybookError('RESPONSE_INCONSISTENT', message, { details })
  }
  const isRenamed = pairs.some(({ each, own }) => {
    return own && isSameByRoot(each, own) && own.log.transactionHash !== each.log.transactionHash
  })
  return isRenamed ? RENAMED : null
}

/** Whether all that a root proves of two logs is the same; it says nothing of the transaction's hash. */
const isSameByRoot = (a: PlacedLog, b: PlacedLog): boolean =>
  isSameLog({ ...a.log, transactionHash: b.log.transactionHash }, b.log)
