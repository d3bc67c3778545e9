import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Comparison } from '../../src/cli/compare/compare.ts'
import type { Block } from '../../src/domain/block.ts'
import { type RecordTable, recordTables, sumOfRows } from '../../src/store/digest.ts'
import { numberOf, packId } from '../../src/store/ids.ts'
import { openStore } from '../../src/store/open.ts'
import { transactionOfLog } from '../../src/store/read/transaction-logs.ts'
import type { Store } from '../../src/store/store.ts'
import { startPostgres } from '../helpers/postgres.ts'
import { CHAIN_ID, enterHistory, openWriter } from '../simulation/books-of.ts'
import { chaosChain, GENESIS } from '../simulation/chaos-market.ts'
import { createRandom, type Random } from '../simulation/random.ts'
import { runWith } from './helpers.ts'

const FINAL = 40
const LENGTH = 60

const folder = mkdtempSync(join(tmpdir(), 'daybook-compare-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fileOf = (name: string) => join(folder, `${name}.db`)

/** Enters a chain: final up to FINAL, the rest as it would be followed live. */
const enter = async (store: Store, blocks: readonly Block[]) => {
  const writer = await openWriter(store)
  const history = blocks.filter(({ number }) => number <= FINAL)
  await enterHistory(writer, history, 7)
  const live = blocks.slice(history.length)
  for (let at = 0; at < live.length; at += 3) {
    const part = live.slice(at, at + 3)
    const ancestor = part[0]!.number - 1
    await writer.branch({ type: 'branch', ancestor, blocks: part, finalized: FINAL, head: blocks.at(-1)!.number })
  }
}

const make = async (name: string, blocks: readonly Block[]): Promise<string> => {
  const file = fileOf(name)
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  const store = await openStore(file, { write: true })
  await enter(store, blocks)
  // A copy without the write-ahead log beside it.
  rmSync(fileOf(`${name}-whole`), { force: true })
  await store.backup(fileOf(`${name}-whole`))
  await store.close()
  return fileOf(`${name}-whole`)
}

type Tamper = (store: Store) => Promise<unknown>

const tampered = async (source: string, tamper: Tamper): Promise<string> => {
  const file = fileOf('tampered')
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  copyFileSync(source, file)
  const store = await openStore(file, { write: true })
  await tamper(store)
  await store.close()
  return file
}

const run = (words: readonly string[]) => runWith([...words, '--chain', String(CHAIN_ID)], { openStore })
const compare = async (a: string, b: string, words: readonly string[] = []) => {
  const { code, out, err } = await run(['compare', a, b, '--json', ...words])
  return { code, err, found: JSON.parse(out === '' ? 'null' : out) as Comparison }
}

const chain = chaosChain(createRandom(11), GENESIS, LENGTH)
const withLogs = chain.filter(({ logs }) => logs.length > 0)
let whole = ''
beforeAll(async () => {
  whole = await make('honest', chain)
})

const rowIn = async (store: Store, table: RecordTable, random: Random) => {
  const rows = (await store.read((db) => db.select().from(store.tables[table]))) as ({ id: number } & Record<
    string,
    unknown
  >)[]
  return rows.length === 0 ? null : random.pick(rows)
}

test('the same chain read in other steps, and on PostgreSQL, is equal', async () => {
  const postgres = await startPostgres()
  try {
    const url = await postgres.createDatabase()
    const store = await openStore(url, { write: true })
    await enterHistory(await openWriter(store), chain, 60)
    await store.close()
    const { code, found } = await compare(whole, url)
    expect({ code, equal: found.equal, block: found.block }).toEqual({ code: 0, equal: true, block: LENGTH })
    const { out } = await run(['compare', whole, url])
    expect(out).toBe(`Equal: chain ${CHAIN_ID} at block ${LENGTH}.\n`)
    // A row that somebody changed there.
    const again = await openStore(url, { write: true })
    const { payouts } = again.tables
    await again.transaction(({ db }) =>
      db
        .update(payouts)
        .set({ amount: 77n })
        .where(eq(payouts.id, packId(0, 3))),
    )
    await again.close()
    const { code: other, found: difference } = await compare(whole, url)
    expect(other).toBe(3)
    expect(difference.difference).toMatchObject({ rows: 1, row: { table: 'payouts', number: 3, missing: null } })
  } finally {
    await postgres.stop()
  }
}, 60_000)

describe('books that somebody changed', () => {
  type Change = { readonly table: RecordTable; readonly number: number; readonly missing: 'A' | 'B' | null }
  const raw: readonly RecordTable[] = ['transactions', 'emitters', 'logs']
  const otherValue = (value: unknown, random: Random): unknown => {
    if (typeof value === 'bigint') return random.chance(0.5) ? -value - 1n : value + 1n
    if (typeof value === 'number') return value + (random.chance(0.2) ? 2 ** 44 : 1 + random.int(5))
    if (typeof value === 'string') return value.startsWith('0x') ? `${value}00` : `${value}|`
    return Buffer.isBuffer(value) ? Buffer.concat([value, Buffer.of(0)]) : 5
  }

  /** Changes one value, deletes one row or adds one, anywhere. */
  const changeOne = async (store: Store, random: Random): Promise<Change> => {
    for (;;) {
      const table = random.pick(recordTables)
      const row = await rowIn(store, table, random)
      if (!row) continue
      const of = store.tables[table]
      const column = random.pick(Object.keys(row).filter((each) => each !== 'id'))
      const kind = random.int(4)
      const number = numberOf(row.id)
      const counters = (await cursorOf(store)).counters
      const next = (counters[table] ?? 0) + 1
      const work: Tamper = ({ transaction }) =>
        transaction(async ({ db }) => {
          if (kind === 0) await db.delete(of).where(eq(of.id, row.id))
          else if (kind === 1) await db.insert(of).values({ ...row, id: next } as never)
          else
            await db
              .update(of)
              .set({ [column]: otherValue(row[column], random) })
              .where(eq(of.id, row.id))
        })
      // What the database refuses (a key that is taken, text where a number belongs) is tried with another.
      const done = await work(store).then(
        () => true,
        () => false,
      )
      if (done)
        return { table, number: kind === 1 ? next : number, missing: kind === 0 ? 'B' : kind === 1 ? 'A' : null }
    }
  }

  for (let seed = 1; seed <= 50; seed++) {
    test(`are found out, and the one row that it was (seed ${seed})`, async () => {
      const random = createRandom(seed)
      let change: Change | undefined
      const file = await tampered(whole, async (store) => {
        change = await changeOne(store, random)
      })
      const { table, number, missing } = change!
      const { code, err, found } = await compare(whole, file)
      expect({ code, err }).toEqual({ code: 3, err: '' })
      expect(found.difference).toMatchObject({ rows: 1, row: { table, number, missing } })
      const turned = missing && (missing === 'A' ? 'B' : 'A')
      expect((await compare(file, whole)).found.difference).toMatchObject({
        rows: 1,
        row: { table, number, missing: turned },
      })
      // The digest alone, by folding its own logs again, names the same row; a raw log can only be told from another copy.
      const own = await run(['digest', '--check', '--database', file, '--json'])
      expect(own.code).toBe(3)
      const { difference } = JSON.parse(own.out).check
      const configured = table === 'markets' || table === 'contracts'
      if (raw.includes(table)) expect(difference).not.toBeNull()
      // What was configured is read from these rows: changed there, no fold can be trusted to be the one that was.
      else if (configured && difference.row === null)
        expect(difference.why).toContain('a configuration that its rows do not give back')
      else expect(difference).toMatchObject({ rows: 1, row: { table, number } })
    })
  }
})

const logOf = async (file: string, id: number) => {
  const store = await openStore(file, { write: false })
  const { logs, transactions } = store.tables
  const [found] = await store.read((db) =>
    db.select().from(logs).innerJoin(transactions, transactionOfLog({ logs, transactions })).where(eq(logs.id, id)),
  )
  await store.close()
  return { blockNumber: numberOf(found!.transactions.blockId), logIndex: found!.logs.logIndex }
}
const cursorOf = async (store: Store) => (await store.read((db) => db.select().from(store.tables.cursors)))[0]!

/** Makes the kept sum fit the rows again, as somebody would who knows how the digest is made. */
const sumAgain = async (store: Store) => {
  const rowSum = await store.read((db) => sumOfRows(db, store.tables, 0))
  await store.transaction(({ db }) => db.update(store.tables.cursors).set({ rowSum }))
}

test('the block is the one that last changed the row, also against an index that has not come as far', async () => {
  const file = await tampered(whole, async (store) => {
    const { submissions } = store.tables
    await store.transaction(({ db }) => db.update(submissions).set({ uri: 'changed' }).where(eq(submissions.id, 1)))
  })
  const store = await openStore(whole, { write: false })
  const { submissions } = store.tables
  const [row] = await store.read((db) => db.select().from(submissions).where(eq(submissions.id, 1)))
  await store.close()
  const made = await logOf(whole, row!.updatedLog)
  const { found } = await compare(whole, file)
  expect(found.difference).toMatchObject({
    block: made.blockNumber,
    row: { table: 'submissions', number: 1, values: { uri: [row!.uri, 'changed'] }, log: made },
  })
  const short = await make('short', chain.slice(0, 55))
  const behind = await compare(short, file)
  expect(behind.code).toBe(3)
  expect(behind.found).toMatchObject({
    block: 55,
    difference: { block: made.blockNumber, rows: 1, row: { table: 'submissions', number: 1 } },
  })
  expect((await compare(short, whole)).found).toMatchObject({ equal: true, block: 55 })
  expect((await compare(whole, short)).found).toMatchObject({ equal: true, block: 55 })
})

test('a counter that no log is named in is put to its block by folding', async () => {
  // The last block that changed earnings: without it, its row is another one.
  const store = await openStore(whole, { write: false })
  const earnings = (on: Store) => on.read((db) => db.select().from(on.tables.earnings).orderBy(on.tables.earnings.id))
  const end = await earnings(store)
  await store.close()
  let block = LENGTH
  let changed: typeof end = []
  for (; changed.length === 0; block--) {
    const before = await openStore(await make('before', chain.slice(0, block - 1)), { write: false })
    const then = await earnings(before)
    changed = end.filter((row, i) => JSON.stringify(row, text) !== JSON.stringify(then[i], text))
    await before.close()
  }
  const number = numberOf(changed[0]!.id)
  const file = await tampered(whole, (tamperedStore) => {
    const { earnings: table } = tamperedStore.tables
    return tamperedStore.transaction(({ db }) => db.update(table).set({ payouts: 99 }).where(eq(table.id, number)))
  })
  const { found } = await compare(file, whole)
  expect(found.difference).toMatchObject({ block: block + 1, row: { table: 'earnings', number } })
})
const text = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)

describe('another record of the chain', () => {
  const nth = (random: Random) => {
    const { number, logs } = random.pick(withLogs)
    return { number, at: random.int(logs.length), log: logs }
  }
  const otherwise = (number: number, change: (logs: Block['logs']) => Block['logs']) =>
    chain.map((block) => (block.number === number ? { ...block, logs: change(block.logs) } : block))

  for (let seed = 1; seed <= 6; seed++) {
    test(`one log is missing (seed ${seed})`, async () => {
      const { number, at, log } = nth(createRandom(seed))
      const file = await make(
        'other',
        otherwise(number, (logs) => logs.filter((_, i) => i !== at)),
      )
      for (const [a, b, missing] of [
        [whole, file, 'B'],
        [file, whole, 'A'],
      ] as const) {
        const { code, found } = await compare(a, b)
        expect(code).toBe(3)
        const { logIndex, transactionHash } = log[at]!
        expect(found).toMatchObject({
          branch: null,
          block: LENGTH,
          difference: {
            block: number,
            row: { table: 'logs', missing, log: { blockNumber: number, logIndex, transactionHash } },
          },
        })
      }
    })
    test(`one log says something else (seed ${seed})`, async () => {
      const { number, at, log } = nth(createRandom(100 + seed))
      const data = `${log[at]!.data}${'00'.repeat(32)}` as const
      const file = await make(
        'other',
        otherwise(number, (logs) => logs.map((each, i) => (i === at ? { ...each, data } : each))),
      )
      const { code, found } = await compare(whole, file)
      expect(code).toBe(3)
      const { logIndex } = log[at]!
      expect(found.difference).toMatchObject({
        block: number,
        row: { table: 'logs', missing: null, log: { logIndex } },
      })
      expect(Object.keys(found.difference!.row!.values)).toEqual(['body'])
    })
  }

  test('a raw log that was changed in the database is found by both', async () => {
    const file = await tampered(whole, (store) => {
      const { logs } = store.tables
      return store.transaction(({ db }) => db.update(logs).set({ logIndex: 99 }).where(eq(logs.id, 9)))
    })
    const { blockNumber } = await logOf(whole, 9)
    expect((await compare(whole, file)).found.difference).toMatchObject({
      block: blockNumber,
      rows: 1,
      row: { table: 'logs', number: 9 },
    })
    const { code, out } = await run(['digest', '--check', '--database', file])
    expect(code).toBe(3)
    expect(out).toContain('which is another.')
    // Against an index that has not come as far there is no whole row to compare with: the record tells.
    const { found } = await compare(await make('short', chain.slice(0, 58)), file)
    expect(found.difference).toMatchObject({ block: blockNumber, row: { table: 'logs' } })
  })

  test('a header that was changed is no part of the digest, and is found', async () => {
    const { number } = withLogs[4]!
    const file = await tampered(whole, (store) => {
      const { blocks } = store.tables
      return store.transaction(({ db }) => db.update(blocks).set({ timestamp: 5 }).where(eq(blocks.id, number)))
    })
    const { code, found } = await compare(whole, file)
    expect(code).toBe(3)
    expect(found.difference).toMatchObject({
      block: number,
      row: { table: 'blocks', values: { timestamp: [expect.any(Number), 5] } },
    })
  })

  test('another branch is told as such, and what lies below it is compared', async () => {
    const ancestor = 51
    const branch = chaosChain(createRandom(5), chain[ancestor - 1]!, 7)
    const file = await make('branch', [...chain.slice(0, ancestor), ...branch])
    const { code, found } = await compare(whole, file)
    expect(code).toBe(3)
    expect(found).toMatchObject({
      equal: false,
      block: ancestor,
      branch: { block: ancestor + 1, hashes: [chain[ancestor]!.hash, branch[0]!.hash] },
      difference: null,
    })
    const { out } = await run(['compare', whole, file])
    expect(out).toContain(`They are on two branches; up to block ${ancestor} they are equal.`)
  })
})

describe('what is kept beside the rows', () => {
  test('an extra state that is right is no difference', async () => {
    const file = await tampered(whole, async (store) => {
      const { checkpoints } = store.tables
      const last = withLogs.findLast(({ number }) => number < FINAL)!
      const at = await make('at', chain.slice(0, last.number))
      const other = await openStore(at, { write: false })
      const { rowSum, counters } = await cursorOf(other)
      await other.close()
      await store.transaction(({ db }) => db.insert(checkpoints).values({ id: last.number, rowSum, counters }))
    })
    expect(await compare(whole, file)).toMatchObject({ code: 0, found: { equal: true } })
  })

  test('a state that is wrong is named', async () => {
    const at = withLogs.find(({ number }) => number > FINAL + 5)!.number
    const file = await tampered(whole, (store) => {
      const { checkpoints } = store.tables
      return store.transaction(({ db }) =>
        db
          .update(checkpoints)
          .set({ rowSum: `0x${'12'.repeat(32)}` })
          .where(eq(checkpoints.id, at)),
      )
    })
    const { code, found } = await compare(whole, file)
    expect(code).toBe(3)
    expect(found.difference).toMatchObject({ block: at, row: null, between: { through: at } })
    expect(found.difference!.why).toMatch(/^A state that B keeps/)
    const alone = ['digest', '--check', '--refold', '--database']
    const own = await run([...alone, file])
    expect(own.code).toBe(3)
    expect(own.out).toContain(`A state that this database keeps, as of block ${at}, is not what its own logs make`)
    const good = await run([...alone, whole])
    expect(good.code).toBe(0)
    expect(good.out).toContain('Folded anew from the raw logs: the same')
  })

  test('rows and sum changed together differ from what the logs make', async () => {
    const file = await tampered(whole, async (store) => {
      const { ledgerAccounts } = store.tables
      await store.transaction(({ db }) =>
        db.update(ledgerAccounts).set({ balance: 1n }).where(eq(ledgerAccounts.id, 2)),
      )
      await sumAgain(store)
    })
    const { code, found } = await compare(whole, file)
    expect(code).toBe(3)
    expect(found.difference).toMatchObject({ rows: 1, row: { table: 'ledgerAccounts', number: 2 } })
    expect(found.difference!.between!.through).toBe(LENGTH)
    // Alone it looks whole, until its logs are folded again.
    expect((await run(['digest', '--check', '--database', file])).code).toBe(0)
    const refolded = await run(['digest', '--check', '--refold', '--json', '--database', file])
    expect(refolded.code).toBe(3)
    expect(JSON.parse(refolded.out).check).toMatchObject({
      equal: true,
      refolded: true,
      difference: { rows: 1, row: { table: 'ledgerAccounts', number: 2 } },
    })
  })

  test('a sum that was changed, and no row', async () => {
    const file = await tampered(whole, (store) =>
      store.transaction(({ db }) => db.update(store.tables.cursors).set({ rowSum: `0x${'34'.repeat(32)}` })),
    )
    const { code, found } = await compare(whole, file)
    expect({ code, row: found.difference!.row, block: found.difference!.block }).toEqual({
      code: 3,
      row: null,
      block: LENGTH,
    })
    expect((await run(['digest', '--check', '--database', file])).code).toBe(3)
  })
})

test('a value that no writer leaves is told by its table', async () => {
  const file = await tampered(whole, async () => {})
  const client = new Database(file)
  client.exec("update payouts set amount = X'820005' where id = 1")
  client.close()
  for (const words of [
    ['digest', '--check', '--database', file],
    ['compare', whole, file],
  ]) {
    const { code, err } = await run(words)
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('Table payouts holds a value that cannot be read'),
    })
  }
})

