import '../api/one-graphql.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Audit } from '../../src/audit/audit.ts'
import { keepAudit } from '../../src/audit/keep.ts'
import type { MarketConfig } from '../../src/config/config.ts'
import type { Anvil } from '../../src/demo/anvil.ts'
import { type Postgres, startPostgres } from '../helpers/postgres.ts'
import { type Indexed, indexChain } from '../protocols/helpers/indexed.ts'
import { auditOf } from './audit-of.ts'
import { playMarket } from './play-market.ts'

// What an audit found is written down and served: the same by both databases.

let anvil: Anvil
let market: MarketConfig
let server: Postgres

beforeAll(async () => {
  ;[{ anvil, market }, server] = await Promise.all([playMarket(1), startPostgres()])
}, 120_000)
afterAll(async () => {
  await Promise.all([anvil?.stop(), server?.stop()])
})

const QUERY = `query ($first: Int, $after: String, $kinds: [AuditFindingKind!]) {
  overview { markets { nodes { audit {
    checkedAtBlock checkedAt result
    findings(first: $first, after: $after, kinds: $kinds) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { kind expected found detail token { address } subject { __typename ... on Task { key } ... on Submission { key } } }
    }
  } } } }
}`

describe.each(['sqlite', 'postgres'] as const)('%s', (dialect) => {
  let indexed: Indexed
  beforeAll(async () => {
    const database = dialect === 'postgres' ? { database: await server.createDatabase() } : {}
    indexed = await indexChain({ rpcUrl: anvil.url, chainId: market.chainId, markets: [market], ...database })
  }, 60_000)
  afterAll(() => indexed?.stop())

  const ask = async (variables: Record<string, unknown> = {}) =>
    (await indexed.data(QUERY, variables)).overview.markets.nodes[0].audit
  const audit = (): Promise<Audit> => auditOf(indexed.store, anvil.url)
  /** Two tasks claim to have paid more than they did. */
  const tamper = async () => {
    const { tasks } = indexed.store.tables
    await indexed.store.transaction(async (tx) => {
      const [one, two] = await tx.db.select().from(tasks).orderBy(tasks.id).limit(2)
      await tx.replace('tasks', [
        { ...one!, paid: one!.paid + 1n },
        { ...two!, submissions: two!.submissions + 1 },
      ])
    })
  }

  test('nothing before the first', async () => {
    expect(await ask()).toBeNull()
  })

  test('an audit that asked no node is not kept', async () => {
    expect(await keepAudit(indexed.store, await auditOf(indexed.store, null), 1_000)).toBe(0)
    expect(await ask()).toBeNull()
  })

  test('an audit without a finding passes', async () => {
    expect(await keepAudit(indexed.store, await audit(), 1_000)).toBe(1)
    const [cursor] = await indexed.store.read((db) => db.select().from(indexed.store.tables.cursors))
    expect(await ask()).toEqual({
      checkedAtBlock: String(cursor!.block),
      checkedAt: '1970-01-01T00:16:40Z',
      result: 'PASS',
      findings: { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] },
    })
  })

  test('a node that forgot the block leaves it unknown', async () => {
    const forgetful = { ...(await audit()) }
    const markets = forgetful.markets.map((each) => ({ ...each, chain: { ...each.chain!, skipped: 'no state' } }))
    await keepAudit(indexed.store, { ...forgetful, markets }, 1_500)
    expect(await ask()).toMatchObject({ result: 'UNKNOWN', checkedAt: '1970-01-01T00:25:00Z' })
  })

  test('findings are served in pages, by kinds, with what they are about', async () => {
    await tamper()
    await keepAudit(indexed.store, await audit(), 2_000)
    const all = await ask()
    expect(all).toMatchObject({ result: 'FAIL', checkedAt: '1970-01-01T00:33:20Z' })
    const { nodes, totalCount } = all.findings
    expect(nodes).toHaveLength(totalCount)
    const paid = nodes.find(({ detail }: { detail: string }) => detail.startsWith('paid of task 1,'))
    expect(paid).toMatchObject({ kind: 'CONSERVATION', subject: { __typename: 'Task', key: '1' } })
    expect(paid.token.address).toMatch(/^0x[0-9a-fA-F]{40}$/)
    expect(BigInt(paid.expected) - BigInt(paid.found)).toBe(1n)
    const counts = nodes.filter(({ kind }: { kind: string }) => kind === 'COUNT')
    expect(counts).toHaveLength(1)
    expect(counts[0]).toMatchObject({ subject: { __typename: 'Task', key: '2' }, token: null })
    expect((await ask({ kinds: ['COUNT'] })).findings).toMatchObject({ totalCount: 1, nodes: counts })
    expect((await ask({ kinds: [] })).findings.nodes).toEqual([])

    const found: unknown[] = []
    for (let after: string | null = null; ; ) {
      const page: typeof all.findings = (await ask({ first: 1, after })).findings
      found.push(...page.nodes)
      if (!page.pageInfo.hasNextPage) break
      after = page.pageInfo.endCursor
    }
    expect(found).toEqual(nodes)
  })

  test('a later audit takes the place of the one before, and its cursors', async () => {
    const { endCursor } = (await ask({ first: 1 })).findings.pageInfo
    const again = await audit()
    await keepAudit(indexed.store, again, 3_000)
    const now = await ask()
    expect(now.checkedAt).toBe('1970-01-01T00:50:00Z')
    expect(now.findings.totalCount).toBe(again.findings.length)
    await expect(ask({ first: 1, after: endCursor })).rejects.toThrow('INVALID_CURSOR')
  })
})
