import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeNode, type FakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID, config, dump, temporarySqlite } from './books-of.ts'
import { chaosLogs } from './chaos-market.ts'
import { indexOnce, mineChaos } from './live.ts'
import { createRandom } from './random.ts'

// More of them: KILLS=500 npx vitest run test/simulation/crash.test.ts
const kills = Number(process.env.KILLS ?? 12)
const seed = Number(process.env.SEED ?? 1)
const program = new URL('../../bin/daybook.js', import.meta.url).pathname
const waiting = new URL('./programs/waiting-indexer.ts', import.meta.url).pathname
/** Of so many kills one is of the real program, from its start on; the others are of the indexer at work. */
const PROGRAM_EVERY = 6

let folder: string
let node: FakeNode

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-crash-'))
  node = await createFakeNode({ chainId: CHAIN_ID })
})
afterEach(async () => {
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the real program until it is killed, so long after it first said something. */
const killProgram = async (settings: string, afterMs: number) => {
  const child = spawn(process.execPath, [program, 'index', '--config', settings, '--log-level', 'info'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await kill(child, child.stderr, afterMs)
}

/** An indexer that has loaded, and waits to begin. */
const spawnWaiting = (settings: string) => {
  // Loading is most of what a process costs here.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const child = spawn(process.execPath, [waiting, settings], { stdio: ['pipe', 'pipe', 'inherit'], env })
  return { child, ready: once(child.stdout, 'data') }
}

/** Lets a waiting indexer begin, and kills it so long after its first block. */
const killWaiting = async ({ child, ready }: ReturnType<typeof spawnWaiting>, afterMs: number) => {
  await ready
  child.stdin.write('go\n')
  await kill(child, child.stdout, afterMs)
}

const kill = async (child: ChildProcess, heard: Readable, afterMs: number) => {
  const gone = once(child, 'exit')
  await Promise.race([once(heard, 'data'), gone])
  await systemClock.sleep(afterMs)
  if (child.exitCode !== null) throw new Error(`The indexer ended by itself, with ${child.exitCode}.`)
  child.kill('SIGKILL')
  await gone
}

const open = (): Promise<Store> => openStore(join(folder, 'books.db'), { write: true })

test(
  `killed ${kills} times during backfill and live, the rows are those of an undisturbed run (seed ${seed})`,
  async () => {
    const random = createRandom(seed)
    // Small ranges and slow answers: there is always something to interrupt.
    const settings = config(join(folder, 'books.db'), { rpc: [node.url], rangeBlocksMax: 20, pollMs: 50 })
    const file = join(folder, 'daybook.config.json')
    writeFileSync(file, JSON.stringify(settings))
    mineChaos(node.chain, random, 1_500)

    let alive = true
    const mining = (async () => {
      while (alive) {
        await systemClock.sleep(40)
        if (random.chance(0.1)) {
          const depth = 1 + random.int(10)
          node.chain.reorg(
            depth,
            Array.from({ length: depth + 1 }, () => chaosLogs(random, 4)),
          )
        } else mineChaos(node.chain, random, 1)
      }
    })()
    const reached: number[] = []
    let next = spawnWaiting(file)
    for (let count = 0; count < kills; count++) {
      if (count % PROGRAM_EVERY === 0) await killProgram(file, random.int(600))
      else {
        const current = next
        // The next one loads while this one works.
        next = spawnWaiting(file)
        await killWaiting(current, random.int(200))
      }
      const store = await open()
      const [cursor] = await store.read((db) => db.select().from(store.tables.cursors))
      reached.push(cursor?.block ?? 0)
      await store.close()
    }
    next.child.kill()
    alive = false
    await mining

    const store = await open()
    await indexOnce(store, settings)
    const fresh = await temporarySqlite()
    await indexOnce(fresh, settings)
    expect(await dump(store)).toEqual(await dump(fresh))
    await store.close()
    await fresh.close()
    // The kills fell into work that was going on.
    expect(new Set(reached).size).toBeGreaterThanOrEqual(kills / 3)
  },
  60_000 + kills * 10_000,
)
