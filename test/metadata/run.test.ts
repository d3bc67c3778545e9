import { createHash } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { keccak256 } from 'viem'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { MetadataConfig } from '../../src/config/config.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { silentLog } from '../../src/log.ts'
import type { Network } from '../../src/metadata/network.ts'
import { waitSeconds } from '../../src/metadata/retry.ts'
import { runDocuments } from '../../src/metadata/run.ts'
import { recordTables } from '../../src/store/digest.ts'
import { documentSummary } from '../../src/store/read/documents.ts'
import type { Rows, Store } from '../../src/store/store.ts'
import { createGraph } from './graph.ts'
import { createStores, engines, writeRecords } from './records.ts'
import { type LocalServer, listen, localNetwork, someRules } from './server.ts'

const START = 1_000_000
const MINUTE = 60
const WEEK = 7 * 86_400

const sha256 = (content: string): Hex => `0x${createHash('sha256').update(content).digest('hex')}`

let servers: LocalServer[] = []
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  servers = []
})

/** A server of documents by path; what is not there is missing. */
const serving = async (documents: Record<string, string | RequestListener>) => {
  const server = await listen((request, response) => {
    const document = documents[request.url!]
    if (typeof document === 'function') document(request, response)
    else if (document === undefined) response.writeHead(404).end('<html>gone')
    else response.writeHead(200, { 'content-type': 'application/json' }).end(document)
  })
  servers.push(server)
  return server
}

/** Time that moves only when it is told to, in seconds, and what sleeps in it wakes at once. */
const aClock = () => {
  let ms = START * 1_000
  return {
    now: () => ms,
    sleep: async (by: number) => {
      ms += by
      await new Promise((resolve) => setImmediate(resolve))
    },
    pass: (seconds: number) => {
      ms += seconds * 1_000
    },
  }
}

type Running = {
  clock?: ReturnType<typeof aClock>
  rules?: Partial<MetadataConfig>
  network?: Partial<Network>
  once?: boolean
  signal?: AbortSignal
}

const run = (store: Store, { clock = aClock(), rules = {}, network = {}, once = true, signal }: Running = {}) =>
  runDocuments({
    store,
    rules: someRules({ ports: servers.map(({ port }) => port), ...rules }),
    log: silentLog,
    clock,
    once,
    signal: signal ?? new AbortController().signal,
    network: localNetwork(network),
  })

const rowsOf = async ({ read, tables: { documents } }: Store): Promise<Rows['documents'][]> =>
  (await read((db) => db.select().from(documents))).sort((a, b) => (a.uri < b.uri ? -1 : 1))

