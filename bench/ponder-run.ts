import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Measured, measuredOf } from './measured.ts'
import { foundInPeer, type PeerRows } from './peer-books.ts'
import { PONDER_PROJECT, type PonderRun, startPonder } from './ponder-process.ts'

export type PonderMeasured = Measured & {
  /** Less its start: from its first question to the node until it said that the history is in, over the events of final blocks. */
  readonly eventsPerSecondRunning: number
}

/** Ponder takes a block of an unknown chain for final once 30 are above it. */
const FINALITY_BLOCKS = 30

/** `ponder start` until it has the head, with PGlite, its default. */
export const runPonder = async (run: PonderRun): Promise<PonderMeasured> => {
  const { node, database, schema } = run
  const before = await node.usage()
  const asked = (await node.requests()).length
  const running = await startPonder(run)
  const ready = await running.ready()
  const atHead = await running.atHead()
  const ran = await running.stop()
  const first = (await node.requests())[asked]!.from - performance.timeOrigin
  // It does not end by itself: its time is until it had the head.
  const seconds = (atHead - running.started) / 1_000
  const shareFinal = 1 - FINALITY_BLOCKS / (node.head - node.startBlock + 1)
  const left = { before, bytes: sizeOf(database), found: foundInPeer(readPonder(database, schema)) }
  return {
    ...(await measuredOf(node, ran, left)),
    seconds,
    eventsPerSecond: node.logs / seconds,
    eventsPerSecondRunning: (node.logs * shareFinal) / ((ready - first) / 1_000),
  }
}

const readPonder = (database: string, schema: string): PeerRows => {
  const argv = [join(PONDER_PROJECT, 'read-rows.js'), database, schema]
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 2 ** 30 })) as PeerRows
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
