import type { BlockRef } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { assertApplied } from './applied.ts'
import { type Assembled, assemble } from './assemble.ts'
import type { Context } from './context.ts'
import type { ChainEvent, Held } from './event.ts'
import { fetchHeaders } from './header.ts'
import { type Range, sizeOf } from './range.ts'
import { readLogs } from './read-logs.ts'

export type BackfillAsked = Range & {
  /** The hash the first block must follow on; null at the start of everything. */
  readonly parentHash: Hex | null
  readonly held: Held
  readonly finalized: number
  readonly head: number
}

/** Ranges under way or waiting for their turn: keeps the nodes busy, and bounds what is held in memory. */
const AHEAD = 4
/** Narrower ranges would leave batches of headers half empty; logs are asked in narrower pieces within them where need be. */
const RANGE_BLOCKS_MIN = 100

/**
 * Final history in order: ranges are read concurrently and yielded one after the other, linked by hash. Returns false when it
 * ended early because a range does not follow on what was yielded before, even when asked again.
 */
export async function* backfill(context: Context, asked: BackfillAsked): AsyncGenerator<ChainEvent, boolean> {
  const { finalized, head } = asked
  const stop = new AbortController()
  const signal = context.signal ? AbortSignal.any([context.signal, stop.signal]) : stop.signal
  const ahead: { range: Range; reading: Promise<Assembled> }[] = []
  const reader = { ...context, signal }
  let next = asked.from
  let parentHash = asked.parentHash
  try {
    for (;;) {
      while (ahead.length < AHEAD && next <= asked.to) {
        const size = Math.max(RANGE_BLOCKS_MIN, context.plan.current.size)
        const range = { from: next, to: Math.min(asked.to, next + size - 1) }
        const reading = readRange(reader, range, null)
        reading.catch(() => {})
        ahead.push({ range, reading })
        next = range.to + 1
      }
      const first = ahead.shift()
      if (first === undefined) return true
      const { blocks, checked } = await linked(reader, first, parentHash)
      if (blocks.length === 0) return false
      const { number, hash, parentHash: parent, timestamp } = blocks.at(-1)!
      const through: BlockRef = { number, hash, parentHash: parent, timestamp }
      parentHash = hash
      const withLogs = blocks.filter(({ logs }) => logs.length > 0)
      yield { type: 'history', blocks: withLogs, through, checked, finalized, head: Math.max(head, finalized) }
      assertApplied(asked.held, through)
    }
  } finally {
    stop.abort()
  }
}

/** Headers and logs of a range, from one node, checked against each other. */
const readRange = (context: Context, range: Range, parentHash: Hex | null): Promise<Assembled> =>
  context.nodes.run(async (node) => {
    const numbers = Array.from({ length: sizeOf(range) }, (_, index) => range.from + index)
    const [read, headers] = await Promise.all([
      readLogs(context, node, range),
      fetchHeaders(node, numbers, context.signal),
    ])
    return assemble(context, { node, headers, parentHash, read })
  }, context)

/** The range if it follows on `parentHash`; else what a second reading brings, or no blocks at all. */
const linked = async (
  context: Context,
  { range, reading }: { range: Range; reading: Promise<Assembled> },
  parentHash: Hex | null,
): Promise<Assembled> => {
  const first = await reading
  if (parentHash === null || first.blocks[0]?.parentHash === parentHash) return first
  try {
    return await readRange({ ...context, patient: false }, range, parentHash)
  } catch (error) {
    if (error instanceof DaybookError && error.code === 'RESPONSE_INCONSISTENT') return { blocks: [], checked: 0 }
    throw error
  }
}
