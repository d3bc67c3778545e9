import { DaybookError } from '../errors.ts'
import { compareBloom } from './bloom.ts'
import { bloomOf } from './check.ts'
import type { Context } from './context.ts'
import type { PreparedFilter } from './filter.ts'
import type { Header } from './header.ts'
import { isSameLog, type PlacedLog, parseLog } from './logs.ts'
import type { Node } from './node.ts'
import { hasPassed, mayPass } from './oddities.ts'
import { toQuantity } from './quantity.ts'
import { readLogsByHash } from './read-logs.ts'

// Asking again, in other words and of other nodes, what one answer left in doubt.

/** The logs of these filters in these blocks by eth_getLogs with their hash, from the first of the nodes that knows them all. */
export const askByHash = async (
  context: Context,
  nodes: readonly Node[],
  headers: readonly Header[],
  filters: readonly PreparedFilter[],
) => {
  for (const node of nodes) {
    const read = await attempt(context, node, () => readLogsByHash(context, node, headers, filters))
    if (read?.torn.length === 0) return read.logs
  }
  return null
}

/**
 * All logs of these blocks from their receipts, for as many as some node gives receipts that match the bloom and hold the
 * logs already `held`. Throws RESPONSE_INCONSISTENT when all receipts there are lack one of those, until that has been
 * so several times: then the block stays in doubt.
 */
export const askReceipts = async (
  context: Context,
  nodes: readonly Node[],
  held: ReadonlyMap<Header, readonly PlacedLog[]>,
): Promise<Map<Header, readonly PlacedLog[]>> => {
  const found = new Map<Header, readonly PlacedLog[]>()
  const contradicted = new Map<Header, Node>()
  for (const node of nodes) {
    const open = [...held.keys()].filter((header) => !found.has(header))
    if (open.length === 0) break
    if (node.receipts === false) continue
    const requests = open.map(({ number }) => ({ method: 'eth_getBlockReceipts', params: [toQuantity(number)] }))
    const answers = await attempt(context, node, () => node.ask(requests, context.signal))
    for (const [index, answer] of (answers ?? []).entries()) {
      const header = open[index]!
      if ('error' in answer) {
        if (isUnknownMethod(answer.error.code, answer.error.message)) node.receipts = false
        continue
      }
      const logs = logsOfReceipts(answer.result, header)
      if (logs === null) continue
      node.receipts = true
      if (!held.get(header)!.every(({ log }) => logs.some((other) => isSameLog(other.log, log)))) {
        contradicted.set(header, node)
        continue
      }
      found.set(header, logs)
      hasPassed(context.oddities, 'receipts', header.hash)
    }
  }
  for (const [header, node] of contradicted) {
    if (found.has(header) || !mayPass(context.oddities, 'receipts', header.hash)) continue
    const message = `Block ${header.number} has a log by eth_getLogs that its receipts, told by ${node.name}, have not`
    throw new DaybookError('RESPONSE_INCONSISTENT', message, { details: { node: node.name, block: header.number } })
  }
  return found
}

/** A second opinion that cannot be had is no opinion; only what the program itself does wrong goes up. */
export const attempt = async <T>(context: Context, node: Node, ask: () => Promise<T>): Promise<T | null> => {
  try {
    await node.identify(context.signal)
    return await ask()
  } catch (error) {
    if (context.signal?.aborted || !(error instanceof DaybookError)) throw error
    // Whoever does not answer at all is not asked again for each doubt.
    if (error.details.byHash !== true) node.failed(error)
    context.log.debug('A second opinion was not to be had.', {
      node: node.name,
      code: error.code,
      reason: error.message,
    })
    return null
  }
}

/** Whether a node says that it has no such method, and not that it has no such block. */
export const isUnknownMethod = (code: number, message: string): boolean =>
  code === -32601 ||
  code === -32004 ||
  (/not (found|supported|available|exist)|unsupported|unknown method/i.test(message) &&
    !/block|header|receipt|resource/i.test(message.replaceAll(/eth_\w+/g, '')))

/** Null when these are not this block's receipts, or their logs do not add up to its bloom: then they prove nothing. */
const logsOfReceipts = (value: unknown, header: Header): readonly PlacedLog[] | null => {
  if (!Array.isArray(value)) return null
  const all: PlacedLog[] = []
  for (const receipt of value as readonly unknown[]) {
    const logs = (receipt as { logs?: unknown } | null)?.logs
    if (!Array.isArray(logs)) return null
    for (const item of logs as readonly unknown[]) {
      if (typeof item !== 'object' || item === null) return null
      const placed = parseLog(item as Record<string, unknown>)
      if (typeof placed === 'string' || placed.blockHash !== header.hash) return null
      // Some chains number them anew in each transaction: then they cannot be held against others.
      if (placed.log.logIndex !== all.length) return null
      all.push(placed)
    }
  }
  return compareBloom(header.logsBloom, bloomOf(all.map(({ log }) => log))) === 'equal' ? all : null
}
