import '../api/one-graphql.ts'
import * as fc from 'fast-check'
import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Count, countOperation } from '../../src/api/cost.ts'
import { createSchema } from '../../src/api/schema.ts'
import { type Served, serve } from '../api/serve.ts'
import { createWorld } from '../api/world.ts'
import { countAnswer, randomDocument, type Values } from './documents.ts'
import { valuesOf } from './values.ts'

const count = (schema: GraphQLSchema, query: string, variables: Record<string, unknown> = {}): Count => {
  const { definitions }: DocumentNode = parse(query)
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode
  const fragments = Object.fromEntries(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  ) as Record<string, FragmentDefinitionNode>
  return countOperation(schema, { operation, fragments, variables })
}

describe('the directives of the IBM cost specification', () => {
  const schema = buildSchema(`
    directive @cost(weight: String!) on FIELD_DEFINITION | OBJECT
    directive @listSize(
      assumedSize: Int slicingArguments: [String!] sizedFields: [String!] requireOneSlicingArgument: Boolean = true
    ) on FIELD_DEFINITION
    type Query {
      item: Item
      named: Item @cost(weight: "3")
      plain: [Item!]! @listSize(assumedSize: 7)
      page(first: Int = 30, last: Int): Page!
        @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)
      strict(first: Int, last: Int): [Item!]! @listSize(slicingArguments: ["first", "last"])
      many(ids: [ID!]!): [Item]! @listSize(slicingArguments: ["ids"])
      any: Any
    }
    type Page { edges: [Edge!]! nodes: [Item!]! total: Int @cost(weight: "5") info: Info! }
    type Edge { node: Item! }
    type Info { more: Boolean }
    type Item { id: ID name: String item: Item items(first: Int): Page! @listSize(slicingArguments: ["first"], sizedFields: ["nodes"]) cheap: [Cheap!]! @listSize(assumedSize: 100) }
    type Cheap @cost(weight: "0.1") { value: Int }
    type Dear { items: [Item!]! @listSize(assumedSize: 50) }
    union Any = Cheap | Dear
  `)
  const cost = (query: string, variables?: Record<string, unknown>) => count(schema, query, variables).cost
  const nodes = (query: string, variables?: Record<string, unknown>) => count(schema, query, variables).nodeCount

  test('objects are 1, leaves nothing, weights are added', () => {
    expect(cost('{ item { id name } }')).toBe(1)
    expect(cost('{ named { id } }')).toBe(4)
    expect(cost('{ page(first: 10) { total } }')).toBe(6)
    expect(count(schema, '{ item { id name item { id } } }')).toEqual({ cost: 2, nodeCount: 2, leafCount: 3 })
  })

  test('sizes: the argument, its default in the schema, and the assumed one', () => {
    expect(cost('{ page(first: 10) { nodes { id } } }')).toBe(11)
    expect(cost('{ page(last: 4) { nodes { id } } }')).toBe(31)
    expect(cost('{ page(first: null, last: 4) { nodes { id } } }')).toBe(5)
    expect(cost('{ page(first: null) { nodes { id } } }')).toBe(21)
    expect(cost('{ page { nodes { id } } }')).toBe(31)
    expect(cost('{ plain { id } }')).toBe(7)
  })

  test('sizes by variable: given, by default, null, left out', () => {
    const query = 'query ($n: Int) { page(first: $n) { nodes { id } } }'
    const withDefault = 'query ($n: Int = 50) { page(first: $n) { nodes { id } } }'
    expect(cost(query, { n: 10 })).toBe(11)
    expect(cost(query, { n: null })).toBe(21)
    expect(cost(query)).toBe(31)
    expect(cost(withDefault)).toBe(51)
    expect(cost(withDefault, { n: 10 })).toBe(11)
    expect(cost(withDefault, { n: null })).toBe(21)
    expect(() => cost(query, { n: 101 })).toThrow("'first' takes 1 to 100")
    expect(() => cost('query ($n: Int = 1000) { page(first: $n) { nodes { id } } }')).toThrow("'first' takes 1 to 100")
    // A variable named like something every object has is not taken for it.
    expect(cost('query ($constructor: Int) { page(first: $constructor) { nodes { id } } }')).toBe(31)
  })

  test('sized fields are sized, their siblings are not, and both of them count', () => {
    expect(cost('{ page(first: 10) { edges { node { id } } nodes { id } info { more } } }')).toBe(1 + 20 + 10 + 1)
  })

  test('lists within lists multiply', () => {
    expect(cost('{ page(first: 10) { nodes { items(first: 20) { nodes { id } } } } }')).toBe(1 + 10 * (1 + 1 + 20))
    expect(nodes('{ page(first: 10) { nodes { cheap { value } } } }')).toBe(1 + 10 * 101)
    expect(cost('{ page(first: 10) { nodes { cheap { value } } } }')).toBe(1 + 10 * 11)
  })

  test('requireOneSlicingArgument', () => {
    expect(cost('{ strict(first: 3) { id } }')).toBe(3)
    expect(() => cost('{ strict { id } }')).toThrow("'strict' takes exactly one of: first, last")
    expect(() => cost('{ strict(first: 3, last: 3) { id } }')).toThrow("'strict' takes exactly one of: first, last")
    expect(() => cost('query ($n: Int) { strict(first: $n) { id } }')).toThrow("'strict' takes exactly one of")
  })

  test('a list as slicing argument counts its values; a single one is a list of one', () => {
    expect(cost('{ many(ids: ["a", "b", "c"]) { id } }')).toBe(3)
    expect(cost('{ many(ids: "a") { id } }')).toBe(1)
    expect(cost('query ($ids: [ID!]!) { many(ids: $ids) { id } }', { ids: ['a', 'b'] })).toBe(2)
    expect(cost('query ($ids: [ID!]!) { many(ids: $ids) { id } }', { ids: 'a' })).toBe(1)
    expect(cost('query ($a: ID!) { many(ids: [$a, "b"]) { id } }', { a: 'a' })).toBe(2)
  })

  test('fragments count where they are spread, and a union counts its dearest member', () => {
    const fragment = 'fragment F on Item { item { id } }'
    expect(cost(`{ item { ...F ...F } } ${fragment}`)).toBe(3)
    expect(cost(`{ plain { ...F } item { ...F } } ${fragment}`)).toBe(14 + 2)
    expect(cost('{ any { ... on Cheap { value } ... on Dear { items { id } } } }')).toBe(51)
    expect(cost('{ any { __typename ... on Cheap { value } } }')).toBe(1)
  })

  test('fragments that double at each of a hundred levels are counted in an instant', () => {
    const levels = Array.from(
      { length: 100 },
      (_, i) => `fragment F${i} on Item { a: item { ...F${i + 1} } b: item { ...F${i + 1} } }`,
    )
    expect(cost(`{ item { ...F0 } } ${levels.join(' ')} fragment F100 on Item { id }`)).toBeGreaterThan(1e30)
  })
})

