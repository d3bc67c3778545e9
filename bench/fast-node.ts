import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createAnswers } from './node-answers.ts'
import { startNodeServer } from './node-server.ts'
import { createChain } from './synthetic-chain.ts'
import { createSyntheticMarket, defaultContributors } from './synthetic-market.ts'

// A node over a synthetic history, as a process of its own:
//
//     npx node bench/fast-node.ts --events 200000 --port 0 --expected expected.json
//
// prints one line of JSON when it is ready, and serves until it is told to stop or standard input closes.

/** The first line of standard output. */
export type NodeReady = {
  readonly url: string
  readonly market: `0x${string}`
  readonly chainId: number
  readonly startBlock: number
  readonly head: number
  readonly logs: number
  readonly buildSeconds: number
}

const fastNodeOptions = {
  events: { type: 'string', default: '200000' },
  seed: { type: 'string', default: '1' },
  contributors: { type: 'string' },
  'events-per-block': { type: 'string', default: '20' },
  /** The share of blocks that hold nothing. */
  'empty-blocks': { type: 'string', default: '0.15' },
  /** 1 January 2024. */
  'start-time': { type: 'string', default: '1704067200' },
  'chain-id': { type: 'string', default: '424242' },
  'latency-ms': { type: 'string', default: '0' },
  'range-blocks-max': { type: 'string', default: '10000' },
  'logs-max': { type: 'string', default: '100000' },
  'no-log-timestamps': { type: 'boolean', default: false },
  'finalized-depth': { type: 'string', default: '64' },
  port: { type: 'string', default: '0' },
  expected: { type: 'string' },
} as const

const { values } = parseArgs({ options: fastNodeOptions })
const number = (name: Exclude<keyof typeof values, 'no-log-timestamps' | 'empty-blocks'>, absent = 0): number => {
  const text = values[name]
  const value = text === undefined ? absent : Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`--${name} expects a whole number, not ${text}`)
  return value
}

const started = performance.now()
const events = number('events')
const market = createSyntheticMarket({
  seed: number('seed'),
  events,
  contributors: number('contributors', defaultContributors(events)),
  eventsPerBlock: number('events-per-block'),
  emptyBlocks: Number(values['empty-blocks']),
  startTime: number('start-time'),
})
const chain = createChain(market, { logTimestamps: !values['no-log-timestamps'] })
for (const block of market.blocks()) chain.add(block)
if (values.expected !== undefined) writeFileSync(values.expected, JSON.stringify(market.expected()))

const chainId = number('chain-id')
const server = await startNodeServer({
  answer: createAnswers(chain, {
    chainId,
    rangeBlocksMax: number('range-blocks-max'),
    logsMax: number('logs-max'),
    finalizedDepth: number('finalized-depth'),
  }),
  port: number('port'),
  latencyMs: number('latency-ms'),
})
const ready: NodeReady = {
  url: server.url,
  market: chain.market,
  chainId,
  startBlock: chain.startBlock,
  head: chain.head(),
  logs: chain.logs(),
  buildSeconds: Math.round(performance.now() - started) / 1_000,
}
process.stdout.write(`${JSON.stringify(ready)}\n`)

// Whoever started it holds the other end: it does not outlive them. A terminal or /dev/null ends nothing.
if (process.env.DAYBOOK_BENCH_CHILD === '1') process.stdin.on('end', () => process.exit(0)).resume()
