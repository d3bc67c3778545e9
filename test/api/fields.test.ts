// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodeId } from '../../src/api/node-ids.ts'
import { readSchemaText } from '../../src/api/schema.ts'
import { namesIn } from './naive.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { addressOf, createWorld, marketAddress, tokenAddress } from './world.ts'

const schema = buildSchema(readSchemaText())
const world = createWorld(3, 2)
const names = namesIn(world)
const payout = world.payouts[0]!
const token = `"${encodeId('Token', 31_337, tokenAddress(0))}"`
const onChain = (key: string) => `{onChain: {chainId: 31337, market: "${marketAddress(0, 0)}", key: "${key}"}}`
const keyIn = (rows: readonly { marketId: number; key: string }[]) =>
  rows.find((row) => row.marketId === world.markets[0]!.id)!.key

/** Arguments that find something, by field of Query and of other types. */
const given: Readonly<Record<string, string>> = {
  'Query.node': `(id: "${names.payout(payout)}")`,
  'Query.nodes': `(ids: ["${names.payout(payout)}", "${encodeId('Task', 1, marketAddress(0, 0), '1')}"])`,
  'Query.chain': '(chainId: 31337)',
  'Query.transaction': `(chainId: 31337, hash: "${names.hashOf(payout.logId)}")`,
  'Query.stateDigest': '(chainId: 31337)',
  'Query.market': `(chainId: 31337, address: "${marketAddress(0, 0)}")`,
  'Query.token': `(chainId: 31337, address: "${tokenAddress(0)}")`,
  'Query.task': `(by: ${onChain(keyIn(world.tasks))})`,
  'Query.submission': `(by: {contentHash: "${world.submissions.find((row) => row.contentHash)!.contentHash}"})`,
  'Query.review': `(by: {id: "${names.review(world.reviews[0]!)}"})`,
  'Query.dataset': `(by: {contentHash: "${world.datasetVersions.find((row) => row.contentHash)!.contentHash}"})`,
  'Query.account': `(address: "${addressOf(7)}")`,
  'Query.contributor': `(address: "${addressOf(7)}")`,
  'Query.payout': `(by: {log: {chainId: 31337, transactionHash: "${names.hashOf(payout.logId)}", logIndex: ${world.logs.find((log) => log.id === payout.logId)!.logIndex}}})`,
  'Query.ledgerAccount': `(path: "earnings:31337:${addressOf(0)}", token: ${token})`,
  'Query.leaderboard': `(metric: REWARDS_EARNED, token: ${token})`,
  'Market.leaderboard': `(first: 2, token: ${token})`,
  'Chain.block': '(number: "3")',
}

const argumentsOf = (type: string, field: GraphQLField<unknown, unknown>): string =>
  given[`${type}.${field.name}`] ?? (field.args.some(({ name }) => name === 'first') ? '(first: 2)' : '')

const unwrapped = (type: GraphQLOutputType) => getNamedType(type)

/** Everything below a type, to a depth: every field that can be asked without more levels. */
const selection = (typeName: string, depth: number, covered: Set<string>): string => {
  const type = schema.getType(typeName)!
  if (isAbstractType(type))
    return `{ __typename ${schema
      .getPossibleTypes(type)
      .map((one) => `... on ${one.name} { ${one.name}__id: __typename }`)
      .join(' ')} }`
  if (!isObjectType(type)) return ''
  const parts = Object.values(type.getFields()).flatMap((field: GraphQLField<unknown, unknown>) => {
    const target = unwrapped(field.type)
    const args = argumentsOf(typeName, field)
    if (isLeafType(target)) {
      covered.add(`${typeName}.${field.name}`)
      return [field.name]
    }
    if (depth === 0) return []
    covered.add(`${typeName}.${field.name}`)
    return [`${field.name}${args} ${selection(target.name, depth - 1, covered)}`]
  })
  return `{ __typename ${parts.join(' ')} }`
}

