import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CaseName, caseOf } from './cases.ts'
import { compareBooks, type Verdict } from './compare-books.ts'
import { CHAIN_ID, startHostileServer } from './hostile-server.ts'
import { growDuringHistory, playEnd, playTail } from './play.ts'
import type { Program, Running, Standing } from './program.ts'
import type { Story } from './story.ts'

/** What came of one program on one hostile node. */
export type Run = {
  readonly case: CaseName
  readonly program: string
  readonly round: number
  /** Null when its database cannot be read. */
  readonly verdict: Verdict | null
  /** Seconds until it said that the history is in; null when it never did. */
  readonly readySeconds: number | null
  /** Seconds from the last block until it said that it has it; null when it never did. */
  readonly caughtUpSeconds: number | null
  /** How it ended by itself, each time. */
  readonly ends: readonly (number | string)[]
  /** What it said at the end of its readiness and completeness. */
  readonly last: Standing | null
  readonly said: Readonly<Record<string, number>>
  readonly requests: number
  readonly calls: Readonly<Record<string, number>>
  readonly fired: Readonly<Record<string, number>>
}

/** The same for every program: how long it may take for the history, and for the last block. */
const LIMITS = { historyMs: 240_000, endMs: 180_000 } as const
/** After it said that it has everything. */
const SETTLE_MS = 6_000
const LOOK_MS = 500

export type RunOptions = {
  readonly name: CaseName
  readonly program: Program
  readonly story: Story
  readonly round: number
  /** Of the node's fate. */
  readonly seed: number
  /** Leaves the program's folder where it is, and says so. */
  readonly keep: boolean
}

export const runCase = async ({ name, program, story, round, seed, keep }: RunOptions): Promise<Run> => {
  const given = caseOf(name)
  const node = await startHostileServer(story, given, seed)
  const folder = mkdtempSync(join(tmpdir(), 'daybook-faults-'))
  const where = { folder, rpc: node.url, chainId: CHAIN_ID, market: story.market, startBlock: story.startBlock }
  const started = performance.now()
  const running = await program.start(where)
  try {
    const growth = new AbortController()
    const grown = growDuringHistory(story, growth.signal)
    const ready = await until(running, LIMITS.historyMs, ({ ready }) => ready)
    const readySeconds = ready ? secondsSince(started) : null
    growth.abort()
    await grown
    await playTail(story, given.tail ?? 'grows')
    if (given.heals) node.heal()
    await playEnd(story)
    const ended = performance.now()
    const head = story.chain.head().number
    const caughtUp = await until(running, LIMITS.endMs, ({ block }) => block !== null && block >= head)
    const caughtUpSeconds = caughtUp ? secondsSince(ended) : null
    await sleep(SETTLE_MS)
    const last = await running.standing()
    const ends = [...running.process.ends]
    const said = Object.fromEntries(running.process.said)
    await running.process.stop()
    const books = await running.read().catch((error: unknown) => {
      process.stderr.write(`  ${program.name}: its database cannot be read: ${String(error).slice(0, 300)}\n`)
      return null
    })
    return {
      case: name,
      program: program.name,
      round,
      verdict: books && compareBooks(story.chain, books, last?.block ?? null),
      readySeconds,
      caughtUpSeconds,
      ends,
      last,
      said,
      requests: node.tally.requests,
      calls: Object.fromEntries(node.tally.calls),
      fired: Object.fromEntries(node.tally.fired),
    }
  } finally {
    await running.process.stop()
    await node.stop()
    if (keep) process.stderr.write(`  ${program.name}: kept ${folder}\n`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

const secondsSince = (start: number): number => Math.round((performance.now() - start) / 100) / 10

/** Whether it comes to that in time. */
const until = async (running: Running, limitMs: number, isThere: (standing: Standing) => boolean): Promise<boolean> => {
  const end = performance.now() + limitMs
  while (performance.now() < end) {
    const standing = await running.standing()
    if (standing && isThere(standing)) return true
    await sleep(LOOK_MS)
  }
  return false
}
