import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { type Assembled, assemble } from './assemble.ts'
import type { Context } from './context.ts'
import { type Demand, isSampled } from './demand.ts'
import { extend } from './extend.ts'
import type { PreparedFilter } from './filter.ts'
import { fetchHeaders } from './header.ts'
import { bytesOf } from './logs.ts'
import type { Node } from './node.ts'
import { isFaultOfNode } from './nodes.ts'
import { type Range, type RangePlan, sizeOf } from './range.ts'
import { readLogs } from './read-logs.ts'

/** What is under way or waits for its turn, in bytes of logs and headers: keeps the nodes busy, and bounds what is held in memory. */
const AHEAD_BYTES_MAX = 16_000_000
const AHEAD_RANGES_MAX = 8
/** Narrower ranges would leave batches of headers half empty; logs are asked in narrower pieces within them where need be. */
const RANGE_BLOCKS_MIN = 100
/** Where blocks hold more than a range should, half empty batches weigh less. */
const RANGE_BYTES_MAX = 12_000_000
const HEADER_BYTES = 1_500

export type RangesAsked = Range & {
  /** The hash the first block must follow on; null when it is not known. */
  readonly parentHash: Hex | null
}

/**
 * Final blocks in order: ranges are read concurrently and yielded one after the other, linked by hash. Returns false when it
 * ended early because a range does not follow on what was yielded before, even when asked again.
 */
export async function* readRanges(context: Context, asked: RangesAsked): AsyncGenerator<Assembled, boolean> {
  const stop = new AbortController()
  const signal = context.signal ? AbortSignal.any([context.signal, stop.signal]) : stop.signal
  const ahead: Ahead[] = []
  const reader = { ...context, signal }
  let next = asked.from
  let parentHash = asked.parentHash
  try {
    for (;;) {
      while (next <= asked.to && hasRoom(ahead)) {
        const { current: plan } = context.plan
        const range = { from: next, to: Math.min(asked.to, next + widthOf(plan) - 1) }
        ahead.push(readAhead(reader, range, sizeOf(range) * (plan.density + HEADER_BYTES)))
        next = range.to + 1
      }
      const first = ahead.shift()
      if (first === undefined) return true
      const whole = await inOrder(reader, first, parentHash)
      if (whole === null) return false
      parentHash = whole.headers.at(-1)!.hash
      yield whole
    }
  } finally {
    stop.abort()
  }
}

/** A range under way, or waiting for its turn; `bytes` is a guess until it was read. */
type Ahead = { readonly range: Range; readonly reading: Promise<Assembled>; bytes: number }

const readAhead = (context: Context, range: Range, guess: number): Ahead => {
  const reading = context.nodes.run((node) => readRange(context, node, range, null), context)
  const ahead: Ahead = { range, reading, bytes: guess }
  const weigh = ({ headers, found }: Assembled) => {
    ahead.bytes = found.reduce((sum, { logs, all = logs }) => sum + bytesOf(all), headers.length * HEADER_BYTES)
  }
  reading.then(weigh, () => {})
  return ahead
}

const hasRoom = (ahead: readonly Ahead[]): boolean => {
  const bytes = ahead.reduce((sum, each) => sum + each.bytes, 0)
  return ahead.length === 0 || (ahead.length < AHEAD_RANGES_MAX && bytes < AHEAD_BYTES_MAX)
}

/** Blocks of the next range: full batches of headers, where that is not too much. */
const widthOf = ({ size, density }: RangePlan): number => {
  const full = Math.max(RANGE_BLOCKS_MIN, size - (size % RANGE_BLOCKS_MIN))
  return Math.max(1, Math.min(full, Math.floor(RANGE_BYTES_MAX / density)))
}

/** Headers and logs of a range, from one node, checked against each other. */
const readRange = async (context: Context, node: Node, range: Range, parentHash: Hex | null): Promise<Assembled> => {
  const { demand, signal } = context
  const version = context.wanted.version()
  const filters = context.wanted.all()
  const ask = (asking: Context, some: readonly PreparedFilter[]) => readLogs(asking, node, range, some)
  const headersOf = (numbers: readonly number[]) =>
    fetchHeaders(node, numbers, signal, { hashed: demand.check === 'receipts' })
  const chosen = chooseBlocks(demand, range)
  const [read, headers] = await Promise.all([ask(context, filters), headersOf(chosen)])
  return assemble(context, { node, range, headers, ask, parentHash, filters, version, read })
}

/** The blocks whose headers are read whatever logs are told: those at both ends link a range to the ones beside it. */
const chooseBlocks = ({ sample }: Demand, { from, to }: Range): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
    (number) => number === from || number === to || isSampled(sample, number),
  )

/** A range that was read ahead, when its turn has come; null when it does not follow on `parentHash`, even when read again. */
const inOrder = async (
  context: Context,
  { range, reading }: Ahead,
  parentHash: Hex | null,
): Promise<Assembled | null> => {
  const follows = ({ headers }: Assembled) => parentHash === null || headers[0]?.parentHash === parentHash
  const first = await reading
  const whole = follows(first) ? await extendRange(context, range, first) : first
  if (follows(whole)) return whole
  try {
    return await readWhole({ ...context, patient: false }, range, parentHash)
  } catch (error) {
    if (error instanceof DaybookError && error.code === 'RESPONSE_INCONSISTENT') return null
    throw error
  }
}

/** The node that told the rest is asked for what is wanted besides; when it fails at that, all is read anew. */
const extendRange = async (context: Context, range: Range, first: Assembled): Promise<Assembled> => {
  try {
    return await extend(context, first)
  } catch (error) {
    if (context.signal?.aborted || !isFaultOfNode(error)) throw error
    first.node.failed(error)
    return readWhole(context, range, null)
  }
}

const readWhole = (context: Context, range: Range, parentHash: Hex | null): Promise<Assembled> =>
  context.nodes.run(async (node) => extend(context, await readRange(context, node, range, parentHash)), context)
