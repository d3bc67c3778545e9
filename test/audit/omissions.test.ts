import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditOptions } from '../../src/audit/audit.ts'
import type { Finding } from '../../src/audit/finding.ts'
import { systemClock } from '../../src/clock.ts'
import type { MarketConfig } from '../../src/config/config.ts'
import type { Anvil } from '../../src/demo/anvil.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { silentLog } from '../../src/log.ts'
import { dataMarketEvents } from '../../src/protocols/datamarket/abi.ts'
import { describeLog } from '../../src/protocols/registry.ts'
import { openStore } from '../../src/store/open.ts'
import { createRandom } from '../simulation/random.ts'
import { auditOf } from './audit-of.ts'
import { allLogs, type RawLog, startOmittingNode } from './omitting-node.ts'
import { playMarket } from './play-market.ts'

// A node leaves one log out of everything it answers, and nobody asks a bloom or a receipt about it. The audit names it.

const SEED = Number(process.env.SEED ?? 1)
let anvil: Anvil
let market: MarketConfig
let logs: RawLog[]
const folder = mkdtempSync(join(tmpdir(), 'daybook-omissions-'))

beforeAll(async () => {
  ;({ anvil, market } = await playMarket(SEED))
  logs = await allLogs(anvil.url)
}, 120_000)
afterAll(async () => {
  await anvil?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const nameOf = (log: RawLog): string =>
  describeLog([{ protocol: 'datamarket', role: 'market' }], log)?.eventName ?? 'unknown'
const isSame = (a: RawLog, b: RawLog): boolean => a.blockNumber === b.blockNumber && a.logIndex === b.logIndex

/** What the audit says of books that lack these logs, with and without a node. */
const auditWithout = async (omitted: readonly RawLog[], over: Partial<AuditOptions> = {}) => {
  const node = await startOmittingNode(anvil.url, (log) => omitted.some((each) => isSame(each, log)))
  const database = join(folder, 'books.db')
  const store = await openStore(database, { write: true })
  const chain = { id: market.chainId, name: 'local', rpc: [node.url] }
  const config = {
    name: 'test',
    database,
    chains: [{ ...chain, finality: 'finalized' as const, completeness: 'linked' as const }],
    markets: [market],
  }
  try {
    await runIndexer({ store, config, log: silentLog, clock: systemClock, once: true })
    const { findings } = await auditOf(store, node.url, over)
    return { findings, offline: (await auditOf(store, null)).findings }
  } finally {
    await store.close()
    await node.stop()
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true })
  }
}

test('nothing is found where nothing is missing', async () => {
  expect(await auditWithout([])).toEqual({ findings: [], offline: [] })
})

/** Events whose loss an audit cannot notice: no contract keeps anything of them, and none follows from them. */
const silent: ReadonlySet<string> = new Set(['SubmissionReviewed'])
/** Also without a node: what comes after them, or beside them, needs them. */
const seenOffline: ReadonlySet<string> = new Set([
  'TaskPosted',
  'TaskRefunded',
  'SubmissionMade',
  'SubmissionAccepted',
  'RewardAccrued',
  'PayoutMade',
  'TaskFeeCharged',
  'DatasetRegistered',
  'DatasetPurchased',
  'PurchaseFeeCharged',
  'RevenueReceived',
  'RevenueClaimed',
  'DatasetContributions',
  'SharesSet',
  'OwnershipTransferStarted',
])

const made: ReadonlySet<string> = new Set(['TaskPosted', 'SubmissionMade', 'DatasetRegistered'])

const kindsOf = () =>
  Map.groupBy(
    logs.filter(({ address }) => address === market.address),
    nameOf,
  )
const covers = ({ blocks }: Finding, { blockNumber }: RawLog): boolean =>
  blocks !== null && blocks.from <= Number(blockNumber) && Number(blockNumber) <= blocks.to

const events = dataMarketEvents.map(({ name }) => name).filter((name) => !silent.has(name))

test.each([...silent])('a lost %s is noticed by no audit', async (kind) => {
  const log = createRandom(SEED).pick(kindsOf().get(kind)!)
  expect(await auditWithout([log])).toEqual({ findings: [], offline: [] })
})

describe.each(events)('a lost %s', (kind) => {
  test('is named, one of any and the last of all', async () => {
    const all = kindsOf().get(kind) ?? []
    expect(all.length, `the history has a ${kind}`).toBeGreaterThan(0)
    const random = createRandom(SEED + kind.length)
    for (const log of new Set([random.pick(all), all.at(-1)!])) {
      const { findings, offline } = await auditWithout([log])
      const hint = `SEED=${SEED}, block ${Number(log.blockNumber)}, log ${Number(log.logIndex)}`
      const told = findings.map(({ code, event, blocks }) => `${code}: ${event}, ${blocks?.from} to ${blocks?.to}`)
      const isNamed = findings.some((each) => each.event?.includes(kind) && covers(each, log))
      expect({ isNamed, told }, hint).toEqual({ isNamed: true, told })
      // Of what was made last, nothing need have followed.
      if (!seenOffline.has(kind) || (made.has(kind) && log === all.at(-1))) continue
      expect(offline, `${hint}, offline`).not.toEqual([])
    }
  })
})

describe('a Transfer that a token emitted and the node left out', () => {
  /** The first transfer after an event, in its transaction: it is what the event states. */
  const transferOf = (event: RawLog): RawLog =>
    logs.find(
      (log) =>
        log.transactionHash === event.transactionHash &&
        Number(log.logIndex) > Number(event.logIndex) &&
        log.address !== market.address,
    )!

  test.each([
    ['PayoutMade', 'UNMATCHED_PAYOUT'],
    ['TaskFunded', 'UNMATCHED'],
    ['DatasetPurchased', 'UNMATCHED'],
  ])('of a %s', async (kind, code) => {
    const log = transferOf(createRandom(SEED).pick(kindsOf().get(kind)!))
    const { offline } = await auditWithout([log])
    const block = Number(log.blockNumber)
    expect(offline, `SEED=${SEED}`).toContainEqual(
      expect.objectContaining({ code, blocks: { from: block, to: block } }),
    )
  })

  test('with no event beside it: the balance differs, and an archive node tells the very block', async () => {
    const log = logs.filter(({ address }) => address !== market.address).at(-1)!
    const block = Number(log.blockNumber)
    expect(nameOf(log)).toBe('Transfer')
    const { findings } = await auditWithout([log])
    expect(findings).toMatchObject([{ code: 'BALANCE', blocks: { from: market.startBlock, to: block } }])
    const located = await auditWithout([log], { locate: true })
    expect(located.findings).toMatchObject([
      {
        code: 'BALANCE',
        event: expect.stringMatching(/^a deposit or sale of 5 of token 0x/),
        blocks: { from: block, to: block },
      },
    ])
  })
})

test('an archive node tells the very block of a state, a number and money', async () => {
  const pick = (kind: string) => createRandom(SEED).pick(kindsOf().get(kind)!.slice(1, -1))
  const lost = ['SubmissionRejected', 'TaskPosted', 'TaskClosed'].map(pick)
  const { findings } = await auditWithout(lost, { locate: true })
  for (const log of lost) {
    const block = Number(log.blockNumber)
    const hit = expect.objectContaining({
      event: expect.stringContaining(nameOf(log)),
      blocks: { from: block, to: block },
    })
    expect(findings, `SEED=${SEED}`).toContainEqual(hit)
  }
})
