import './one-graphql.ts'
import * as fc from 'fast-check'
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getOperationAST,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OperationContext } from '../../src/api/context.ts'
import { createContext } from '../../src/api/create-context.ts'
import { createExecutor, type Request } from '../../src/api/execute/execute.ts'
import { createSchema } from '../../src/api/schema.ts'
import { later } from '../../src/store/read/later.ts'
import { randomDocument, type Values } from '../security/documents.ts'
import { valuesOf } from '../security/values.ts'
import { createRandom } from './random.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { createWorld } from './world.ts'

// What graphql-js answers is right: the same documents are given to both.

const ERRORS_MAX = 20
type Variables = Readonly<Record<string, unknown>>

/** Failures that nobody heard of. graphql-js leaves some behind; Node ends a program for one. */
const unheard: unknown[] = []
const listeners = process.listeners('unhandledRejection')
const listen = (error: unknown) => void unheard.push(error)
beforeAll(() => {
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', listen)
})
afterAll(() => {
  process.off('unhandledRejection', listen)
  for (const each of listeners) process.on('unhandledRejection', each)
})
const settled = () => new Promise((resolve) => setImmediate(resolve))

type MayNarrow = { readonly shows?: OperationContext['shows'] }

const both = async (schema: GraphQLSchema, text: string, variables: Variables, contextOf: () => object) => {
  const document = parse(text)
  const operation = getOperationAST(document) ?? undefined
  const execution = createExecutor(schema, ERRORS_MAX)
  const run = ({ context, ...request }: Omit<Request, 'context'> & { readonly context: MayNarrow }) =>
    execution({ ...request, context, shows: context.shows })
  unheard.length = 0
  const own = await run({ document, operation, variables, context: contextOf() })
  // A plan that is kept answers as the one that was just made.
  const again = await run({ document, operation, variables, context: contextOf() })
  await settled()
  expect(unheard, text).toEqual([])
  const reference = await execute({
    schema,
    document,
    variableValues: variables,
    contextValue: contextOf(),
    options: { maxCoercionErrors: ERRORS_MAX },
  })
  await settled()
  unheard.length = 0
  return { own, again, reference }
}

/** As it goes out: order of fields and all. */
const textOf = ({ data }: ExecutionResult): string | undefined => JSON.stringify(data)

/**
 * The nulls that errors left, each with the error where it is the field's own. Where several failures take away the same thing, which of
 * them is told of is chance.
 */
const lossesOf = ({ data, errors = [] }: ExecutionResult): string[] => {
  const losses = errors.map((error) => {
    const path = error.path ?? []
    let at: unknown = data
    let depth = 0
    while (depth < path.length && at !== null && at !== undefined)
      at = (at as Record<string | number, unknown>)[path[depth++]!]
    expect(at ?? null).toBe(null)
    return JSON.stringify(depth === path.length ? error : path.slice(0, depth))
  })
  return [...new Set(losses)].sort()
}

const expectSame = ({ own, again, reference }: Awaited<ReturnType<typeof both>>, text: string): void => {
  expect(textOf(own), text).toBe(textOf(reference))
  expect(textOf(again), text).toBe(textOf(reference))
  expect(lossesOf(own), text).toEqual(lossesOf(reference))
  expect(lossesOf(again), text).toEqual(lossesOf(reference))
}

