import { blockIn, type Call, type Fault, type Moment } from './fault.ts'

const SECOND = 1_000

/** A header is told with another bloom, for a share of the blocks. */
const blooming = (bloom: (block: Record<string, unknown>, moment: Moment) => string): Fault => ({
  reply: (call, reply, moment) => {
    const block = blockIn(call, reply)
    if (block === null || !moment.sticky(String(block.hash)).chance(moment.share)) return reply
    const logsBloom = bloom(block, moment)
    if (logsBloom === block.logsBloom) return reply
    moment.fired()
    return { result: { ...block, logsBloom } }
  },
})

/** The oldest block a call is about; null when it is about none. */
const oldestOf = ({ method, params }: Call): number | null => {
  const [first] = params
  if (method === 'eth_getLogs') {
    const from = (first as { fromBlock?: unknown }).fromBlock
    return typeof from === 'string' ? Number(from) : null
  }
  return typeof first === 'string' && first.startsWith('0x') && method !== 'eth_call' ? Number(first) : null
}

const GONE = [
  { error: { code: -32000, message: 'missing trie node' } },
  { error: { code: 4444, message: 'pruned history unavailable' } },
  { result: null },
]

export const blockFaults = {
  'block null': {
    reply: (call, reply, { dice, share, fired }) => {
      if (blockIn(call, reply) === null || !dice.chance(share)) return reply
      fired()
      return { result: null }
    },
  },
  'stale bloom': blooming(({ number }, { chain }) => chain.block(Math.max(0, Number(number) - 1))!.logsBloom),
  'empty bloom': blooming(() => `0x${'0'.repeat(512)}`),
  'saturated bloom': blooming(() => `0x${'f'.repeat(512)}`),
  lags: {
    instead: (_, { sticky, passed, share, fired }) => {
      const dice = sticky(String(Math.floor(passed / (20 * SECOND))))
      if (!dice.chance(share)) return {}
      fired()
      return { faults: { lag: 1 + dice.int(12) } }
    },
  },
  'behind a load balancer': {
    instead: (_, { dice, share, fired }) => {
      if (!dice.chance(share)) return {}
      fired()
      return { faults: { lag: 1 + dice.int(4) } }
    },
  },
  'flips between two heads': {
    instead: (_, { dice, sticky, passed, share, branch, fired }) => {
      // It has another branch for a while; which of the two answers is decided call by call.
      if (!sticky(String(Math.floor(passed / (15 * SECOND)))).chance(share) || dice.chance(0.5)) return {}
      fired()
      return { chain: branch() }
    },
  },
  'on another branch': {
    instead: (_, { sticky, passed, share, branch, fired }) => {
      if (!sticky(String(Math.floor(passed / (15 * SECOND)))).chance(share)) return {}
      fired()
      return { chain: branch() }
    },
  },
  'pruned history': {
    reply: (call, reply, { chain, sticky, share, fired }) => {
      const dice = sticky('keeps')
      const oldest = oldestOf(call)
      if (!dice.chance(share) || oldest === null || oldest >= chain.head().number - 5 - dice.int(60)) return reply
      fired()
      return dice.pick(GONE)
    },
  },
  'nothing final': {
    reply: ({ params }, reply, { dice, share, fired }) => {
      if (params[0] !== 'finalized' || !dice.chance(share)) return reply
      fired()
      return dice.pick([{ result: null }, { error: { code: -39001, message: 'finalized block not found' } }])
    },
  },
  'reorganised between two reads': {
    before: ({ method }, { dice, share, reorganise, fired }) => {
      if (method === 'eth_chainId' || method === 'eth_call' || !dice.chance(share)) return
      fired()
      reorganise(1 + dice.int(dice.chance(0.3) ? 20 : 4))
    },
  },
  'reorganised as the backfill ends': {
    before: ({ method, params }, { dice, share, chain, reorganise, fired }) => {
      const atEnd = method === 'eth_getBlockByNumber' && Number(params[0]) === chain.finalized()
      if (!atEnd || !dice.chance(share)) return
      fired()
      reorganise(1 + dice.int(30))
    },
  },
} satisfies Record<string, Fault>
