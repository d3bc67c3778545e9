import { receiptsRoot } from '../proof/receipts-root.ts'
import type { Header } from './header.ts'
import { type PlacedLog, parseLog } from './logs.ts'
import { parseQuantity } from './quantity.ts'

const EMPTY = 'Its receipts cannot be proved: '

/**
 * All logs of a block from what a node tells as its receipts, when these add up to the root in its header; else why they do
 * not, as a sentence. The root says nothing of hashes of transactions, nor of how logs are numbered: they are counted.
 */
export const logsByRoot = (value: unknown, header: Header): readonly PlacedLog[] | string => {
  if (!Array.isArray(value)) return `${EMPTY}the answer is no list.`
  const receipts = value as readonly unknown[]
  if (!receipts.every(isRecord)) return `${EMPTY}one is no receipt.`
  const ordered = [...receipts].sort((a, b) => indexOf(a) - indexOf(b))
  const root = receiptsRoot(ordered)
  if (root === null) return `${EMPTY}one is of a form or a type that is not known.`
  if (root !== header.receiptsRoot) return `${EMPTY}they do not add up to the root in its header.`
  const all: PlacedLog[] = []
  for (const [transactionIndex, { logs }] of ordered.entries()) {
    for (const item of logs as readonly Record<string, unknown>[]) {
      const placed = parseLog(item)
      if (typeof placed === 'string') return `${EMPTY}${placed}.`
      if (placed.blockHash !== header.hash || placed.blockNumber !== header.number)
        return `${EMPTY}a log is of another block.`
      const { log } = placed
      if (log.transactionIndex !== transactionIndex || log.logIndex !== all.length) {
        return `${EMPTY}their logs are numbered otherwise than in their order.`
      }
      all.push(placed)
    }
  }
  return all
}

type Raw = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null
const indexOf = ({ transactionIndex }: Raw): number => parseQuantity(transactionIndex) ?? 0
