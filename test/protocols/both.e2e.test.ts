// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Config, MarketConfig } from '../../src/config/config.ts'
import { type Anvil, createAnvilClient, startAnvil } from '../../src/demo/anvil.ts'
import { codeOf, ledgerAccountTypes } from '../../src/domain/codes.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { refold } from '../../src/indexer/refold.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { silentLog } from '../../src/log.ts'
import { digestAt } from '../../src/store/digest.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { dump, temporarySqlite } from '../simulation/books-of.ts'
import { createRandom } from '../simulation/random.ts'
import { type Indexed, indexChain } from './helpers/indexed.ts'
import { playHuman } from './human/e2e/play.ts'
import type { HumanTruth } from './human/e2e/truth.ts'
import { playOcean } from './ocean/e2e/play.ts'
import type { OceanTruth } from './ocean/e2e/truth.ts'

// Two protocols on one chain, and people who take part in both: who works for HUMAN also publishes on Ocean, and computes there.

const SEED = Number(process.env.SEED ?? 1)
const lower = (text: string): Hex => text.toLowerCase() as Hex
const sorted = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => row.join(' ')).sort()

let anvil: Anvil
let human: HumanTruth
let ocean: OceanTruth
let markets: MarketConfig[]
beforeAll(async () => {
  anvil = await startAnvil({ impersonate: true, accounts: 12, args: ['--prune-history'] })
  const workers = (await createAnvilClient(anvil.url).getAddresses()).map(lower)
  human = await playHuman({ rpcUrl: anvil.url, seed: SEED, workers, generations: ['5', '7'], travel: false })
  // The node's first ten accounts are its cast: all of them workers.
  ocean = await playOcean({ rpcUrl: anvil.url, seed: SEED })
  const { contracts, ...market } = human.market
  const named = Object.fromEntries(Object.entries(contracts).map(([role, list]) => [role, [...list]]))
  markets = [{ ...market, name: null, contracts: named }, ocean.market]
}, 240_000)
afterAll(() => anvil?.stop())

/** What everybody has earned by both truths, by account and token. */
const earnedByTruth = (): Map<string, bigint> => {
  const sums = new Map<string, bigint>()
  const add = (account: Hex, token: Hex, amount: bigint) => {
    const key = `${account} ${token}`
    if (amount > 0n) sums.set(key, (sums.get(key) ?? 0n) + amount)
  }
  for (const { worker, token, net } of human.workers) add(worker, token, net)
  for (const { to, token, amount } of ocean.revenue) add(to, token, amount)
  for (const { payee, token, outcome, claimed, opcFee } of ocean.jobs)
    if (outcome === 'claimed') add(payee, token, claimed - opcFee)
  return sums
}

/** Those whom both protocols paid, in at least two tokens. */
const inBoth = (): Hex[] => {
  const workers = new Set(human.workers.filter(({ net }) => net > 0n).map(({ worker }) => worker))
  const sellers = new Set(ocean.revenue.filter(({ amount }) => amount > 0n).map(({ to }) => to))
  return [...workers].filter((worker) => sellers.has(worker))
}

describe('who works in two protocols', () => {
  let indexed: Indexed
  beforeAll(async () => {
    indexed = await indexChain({ rpcUrl: anvil.url, chainId: human.market.chainId, markets })
  }, 120_000)
  afterAll(() => indexed?.stop())

  test('is one contributor, of both protocols', async () => {
    const nodes = await indexed.all('contributors', 'address protocols')
    expect(new Set(nodes.map(({ address }: any) => address)).size).toBe(nodes.length)
    const found = new Map(nodes.map(({ address, protocols }: any) => [lower(address), [...protocols].sort()]))
    expect(inBoth().length).toBeGreaterThan(0)
    for (const account of inBoth()) expect(found.get(account)).toEqual(['human', 'ocean'])
  })

  test('has earned per token what both truths say together, and so has everybody else', async () => {
    const nodes = await indexed.all(
      'contributors',
      'address earnings { token { address } accrued { raw } settled { raw } }',
    )
    // HUMAN does not say what is owed: there, what arrived is what was earned.
    const found = nodes
      .flatMap(({ address, earnings }: any) =>
        earnings.map(({ token, accrued, settled }: any) => [
          lower(address),
          lower(token.address),
          (accrued ?? settled).raw,
        ]),
      )
      .filter(([, , amount]: any) => amount !== '0')
    expect(sorted(found)).toEqual(sorted([...earnedByTruth()].map(([key, sum]) => [key, sum])))
    for (const account of inBoth())
      expect(found.filter(([address]: any) => address === account).length).toBeGreaterThanOrEqual(2)
  })

  test('has one statement with the payouts of both markets', async () => {
    for (const account of inBoth()) {
      const payouts = await payoutsOf(indexed, account)
      const rows = payouts.map(({ market, kind, amount, createdBy }: any) => [
        market.protocol,
        kind,
        createdBy.transactionHash,
        lower(amount.token.address),
        amount.raw,
      ])
      const ofHuman = human.payouts
        .filter(({ worker }) => worker === account)
        .map(({ tx, token, net }) => ['human', 'REWARD', tx, token, net])
      const ofSales = ocean.revenue
        .filter(({ to, amount }) => to === account && amount > 0n)
        .map(({ tx, token, amount }) => ['ocean', 'REVENUE_SHARE', tx, token, amount])
      expect(sorted(rows.filter(([protocol, kind]: any) => protocol === 'human' || kind === 'REVENUE_SHARE'))).toEqual(
        sorted([...ofHuman, ...ofSales]),
      )
    }
  })

  test('has one ledger account for what arrived, per token', async () => {
    const { accounts, ledgerAccounts, tokens } = indexed.store.tables
    const { rows, people, addresses } = await indexed.store.read(async (db) => ({
      rows: (await db.select().from(ledgerAccounts)).filter(
        ({ type }) => type === codeOf(ledgerAccountTypes, 'EARNINGS'),
      ),
      people: new Map((await db.select().from(accounts)).map(({ id, address }) => [id, address])),
      addresses: new Map((await db.select().from(tokens)).map(({ id, address }) => [id, address])),
    }))
    const found = rows
      .filter(({ balance }) => balance !== 0n)
      .map(({ subjectId, tokenId, balance }) => [people.get(subjectId), addresses.get(tokenId), balance])
    const nodes = await indexed.all('contributors', 'address earnings { token { address } settled { raw } }')
    const settled = nodes.flatMap(({ address, earnings }: any) =>
      earnings
        .filter((line: any) => line.settled.raw !== '0')
        .map((line: any) => [lower(address), lower(line.token.address), line.settled.raw]),
    )
    expect(sorted(found)).toEqual(sorted(settled))
  })
})