describe('the schema that is served', () => {
  const schema = createSchema()

  test('says of every list of objects how long it may be', () => {
    const unsized: string[] = []
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__') || /(Connection)$/.test(type.name)) continue
      for (const field of Object.values(type.getFields())) {
        const list = isListType(getNullableType(field.type)) && isCompositeType(getNamedType(field.type))
        const said = field.astNode?.directives?.some(({ name }) => name.value === 'listSize')
        const page = getNamedType(field.type).name.endsWith('Connection')
        if ((list || page) && !said) unsized.push(`${type.name}.${field.name}`)
      }
    }
    expect(unsized).toEqual([])
  })

  test('introspection as tools ask it passes with room to spare, and only once over', () => {
    const query = getIntrospectionQuery({
      inputValueDeprecation: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
    })
    const { cost, nodeCount } = count(schema, query)
    expect(cost).toBeLessThan(1_500)
    expect(nodeCount).toBeGreaterThan(3_000)
    expect(nodeCount).toBeLessThan(50_000)
  })
})

describe('against what is answered', () => {
  let served: Served
  let values: Values
  const schema = createSchema()
  beforeAll(async () => {
    served = await serve(createWorld(3))
    values = await valuesOf(served)
  })
  afterAll(() => served.stop())

  test('no answer holds more objects or leaves than were counted', async () => {
    const seen = { answered: 0, refused: 0, nodes: 0 }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0 }), async (seed) => {
        const { query, variables } = randomDocument(schema, values, seed)
        const { data, errors } = await served.ask(query, variables)
        const codes = new Set((errors ?? []).map(({ extensions }) => extensions.code))
        // Too dear, too deep, or too long.
        if (
          ['COST_LIMIT_EXCEEDED', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED'].some((code) => codes.has(code))
        ) {
          seen.refused++
          return
        }
        // Ids of another type are refused where they are looked up, as are sums over several tokens; nothing else may go wrong.
        const told: unknown[] = ['BAD_USER_INPUT', 'AMBIGUOUS_TOKEN']
        expect([...codes].filter((code) => !told.includes(code))).toEqual([])
        const { nodeCount, leafCount } = count(schema, query, variables)
        const { nodes, leaves } = countAnswer(data)
        expect(nodes).toBeLessThanOrEqual(nodeCount)
        // An object that is null looks like a leaf.
        expect(leaves).toBeLessThanOrEqual(leafCount + nodeCount)
        seen.answered++
        seen.nodes += nodes
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300), endOnFailure: true },
    )
    // Documents that are all refused, or all empty, would show nothing.
    expect(seen.answered).toBeGreaterThan(seen.refused)
    expect(seen.nodes / seen.answered).toBeGreaterThan(3)
  }, 600_000)

  test('introspection too', async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true })
    const { nodes } = countAnswer(await served.data(query))
    expect(nodes).toBeGreaterThan(1_000)
    expect(nodes).toBeLessThanOrEqual(count(schema, query).nodeCount)
  })
})
