import { once } from 'node:events'
import { type AddressInfo, connect, createServer, Socket } from 'node:net'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import type { Rows, Store } from '../../src/store/store.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'

let server: Postgres
let database: string
beforeAll(async () => {
  server = await startPostgres()
  database = await server.createDatabase()
  await (await openStore(database, { write: true })).close()
}, 120_000)
afterAll(() => server?.stop())

/** A way to the server that breaks off, on both sides, once so many more bytes have gone to it. */
const startFrailWay = async ({ pathname, hostname, port }: URL) => {
  let left = Number.POSITIVE_INFINITY
  const ends = new Set<Socket>()
  const way = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const end of [near, far]) ends.add(end.on('error', () => {}))
    far.on('data', (bytes) => near.write(bytes))
    near.on('data', (bytes) => {
      left -= bytes.length
      far.write(bytes)
      if (left > 0) return
      left = Number.POSITIVE_INFINITY
      how(near, far)
    })
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  }).listen(0, '127.0.0.1')
  let how = (_near: Socket, _far: Socket) => {}
  await once(way, 'listening')
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${(way.address() as AddressInfo).port}${pathname}`,
    breakAfter: (bytes: number, by: typeof how) => {
      left = bytes
      how = by
    },
    stop: () => {
      for (const end of ends) end.destroy()
      way.close()
    },
  }
}

const logOf = (id: number): Rows['logs'] => ({
  id,
  logIndex: 0,
  emitterId: 1,
  body: Buffer.alloc(200, id % 256),
})
const logs = Array.from({ length: 5_000 }, (_, at) => logOf(at + 1))
const count = (store: Store) => store.read((db) => db.$count(store.tables.logs))

test.each([
  ['is reset', (near: Socket) => near.resetAndDestroy()],
  ['is closed', (near: Socket) => near.end()],
] as const)('a connection that %s in the middle of COPY fails the transaction and leaves nothing', async (_, how) => {
  const way = await startFrailWay(new URL(database))
  const store = await openStore(way.url, { write: true })
  try {
    // Some 400 bytes a row: far from the first and from the last.
    way.breakAfter(1_000_000, how)
    const work = store.transaction(async (tx) => {
      await tx.insert('markets', [])
      await tx.insert('logs', logs)
    })
    await expect(work).rejects.toThrow()
    expect(await count(store)).toBe(0)
    // The next one has a connection of its own.
    await store.transaction((tx) => tx.insert('logs', logs.slice(0, 1_000)))
    expect(await count(store)).toBe(1_000)
    await store.transaction((tx) => tx.deleteAbove('logs', 0, 0))
  } finally {
    await store.close()
    way.stop()
  }
})

test('a server that ends the connection in the middle of COPY fails the transaction and leaves nothing', async () => {
  const way = await startFrailWay(new URL(database))
  const store = await openStore(way.url, { write: true })
  const admin = postgres(server.url, { max: 1 })
  try {
    way.breakAfter(1_000_000, (near) => {
      near.pause()
      void admin`select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy %' and datname = ${new URL(database).pathname.slice(1)}`.execute()
    })
    await expect(store.transaction((tx) => tx.insert('logs', logs))).rejects.toThrow()
    expect(await count(store)).toBe(0)
    await store.transaction((tx) => tx.insert('logs', logs.slice(0, 1_000)))
    expect(await count(store)).toBe(1_000)
    await store.transaction((tx) => tx.deleteAbove('logs', 0, 0))
  } finally {
    await admin.end()
    await store.close()
    way.stop()
  }
})

test('a copy that fails on this side leaves nothing, and the connection goes on', async () => {
  const store = await openStore(database, { write: true })
  try {
    const bad = [...logs.slice(0, 2_000), { ...logOf(2_001), body: {} as Buffer }]
    await expect(store.transaction((tx) => tx.insert('logs', bad))).rejects.toThrow('as text or bytes')
    expect(await count(store)).toBe(0)
    await store.transaction((tx) => tx.insert('logs', logs))
    await store.transaction((tx) => tx.deleteAbove('logs', 0, 0))
  } finally {
    await store.close()
  }
})

test('a copy that nobody waits for any more is given up with its transaction', async () => {
  const way = await startFrailWay(new URL(database))
  const store = await openStore(way.url, { write: true })
  const { promise: halfway, resolve: isHalfway } = Promise.withResolvers<void>()
  try {
    way.breakAfter(1_000_000, (near) => {
      // The rest is swallowed.
      near.removeAllListeners('data').resume()
      isHalfway()
    })
    const work = store.transaction(async (tx) => {
      tx.insert('logs', logs).catch(() => {})
      await halfway
      throw new Error('first')
    })
    await expect(work).rejects.toThrow('first')
    await store.transaction((tx) => tx.insert('logs', logs.slice(0, 10)))
    expect(await count(store)).toBe(10)
    await store.transaction((tx) => tx.deleteAbove('logs', 0, 0))
  } finally {
    await store.close()
    way.stop()
  }
})

test.each(['rows', 'a look'])(
  'what is left running of a failed transaction is refused in the next one: %s',
  async (way) => {
    const store = await openStore(database, { write: true })
    const { promise: failed, resolve: isFailed } = Promise.withResolvers<void>()
    let late: Promise<unknown> | undefined
    try {
      const work = store.transaction(async (tx) => {
        late = failed.then<unknown>(() =>
          way === 'rows' ? tx.insert('logs', logs.slice(0, 10)) : tx.indicesOf('logs'),
        )
        late.catch(() => {})
        throw new Error('first')
      })
      await expect(work).rejects.toThrow('first')
      await store.transaction(async (tx) => {
        isFailed()
        await expect(late).rejects.toMatchObject({ code: 'INVARIANT' })
        await tx.insert('logs', logs.slice(10, 20))
      })
      expect(await count(store)).toBe(10)
      await store.transaction((tx) => tx.deleteAbove('logs', 0, 0))
    } finally {
      await store.close()
    }
  },
)

test('a statement that failed without anybody waiting for it fails its transaction', async () => {
  const store = await openStore(database, { write: true })
  try {
    const work = store.transaction(async (tx) => {
      await tx.insert('logs', logs.slice(0, 10))
      await tx.insert('logs', logs.slice(0, 1)).catch(() => {})
    })
    await expect(work).rejects.toMatchObject({ code: 'INVARIANT' })
    expect(await count(store)).toBe(0)
  } finally {
    await store.close()
  }
})

test('whoever closes lets what was begun end first, and begins nothing more', async () => {
  const store = await openStore(database, { write: true })
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const reading = store.read(async (db) => {
    const before = await db.$count(store.tables.logs)
    begun.resolve()
    await goOn.promise
    return [before, await db.$count(store.tables.logs)]
  })
  await begun.promise
  const closed = store.close()
  await expect(count(store)).rejects.toThrow('This database was closed.')
  goOn.resolve()
  const [before, after] = await reading
  expect(after).toBe(before)
  await closed
})

test('small messages are sent at once', async () => {
  const told = vi.spyOn(Socket.prototype, 'setNoDelay')
  const store = await openStore(database, { write: false })
  await store.close()
  expect(told).toHaveBeenCalledWith(true)
})

test('a server that is not there is named, and nothing waits for it', async () => {
  await expect(openStore('postgres://127.0.0.1:1/none', { write: false })).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringContaining('ECONNREFUSED'),
  })
})
