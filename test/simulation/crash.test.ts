import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeNode, type FakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID, config, dump, temporarySqlite } from './books-of.ts'
import { chaosLogs } from './chaos-market.ts'
import { indexOnce, mineChaos } from './live.ts'
import { createRandom } from './random.ts'

// More of them: KILLS=50 npx vitest run test/simulation/crash.test.ts
const kills = Number(process.env.KILLS ?? 6)
const seed = Number(process.env.SEED ?? 1)
const program = new URL('../../bin/daybook.js', import.meta.url).pathname

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

/** Runs the real program until it is killed, `afterMs` from its first commit or from the start. */
const runAndKill = async (settings: string, afterMs: number) => {
  const child = spawn(process.execPath, [program, 'index', '--config', settings, '--log-level', 'info'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  // It says so when it has begun; starting takes longer than what is to be interrupted.
  await Promise.race([once(child.stderr, 'data'), gone])
  await systemClock.sleep(afterMs)
  if (child.exitCode !== null) throw new Error(`The indexer ended by itself: ${said}`)
  child.kill('SIGKILL')
  await gone
}

const open = (): Promise<Store> => openStore(join(folder, 'books.db'), { write: true })

test(`killed ${kills} times during backfill and live, the rows are those of an undisturbed run (seed ${seed})`, async () => {
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
  for (let kill = 0; kill < kills; kill++) {
    await runAndKill(file, random.int(1_500))
    const store = await open()
    const [cursor] = await store.read((db) => db.select().from(store.tables.cursors))
    reached.push(cursor?.block ?? 0)
    await store.close()
  }
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
}, 600_000)
