import type { Context } from './context.ts'
import type { Header } from './header.ts'
import type { Node } from './node.ts'
import { toQuantity } from './quantity.ts'
import { attempt, isUnknownMethod } from './second-opinion.ts'

/** Where receipts are told one by one only, larger blocks would cost too many requests. */
const TRANSACTIONS_MAX = 300

/** What a node tells as the receipts of these blocks, unchecked; blocks of which it tells none are left out. */
export const fetchReceipts = async (
  context: Context,
  node: Node,
  headers: readonly Header[],
): Promise<ReadonlyMap<Header, unknown>> => {
  const found = new Map<Header, unknown>()
  // Their root says that there are none.
  for (const header of headers) if (header.transactions === 0) found.set(header, [])
  const open = headers.filter((header) => !found.has(header))
  if (open.length === 0) return found
  if (node.receipts !== false) {
    const requests = open.map(({ number }) => ({ method: 'eth_getBlockReceipts', params: [toQuantity(number)] }))
    const answers = await attempt(context, node, () => node.ask(requests, context.signal))
    for (const [index, answer] of (answers ?? []).entries()) {
      if ('error' in answer) {
        if (isUnknownMethod(answer.error.code, answer.error.message)) node.receipts = false
      } else if (answer.result !== null) found.set(open[index]!, answer.result)
    }
  }
  if (node.receipts === false) {
    for (const header of open) {
      if (found.has(header) || header.transactions > TRANSACTIONS_MAX) continue
      const receipts = await attempt(context, node, () => oneByOne(context, node, header))
      // Whoever has none of this block will hardly have those of the next.
      if (receipts === null) break
      found.set(header, receipts)
    }
  }
  return found
}

/** The receipts of a block's transactions, each asked for by its hash; null when one of them cannot be had. */
const oneByOne = async ({ signal }: Context, node: Node, header: Header): Promise<readonly unknown[] | null> => {
  const [block] = await node.ask([{ method: 'eth_getBlockByHash', params: [header.hash, false] }], signal)
  const told = block && 'result' in block ? (block.result as { transactions?: unknown } | null) : null
  if (!Array.isArray(told?.transactions)) return null
  const requests = told.transactions.map((hash) => ({ method: 'eth_getTransactionReceipt', params: [hash] }))
  const answers = await node.ask(requests, signal)
  const receipts = answers.map((answer) => ('result' in answer ? answer.result : null))
  return receipts.every((receipt) => receipt !== null) ? receipts : null
}
