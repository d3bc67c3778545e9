// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checksum } from '../../src/api/address.ts'
import { encodeId } from '../../src/api/node-ids.ts'
import { namesIn } from './naive.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { createWorld, tokenAddress } from './world.ts'

for (const [engine, chains] of engines.flatMap((engine) => [1, 2].map((chains) => [engine, chains] as const)))
  describe(`leaderboards on ${engine} over ${chains} chain${chains === 1 ? '' : 's'}`, () => {
    const world = createWorld(5, chains)
    const names = namesIn(world)
    const token = world.tokens[0]!
    const tokenId = encodeId('Token', 31_337, tokenAddress(0))
    let served: Served
    beforeAll(async () => {
      served = await serveOn(engine, world)
    })
    afterAll(() => served.stop())

    const add = <R>(rows: readonly R[], person: (row: R) => string, value: (row: R) => bigint) => {
      const values = new Map<string, bigint>()
      for (const row of rows) values.set(person(row), (values.get(person(row)) ?? 0n) + value(row))
      return new Map([...values].filter(([, figure]) => figure > 0n))
    }
    const people = (row: { accountId: number }) => checksum(names.address(row.accountId)!)
    const ofToken = world.earnings.filter((row) => row.tokenId === token.id)
    const boards: [string, string, Map<string, bigint>][] = [
      [
        'leaderboard',
        `metric: REWARDS_EARNED, token: "${tokenId}"`,
        add(
          world.ledgerAccounts.filter((row) => row.type === 2 && row.tokenId === token.id),
          (row) => checksum(names.address(row.subjectId)!),
          (row) => row.balance,
        ),
      ],
      ['leaderboard', `metric: REVENUE_SHARES, token: "${tokenId}"`, add(ofToken, people, (row) => row.revenue)],
      ['leaderboard', 'metric: ACCEPTED_SUBMISSIONS', add(world.contributors, people, (row) => BigInt(row.accepted))],
      ['leaderboard', 'metric: SUBMISSIONS', add(world.contributors, people, (row) => BigInt(row.submissions))],
      ['leaderboard', 'metric: DATASETS', add(world.contributors, people, (row) => BigInt(row.datasets))],
      [
        'market',
        `metric: REWARDS_EARNED, token: "${tokenId}"`,
        add(
          ofToken.filter((row) => row.marketId === world.markets[0]!.id),
          people,
          (row) => row.settled,
        ),
      ],
    ]
    for (const [where, args, expected] of boards)
      test(`${where} by ${args.split(',')[0]}: values, ranks with ties, pages`, async () => {
        const body =
          '{ totalCount edges { cursor rank value amount { raw } node { address } } pageInfo { hasNextPage } }'
        const ask = async (page: string) => {
          const board = `leaderboard(${args}, ${page}) ${body}`
          const data = await served.data(
            where === 'market'
              ? `{ node(id: "${names.marketId(world.markets[0]!.id)}") { ... on Market { ${board} } } }`
              : `{ ${board} }`,
          )
          return where === 'market' ? data.node.leaderboard : data.leaderboard
        }
        const values = [...expected.values()].sort((a, b) => (a > b ? -1 : 1))
        const all = await ask('first: 100')
        expect(all.totalCount).toBe(expected.size)
        for (const edge of all.edges) {
          const value = expected.get(edge.node.address)!
          if (edge.amount) expect(BigInt(edge.amount.raw)).toBe(value)
          else expect(edge.value).toBe(String(value))
          expect(edge.rank).toBe(values.indexOf(value) + 1)
        }
        expect(new Set(all.edges.map((edge: any) => edge.node.address)).size).toBe(expected.size)
        const walked: any[] = []
        for (let after = ''; ; ) {
          const page = await ask(`first: 3${after}`)
          walked.push(...page.edges)
          if (!page.pageInfo.hasNextPage) break
          after = `, after: "${page.edges.at(-1).cursor}"`
        }
        expect(walked).toEqual(all.edges)
        const back: any[] = []
        for (let before = ''; ; ) {
          const page = await ask(`last: 4${before}`)
          if (page.edges.length === 0) break
          back.unshift(...page.edges)
          before = `, before: "${page.edges[0].cursor}"`
        }
        expect(back).toEqual(all.edges)
      })

    test('a ranking in money needs its token', async () => {
      const { errors } = await served.ask('{ leaderboard { totalCount } }')
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
      const market = `node(id: "${names.marketId(world.markets[0]!.id)}") { ... on Market { leaderboard { totalCount } } }`
      expect((await served.ask(`{ ${market} }`)).errors?.[0]?.extensions.code).toBe('AMBIGUOUS_TOKEN')
    })
  })
