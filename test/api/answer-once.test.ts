import './one-graphql.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer } from '../../src/api/server.ts'
import { documentKey } from '../../src/domain/documents/named.ts'
import { silentLog } from '../../src/log.ts'
import type { Rows, Store, TableName } from '../../src/store/store.ts'
import { createFakeNode } from '../chain/fake-node.ts'
import { bothStores } from '../helpers/both-stores.ts'
import { CHAIN_ID, config } from '../simulation/books-of.ts'
import { chaosLogs } from '../simulation/chaos-market.ts'
import { caughtUp, followLive, mineChaos } from '../simulation/live.ts'
import { createRandom } from '../simulation/random.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { createWorld, START } from './world.ts'

type Over = { readonly url: string; reads(): number; stop(): Promise<void> }

/** A server over a store, and how many snapshots it has read. `during` happens within each. */
const serveOver = async (store: Store, limits: object = {}, during?: () => Promise<void>): Promise<Over> => {
  let reads = 0
  const counted: Store = {
    ...store,
    read: (work) => {
      reads += 1
      return store.read(async (db) => {
        const result = await work(db)
        await during?.()
        return result
      })
    },
  }
  const about = { name: 'test', host: '127.0.0.1', port: 0, log: silentLog, version: '1.0.0' }
  const server = await startServer({ ...about, store: counted, limits })
  return { ...server, reads: () => reads }
}

type Asking = { readonly accept?: string; readonly encoding?: string; readonly method?: string; readonly type?: string }
const ask = async (url: string, query: string, { accept, encoding, method, type }: Asking = {}) => {
  const headers = {
    'content-type': type ?? 'application/json',
    accept: accept ?? 'application/json',
    'accept-encoding': encoding ?? 'identity',
  }
  const response =
    method === 'GET'
      ? await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, { headers })
      : await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    encoding: response.headers.get('content-encoding'),
    length: response.headers.get('content-length'),
    text: await response.text(),
  }
}

/** The document of every task in the world. */
const named = { uri: 'https://a.example/task', hash: null }
const fetched = {
  ...{ conclusive: 0, host: 'ipfs', reason: null, attempts: 1, nextAttemptAt: null, policy: null },
  state: 'UNVERIFIED',
  ...{ fetchedAt: START, byteSize: 2, mediaType: 'application/json', actualHash: null, body: Buffer.from('{}') },
} as const

/** Asks until nothing had to be read. On PostgreSQL whoever else uses the server makes an answer be made anew. */
const askKept = async (server: Over, query: string, asking?: Asking) => {
  for (let turn = 0; turn < 50; turn++) {
    const before = server.reads()
    const answer = await ask(server.url, query, asking)
    if (server.reads() === before) return answer
  }
  throw new Error(`Never kept: ${query}`)
}
/** How many snapshots are read for asking so often. */
const readsFor = async (server: Over, query: string, asking?: Asking, times = 4): Promise<number> => {
  const before = server.reads()
  for (let turn = 0; turn < times; turn++) await ask(server.url, query, asking)
  return server.reads() - before
}

const page = `{ payouts(first: 20) { totalCount nodes { id amount { raw } createdBy { timestamp finality } task { key status } } }
  tasks(first: 20) { nodes { id status metadata { state } } } contributors(first: 5) { nodes { address } }
  _meta { hasIndexingErrors snapshots { blockNumber blockHash finality } }
  chains { reorgs(first: 5) { totalCount } finalized { number } completeness: head { completeness } } }`

