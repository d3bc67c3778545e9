import '../../api/one-graphql.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { graphql } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../../../src/api/create-context.ts'
import { createSchema } from '../../../src/api/schema.ts'
import { openStore } from '../../../src/store/open.ts'
import { createWorld, saveWorld, type World } from '../../api/world.ts'
import { allowed } from './allowed.ts'
import { type ListField, listFields } from './list-fields.ts'
import { planner, worstWay } from './plan.ts'
import { type Ask, type Question, questionsOf, rankingsOf, readValues } from './questions.ts'

const schema = createSchema()
const lists = listFields(schema)
const service = { name: 'plans', version: '0', schemaHash: '', evidence: null as never }

const open = async (world: World) => {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-plans-'))
  const file = join(folder, 'plans.db')
  const store = await openStore(file, { write: true })
  await saveWorld(store, world)
  const ask: Ask = async (source, variableValues = {}) =>
    store.read(async (db) => {
      const contextValue = createContext(store, db, service, null as never)
      const { data, errors } = await graphql({ schema, source, variableValues, contextValue })
      if (errors) throw new Error(`${source}\n${errors.join('\n')}`)
      return data
    })
  const values = await readValues(lists, ask)
  const { plansOf, close } = planner(file)
  /** What a question asks of the database beyond what leads to its list. */
  const plansFor = async ({ text, variables, parent }: Question) => {
    const before = new Set((await plansOf(() => ask(parent))).map(({ statement }) => statement))
    return (await plansOf(() => ask(text, variables))).filter(({ statement }) => !before.has(statement))
  }
  return {
    values,
    plansFor,
    plansOf: (text: string) => plansOf(() => ask(text)),
    close: async () => {
      close()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

const isRanking = ({ field }: ListField): boolean => field.args.some(({ name }) => name === 'metric')

const nameOf = ({ list, filter, order }: Question): string =>
  `${list.name} where ${filter ? [filter.field, filter.operator].filter(Boolean).join('.') : 'nothing'} by ${order}`

describe.each([1, 2])('over %i chains', (chains) => {
  let database: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    database = await open(createWorld(1, chains))
  })
  afterAll(() => database.close())

  test('every list reads its page from an index in the order wanted, for every filter and order', async () => {
    const wrong: string[] = []
    let asked = 0
    for (const list of lists.filter((each) => !isRanking(each)))
      for (const question of questionsOf(schema, list, database.values)) {
        // What filters do to a list is the same wherever it stands.
        if (list.path.length > 0 && question.filter !== null) continue
        if (chains > 1 && question.ascending) continue
        const plans = await database.plansFor(question)
        const way = worstWay(plans)
        asked++
        if (!allowed(question, chains).includes(way)) wrong.push(`${way}: ${nameOf(question)}`)
      }
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(1_000)
  })

  test('every ranking is read from an index in its order', async () => {
    const wrong: string[] = []
    for (const list of lists.filter(isRanking))
      for (const question of rankingsOf(schema, list, database.values)) {
        // Figures of one market, and people of several chains, are added up on the spot.
        if (list.name !== 'Query.leaderboard' || (chains > 1 && question.order !== 'REWARDS_EARNED')) continue
        const way = worstWay(await database.plansFor(question))
        if (way !== 'EXACT') wrong.push(`${way}: ${nameOf(question)}`)
      }
    expect(wrong).toEqual([])
  })

  test('all rows of a list are counted without reading them', async () => {
    for (const list of lists.filter((each) => each.path.length === 0 && !isRanking(each))) {
      if (list.connection.name === 'MarketConnection' || (chains > 1 && list.name === 'Query.contributors')) continue
      const plans = await database.plansOf(`{ ${list.field.name}(first: 1) { totalCount } }`)
      const counts = plans.filter(({ statement }) => /max\(|count\(/.test(statement))
      expect(counts.map(({ lines }) => lines.join()).filter((line) => line.startsWith('SCAN'))).toEqual([])
      expect(counts.length).toBeGreaterThan(0)
    }
  })
})

test('tasks of one state are in an index as they are numbered, where no contract was asked for its state', async () => {
  const database = await open({ ...createWorld(1), taskStatuses: [] })
  const byTime = '(first: 5, where: { status: [OPEN] }, orderBy: [{ field: CREATED_AT, direction: ASC }])'
  const plans = await database.plansOf(`{ tasks${byTime} { nodes { id } } }`)
  const lines = plans.flatMap((plan) => plan.lines).filter((line) => line.includes(' tasks '))
  expect(lines).toEqual([expect.stringMatching(/^SEARCH tasks USING (COVERING )?INDEX tasks_status \(status=\?/)])
  expect(worstWay(plans)).toBe('EXACT')
  await database.close()
})
