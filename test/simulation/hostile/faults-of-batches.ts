import type { Fault } from './fault.ts'

const isList = (items: readonly unknown[]) => items.length > 1

/** What providers say of one item when something behind them fails. */
const REFUSALS = [
  { code: -32000, message: 'header not found' },
  { code: -32603, message: 'internal error' },
  { code: -32000, message: 'upstream request failed: invalid response' },
  { code: -32002, message: 'request timed out' },
  { code: -32602, message: 'cannot parse the answer of the upstream' },
  { code: -32097, message: 'execution aborted (timeout = 5s)' },
]

/** A result that is there is told as something else, for a share of the items. */
const told = (as: unknown, methods: readonly string[]): Fault => ({
  reply: ({ method }, reply, { dice, share, fired }) => {
    if (!methods.includes(method) || !('result' in reply) || reply.result === null || !dice.chance(share)) return reply
    fired()
    return { result: as }
  },
})

export const batchFaults = {
  'batch refused': {
    batch: (items, { sticky, share, fired }) => {
      const dice = sticky('limit')
      if (!isList(items) || !dice.chance(share)) return items
      if (items.length <= 1 + dice.int(20)) return items
      fired()
      return { jsonrpc: '2.0', id: null, error: { code: -32600, message: `batch of ${items.length} is too large` } }
    },
  },
  'item missing': {
    batch: (items, { dice, share, fired }) => {
      if (!isList(items) || !dice.chance(share)) return items
      fired()
      const gone = dice.int(items.length)
      return items.filter((_, i) => i !== gone)
    },
  },
  'item twice': {
    batch: (items, { dice, share, fired }) => {
      if (!isList(items) || !dice.chance(share)) return items
      fired()
      return [...items, dice.pick(items)]
    },
  },
  'items in another order': {
    batch: (items, { dice, share, fired }) => {
      if (!isList(items) || !dice.chance(share)) return items
      fired()
      return [...items].reverse()
    },
  },
  'item error': {
    reply: (_, reply, { dice, share, fired }) => {
      if (!dice.chance(share)) return reply
      fired()
      return { error: dice.pick(REFUSALS) }
    },
  },
  'item null': told(null, ['eth_getLogs', 'eth_getBlockByNumber', 'eth_getBlockReceipts', 'eth_chainId', 'eth_call']),
  'item nonsense': told({}, ['eth_getLogs', 'eth_getBlockByNumber', 'eth_getBlockReceipts', 'eth_chainId']),
} satisfies Record<string, Fault>
