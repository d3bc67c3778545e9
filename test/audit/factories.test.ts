import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { MarketConfig } from '../../src/config/config.ts'
import { type Anvil, startAnvil } from '../../src/demo/anvil.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { silentLog } from '../../src/log.ts'
import { describeLog, protocols } from '../../src/protocols/registry.ts'
import { openStore } from '../../src/store/open.ts'
import { playHuman } from '../protocols/human/e2e/play.ts'
import { playOcean } from '../protocols/ocean/e2e/play.ts'
import { createRandom } from '../simulation/random.ts'
import { auditOf } from './audit-of.ts'
import { allLogs, type RawLog, startOmittingNode } from './omitting-node.ts'

// Markets whose tasks or datasets are contracts of their own: what an audit makes of a log that a node leaves out. Which kinds of
// events it notices is a matter of what the contracts keep; docs/audit.md has the table.

const SEED = Number(process.env.SEED ?? 1)
const folder = mkdtempSync(join(tmpdir(), 'daybook-factories-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Played = { readonly anvil: Anvil; readonly market: MarketConfig }
const plays: Readonly<Record<string, () => Promise<Played>>> = {
  human: async () => {
    const anvil = await startAnvil({ impersonate: true })
    const truth = await playHuman({ rpcUrl: anvil.url, seed: 1, generations: ['5', '7'], travel: false })
    const contracts = Object.entries(truth.market.contracts).map(([role, list]) => [role, [...list]])
    return { anvil, market: { ...truth.market, name: null, contracts: Object.fromEntries(contracts) } }
  },
  ocean: async () => {
    const anvil = await startAnvil({ impersonate: true })
    const { market } = await playOcean({ rpcUrl: anvil.url, seed: 1 })
    const contracts = Object.entries(market.contracts).map(([role, list]) => [role, [...list]])
    return { anvil, market: { ...market, name: null, contracts: Object.fromEntries(contracts) } }
  },
}

/** Events that the contracts' own counts and states always show; of others, some are seen, see docs/audit.md. */
const noticed: Readonly<Record<string, readonly (readonly [event: string, code: string])[]>> = {
  human: [
    ['LaunchedV2', 'CONTRACT_COUNT'],
    ['Completed', 'CONTRACT_STATE'],
    ['Cancelled', 'CONTRACT_STATE'],
  ],
  ocean: [
    ['NFTCreated', 'CONTRACT_COUNT'],
    ['TokenCreated', 'CONTRACT_COUNT'],
  ],
}

describe.each(Object.keys(plays))('%s', (protocol) => {
  let played: Played
  let logs: RawLog[]
  beforeAll(async () => {
    played = await plays[protocol]!()
    logs = await allLogs(played.anvil.url)
  }, 180_000)
  afterAll(() => played?.anvil.stop())

  const roles = Object.keys(protocols.get(protocol)!.roles).map((role) => ({ protocol, role }))

  const auditWithout = async (omitted: RawLog | null) => {
    const { anvil, market } = played
    const isOmitted = (log: RawLog) => log.blockNumber === omitted?.blockNumber && log.logIndex === omitted.logIndex
    const node = await startOmittingNode(anvil.url, isOmitted)
    const database = join(folder, 'books.db')
    const store = await openStore(database, { write: true })
    const chain = { id: market.chainId, name: 'local', rpc: [node.url] }
    const chains = [{ ...chain, finality: 'finalized' as const, completeness: 'linked' as const }]
    const config = { name: 'test', database, chains, markets: [market] }
    try {
      await runIndexer({ store, config, log: silentLog, clock: systemClock, once: true })
      return await auditOf(store, node.url)
    } finally {
      await store.close()
      await node.stop()
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true })
    }
  }

  test('honest books have no finding, and each count is compared', async () => {
    const { findings, markets } = await auditWithout(null)
    expect(findings).toEqual([])
    expect(markets).toMatchObject([{ notMade: [], chain: { skipped: null } }])
  })

  test.each(noticed[protocol]!)('a lost %s is named', async (kind, code) => {
    const all = logs.filter((log) => describeLog(roles, log)?.eventName === kind)
    expect(all.length).toBeGreaterThan(0)
    const log = createRandom(SEED).pick(all)
    const { findings } = await auditWithout(log)
    const block = Number(log.blockNumber)
    const told = findings.map(({ code, event, blocks }) => ({ code, event, blocks }))
    const named = told.filter(
      (each) => each.code === code && each.event?.includes(kind.replace('V2', '')) && each.blocks !== null,
    )
    expect(named, `SEED=${SEED}, block ${block}: ${JSON.stringify(told)}`).not.toEqual([])
    expect(named.some(({ blocks }) => blocks!.from <= block && block <= blocks!.to)).toBe(true)
  })
})
