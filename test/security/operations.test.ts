import '../api/one-graphql.ts'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Served, serve } from '../api/serve.ts'
import { createWorld } from '../api/world.ts'

// What documents and variables can be made to do: every attack ends in one documented code, and in none of the work it asks for.

describe('hostile operations', () => {
  let served: Served
  beforeAll(async () => {
    served = await serve(createWorld(1))
  })
  afterAll(() => served.stop())

  const codes = ({ errors }: Answer) => [...new Set((errors ?? []).map(({ extensions }) => extensions.code))]
  const code = async (query: string, variables: Record<string, unknown> = {}) =>
    codes(await served.ask(query, variables))
  const repeat = (times: number, text: (i: number) => string): string =>
    Array.from({ length: times }, (_, i) => text(i)).join(' ')

  test('aliases: a hundred of something dear, and thousands of leaves', async () => {
    expect(await code(`{ ${repeat(101, (i) => `a${i}: payouts(first: 100) { nodes { id } }`)} }`)).toEqual([
      'COST_LIMIT_EXCEEDED',
    ])
    expect(await code(`{ ${repeat(101, (i) => `a${i}: overview { name }`)} }`)).toEqual([])
    // Leaves cost no points, but an answer holds only so many of them.
    const leaves = repeat(400, (i) => `a${i}: id`)
    const pages = repeat(10, (i) => `p${i}: tasks(first: 100) { nodes { ...F } }`)
    const { errors } = await served.ask(`{ ${pages} } fragment F on Task { ${leaves} }`)
    expect(errors).toHaveLength(1)
    expect(errors![0]!.extensions).toEqual({ code: 'COST_LIMIT_EXCEEDED', leafCount: 400_000, limit: 300_000 })
  })

  test('lists that are usually short count at their longest', async () => {
    const totals = 'totals { rewardsPaid { value token { symbol } } refunded { value token { symbol } } }'
    const deep = `markets(first: 100) { nodes { ${totals} tasks(first: 5) { nodes { market { ${totals} } } } } }`
    expect(await code(`{ ${deep} }`)).toEqual(['COST_LIMIT_EXCEEDED'])
    expect(await code(`{ markets(first: 20) { nodes { ${totals} } } }`)).toEqual([])
  })

  test('the same field five hundred times is one field', async () => {
    const { data } = await served.ask(`{ overview { ${'name '.repeat(500)} } }`)
    expect(data).toEqual({ overview: { name: 'test' } })
    expect(await code(`{ ${'tasks(first: 100) { nodes { id } } '.repeat(60)} }`)).toEqual(['COST_LIMIT_EXCEEDED'])
  })

  test('fragments: in circles, and doubling with each level', async () => {
    expect(await code('{ ...A } fragment A on Query { ...A }')).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(
      await code('{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }'),
    ).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    const doubling = repeat(16, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)
    expect(await code(`{ ...F0 } ${doubling} fragment F16 on Query { overview { name } }`)).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
    ])
    const branching = repeat(
      7,
      (i) => `fragment M${i} on Market { a${i}: tasks(first: 9) { nodes { market { ...M${i + 1} } } } }`,
    )
    expect(
      await code(`{ markets(first: 9) { nodes { ...M0 } } } ${branching} fragment M7 on Market { id }`),
    ).not.toEqual([])
  })

  test('directives: unknown, repeated, and in the hundreds', async () => {
    expect(await code(`{ overview { name ${'@skip(if: false) '.repeat(50)} } }`)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(await code(`{ overview { name ${'@none '.repeat(300)} } }`)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(await code(`{ overview { name ${'@none '.repeat(1_000)} } }`)).toEqual(['GRAPHQL_PARSE_FAILED'])
    // What is skipped is counted all the same: who asks for it decides by variable at the last moment.
    const skipped = repeat(60, (i) => `a${i}: tasks(first: 100) @skip(if: true) { nodes { id } }`)
    expect(await code(`{ ${skipped} }`)).toEqual(['COST_LIMIT_EXCEEDED'])
  })

  test('introspection is answered; in circles it is not, and not many times over', async () => {
    const whole = getIntrospectionQuery()
    expect(await code(whole)).toEqual([])
    const circle = '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }'
    expect(await code(circle)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    const hidden =
      '{ __schema { types { ...T } } } fragment T on __Type { fields { type { ...U } } } fragment U on __Type { fields { name } }'
    expect(await code(hidden)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(
      await code(
        `{ ${repeat(40, (i) => `a${i}: __schema { types { fields { args { type { ofType { name } } } } } }`)} }`,
      ),
    ).toEqual(['COST_LIMIT_EXCEEDED'])
  })

  test('a slip of the pen is answered with the likely name: the schema is public', async () => {
    const { errors } = await served.ask('{ task { id } overvie { name } }')
    expect(errors!.map(({ message }) => message).join()).toContain('Did you mean "overview"')
  })

  test('depth', async () => {
    const nested = (levels: number): string =>
      levels === 0 ? 'id' : `market { tasks(first: 1) { nodes { ${nested(levels - 1)} } } }`
    expect(await code(`{ tasks(first: 1) { nodes { ${nested(4)} } } }`)).toEqual([])
    expect(await code(`{ tasks(first: 1) { nodes { ${nested(5)} } } }`)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(await code(`${'{ a '.repeat(600)}${'} '.repeat(600)}`)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(await code(`{ tasks(where: ${'{not: '.repeat(300)}{}${'}'.repeat(300)}) { totalCount } }`)).toEqual([
      'BAD_USER_INPUT',
    ])
  })

  test('what is not served: mutations, subscriptions, batches, persisted queries', async () => {
    expect(await code('mutation { a }')).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(await code('subscription { a }')).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    const post = async (body: unknown) => {
      const response = await fetch(`${served.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: response.status, codes: codes((await response.json()) as Answer) }
    }
    const batch = Array(12).fill({ query: '{ __typename }' })
    expect(await post(batch)).toEqual({ status: 400, codes: ['BAD_REQUEST'] })
    const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }
    expect(await post(persisted)).toMatchObject({ codes: ['PERSISTED_QUERY_NOT_SUPPORTED'] })
  })

  test('page sizes: out of range, by variable, by default, and on both ends', async () => {
    const query = (head: string, size: string) => `query ${head} { tasks(first: ${size}) { nodes { id } } }`
    for (const size of [0, -1, 101, 2_147_483_647]) {
      expect(await code(query('', String(size)))).toEqual(['PAGE_SIZE_OUT_OF_RANGE'])
      expect(await code(query('($n: Int)', '$n'), { n: size })).toEqual(['PAGE_SIZE_OUT_OF_RANGE'])
      expect(await code(query(`($n: Int = ${size})`, '$n'))).toEqual(['PAGE_SIZE_OUT_OF_RANGE'])
    }
    for (const size of ['5', true, {}, [5]])
      expect(await code(query('($n: Int)', '$n'), { n: size })).toEqual(['BAD_USER_INPUT'])
    for (const size of [1.5, 1e10])
      expect(await code(query('($n: Int)', '$n'), { n: size })).toEqual(['PAGE_SIZE_OUT_OF_RANGE'])
    expect(await code(query('', '2147483648'))).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(await code('{ tasks(first: 5, last: 5) { nodes { id } } }')).toEqual(['BAD_USER_INPUT'])
    expect(await code('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: 'x' })).toEqual(['BAD_USER_INPUT'])
  })

  test('lists of ten thousand, filters without end, a megabyte of search', async () => {
    const filter = 'query ($where: TaskFilter) { tasks(where: $where) { totalCount } }'
    const many = Array.from({ length: 10_000 }, (_, i) => i)
    expect(await code(filter, { where: { submissionCount: { in: many } } })).toEqual(['BAD_USER_INPUT'])
    expect(await code(`{ tasks(where: { submissionCount: { in: [${many.slice(0, 900)}] } }) { totalCount } }`)).toEqual(
      ['BAD_USER_INPUT'],
    )
    const deep = (levels: number, by: 'and' | 'or' | 'not'): object => {
      if (levels === 0) return { status: ['OPEN'] }
      const inner = deep(levels - 1, by)
      return { [by]: by === 'not' ? inner : [inner] }
    }
    for (const by of ['and', 'or', 'not'] as const) {
      expect(await code(filter, { where: deep(4, by) })).toEqual([])
      expect(await code(filter, { where: deep(5, by) })).toEqual(['BAD_USER_INPUT'])
      expect(await code(filter, { where: deep(20, by) })).toEqual(['BAD_USER_INPUT'])
    }
    const wide = { and: Array(10).fill({ or: Array(10).fill({ submissionCount: { gte: 0, lte: 9 } }) }) }
    expect(await code(filter, { where: wide })).toEqual(['BAD_USER_INPUT'])
    const long = 'x'.repeat(99_000)
    expect(await code('query ($id: ID!) { node(id: $id) { id } }', { id: long })).toEqual(['BAD_USER_INPUT'])
  })

  test('cursors: forged, foreign, damaged, huge', async () => {
    const page = (after: string) =>
      code('query ($after: String) { tasks(first: 1, after: $after) { nodes { id } } }', { after })
    const forge = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const { payouts } = await served.data('{ payouts(first: 1) { edges { cursor } } }')
    for (const cursor of ['', ' ']) expect([['INVALID_CURSOR'], []]).toContainEqual(await page(cursor))
    for (const cursor of ['x', '\u202e', 'é'.repeat(400), 'A'.repeat(90_000), payouts.edges[0].cursor])
      expect(await page(cursor)).toEqual(['INVALID_CURSOR'])
    for (const value of [[], {}, null, 1, [1], [1, 'x', 1], [1, null], [99], { '0': 1 }, [1, '__proto__', 0]])
      expect(await page(forge(value))).toEqual(['INVALID_CURSOR'])
  })

  test('keys that every object has', async () => {
    const node =
      'query ($__proto__: ID!, $constructor: ID!) { a: node(id: $__proto__) { id } b: node(id: $constructor) { id } }'
    expect(await code(node)).toEqual(['BAD_USER_INPUT'])
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const { data } = await served.ask(`{ ${name}: overview { ${name}: name } }`)
      expect(Object.hasOwn(data, name)).toBe(true)
      expect(data[name][name]).toBe('test')
      expect(await code(`{ overview { ${name} } }`)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
      expect(await code(`{ ...${name} } fragment ${name} on Query { overview { name } }`)).toEqual([])
    }
    const body =
      '{"query":"query ($where: TaskFilter) { tasks(where: $where) { totalCount } }","variables":{"where":{"__proto__":{"status":["OPEN"]}}}}'
    const response = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(codes((await response.json()) as Answer)).toEqual(['BAD_USER_INPUT'])
    expect(({} as Record<string, unknown>).status).toBeUndefined()
  })

  test('texts that are no texts: U+0000, half a character, reversed, not of this planet', async () => {
    const query = 'query ($key: String!) { tasks(where: { key: { eq: $key } }) { totalCount } }'
    const exists = !(await code(query, { key: '1' })).includes('GRAPHQL_VALIDATION_FAILED')
    const market = 'query ($key: String!) { markets(where: { name: { eq: $key } }) { totalCount } }'
    const ask = (key: string) => code(exists ? query : market, { key })
    expect(await ask('a\0b')).toEqual(['BAD_USER_INPUT'])
    expect(await ask('\\u0000 as it is written')).toEqual([])
    for (const text of ['\ud800', '\u202e', '💩', "'; drop table tasks; --", '%_\\', 'NEAR("', '*'])
      expect(await ask(text)).toEqual([])
    expect(await code('{ node(id: "\\u0000") { id } }')).toEqual(['BAD_USER_INPUT'])
    const hidden = Buffer.from('Overview:\0').toString('base64url')
    expect(
      (await code('query ($id: ID!) { node(id: $id) { id } }', { id: hidden })).filter(
        (each) => each !== 'BAD_USER_INPUT',
      ),
    ).toEqual([])
  })

  test('a variable that nests for ever, also in an address', async () => {
    let where = '{}'
    for (let i = 0; i < 400; i++) where = `{"not":${where}}`
    const query = 'query ($where: TaskFilter) { tasks(where: $where) { totalCount } }'
    const search = new URLSearchParams({ query, variables: `{"where":${where}}` })
    const response = await fetch(`${served.url}/graphql?${search}`, {
      headers: { accept: 'application/graphql-response+json' },
    })
    expect([response.status, codes((await response.json()) as Answer)]).toEqual([400, ['BAD_USER_INPUT']])
  })
})
