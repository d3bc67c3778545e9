import { parseArgs } from 'node:util'
import type { NodeReady } from './fast-node.ts'
import { createAnswers } from './node-answers.ts'
import { startNodeServer } from './node-server.ts'
import { createChain } from './synthetic-chain.ts'
import { createSyntheticMarket, type MarketBlock } from './synthetic-market.ts'

// A node whose chain grows and reorganises when it is told to, as a process of its own:
//
//     npx node bench/live-node.ts --blocks 300 --events-per-block 100
//
// prints one line of JSON when it is ready. GET /mine adds a block, GET /reorganise replaces the newest ones by as many and one
// more, and GET /expected tells what books of the chain must say. It ends when standard input closes.

/** Answer to /mine and /reorganise: the new head, and when it could be asked for (milliseconds since 1970). */
export type NewHead = { readonly number: number; readonly hash: string; readonly at: number }

const CHAIN_ID = 424_243
const FINALIZED_DEPTH = 128
const CONTRIBUTORS = 20_000
/** 1 January 2024. */
const START_TIME = 1_704_067_200

const { values } = parseArgs({
  options: {
    blocks: { type: 'string', default: '300' },
    'events-per-block': { type: 'string', default: '100' },
    'reorganisation-depth': { type: 'string', default: '64' },
    seed: { type: 'string', default: '1' },
  },
})

const started = performance.now()
const market = createSyntheticMarket({
  seed: Number(values.seed),
  events: Number.POSITIVE_INFINITY,
  contributors: CONTRIBUTORS,
  eventsPerBlock: Number(values['events-per-block']),
  steady: true,
  startTime: START_TIME,
})
const chain = createChain(market, { logTimestamps: true })
const history = market.blocks()
const depth = Number(values['reorganisation-depth'])
/** The newest blocks: what a reorganisation puts into other blocks. */
let newest: MarketBlock[] = []
let branch = 0

const grow = () => {
  const block = history.next().value as MarketBlock
  newest = [...newest, block].slice(-depth)
  chain.add(block, branch)
}
for (let left = Number(values.blocks); left > 0; left--) grow()

const tellHead = (): NewHead => {
  const number = chain.head()
  const head = { number, hash: chain.hashOf(number), at: performance.timeOrigin + performance.now() }
  server.announce({ number: `0x${number.toString(16)}`, hash: head.hash, parentHash: chain.parentOf(number) })
  return head
}

const server = await startNodeServer({
  answer: createAnswers(chain, {
    chainId: CHAIN_ID,
    rangeBlocksMax: 10_000,
    logsMax: 100_000,
    finalizedDepth: FINALIZED_DEPTH,
  }),
  port: 0,
  latencyMs: 0,
  more: {
    '/mine': () => {
      grow()
      return tellHead()
    },
    '/reorganise': () => {
      branch += 1
      chain.cut(newest[0]!.number - 1)
      for (const block of newest) chain.add(block, branch)
      grow()
      return tellHead()
    },
    '/expected': () => market.expected(),
  },
})
const ready: NodeReady = {
  url: server.url,
  market: chain.market,
  chainId: CHAIN_ID,
  startBlock: chain.startBlock,
  head: chain.head(),
  logs: chain.logs(),
  buildSeconds: Math.round(performance.now() - started) / 1_000,
}
process.stdout.write(`${JSON.stringify(ready)}\n`)

if (process.env.DAYBOOK_BENCH_CHILD === '1') process.stdin.on('end', () => process.exit(0)).resume()