describe('a schema in which everything may fail', () => {
  const schema = buildSchema(`
    interface Named { name: String named(first: Int = 3): String! }
    type Query { one: A! two: B maybe: A any: Any named: Named items: [A] strict: [A!] stricter: [A!]! deep: [[A!]] leaf: Int! odd: Kind echo(n: Int, list: [Int!], where: Where): String must(n: Int!): Int }
    type A implements Named { name: String named(first: Int = 3): String! count: Int! b: B c: [B!]! any: Any one: A! texts: [String!] }
    type B implements Named { name: String named(first: Int = 5): String! a: A! as: [A!]! kind: Kind! anys: [Any!] id: ID! }
    union Any = A | B
    enum Kind { GOOD BAD }
    input Where { n: Int = 7 and: [Where!] }
  `)
  /** What a field gives follows from where it is asked, by chance but the same for both: now, later, null, a failure, nonsense. */
  const answer =
    (typeName: string, name: string, gives: () => unknown): GraphQLFieldResolver<unknown, { seed: number }> =>
    (source, args, { seed }) => {
      const place = `${(source as { place?: string } | undefined)?.place ?? ''}/${typeName}.${name}${JSON.stringify(args)}`
      const random = createRandom(hash(`${seed} ${place}`))
      const value = (): unknown => {
        if (random.chance(0.04)) return null
        if (random.chance(0.02)) return new Error(`value at ${place}`)
        if (random.chance(0.02)) return name === 'items' ? 5 : undefined
        return inPlace(gives(), place, random)
      }
      if (random.chance(0.03)) throw new Error(`at ${place}`)
      if (random.chance(0.03)) return Promise.reject(new Error(`later at ${place}`))
      if (random.chance(0.15)) return Promise.resolve(value())
      if (random.chance(0.15)) {
        const { value: coming, keep, fail } = later<unknown>()
        const fails = random.chance(0.1)
        queueMicrotask(() => (fails ? fail(new Error(`failed at ${place}`)) : keep(value())))
        return coming
      }
      return value()
    }
  type Random = ReturnType<typeof createRandom>
  const hash = (text: string) => [...text].reduce((sum, mark) => (sum * 31 + mark.charCodeAt(0)) % 2_147_483_647, 7)
  const inPlace = (value: unknown, place: string, random: Random): unknown => {
    if (Array.isArray(value))
      return value.map((each, i) => {
        if (random.chance(0.05)) return null
        if (random.chance(0.05)) return new Error(`item ${i} at ${place}`)
        if (random.chance(0.05)) return Promise.reject(new Error(`late item ${i} at ${place}`))
        const item = inPlace(each, `${place}/${i}`, random)
        return random.chance(0.1) ? Promise.resolve(item) : item
      })
    return typeof value === 'object' && value !== null ? { ...value, place } : value
  }
  const [a, b] = [{ __typename: 'A' }, { __typename: 'B' }]
  const gives: Readonly<Record<string, () => unknown>> = {
    one: () => a,
    two: () => b,
    maybe: () => a,
    any: () => b,
    named: () => a,
    items: () => [a, a],
    strict: () => [a, a],
    stricter: () => [a],
    deep: () => [[a], [a, a]],
    leaf: () => 4,
    odd: () => 'GOOD',
    count: () => 3,
    b: () => b,
    c: () => [b, b],
    a: () => a,
    as: () => [a],
    anys: () => [a, b, a],
    kind: () => 'BAD',
    texts: () => ['x', 'y'],
    must: () => 1,
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isUnionType(type)) type.resolveType = (source: { __typename: string }) => source.__typename
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields()))
      if (field.name === 'named' && type.name !== 'Query')
        field.resolve = (_, { first }) => `${type.name} ${first as number}`
      else if (field.name === 'echo') field.resolve = (_, args) => JSON.stringify(args)
      else if (field.name !== 'id')
        field.resolve = answer(type.name, field.name, gives[field.name] ?? (() => field.name))
  }
  const interfaceType = schema.getType('Named') as { resolveType?: unknown }
  interfaceType.resolveType = (source: { __typename: string }) => Promise.resolve(source.__typename)

  const leaves = {
    A: ['name', 'count', 'texts', '__typename'],
    B: ['name', 'kind', '__typename'],
    Query: ['leaf', 'odd', '__typename'],
  }
  const objects: Readonly<Record<string, readonly (readonly [field: string, type: string])[]>> = {
    Query: [
      ['one', 'A'],
      ['two', 'B'],
      ['maybe', 'A'],
      ['any', 'Any'],
      ['named', 'Named'],
      ['items', 'A'],
      ['strict', 'A'],
      ['stricter', 'A'],
      ['deep', 'A'],
    ],
    A: [
      ['b', 'B'],
      ['c', 'B'],
      ['any', 'Any'],
      ['one', 'A'],
    ],
    B: [
      ['a', 'A'],
      ['as', 'A'],
      ['anys', 'Any'],
    ],
  }
  const documentOf = (seed: number) => {
    const random = createRandom(seed)
    const fragments: string[] = []
    const skips = () =>
      random.chance(0.15)
        ? ` @${random.pick(['skip', 'include'])}(if: ${random.pick(['$yes', '$no', 'true', 'false'])})`
        : ''
    const alias = () =>
      random.chance(0.4)
        ? `${random.pick(['__proto__', 'constructor', 'x', 'y', 'toString'])}${random.int(3) || ''}_${random.int(1000)}: `
        : ''
    const set = (type: string, depth: number): string => {
      if (type === 'Any' || type === 'Named') {
        const shared = type === 'Named' ? ['name', 'named', `f${random.int(1000)}: named(first: $first)`] : []
        return `{ __typename ${shared.join(' ')} ... on A${skips()} ${set('A', depth + 1)} ... on B ${set('B', depth + 1)} }`
      }
      const parts = Array.from({ length: 1 + random.int(3) }, () => {
        if (depth > 4 || random.chance(0.4)) return `${random.pick(leaves[type as 'A'])}${skips()}`
        const [field, target] = random.pick(objects[type]!)
        // Under its own name a field is merged with itself.
        return `${target === 'Any' || target === 'Named' ? `z${random.int(1_000_000)}: ` : alias()}${field}${skips()} ${set(target, depth + 1)}`
      })
      if (type !== 'Query' && random.chance(0.2)) {
        const name = `F${fragments.length}`
        fragments.push('')
        fragments[Number(name.slice(1))] = `fragment ${name} on ${type} { ${parts.join(' ')} }`
        return random.chance(0.5)
          ? `{ __typename ...${name} ...${name}${skips()} }`
          : `{ ... on ${type} { ...${name} } }`
      }
      return `{ ${parts.join(' ')} }`
    }
    const text = `query ($yes: Boolean! = true, $no: Boolean!, $first: Int) { __typename t: leaf @include(if: $yes) @skip(if: $no) e: echo(n: $first) ${set('Query', 0).slice(1)} ${fragments.join(' ')}`
    return { text, variables: { no: random.chance(0.5), ...(random.chance(0.5) ? { first: random.int(9) } : {}) } }
  }

  test('is answered as by graphql-js', async () => {
    let [run, failed] = [0, 0]
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { text, variables } = documentOf(seed)
        // Fragments that nobody uses, fields that differ under one name: valid documents alone are run.
        if (validate(schema, parse(text)).length > 0) return
        const answers = await both(schema, text, variables, () => ({ seed }))
        expectSame(answers, text)
        run++
        if (answers.own.errors) failed++
      }),
      { numRuns: 1_500 },
    )
    expect(run).toBeGreaterThan(300)
    expect(failed).toBeGreaterThan(100)
    expect(run - failed).toBeGreaterThan(50)
  })

  test.each<[string, Variables]>([
    ['query ($n: Int!) { must(n: $n) }', {}],
    ['query ($n: Int!) { must(n: $n) }', { n: 'x' }],
    ['query ($n: Int = 3) { must(n: $n) }', { n: null }],
    ['query ($n: Int = 3) { must(n: $n) }', {}],
    ['query ($n: Int) { echo(n: $n, where: { n: $n, and: [{ n: $n }, {}] }) }', {}],
    ['query ($n: Int) { echo(n: $n, where: { n: $n, and: [{ n: $n }, {}] }) }', { n: null }],
    ['query ($list: [Int!]) { echo(list: $list) again: echo(list: [1, 2]) }', { list: 4 }],
    ['query ($yes: Boolean = true) { leaf @skip(if: $yes) odd }', { yes: null }],
    ['query ($yes: Boolean = true) { leaf @skip(if: $yes) odd }', {}],
    ['query ($yes: Boolean = true) { leaf @skip(if: $yes) odd }', { yes: false }],
    ['{ __proto__: odd constructor: odd one { __proto__: count } }', {}],
    ['{ __schema { queryType { name } } odd }', {}],
    ['{ ...F } fragment F on Query { __type(name: "A") { name } }', {}],
    ['query A { odd } query B { leaf }', {}],
  ])('%s with %o', async (text, variables) => {
    expectSame(await both(schema, text, variables, () => ({ seed: 11 })), text)
  })
})

describe.each(engines)('documents over the whole API, on %s', (engine) => {
  const schema = createSchema()
  let served: Served
  let values: Values
  beforeAll(async () => {
    served = await serveOn(engine, createWorld(3, 2))
    values = await valuesOf(served)
  })
  afterAll(() => served.stop())

  test('are answered as by graphql-js', async () => {
    const { store } = served
    const service = { name: 'same', version: '0', schemaHash: '', evidence: null as never }
    const bill = { allowance: { limit: 1, remaining: 1, used: 0, resetAt: 0 }, count: null }
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { query, variables } = randomDocument(schema, values, seed)
        if (validate(schema, parse(query)).length > 0) return
        await store.read(async (db) => {
          const contextOf = () => ({
            ...createContext(store, db, service, bill as never),
            moment: () => ({ bill: bill as never, evidence: null as never, now: 1_700_000_000 }),
          })
          expectSame(await both(schema, query, variables, contextOf), query)
        })
        run++
      }),
      { numRuns: engine === 'SQLite' ? 150 : 40 },
    )
    expect(run).toBeGreaterThan(20)
  })
})
