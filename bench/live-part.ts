import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '../src/store/open.ts'
import { BooksDiffer } from './books-differ.ts'
import { compare } from './compare.ts'
import { DAYBOOK, writeConfig } from './daybook-process.ts'
import { quietPort } from './faults/quiet-port.ts'
import { readFound } from './found.ts'
import type { NewHead } from './live-node.ts'
import { type MeasuredProcess, startMeasured } from './measured-process.ts'
import { startLiveNode } from './node-process.ts'
import { type Context, type Part, quantile } from './part.ts'

const HISTORY_BLOCKS = 300
/** One more than a hundred: every answer of exactly a hundred logs might be one that was cut there, and is asked for again. */
const EVENTS_PER_BLOCK = 101
const BLOCK_MS = 1_000
const REORGANISATIONS = 5
const DEPTH = 64
/** Between looks at the API, which take some milliseconds themselves: part of what is measured. */
const LOOK_MS = 2
const LIMIT_MS = 60_000

/** `daybook start`, writer and API, while blocks come and go. */
export const livePart: Part = {
  name: 'live',
  about: `from a new block of ${EVENTS_PER_BLOCK} events to its rows in GraphQL, and reorganisations of depth ${DEPTH}`,
  run: (context) =>
    context.inFolder(async (folder) => {
      const node = await startLiveNode([
        ...['--blocks', String(HISTORY_BLOCKS), '--events-per-block', String(EVENTS_PER_BLOCK)],
        ...['--reorganisation-depth', String(DEPTH), '--seed', String(context.scale.seed)],
      ])
      writeConfig(folder, node, { rpc: [node.url, node.url.replace('http:', 'ws:')] })
      const port = await quietPort()
      const daybook = startMeasured({
        argv: [DAYBOOK, 'start', '--port', String(port), '--log-level', 'warn'],
        cwd: folder,
      })
      try {
        const visible = createLook(`http://127.0.0.1:${port}/graphql`, node.chainId, daybook)
        await visible(({ number }) => number === node.head)
        // The first block comes a second after those before it, like all others: meanwhile indices are made.
        await sleep(BLOCK_MS)
        const newBlocks = await watchBlocks(context, node.mine, visible)
        const reorganisations: number[] = []
        for (let round = 1; round <= REORGANISATIONS; round++) {
          await sleep(BLOCK_MS)
          reorganisations.push(await timeOf(node.reorganise, visible))
        }
        context.say(`  reorganisations: ${reorganisations.map((ms) => ms.toFixed(0)).join(', ')} ms`)
        await daybook.stop()
        await mustBeRight(folder, await node.expected())
        return {
          rows: [
            { what: 'live, block to visible in GraphQL, median', value: quantile(newBlocks, 0.5), unit: 'ms' },
            {
              what: 'live, block to visible in GraphQL, p99',
              value: quantile(newBlocks, 0.99),
              unit: 'ms',
              goal: { most: 50 },
            },
            {
              what: `reorganisation of depth ${DEPTH}, undone and redone, median`,
              value: quantile(reorganisations, 0.5),
              unit: 'ms',
              goal: { most: 250 },
            },
          ],
          notes: [
            `Live: ${newBlocks.length} blocks of ${EVENTS_PER_BLOCK} events, one a second, and ${REORGANISATIONS} reorganisations: ` +
              `${reorganisations.map((ms) => ms.toFixed(0)).join(', ')} ms.`,
          ],
        }
      } finally {
        await daybook.stop()
        await node.stop()
      }
    }),
}

type Seen = { readonly number: number; readonly hash: string | null }
type Look = (isThere: (seen: Seen) => boolean) => Promise<number>

const QUERY = 'query ($chainId: Int!) { chain(chainId: $chainId) { sync { indexedBlock indexedBlockHash } } }'

/** Asks the API again and again until it shows what is awaited; tells when that was, in milliseconds since 1970. */
const createLook =
  (url: string, chainId: number, daybook: MeasuredProcess): Look =>
  async (isThere) => {
    const body = JSON.stringify({ query: QUERY, variables: { chainId } })
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    for (const end = performance.now() + LIMIT_MS; performance.now() < end; await sleep(LOOK_MS)) {
      const answer = await fetch(url, request).then(
        (response) => response.json() as Promise<Answer>,
        () => null,
      )
      const sync = answer?.data?.chain?.sync
      const seen = { number: Number(sync?.indexedBlock ?? -1), hash: sync?.indexedBlockHash ?? null }
      if (isThere(seen)) return performance.timeOrigin + performance.now()
    }
    const said = (await daybook.stop()).stderr.slice(-1_000)
    throw new Error(`daybook start did not come to the head within ${LIMIT_MS / 1_000} s.\n${said}`)
  }

type Answer = {
  readonly data?: {
    readonly chain?: {
      readonly sync?: { readonly indexedBlock: string | null; readonly indexedBlockHash: string | null }
    }
  }
}

/** Milliseconds from a new head at the node to the API that shows it. */
const timeOf = async (change: () => Promise<NewHead>, visible: Look): Promise<number> => {
  const head = await change()
  return (await visible(({ hash }) => hash === head.hash)) - head.at
}

const watchBlocks = async ({ scale, say }: Context, mine: () => Promise<NewHead>, visible: Look): Promise<number[]> => {
  const times: number[] = []
  for (let left = scale.liveSeconds; left > 0; left--) {
    const started = performance.now()
    times.push(await timeOf(mine, visible))
    await sleep(Math.max(0, BLOCK_MS - (performance.now() - started)))
  }
  say(`  blocks: median ${quantile(times, 0.5).toFixed(0)} ms, slowest ${Math.max(...times).toFixed(0)} ms`)
  return times
}

const mustBeRight = async (folder: string, expected: Parameters<typeof compare>[0]): Promise<void> => {
  const store = await openStore(`sqlite:${join(folder, 'daybook.db')}`, { write: false })
  try {
    const differences = compare(expected, await readFound(store))
    if (differences.length > 0) throw new BooksDiffer('Daybook, live', differences)
  } finally {
    await store.close()
  }
}