/** Each document's state, by the end of its address. */
const statesOf = async (store: Store) =>
  Object.fromEntries((await rowsOf(store)).map(({ uri, state }) => [uri.replace(/^.*\//, ''), state]))

const summaryOf = (store: Store) => store.read((db) => documentSummary(db, store.tables))

describe('how long a document waits', () => {
  const key: Hex = `0x${'7c'.repeat(32)}`
  test('twice as long each time, from a minute up to a week, a quarter more or less', () => {
    for (let attempts = 1; attempts < 100; attempts++) {
      const whole = Math.min(MINUTE * 2 ** (attempts - 1), WEEK)
      expect(waitSeconds(attempts, key)).toBeGreaterThanOrEqual(0.75 * whole)
      expect(waitSeconds(attempts, key)).toBeLessThanOrEqual(1.25 * whole)
    }
  })

  test('as long as ever when asked again, and not as long as others', () => {
    const keys = Array.from({ length: 50 }, (_, n): Hex => sha256(String(n)))
    expect(keys.map((each) => waitSeconds(9, each))).toEqual(keys.map((each) => waitSeconds(9, each)))
    expect(new Set(keys.map((each) => waitSeconds(9, each))).size).toBeGreaterThan(40)
  })
})

test('documents are no part of what two indexes agree on', () => {
  expect(recordTables).not.toContain('documents')
  expect(recordTables).not.toContain('documentQueue')
})

for (const engine of engines)
  describe(`the queue of documents on ${engine}`, () => {
    const stores = createStores(engine)
    afterAll(() => stores.stop())

    test('every record’s document is fetched, checked and kept, once for all that name it', async () => {
      const content = '{"title":"x"}'
      const { url, asked } = await serving({
        '/task': content,
        '/right': content,
        '/right-sha256': content,
        '/wrong': content,
        '/dataset': content,
        '/version': content,
        '/page': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
        '/broken': '{"title":',
        '/secret': '-----BEGIN PGP MESSAGE-----',
        '/image': (_, response) => response.writeHead(200, { 'content-type': 'Image/PNG; x=y' }).end('\x89PNG'),
        '/large': 'x'.repeat(10_001),
      })
      const store = await stores.empty()
      const other = sha256('other')
      const at = (name: string) => ({ uri: `${url}/${name}` })
      const naming = {
        tasks: [
          at('task'),
          at('task'),
          at('missing'),
          at('page'),
          at('broken'),
          at('secret'),
          at('image'),
          at('large'),
        ],
        submissions: [
          { ...at('right'), contentHash: keccak256(Buffer.from(content)) },
          { ...at('right-sha256'), contentHash: sha256(content) },
          { ...at('wrong'), contentHash: other },
        ],
        datasets: [{ ...at('dataset'), contentHash: other }],
        versions: [{ ...at('version'), contentHash: other }],
      }
      await writeRecords(store, naming)
      // The same on another chain is nothing new.
      await writeRecords(store, naming, 1)
      await run(store)
      expect(await statesOf(store)).toEqual({
        task: 'UNVERIFIED',
        missing: 'UNREACHABLE',
        page: 'INVALID',
        broken: 'INVALID',
        secret: 'ENCRYPTED',
        image: 'UNVERIFIED',
        large: 'TOO_LARGE',
        right: 'VERIFIED',
        'right-sha256': 'VERIFIED',
        wrong: 'HASH_MISMATCH',
        dataset: 'UNVERIFIED',
        version: 'UNVERIFIED',
      })
      expect(asked.length).toBe(12)
      const rows = new Map((await rowsOf(store)).map((row) => [row.uri.slice(url.length + 1), row]))
      expect(rows.get('right')).toMatchObject({
        ...{ attempts: 1, nextAttemptAt: null, fetchedAt: START, byteSize: 13, mediaType: 'application/json' },
        ...{ actualHash: keccak256(Buffer.from(content)), reason: null },
      })
      expect(rows.get('right')!.body!.toString()).toBe(content)
      expect(rows.get('image')).toMatchObject({ mediaType: 'image/png', byteSize: 5, body: null })
      expect(rows.get('wrong')).toMatchObject({ actualHash: keccak256(Buffer.from(content)), body: null, byteSize: 13 })
      // What may come out otherwise another time is asked for another time.
      for (const name of ['missing', 'page', 'broken', 'wrong', 'large']) {
        expect(rows.get(name)!.nextAttemptAt).toBeGreaterThanOrEqual(START + 45)
        expect(rows.get(name)!.nextAttemptAt).toBeLessThanOrEqual(START + 75)
      }
      for (const name of ['right', 'secret', 'image', 'task']) expect(rows.get(name)!.nextAttemptAt).toBeNull()
      const bodies = [...rows.values()].reduce((sum, { body }) => sum + (body?.length ?? 0), 0)
      expect(await summaryOf(store)).toEqual({
        ...{ fetch: true, full: false, storedBytes: bodies },
        states: {
          VERIFIED: 2,
          UNVERIFIED: 4,
          HASH_MISMATCH: 1,
          INVALID: 2,
          ENCRYPTED: 1,
          TOO_LARGE: 1,
          UNREACHABLE: 1,
        },
      })
    })

    test('what is on the chain, or nowhere, is never in the queue', async () => {
      const store = await stores.empty()
      const uris = ['', 'data:,x', '{"a":1}', 'nonsense', 'ftp://a.example/', 'https://user@a.example/', 'ipfs://what']
      await writeRecords(store, {
        tasks: uris.map((uri) => ({ uri })),
        versions: [{ uri: 'https://a.example/x' }],
        protocol: 'ocean',
      })
      await run(store)
      expect(await rowsOf(store)).toEqual([])
    })

    test('nothing is fetched that is not asked for by configuration', async () => {
      const { url, asked } = await serving({ '/x': '{}' })
      const store = await stores.empty()
      await writeRecords(store, { tasks: [{ uri: `${url}/x` }] })
      await run(store, { rules: { fetch: false } })
      expect([await rowsOf(store), asked, (await summaryOf(store))?.fetch]).toEqual([[], [], false])
      await run(store)
      expect([(await statesOf(store)).x, (await summaryOf(store))?.fetch]).toEqual(['UNVERIFIED', true])
      // Switched off again, what was fetched stays.
      await run(store, { rules: { fetch: false } })
      expect([(await statesOf(store)).x, (await summaryOf(store))?.fetch]).toEqual(['UNVERIFIED', false])
    })

    test('content that is pinned late is found, however late', async () => {
      const graph = createGraph()
      const cid = graph.raw('{"late":true}')
      const gateway = await serving({
        [`/ipfs/${cid}?format=raw`]: (_, response) => {
          if (gateway.asked.length > 15) response.end('{"late":true}')
          else response.writeHead(404).end()
        },
      })
      const store = await stores.empty()
      const clock = aClock()
      const rules = { ipfsGateways: [gateway.url] }
      await writeRecords(store, { tasks: [{ uri: `ipfs://${cid}` }] })
      for (let attempts = 1; attempts <= 15; attempts++) {
        await run(store, { clock, rules })
        // Not before its time.
        await run(store, { clock, rules })
        expect(gateway.asked.length).toBe(attempts)
        const [row] = await rowsOf(store)
        expect(row).toMatchObject({ state: 'UNREACHABLE', attempts, body: null })
        const whole = Math.min(MINUTE * 2 ** (attempts - 1), WEEK)
        const wait = row!.nextAttemptAt! - Math.floor(clock.now() / 1_000)
        expect(wait / whole).toBeGreaterThan(0.7)
        expect(wait / whole).toBeLessThan(1.3)
        clock.pass(wait)
      }
      await run(store, { clock, rules })
      expect((await rowsOf(store))[0]).toMatchObject({
        state: 'VERIFIED',
        attempts: 16,
        nextAttemptAt: null,
        reason: null,
      })
    })

    test('a document that was another one is taken when it becomes the right one', async () => {
      const documents = { '/x': '{"first":1}' }
      const { url } = await serving(documents)
      const store = await stores.empty()
      const clock = aClock()
      await writeRecords(store, { submissions: [{ uri: `${url}/x`, contentHash: sha256('{"second":2}') }] })
      await run(store, { clock })
      expect((await rowsOf(store))[0]).toMatchObject({ state: 'HASH_MISMATCH', body: null })
      documents['/x'] = '{"second":2}'
      clock.pass(80)
      await run(store, { clock })
      const [row] = await rowsOf(store)
      expect([row!.state, row!.body!.toString(), row!.attempts]).toEqual(['VERIFIED', '{"second":2}', 2])
      expect((await summaryOf(store))?.storedBytes).toBe(12)
    })

    test('a program that stops in the middle has lost nothing, and counts nothing that did not end', async () => {
      const stop = new AbortController()
      let hanging = true
      const { url, asked } = await serving({
        '/a': '{}',
        '/b': async (_, response) => {
          while (hanging && (await statesOf(store)).a !== 'UNVERIFIED')
            await new Promise((resolve) => setTimeout(resolve, 5))
          if (hanging) stop.abort()
          else response.end('{}')
        },
      })
      const store = await stores.empty()
      await writeRecords(store, { tasks: [{ uri: `${url}/a` }, { uri: `${url}/b` }] })
      await run(store, { signal: stop.signal })
      expect(await statesOf(store)).toEqual({ a: 'UNVERIFIED', b: 'PENDING' })
      expect((await rowsOf(store))[1]).toMatchObject({ attempts: 0, nextAttemptAt: 0 })
      hanging = false
      await run(store)
      expect(await statesOf(store)).toEqual({ a: 'UNVERIFIED', b: 'UNVERIFIED' })
      expect(asked.filter(({ path }) => path === '/a').length).toBe(1)
    })

    test('a database that fails at any write costs a request at most', async () => {
      const documents = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`/${n}`, `{"n":${n}}`]))
      const { url } = await serving(documents)
      const uris = Object.keys(documents).map((path) => ({ uri: url + path }))
      for (let failing = 0; failing < 9; failing++) {
        const store = await stores.empty()
        await writeRecords(store, { tasks: uris })
        let writes = 0
        const failingStore: Store = {
          ...store,
          transaction: (work) =>
            store.transaction(async (tx) => {
              const result = await work(tx)
              // After the work and before the commit: what a crash leaves behind.
              if (writes++ === failing) throw new Error('the disk is gone')
              return result
            }),
        }
        await run(failingStore).catch((error: Error) => expect(error.message).toBe('the disk is gone'))
        await run(store)
        expect(Object.values(await statesOf(store))).toEqual(Array(6).fill('UNVERIFIED'))
        expect((await summaryOf(store))?.storedBytes).toBe(6 * 7)
      }
    })

    test('goes on after a failure of the database when it is to run for ever', async () => {
      const { url } = await serving({ '/x': '{}' })
      const store = await stores.empty()
      await writeRecords(store, { tasks: [{ uri: `${url}/x` }] })
      let failures = 3
      const stop = new AbortController()
      const flaky: Store = {
        ...store,
        transaction: async (work) => {
          if (failures-- > 0) throw new Error('busy')
          const result = await store.transaction(work)
          if ((await statesOf(store)).x === 'UNVERIFIED') stop.abort()
          return result
        },
      }
      await run(flaky, { once: false, signal: stop.signal })
      expect(await statesOf(store)).toEqual({ x: 'UNVERIFIED' })
    })

    test('records that change, or take the place of others, are seen by a queue that runs', async () => {
      const names = ['first', 'second', 'third']
      const { url } = await serving(Object.fromEntries(names.map((name) => [`/${name}`, '{}'])))
      const store = await stores.empty()
      await writeRecords(store, { tasks: [{ uri: `${url}/first` }] })
      const stop = new AbortController()
      const running = run(store, { once: false, signal: stop.signal })
      const until = async (name: string) => {
        while ((await statesOf(store))[name] !== 'UNVERIFIED') await new Promise((resolve) => setTimeout(resolve, 5))
      }
      await until('first')
      await writeRecords(store, { tasks: [{ uri: `${url}/second` }] })
      await until('second')
      // More rows than the newest that are looked at each time: only going round finds the first.
      const others = Array.from({ length: 1_200 }, () => ({ uri: 'data:,x' }))
      await writeRecords(store, { tasks: [{ uri: `${url}/third` }, ...others] })
      await until('third')
      stop.abort()
      await running
      // Those that no record names any more stay: the next branch may name them again.
      expect(Object.keys(await statesOf(store)).sort()).toEqual([...names].sort())
    })

    test('every document of many is found, each once', async () => {
      const store = await stores.empty()
      const submissions = Array.from({ length: 1_150 }, (_, n) => ({ uri: `https://a.example:1/${n % 1_100}` }))
      await writeRecords(store, { submissions })
      await run(store, { rules: { ports: [443] } })
      const rows = await rowsOf(store)
      expect(rows.length).toBe(1_100)
      expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['BLOCKED']))
    })

    test('what the rules refused is tried again under others, and nothing else is', async () => {
      const graph = createGraph()
      const cid = graph.raw('x'.repeat(20_000))
      const gateway = await serving({ [`/ipfs/${cid}?format=raw`]: 'x'.repeat(20_000) })
      const server = await serving({ '/x': '{}' })
      const store = await stores.empty()
      const ipfsGateways = [gateway.url]
      await writeRecords(store, {
        tasks: [{ uri: `${server.url}/x` }, { uri: `ipfs://${cid}` }, { uri: 'http://10.0.0.1/never' }],
      })
      await run(store, { rules: { ports: [80], ipfsGateways } })
      const before = await statesOf(store)
      expect(before).toEqual({ x: 'BLOCKED', [String(cid)]: 'TOO_LARGE', never: 'BLOCKED' })
      expect((await rowsOf(store)).map(({ nextAttemptAt }) => nextAttemptAt)).toEqual([null, null, null])
      await run(store, { rules: { ports: [80], ipfsGateways } })
      expect((await rowsOf(store)).map(({ attempts }) => attempts)).toEqual([1, 1, 1])
      await run(store, { rules: { ports: [80, server.port], ipfsGateways, documentBytesMax: 50_000 } })
      expect(await statesOf(store)).toEqual({ x: 'UNVERIFIED', [String(cid)]: 'VERIFIED', never: 'BLOCKED' })
    })

    test('no host is asked for more than two at once, and one that hangs holds up no other', async () => {
      const atOnce = new Map<string, number>()
      let most = 0
      let all = 0
      const held: (() => void)[] = []
      let fine = 0
      const server = await listen((request, response) => {
        const host = request.headers.host!.split(':')[0]!
        atOnce.set(host, (atOnce.get(host) ?? 0) + 1)
        most = Math.max(most, atOnce.get(host)!)
        all = Math.max(
          all,
          [...atOnce.values()].reduce((sum, count) => sum + count, 0),
        )
        const end = () => {
          atOnce.set(host, atOnce.get(host)! - 1)
          response.end('{}')
        }
        if (host === 'slow.example') held.push(end)
        else setTimeout(end, 1)
        // The slow ones answer when all others have: had these waited for them, nothing would ever end.
        if (host !== 'slow.example' && ++fine === 40)
          setTimeout(() => setInterval(() => held.shift()?.(), 1).unref(), 5)
      })
      servers.push(server)
      const store = await stores.empty()
      const at = (host: string) =>
        Array.from({ length: 20 }, (_, n) => ({ uri: `http://${host}.example:${server.port}/${n}` }))
      await writeRecords(store, { tasks: [...at('slow'), ...at('one'), ...at('two')] })
      // Held for as long as all the others take, which a busy machine can make long.
      await run(store, { rules: { concurrency: 5, timeoutSeconds: 50 } })
      expect((await summaryOf(store))!.states).toEqual({ UNVERIFIED: 60 })
      expect(most).toBe(2)
      expect(all).toBeLessThanOrEqual(5)
    })

    test.each([1, 2, 3])('a host that becomes free within look %i at the queue has its turn', async (last) => {
      const held: Record<string, (() => void)[]> = { slow: [], one: [], two: [] }
      const release = (host: string) => {
        for (const end of held[host]!.splice(0)) end()
      }
      const asked = { slow: 0, one: 0, two: 0 }
      const server = await listen((request, response) => {
        const host = request.headers.host!.split('.')[0] as keyof typeof asked
        asked[host] += 1
        const end = () => void response.end('{}')
        if (host === 'one' && asked.one > 2) end()
        else held[host]!.push(end)
        // The slow ones answer when all others have: had these waited for them, nothing would ever end.
        if (asked.one === 4) release('slow')
        else if (asked.slow + asked.one + asked.two === 6) setTimeout(release, 300, 'two')
      })
      servers.push(server)
      const store = await stores.empty()
      const at = (host: string, count: number) =>
        Array.from({ length: count }, (_, n) => ({ uri: `http://${host}.example:${server.port}/${n}` }))
      await writeRecords(store, { tasks: [...at('slow', 2), ...at('one', 4), ...at('two', 2)] })
      let looks = 0
      const read: Store['read'] = async (work) => {
        const found = await store.read(work)
        // Only `one` has more, and is busy when this look begins; it is free when it ends.
        if (asked.two === 2 && held.two!.length === 0 && ++looks === last) {
          release('one')
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
        return found
      }
      await run({ ...store, read }, { rules: { concurrency: 7, timeoutSeconds: 3 } })
      expect((await summaryOf(store))!.states).toEqual({ UNVERIFIED: 8 })
    })

    test('no more is kept than there is room for, and fetching goes on where there is more', async () => {
      const big = JSON.stringify('x'.repeat(9_000))
      const documents = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`/${n}`, big]))
      const { url, asked } = await serving(documents)
      const store = await stores.empty()
      await writeRecords(store, { tasks: Object.keys(documents).map((path) => ({ uri: url + path })) })
      // Room for three bodies, and for the largest that could come on top.
      await run(store, { rules: { storageBytesMax: 3 * 9_002 + 262_144 - 1, concurrency: 4 } })
      const summary = await summaryOf(store)
      expect(summary).toMatchObject({ full: true, storedBytes: 3 * 9_002, states: { UNVERIFIED: 3, PENDING: 7 } })
      expect(asked.length).toBe(3)
      await run(store)
      expect(await summaryOf(store)).toMatchObject({ full: false, storedBytes: 10 * 9_002, states: { UNVERIFIED: 10 } })
    })
  })