describe('what cannot be compared', () => {
  test('other markets are told at once', async () => {
    const file = await tampered(whole, (store) =>
      store.transaction(async ({ db }) => {
        await db.update(store.tables.markets).set({ name: 'Other' })
        await db.update(store.tables.chains).set({ deployment: 'other' })
      }),
    )
    const { code, found } = await compare(whole, file)
    expect(code).toBe(3)
    expect(found).toMatchObject({ equal: false, block: null, deployment: expect.stringContaining('named "Other"') })
    const same = await tampered(whole, (store) =>
      store.transaction(({ db }) => db.update(store.tables.chains).set({ deployment: 'other' })),
    )
    expect((await compare(whole, same)).found.deployment).toContain('another version of the fold')
  })

  test('a fold that this program does not know: rows are compared as they are', async () => {
    const old = fileOf('old')
    rmSync(old, { force: true })
    copyFileSync(
      await tampered(whole, (store) =>
        store.transaction(({ db }) => db.update(store.tables.chains).set({ deployment: 'old' })),
      ),
      old,
    )
    const file = await tampered(old, (store) => {
      const { payouts } = store.tables
      return store.transaction(({ db }) => db.update(payouts).set({ part: 9 }).where(eq(payouts.id, 2)))
    })
    expect((await compare(old, file)).found.difference).toMatchObject({ rows: 1, row: { table: 'payouts', number: 2 } })
  })

  test('a chain that is not there, a block too new, a word that names nothing, a database that is not there', async () => {
    const other = await runWith(['compare', whole, whole, '--chain', '5'], { openStore })
    expect({ code: other.code, err: other.err }).toEqual({
      code: 2,
      err: expect.stringContaining('found no chain 5, only 31337'),
    })
    expect(await compare(whole, whole, ['--block', '99'])).toMatchObject({ code: 2, found: null })
    expect(await compare(whole, 'ftp://somewhere')).toMatchObject({ code: 2, found: null })
    expect(await compare(whole, fileOf('nowhere'))).toMatchObject({ code: 75, found: null })
    expect(await compare(whole, 'http://127.0.0.1:1/graphql?key=secret')).toMatchObject({
      code: 75,
      found: null,
      err: expect.not.stringContaining('secret'),
    })
  })
})