for (const engine of engines)
  describe(`every field on ${engine}`, () => {
    let served: Served
    beforeAll(async () => {
      // Everything that can be asked, all at once: far beyond what one operation may cost.
      served = await serveOn(engine, world, { limits: { costMax: 100_000 } })
    })
    afterAll(() => served.stop())

    const covered = new Set<string>()
    const ids = new Map<string, string>()
    const collect = (value: any): void => {
      if (Array.isArray(value)) value.forEach(collect)
      else if (typeof value === 'object' && value !== null) {
        if (typeof value.id === 'string' && typeof value.__typename === 'string') ids.set(value.id, value.__typename)
        Object.values(value).forEach(collect)
      }
    }

    for (const field of Object.values(schema.getQueryType()!.getFields()))
      test(`Query.${field.name} answers`, async () => {
        const args = argumentsOf('Query', field)
        const connection = unwrapped(field.type).name.endsWith('Connection')
        const query = `{ found: ${field.name}${args} ${selection(unwrapped(field.type).name, connection ? 2 : 1, covered)} }`
        const data = await served.data(query)
        covered.add(`Query.${field.name}`)
        expect(data.found).not.toBeNull()
        collect(data)
      })

    test('everything with an id is found by it, and answers in full', async () => {
      const looked = new Map<string, number>()
      const found = new Set<string>()
      for (let round = 0; round < 3; round++)
        for (const [id, type] of [...ids]) {
          if (found.has(id)) continue
          found.add(id)
          const { node } = await served.data(`{ node(id: "${id}") { id __typename } }`)
          expect(node).toEqual({ id, __typename: type })
          const times = looked.get(type) ?? 0
          // A few of each type say all there is to say; all of them are looked up.
          if (times === 2) continue
          looked.set(type, times + 1)
          const fields = (schema.getType(type) as GraphQLObjectType).getFields()
          for (const field of Object.values(fields)) {
            const target = unwrapped(field.type).name
            const inner = `${field.name}${argumentsOf(type, field)} ${selection(target, target.endsWith('Connection') ? 3 : 2, covered)}`
            collect(await served.data(`{ node(id: "${id}") { ... on ${type} { ${inner} } } }`))
          }
        }
      const types = new Set(ids.values())
      const nodes = schema.getPossibleTypes(schema.getType('Node') as never).map((type) => type.name)
      expect(nodes.filter((name) => !types.has(name))).toEqual([])
    })

    test('a snapshot is as complete as its chain', async () => {
      const all =
        '{ provenThrough level openGaps healed blocksByLevel { level blocks } gaps { fromBlock } sample { share } }'
      const { _meta, chains } = await served.data(
        `{ _meta { snapshots { chainId completeness ${all} } } chains { chainId sync { completeness ${all} } } }`,
      )
      const snapshots = _meta.snapshots.map(({ completeness }: any) => completeness)
      expect(snapshots).toEqual(chains.map(({ sync }: any) => sync.completeness))
      const { cursors, blocks } = world
      expect(snapshots[0].provenThrough).toBe(String(cursors[0]!.block))
      const recent = blocks.filter(({ id }) => id > cursors[0]!.finalized && id <= cursors[0]!.block)
      const counted = snapshots[0].blocksByLevel.reduce((sum: number, { blocks }: any) => sum + Number(blocks), 0)
      expect(counted).toBe(recent.length)
      expect(snapshots[0].sample).toBeNull()
      covered.add('Snapshot.completeness')
    })

    test('the newest audit of a market is told with what it found', async () => {
      const [task] = world.tasks.filter(({ marketId }) => marketId === world.markets[0]!.id)
      const { market } = await served.data(`{ market(chainId: 31337, address: "${marketAddress(0, 0)}") { audit {
        checkedAtBlock result findings(first: 5) { edges { node {
          kind expected found detail token { address } subject { __typename ... on Task { key } } } } } } } }`)
      expect(market.audit).toMatchObject({ checkedAtBlock: '40', result: 'FAIL' })
      expect(market.audit.findings.edges.map(({ node }: any) => node)).toMatchObject([
        {
          kind: 'STATUS',
          expected: 'OPEN',
          found: 'PAID',
          token: null,
          subject: { __typename: 'Task', key: task!.key },
        },
        { kind: 'BALANCE', expected: '7', found: '5', token: { address: expect.anything() }, subject: null },
      ])
      for (const name of ['AuditFinding.subject', 'AuditFinding.token', 'AuditFindingEdge.node']) covered.add(name)
    })

    test('no field of the schema is left unasked', () => {
      const all = Object.values(schema.getTypeMap()).flatMap((type) =>
        isObjectType(type) && !type.name.startsWith('__')
          ? Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
          : [],
      )
      expect(all.filter((name) => !covered.has(name))).toEqual([])
    })

    test('unknown things are null, malformed ids are refused', async () => {
      const address = addressOf(999)
      const unknown = await served.data(`{
      account(address: "${address}") { id } contributor(address: "${address}") { id } chain(chainId: 1) { id }
      market(chainId: 31337, address: "${address}") { id } token(chainId: 31337, address: "${address}") { id }
      transaction(chainId: 31337, hash: "0x${'00'.repeat(32)}") { hash } stateDigest(chainId: 9) { digest }
      task(by: ${onChain('999')}) { id } ledgerAccount(path: "escrow:1:0x:task:1", token: ${token}) { id }
      node(id: "${encodeId('Task', 31_337, marketAddress(0, 0), '999')}") { id }
    }`)
      expect(Object.values(unknown).every((value) => value === null)).toBe(true)
      for (const id of ['x', encodeId('Task', 1).slice(1), `${encodeId('Overview')}=`, '', 'A'.repeat(3_000)]) {
        const { errors } = await served.ask('query ($id: ID!) { node(id: $id) { id } }', { id })
        expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
      }
      const { errors } = await served.ask(`{ task(by: {id: "${names.payout(payout)}"}) { id } }`)
      expect(errors?.[0]).toMatchObject({
        message: expect.stringContaining('id of a Task'),
        extensions: { code: 'BAD_USER_INPUT' },
      })
    })

    test('a ledger transaction names its cause, and its entries sum to zero', async () => {
      const { ledgerEntries } = await served.data(`{ ledgerEntries(first: 100) { nodes { sequence transaction {
      description createdBy { transactionHash logIndex } cause { __typename } entries { amount { raw } }
    } account { path owner { address } } } } }`)
      for (const { transaction } of ledgerEntries.nodes) {
        expect(transaction.entries.reduce((sum: bigint, entry: any) => sum + BigInt(entry.amount.raw), 0n)).toBe(0n)
        expect(transaction.description).toMatch(/^[A-Z].*/)
      }
      expect(ledgerEntries.nodes.map((node: any) => Number(node.sequence))).toEqual(
        ledgerEntries.nodes.map((_: unknown, i: number) => i + 1),
      )
    })

    test('ledger accounts are found by their paths, addresses in any case', async () => {
      const { account } = await served.data(
        `{ account(address: "${addressOf(0)}") { ledgerAccounts { path token { id } id } } }`,
      )
      expect(account.ledgerAccounts.length).toBeGreaterThan(3)
      for (const { path, token, id } of account.ledgerAccounts) {
        for (const form of [path, path.toLowerCase()]) {
          const { found } = await served.data(
            'query ($p: String!, $t: ID!) { found: ledgerAccount(path: $p, token: $t) { id path } }',
            { p: form, t: token.id },
          )
          expect(found).toEqual({ id, path })
        }
      }
    })

    test('ledger entries filter by owner, kind, time and transaction', async () => {
      const all = world.postings.map((posting) => {
        const movement = world.movements.find((one) => one.id === posting.movementId)!
        const account = world.ledgerAccounts.find((one) => one.id === posting.accountId)!
        const owned = [1, 2, 3, 4].includes(account.type)
        return {
          id: posting.id,
          hash: names.hashOf(movement.logId),
          time: movement.createdAt,
          type: account.type,
          market: movement.marketId,
          owner: owned ? names.address(account.subjectId) : null,
        }
      })
      const instant = new Date(all[60]!.time * 1_000).toISOString().replace('.000Z', 'Z')
      const cases: [string, (entry: (typeof all)[number]) => boolean][] = [
        [`{owner: {eq: "${addressOf(1)}"}}`, (entry) => entry.owner === addressOf(1)],
        ['{owner: {isNull: true}}', (entry) => entry.owner === null],
        ['{type: [ESCROW, SUSPENSE]}', (entry) => entry.type === 0 || entry.type === 7],
        [`{transactionHash: {eq: "${all[30]!.hash}"}}`, (entry) => entry.hash === all[30]!.hash],
        [`{createdAt: {gte: "${instant}"}}`, (entry) => entry.time >= all[60]!.time],
        [`{createdAt: {gt: "${instant}"}}`, (entry) => entry.time > all[60]!.time],
        [`{createdAt: {eq: "${instant}"}}`, (entry) => entry.time === all[60]!.time],
        [
          `{createdAt: {lt: "${instant}"}, chainId: {eq: 31338}}`,
          (entry) => entry.time < all[60]!.time && names.chain(entry.id).id === 31_338,
        ],
        [`{market: {eq: "${names.marketId(world.markets[1]!.id)}"}}`, (entry) => entry.market === world.markets[1]!.id],
        ['{protocol: ["human"]}', (entry) => names.market(entry.market)!.protocol === 'human'],
      ]
      for (const [where, keep] of cases) {
        const { ledgerEntries } = await served.data(
          `{ ledgerEntries(first: 100, where: ${where}) { totalCount nodes { sequence account { token { chain { chainId } } } } } }`,
        )
        const expected = all.filter(keep)
        expect([where, ledgerEntries.totalCount]).toEqual([where, expected.length])
        expect(ledgerEntries.nodes.map((node: any) => Number(node.sequence))).toEqual(
          expected.slice(0, 100).map((entry) => entry.id % 2 ** 44),
        )
      }
    })
  })
