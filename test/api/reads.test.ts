import './one-graphql.ts'
import { execute, getNamedType, getOperationAST, isLeafType, isObjectType, isRequiredArgument, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../../src/api/create-context.ts'
import { createExecutor } from '../../src/api/execute/execute.ts'
import { columnsOf, reads, type Shown } from '../../src/api/reads.ts'
import { createSchema } from '../../src/api/schema.ts'
import { type Served, serveOn } from './serve.ts'
import { createWorld } from './world.ts'

const schema = createSchema()
const service = { name: '', version: '', schemaHash: '', evidence: null as never }
/** Lists of rows that are read to be shown. */
const lists = {
  tasks: 'Task',
  submissions: 'Submission',
  reviews: 'Review',
  datasets: 'Dataset',
  purchases: 'Purchase',
  rewards: 'Reward',
  payouts: 'Payout',
  fees: 'FeeCharge',
} as const

const fieldsOf = (type: string) => {
  const object = schema.getType(type)
  return isObjectType(object) ? Object.values(object.getFields()) : []
}

/** A field with whatever leaves lie one and two levels below it. */
const selected = (type: string, depth = 0): string =>
  fieldsOf(type)
    .filter(({ name }) => name !== 'verification')
    .flatMap(({ name, type: given, args }) => {
      const of = getNamedType(given)
      // A leaderboard of amounts has to be told the token.
      if (name === 'leaderboard' || args.some(isRequiredArgument)) return []
      if (isLeafType(of)) return [name]
      return depth > 1 || !isObjectType(of) ? [] : [`${name} { __typename ${selected(of.name, depth + 1)} }`]
    })
    .join(' ')

describe('rows of which only what is shown is read', () => {
  let served: Served
  beforeAll(async () => {
    served = await serveOn('SQLite', createWorld(11, 2))
  })
  afterAll(() => served.stop())

  const answers = async (text: string) => {
    const { store } = served
    const document = parse(text)
    return store.read(async (db) => {
      let shown: Shown | undefined
      const context = createContext(store, db, service, null as never)
      const shows = (all: Shown) => {
        shown = all
        context.shows(all)
      }
      const run = createExecutor(schema, 1)
      const narrow = await run({ document, operation: getOperationAST(document) ?? undefined, context, shows })
      const contextValue = createContext(store, db, service, null as never)
      return { shown, narrow, whole: await execute({ schema, document, contextValue }) }
    })
  }

  for (const [list, type] of Object.entries(lists))
    test.each(fieldsOf(type).filter(({ name }) => name !== 'verification'))(
      `$name of ${type} says the same as by whole rows`,
      async ({ name, type: given }) => {
        const of = getNamedType(given)
        const field = isLeafType(of) ? name : `${name} { __typename ${selected(of.name, 1)} }`
        const { narrow, whole } = await answers(`{ ${list}(first: 30) { nodes { ${field} } totalCount } }`)
        expect(whole.errors).toBeUndefined()
        expect(JSON.stringify(narrow)).toBe(JSON.stringify(whole))
      },
    )

  test.each([
    ['by time', '[{ field: CREATED_AT, direction: DESC }]'],
    ['by an amount', '[{ field: AMOUNT, direction: ASC }]'],
    ['by time, then by an amount', '[{ field: CREATED_AT, direction: ASC }, { field: AMOUNT, direction: DESC }]'],
  ])('a list that shows none of what it is ordered by goes on where it ended: %s', async (_, orderBy) => {
    const page = (after: string) =>
      `{ payouts(first: 7, orderBy: ${orderBy}${after}) { nodes { kind } edges { cursor } pageInfo { endCursor hasNextPage } } }`
    let after = ''
    for (let pages = 0; pages < 5; pages++) {
      const { narrow, whole } = await answers(page(after))
      expect(whole.errors).toBeUndefined()
      expect(JSON.stringify(narrow)).toBe(JSON.stringify(whole))
      const { payouts } = whole.data as { payouts: { pageInfo: { endCursor: string } } }
      after = `, after: "${payouts.pageInfo.endCursor}"`
    }
  })

  test('one row that is shown in two places has what either shows', async () => {
    const { narrow, whole, shown } = await answers(
      '{ payouts(first: 40) { nodes { task { key } submission { task { submissionCount } } } } tasks(first: 3) { nodes { budget { raw } } } }',
    )
    expect(JSON.stringify(narrow)).toBe(JSON.stringify(whole))
    expect([...(shown?.get('Task') ?? [])].sort()).toEqual(['budget', 'key', 'submissions', 'tokenId'])
  })

  test('a field that does not say what it reads has its rows read whole', async () => {
    const { shown } = await answers('{ payouts(first: 1) { nodes { id task { id metadata { state } } } } }')
    expect(shown?.get('Task')).toBeUndefined()
    expect([...(shown?.get('Payout') ?? [])].sort()).toEqual(['logId', 'part', 'taskId'])
  })

  test('where types are known when they come, rows are read whole', async () => {
    const { shown } = await answers(
      '{ nodes(ids: []) { id ... on Payout { task { key } } } tasks(first: 1) { nodes { id } } }',
    )
    expect(shown).toBeUndefined()
  })

  test('a resolver is held to the columns that it names', () => {
    type Row = { readonly a: number; readonly b: number }
    const sum = reads(['a', 'b'], ({ a, b }: Row) => a + b)
    expect(columnsOf(sum)).toEqual(['a', 'b'])
    // @ts-expect-error It reads b too.
    reads(['a'], ({ a, b }: Row) => a + b)
    // @ts-expect-error It reads b too.
    const told: (row: Row, args: object, context: object) => number = reads(['a'], ({ a, b }) => a + b)
    expect(columnsOf(told)).toEqual(['a'])
  })
})
