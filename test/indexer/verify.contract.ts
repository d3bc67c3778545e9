import { eq, gt } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Config } from '../../src/config/config.ts'
import { resolveChain } from '../../src/indexer/resolve.ts'
import { type VerifyOptions, verifyChain } from '../../src/indexer/verify.ts'
import { silentLog } from '../../src/log.ts'
import { digestAt, sumOfRows } from '../../src/store/digest.ts'
import { packId } from '../../src/store/ids.ts'
import { readCompleteness } from '../../src/store/read/completeness.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeChain, type FakeBlock } from '../chain/fake-chain.ts'
import { createFakeNode, type FakeNode } from '../chain/fake-node.ts'
import { CHAIN_ID, config, dump } from '../simulation/books-of.ts'
import { chaosLogs } from '../simulation/chaos-market.ts'
import { factoryConfig, mineFactories } from '../simulation/factory-chain.ts'
import { caughtUp, followLive, indexOnce, mineChaos } from '../simulation/live.ts'
import { createRandom } from '../simulation/random.ts'

/** What reading again promises, on any database. */
export const runVerifyContract = (
  name: string,
  openEmpty: () => Promise<Store>,
  { seeds }: { readonly seeds: readonly number[] },
) => {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })
  const open = async () => {
    const store = await openEmpty()
    closing.push(store.close)
    return store
  }
  const startNode = async (seed: number, blocks: number): Promise<FakeNode> => {
    const chain = createFakeChain(`verify ${seed}`, [], { real: true })
    const node = await createFakeNode({ chainId: CHAIN_ID, chain })
    closing.push(node.stop)
    mineChaos(node.chain, createRandom(seed), blocks)
    return node
  }
  const verify = (store: Store, settings: Config, over: Partial<VerifyOptions> = {}) =>
    verifyChain({
      store,
      chain: settings.chains[0]!,
      markets: settings.markets,
      log: silentLog,
      clock: systemClock,
      stretch: null,
      sample: null,
      level: 'RECEIPTS_PROVEN',
      heal: false,
      ...over,
    })
  const completenessOf = (store: Store) =>
    store.read(async (db) => {
      const { tables } = store
      const [chain] = await db.select().from(tables.chains)
      const [cursor] = await db.select().from(tables.cursors)
      return { ...(await readCompleteness({ db, tables }, chain!, cursor)), cursor: cursor! }
    })
  const expectTrueTo = async (store: Store, settings: Config) => {
    const fresh = await open()
    await indexOnce(fresh, settings)
    expect(await dump(store)).toEqual(await dump(fresh))
    const digest = (of: Store) => of.read((db) => digestAt(db, of.tables, CHAIN_ID))
    expect(await digest(store)).toEqual(await digest(fresh))
    const [cursor] = await store.read((db) => db.select().from(store.tables.cursors))
    expect(await store.read((db) => sumOfRows(db, store.tables, 0))).toBe(cursor!.rowSum)
  }

  describe(`reading again on ${name}`, () => {
    for (const seed of seeds) {
      test(`logs that a node left out are found, named, and put in; then all is as it should be (seed ${seed})`, async () => {
        const node = await startNode(seed, 200)
        const random = createRandom(9_000 + seed)
        const logs = node.chain.blocks().flatMap((block) => block.logs)
        const omitted = new Set(Array.from({ length: 1 + random.int(6) }, () => random.pick(logs)))
        node.faults.omit = (log) => omitted.has(log)
        // Nothing but links is checked, so that nothing is noticed.
        const settings = config('', { rpc: [node.url], completeness: 'linked' })
        const store = await open()
        await indexOnce(store, settings)
        node.heal()
        const before = await dump(store)

        const found = await verify(store, settings)
        const missing = found.corrections.flatMap(({ block, added }) =>
          added.map(({ logIndex }) => `${block}/${logIndex}`),
        )
        // Some logs concern nobody, and are no loss.
        const fresh = await open()
        await indexOnce(fresh, settings)
        expect(missing.length).toBe((await logCount(fresh)) - (await logCount(store)))
        const names = new Set([...omitted].map((log) => `${Number(log.blockNumber)}/${Number(log.logIndex)}`))
        expect(missing.every((each) => names.has(each))).toBe(true)
        expect(await dump(store)).toEqual(before)

        const healed = await verify(store, settings, { heal: true })
        expect(healed.corrections).toEqual(found.corrections)
        await expectTrueTo(store, settings)
        expect((await verify(store, settings)).corrections).toEqual([])

        // What can still be undone can be undone after it.
        const depth = 1 + random.int(40)
        const branch = Array.from({ length: depth + 2 }, () => chaosLogs(random, 4))
        node.chain.reorg(depth, branch)
        const live = followLive(store, { ...settings, chains: [{ ...settings.chains[0]!, pollMs: 10 }] })
        await caughtUp(store, node.chain)
        await live.stop()
        await expectTrueTo(store, settings)
      })

      test(`a false log is taken out where receipts prove that it is none, and stays where nothing does (seed ${seed})`, async () => {
        const node = await startNode(50 + seed, 120)
        const settings = config('', { rpc: [node.url], completeness: 'linked' })
        const store = await open()
        await indexOnce(store, settings)
        const random = createRandom(seed)
        const { logs } = store.tables
        const rows = await store.read((db) => db.select().from(logs).orderBy(logs.id))
        const row = random.pick(rows)
        const body = Buffer.from(row.body)
        body[body.length - 1] = (body.at(-1) ?? 0) ^ 1
        await store.transaction(async ({ db }) => {
          await db.update(logs).set({ body }).where(eq(logs.id, row.id))
        })
        node.faults.receipts = false
        node.faults.itemError = (method) =>
          method === 'eth_getTransactionReceipt' ? { code: -32601, message: 'no such method' } : null
        const doubted = await verify(store, settings, { heal: true })
        expect(doubted.differences.map(({ type }) => type)).toContain('UNCONFIRMED')
        node.heal()
        const { corrections } = await verify(store, settings, { heal: true })
        expect(corrections.length).toBe(1)
        expect(corrections[0]!.removed.length).toBe(1)
        await expectTrueTo(store, settings)
      })
    }

    for (const seed of seeds) {
      test(`a lost log that announced a contract brings that contract’s logs with it (seed ${seed})`, async () => {
        const node = await createFakeNode({
          chainId: CHAIN_ID,
          chain: createFakeChain(`grow ${seed}`, [], { real: true }),
        })
        closing.push(node.stop)
        const random = createRandom(700 + seed)
        mineFactories(node.chain, random, 120)
        const factories = new Set(node.chain.blocks().flatMap(({ logs }) => logs.map(({ address }) => address)))
        const [hidden] = [...factories].sort(() => (random.chance(0.5) ? 1 : -1))
        const some = new Set(node.chain.blocks().flatMap(({ logs }) => logs.filter(() => random.chance(0.1))))
        node.faults.omit = (log) => log.address === hidden || some.has(log)
        const settings = factoryConfig({ rpc: [node.url], completeness: 'linked' })
        const store = await open()
        await indexOnce(store, settings)
        const before = await logCount(store)
        node.heal()
        const { corrections } = await verify(store, settings, { heal: true })
        expect(corrections.length).toBeGreaterThan(0)
        expect(await logCount(store)).toBeGreaterThan(before)
        await expectTrueTo(store, settings)
      })
    }

    test('a log that a node hides behind a bloom that leaves it out is not taken for false', async () => {
      const node = await startNode(23, 100)
      const settings = config('', { rpc: [node.url], completeness: 'linked' })
      const store = await open()
      await indexOnce(store, settings)
      const before = await dump(store)
      const lonely = node.chain.blocks().find(({ logs }) => logs.length === 1)!
      node.faults.omit = ({ blockNumber }) => Number(blockNumber) === lonely.number
      node.faults.changeBlock = (block) =>
        Number(block.number) === lonely.number ? { ...block, logsBloom: `0x${'0'.repeat(512)}` } : block
      for (const level of ['BLOOM_CONSISTENT', 'RECEIPTS_PROVEN'] as const) {
        const { differences, corrections } = await verify(store, settings, { level, heal: true })
        expect(differences.map(({ type, number }) => [type, number])).toEqual([['UNCONFIRMED', lonely.number]])
        expect(corrections).toEqual([])
      }
      expect(await dump(store)).toEqual(before)
      // Where the chain's own bloom leaves it out, it was false all along.
      const empty = node.chain.blocks().findLast(({ number, logs }) => number < 30 && logs.length === 0)!
      const { blocks, transactions } = store.tables
      node.heal()
      await store.transaction(async ({ db }) => {
        const id = packId(0, empty.number)
        await db.insert(blocks).values({ ...rowOf(empty), id, level: 1, logs: 1 })
        const later = db.select().from(transactions).where(gt(transactions.blockId, id))
        const [next] = await later.orderBy(transactions.id).limit(1)
        await db.update(transactions).set({ blockId: id }).where(eq(transactions.id, next!.id))
      })
      const healed = await verify(store, settings, { heal: true })
      expect(healed.corrections.some(({ block, removed }) => block === empty.number && removed.length > 0)).toBe(true)
      await expectTrueTo(store, settings)
    })

    test('what is asked for later than it was read is open until it is read again, and then proved', async () => {
      const node = await startNode(7, 2_300)
      const linked = config('', { rpc: [node.url], completeness: 'linked' })
      const store = await open()
      await indexOnce(store, linked)
      expect(await completenessOf(store)).toMatchObject({ provenThrough: 2_300, level: 'HEADER_LINKED', openGaps: 0 })
      const settings = config('', { rpc: [node.url], completeness: 'receipts' })
      node.chain.mine()
      await indexOnce(store, settings)
      const opened = await completenessOf(store)
      expect(opened).toMatchObject({ provenThrough: null, level: 'RECEIPTS_PROVEN', openGaps: 1, healed: 0 })
      expect(opened.gaps[0]).toMatchObject({ fromBlock: 1, toBlock: 2_300 })
      await verify(store, settings, { stretch: { gapsUpTo: 10_000 }, heal: true })
      const proved = await completenessOf(store)
      expect(proved).toMatchObject({ provenThrough: 2_301, openGaps: 0, healed: 1 })
      const counts = new Map(proved.blocksByLevel.map(({ level, blocks }) => [level, blocks]))
      const withLogs = node.chain.blocks().filter(({ logs }) => logs.length > 0).length
      expect(counts.get('RECEIPTS_PROVEN')).toBeGreaterThanOrEqual(withLogs)
      expect([...counts.values()].reduce((sum, blocks) => sum + blocks, 0)).toBe(2_301)
    })

    test('a final block that the chain has otherwise is told, and nothing is changed', async () => {
      const node = await startNode(11, 150)
      const settings = config('', { rpc: [node.url] })
      const store = await open()
      await indexOnce(store, settings)
      const before = await dump(store)
      const random = createRandom(1)
      node.chain.reorg(
        100,
        Array.from({ length: 101 }, () => chaosLogs(random, 4)),
      )
      node.chain.finalize(140)
      const { differences, corrections } = await verify(store, settings, { heal: true })
      expect(differences.some(({ type }) => type === 'OTHER_BLOCK')).toBe(true)
      expect(differences.every(({ number }) => number > 50)).toBe(true)
      expect(corrections).toEqual([])
      expect(await dump(store)).toEqual(before)
    })

    test('a reorganisation below finality is resolved on an operator’s word, and not before', async () => {
      const node = await startNode(17, 2_400)
      const settings = config('', { rpc: [node.url] })
      const store = await open()
      await indexOnce(store, settings)
      const before = await dump(store)
      const random = createRandom(2)
      const parted = 2_400 - 300
      node.chain.reorg(
        300,
        Array.from({ length: 310 }, () => chaosLogs(random, 4)),
      )
      await expect(indexOnce(store, settings)).rejects.toMatchObject({ code: 'REORG_TOO_DEEP' })
      expect(await dump(store)).toEqual(before)
      const resolve = (accept: boolean) =>
        resolveChain({
          store,
          chain: settings.chains[0]!,
          markets: settings.markets,
          log: silentLog,
          clock: systemClock,
          accept,
        })
      const parting = await resolve(false)
      expect(parting!.shared).toBeLessThanOrEqual(parted)
      expect(parting!.other.number).toBeGreaterThan(parted)
      expect(parting!.backTo).toBe(1_999)
      expect(await dump(store)).toEqual(before)
      expect(await resolve(true)).toEqual(parting)
      await indexOnce(store, settings)
      await expectTrueTo(store, settings)
      expect(await resolve(false)).toBeNull()
      const { blocksByLevel, provenThrough } = await completenessOf(store)
      expect(provenThrough).toBe(2_410)
      expect(blocksByLevel.reduce((sum, { blocks }) => sum + blocks, 0)).toBe(2_410)
      const reorgs = await store.read((db) => db.select().from(store.tables.reorgs))
      expect(reorgs).toMatchObject([{ ancestor: 1_999, depth: 401, revertedLogs: parting!.undone.logs }])
    })

    test('a gap is written down while indexing, cut by a reorganisation, and closed by reading again', async () => {
      const node = await startNode(13, 100)
      const busyFrom = (from: number) =>
        node.chain.blocks().find(({ number, logs }) => number >= from && logs.length > 0)!
      const [low, high] = [busyFrom(20).number, busyFrom(93).number]
      node.faults.omit = ({ blockNumber }) => [low, high].includes(Number(blockNumber))
      const settings = config('', { rpc: [node.url] })
      const store = await open()
      await indexOnce(store, settings)
      const opened = await completenessOf(store)
      expect(opened.gaps.map(({ fromBlock, toBlock }) => [fromBlock, toBlock])).toEqual([
        [low, low],
        [high, high],
      ])
      expect(opened.provenThrough).toBe(low - 1)
      node.chain.reorg(
        10,
        Array.from({ length: 11 }, () => []),
      )
      await indexOnce(store, settings)
      expect((await completenessOf(store)).gaps.map(({ fromBlock }) => fromBlock)).toEqual([low])
      node.heal()
      const healed = await verify(store, settings, { stretch: { gapsUpTo: 10_000 }, heal: true })
      expect(healed.corrections.map(({ block }) => block)).toEqual([low])
      expect(await completenessOf(store)).toMatchObject({ provenThrough: 101, openGaps: 0, healed: 1 })
      await expectTrueTo(store, settings)
    })
  })
}

const rowOf = ({ hash, parentHash, timestamp }: FakeBlock) => ({ hash, parentHash, timestamp })

const logCount = (store: Store): Promise<number> => store.read((db) => db.$count(store.tables.logs))