describe.each(engines)('an answer that is kept, on %s', (engine) => {
  let served: Served
  let server: Over
  let plain: Over
  beforeAll(async () => {
    const world = createWorld(4)
    for (const task of world.tasks) task.uri = named.uri
    served = await serveOn(engine, world)
    server = await serveOver(served.store)
    plain = await serveOver(served.store, { answersBytesMax: 0 })
  })
  afterAll(async () => {
    await server.stop()
    await plain.stop()
    await served.stop()
  })

  test('is the one that was made, to the byte, for every kind of client', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json', '*/*'])
      for (const encoding of ['gzip', 'identity']) {
        const anew = await ask(plain.url, page, { accept, encoding })
        expect(anew.text).not.toContain('"errors"')
        expect(await askKept(server, page, { accept, encoding })).toEqual(anew)
        expect(anew).toMatchObject({ status: 200, encoding: encoding === 'gzip' ? 'gzip' : null })
      }
    expect(plain.reads()).toBe(6)
  })

  test('is not given to who accepts or sends something else', async () => {
    await askKept(server, '{ __typename }')
    expect((await ask(server.url, '{ __typename }', { accept: 'text/event-stream' })).status).toBe(406)
    expect((await ask(server.url, '{ __typename }', { type: 'text/plain' })).status).toBe(400)
  })

  test('is made by one of those who ask at once', async () => {
    let least = Number.POSITIVE_INFINITY
    for (let turn = 0; turn < 10 && least > 1; turn++) {
      const query = `query At${turn} { payouts(first: 50) { nodes { id } } }`
      const before = server.reads()
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask(server.url, query)))
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
      least = Math.min(least, server.reads() - before)
    }
    expect(least).toBe(1)
  })

  const change = <N extends TableName>(store: Store, table: N, values: Partial<Rows[N]>) =>
    store.transaction(async ({ db }) => {
      await db.update(store.tables[table]).set(values as never)
    })
  const writes: Record<string, (store: Store) => Promise<void>> = {
    'a row that changes': (store) => change(store, 'payouts', { amount: 77n }),
    finality: (store) => change(store, 'cursors', { finalized: 3 }),
    'what the indexer says of itself': (store) => change(store, 'syncStatus', { phase: 'HALTED' }),
    'a proof of completeness': (store) => change(store, 'blocks', { level: 0 }),
    'a document that arrives': (store) =>
      store.transaction(({ append }) =>
        append('documents', [{ ...fetched, key: documentKey({ ...named, conclusive: false }), ...named }]),
      ),
    'a reorganisation on record': (store) =>
      store.transaction(({ insert }) =>
        insert('reorgs', [
          {
            id: 900,
            chainId: 31_337,
            detectedAt: START,
            ancestor: 1,
            depth: 2,
            revertedLogs: 3,
            oldHead: `0x${'01'.repeat(32)}`,
            newHead: `0x${'02'.repeat(32)}`,
          },
        ]),
      ),
    'rows that go': (store) =>
      store.transaction(async ({ db }) => {
        await db.delete(store.tables.reorgs)
      }),
  }
  test.each(Object.keys(writes))('is not given after %s, whoever wrote it', async (name) => {
    const before = await askKept(server, page)
    await writes[name]!(served.store)
    const reads = server.reads()
    const after = await ask(server.url, page)
    expect(server.reads()).toBe(reads + 1)
    expect(after).toEqual(await ask(plain.url, page))
    expect(after.text).not.toBe(before.text)
    expect(await askKept(server, page)).toEqual(after)
  })

  test('is not given when something was committed while it was made', async () => {
    const { store } = served
    let phase = 0
    const commit = () =>
      store.transaction(async ({ db }) => {
        await db.update(store.tables.syncStatus).set({ measuredAt: START + phase++ })
      })
    const disturbed = await serveOver(store, {}, commit)
    expect(await readsFor(disturbed, page)).toBe(4)
    await disturbed.stop()
  })

  test('is of no question with an error, of the moment, or by GET', async () => {
    const [id] = JSON.parse((await ask(server.url, '{ payouts(first: 1) { nodes { id } } }')).text).data.payouts.nodes
    for (const query of [
      '{ nonsense }',
      '{',
      '{ payouts(first: 1, after: "x") { nodes { id } } }',
      'query ($a: Int!) { payouts(first: $a) { nodes { id } } }',
      '{ chains { sync { lagSeconds } } }',
      '{ _meta { rateLimit { used } } }',
      `{ payout(by: { id: "${id.id}" }) { verification { result } } }`,
    ]) {
      const all = await readsFor(server, query)
      expect(all, query).toBe(4)
    }
    expect(await readsFor(server, '{ payouts(first: 1) { nodes { id } } }', { method: 'GET' })).toBe(4)
  })

  test('is paid for by each who is given it', async () => {
    const limited = await serveOver(served.store, { pointsPerMinute: 1_000 })
    const both = await serveOver(served.store, { pointsPerMinute: 1_000, answersBytesMax: 0 })
    const used = async ({ url }: Over) =>
      JSON.parse((await ask(url, '{ _meta { rateLimit { used } } }')).text).data._meta.rateLimit.used as number
    const query = '{ payouts(first: 20) { nodes { id task { id } } } }'
    for (const each of [limited, both]) for (let turn = 0; turn < 5; turn++) await ask(each.url, query)
    expect(limited.reads()).toBeLessThan(both.reads() + 1)
    expect(await used(limited)).toBe(await used(both))
    const answers = []
    for (let turn = 0; turn < 40; turn++) answers.push(await ask(limited.url, query))
    expect(answers.at(-1)).toMatchObject({ status: 429 })
    await limited.stop()
    await both.stop()
  })

  test('is of the words of the question: others are asked anew, and answered the same', async () => {
    const variables = ['{"a":1,"b":2}', '{"b":2,"a":1}']
    const query = 'query ($a: Int, $b: Int) { payouts(first: $a) { nodes { id } } tasks(first: $b) { nodes { id } } }'
    const texts = []
    for (const given of variables) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"query":${JSON.stringify(query)},"variables":${given}}`,
      })
      texts.push(await response.text())
    }
    expect(texts[0]).toBe(texts[1])
  })
})

const opened = bothStores()
describe.each(['sqlite', 'postgres'] as const)('answers that are kept beside an indexer, on %s', (engine) => {
  test('are those of the books, whatever the chain does', async () => {
    const store = opened[engine]
    const random = createRandom(5)
    const node = await createFakeNode({ chainId: CHAIN_ID })
    mineChaos(node.chain, random, 60)
    const live = followLive(store, config('', { rpc: [node.url], pollMs: 10 }))
    await caughtUp(store, node.chain)
    const server = await serveOver(store)
    const plain = await serveOver(store, { answersBytesMax: 0 })
    // Nothing here is told of the indexer's work, which goes on while both are asked.
    const books = `{ payouts(first: 50) { totalCount nodes { id amount { raw } createdBy { blockHash finality } } }
      tasks(first: 50) { nodes { id status } } chains { head { number hash } finalized { number } } }`
    const texts = new Set<string>()
    const compare = async () => {
      for (let turn = 0; turn < 5; turn++) await ask(server.url, books)
      const [kept, anew] = [await ask(server.url, books), await ask(plain.url, books)]
      expect(kept.text).toBe(anew.text)
      texts.add(kept.text)
    }
    await compare()
    for (let round = 0; round < 4; round++) {
      mineChaos(node.chain, random, 3)
      await caughtUp(store, node.chain)
      await compare()
      node.chain.reorg(
        2,
        Array.from({ length: 4 }, () => chaosLogs(random, 4)),
      )
      await caughtUp(store, node.chain)
      await compare()
    }
    expect(texts.size).toBe(9)
    if (engine === 'sqlite') expect(server.reads()).toBeLessThan(plain.reads() * 6)
    await live.stop()
    await server.stop()
    await plain.stop()
    await node.stop()
  })
})