/** All payouts of one contributor, page after page. */
const payoutsOf = async (indexed: Indexed, address: Hex): Promise<any[]> => {
  const nodes: any[] = []
  for (let after: string | null = null; ; ) {
    const { contributor }: any = await indexed.data(
      `query ($address: Address!, $after: String) { contributor(address: $address) { payouts(first: 50, after: $after) {
         nodes { kind market { protocol } amount { raw token { address } } createdBy { transactionHash } }
         pageInfo { hasNextPage endCursor } } } }`,
      { address, after },
    )
    nodes.push(...contributor.payouts.nodes)
    if (!contributor.payouts.pageInfo.hasNextPage) return nodes
    after = contributor.payouts.pageInfo.endCursor
  }
}

describe('both markets, however they are read', () => {
  let postgres: Postgres
  let whole: Store
  let rows: Awaited<ReturnType<typeof dump>>
  let digest: string
  beforeAll(async () => {
    postgres = await startPostgres()
    whole = await temporarySqlite()
    await index(whole, { rangeBlocksMax: 5_000 })
    rows = await dump(whole)
    digest = await digestOf(whole)
  }, 120_000)
  afterAll(async () => {
    await whole?.close()
    await postgres?.stop()
  })

  const configOf = (rangeBlocksMax?: number): Config => ({
    name: 'test',
    database: '',
    chains: [
      {
        id: human.market.chainId,
        name: 'local',
        rpc: [anvil.url],
        finality: 'finalized',
        completeness: 'bloom',
        ...(rangeBlocksMax === undefined ? {} : { rangeBlocksMax }),
      },
    ],
    markets,
  })
  const index = (store: Store, { rangeBlocksMax, toBlock }: { rangeBlocksMax?: number; toBlock?: number } = {}) =>
    runIndexer({
      store,
      config: configOf(rangeBlocksMax),
      log: silentLog,
      clock: systemClock,
      once: true,
      ...(toBlock === undefined ? {} : { toBlock }),
    })
  const digestOf = async (store: Store) =>
    (await store.read((db) => digestAt(db, store.tables, human.market.chainId)))!.digest
  const expectWhole = async (store: Store) => {
    expect(await dump(store)).toEqual(rows)
    expect(await digestOf(store)).toBe(digest)
  }

  test.each([1, 7])('ranges of %d blocks give the rows of one of 5,000', async (rangeBlocksMax) => {
    const store = await temporarySqlite()
    await index(store, { rangeBlocksMax })
    await expectWhole(store)
    await store.close()
  })

  test('stops at random blocks change nothing', async () => {
    const random = createRandom(SEED)
    const store = await temporarySqlite()
    const head = Number(await createAnvilClient(anvil.url).getBlockNumber())
    for (let toBlock = human.market.startBlock + random.int(50); toBlock < head; toBlock += 1 + random.int(200))
      await index(store, { toBlock })
    await index(store)
    await expectWhole(store)
    await store.close()
  })

  test('PostgreSQL holds the rows of SQLite', async () => {
    const store = await openStore(await postgres.createDatabase(), { write: true })
    await index(store)
    await expectWhole(store)
    await store.close()
  })

  test('a refold gives the same rows', async () => {
    await refold({ store: whole, config: configOf(), log: silentLog })
    await expectWhole(whole)
  })
})
