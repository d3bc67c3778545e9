// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import '../api/one-graphql.ts'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSchema } from '../../src/api/schema.ts'
import { engines, type Served, serveOn } from '../api/serve.ts'
import { createWorld } from '../api/world.ts'
import { randomDocument, type Values } from './documents.ts'
import { valuesOf } from './values.ts'

// Requests of every kind with something wrong in them: never a failure of the server, never a hang, always a documented code. One of a
// run that fails is repeated with the seed and path that it prints.

/** Mutated requests for each kind and database; 4,000 make 40,000 in all. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 150)
const TIMEOUT_MS = 10_000

const documented = new Set(
  [...readFileSync(new URL('../../docs/api-limits.md', import.meta.url), 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    (match) => match[1]!,
  ),
)

const corpus = [
  'query ($first: Int, $after: String, $where: TaskFilter, $orderBy: [TaskOrder!]) { tasks(first: $first, after: $after, where: $where, orderBy: $orderBy) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id key status } } } }',
  'query ($first: Int, $before: String, $where: PayoutFilter) { payouts(last: $first, before: $before, where: $where) { totals { value } nodes { id amount { raw } } } }',
  'query ($id: ID!, $ids: [ID!]!) { node(id: $id) { id __typename } nodes(ids: $ids) { id ... on Task { key } } }',
  'query ($address: Address!, $chainId: Int!, $hash: TransactionHash!) { account(address: $address) { id roles } contributor(address: $address) { id } transaction(chainId: $chainId, hash: $hash) { records { __typename } } }',
  'query ($chainId: Int!, $number: BigInt) { chain(chainId: $chainId) { block(number: $number) { hash } } stateDigest(chainId: $chainId, blockNumber: $number) { digest } }',
  'query ($path: String!, $token: ID!) { ledgerAccount(path: $path, token: $token) { id balance { raw } entries(first: 3) { nodes { id } } } }',
]

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e3',
    '0x',
    `0x${'f'.repeat(40)}`,
    `0x${'a'.repeat(64)}`,
    '\0',
    '\ud800',
    '__proto__',
    "' or 1=1 --",
    '9'.repeat(78),
    '9'.repeat(500),
    '2024-02-30T00:00:00Z',
    '10000-01-01T00:00:00Z',
    'NaN',
  ),
)
const scalars = fc.oneof(
  texts,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, 0, -0, 101, 2_147_483_647, 2_147_483_648, -2_147_483_649, 2 ** 53, 1e300),
)
const names = fc.constantFrom(
  'and',
  'or',
  'not',
  'eq',
  'ne',
  'in',
  'notIn',
  'gt',
  'gte',
  'lt',
  'lte',
  'isNull',
  'startsWith',
  'status',
  'key',
  'id',
  'market',
  'chainId',
  'budget',
  'submissionCount',
  'createdAt',
  'deadline',
  'contributor',
  'token',
  'amount',
  'field',
  'direction',
  '__proto__',
  'constructor',
)
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalars,
    fc.constantFrom('OPEN', 'ASC', 'DESC', 'CREATED_AT', 'BUDGET'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  ),
}))

/** A text with something cut out, doubled, put in or turned round. */
const spoilt = (text: string) =>
  fc
    .array(fc.record({ at: fc.nat(text.length), length: fc.nat(12), how: fc.nat(3), with: texts }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((edits) =>
      edits.reduce((rest, { at, length, how, with: inserted }) => {
        const [before, part, after] = [rest.slice(0, at), rest.slice(at, at + length), rest.slice(at + length)]
        if (how === 0) return before + after
        if (how === 1) return before + part + part + after
        if (how === 2) return before + inserted + part + after
        return before + [...part].reverse().join('') + after
      }, text),
    )

for (const engine of engines)
  describe(`mutated requests, on ${engine}`, () => {
    let served: Served
    let values: Values
    let cursors: string[]
    const schema = createSchema()
    beforeAll(async () => {
      served = await serveOn(engine, createWorld(4))
      values = await valuesOf(served)
      const { tasks, payouts } = await served.data(
        '{ tasks(first: 20) { edges { cursor } } payouts(first: 20) { edges { cursor } } }',
      )
      cursors = [...tasks.edges, ...payouts.edges].map(({ cursor }: any) => cursor)
    })
    afterAll(() => served.stop())

    const check = async (path: string, init: RequestInit) => {
      const response = await fetch(served.url + path, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
      const text = await response.text()
      // Nobody indexes this world, and after a minute that is what /ready has to say.
      if (path !== '/ready') expect(response.status, text.slice(0, 1_000)).toBeLessThan(500)
      // GraphiQL is megabytes of other people's code.
      if (!/html/.test(response.headers.get('content-type') ?? ''))
        expect(text).not.toMatch(/node_modules|\.ts:\d|SQLITE_|drizzle|stacktrace/)
      if (text === '' || !/json/.test(response.headers.get('content-type') ?? '')) return
      const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] }
      for (const { extensions } of errors) {
        expect([...documented], text).toContain(extensions.code)
        expect(extensions.code, text).not.toBe('INTERNAL_SERVER_ERROR')
      }
    }
    const post = (body: unknown) =>
      check('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const run = <T>(arbitrary: fc.Arbitrary<T>, send: (value: T) => Promise<void>) =>
      fc.assert(fc.asyncProperty(arbitrary, send), { numRuns: RUNS, endOnFailure: true })
    const timeout = Math.max(60_000, RUNS * 200)

    test(
      'documents',
      async () => {
        const documents = fc
          .oneof(
            fc.constantFrom(...corpus),
            fc.nat().map((seed) => randomDocument(schema, values, seed).query),
          )
          .chain(spoilt)
        await run(documents, (query) => post({ query }))
      },
      timeout,
    )

    test(
      'variables',
      async () => {
        const given = fc.record({
          query: fc.constantFrom(...corpus),
          variables: fc.dictionary(
            fc.constantFrom(
              'first',
              'after',
              'before',
              'where',
              'orderBy',
              'id',
              'ids',
              'address',
              'chainId',
              'hash',
              'number',
              'path',
              'token',
            ),
            anything,
          ),
        })
        await run(given, post)
      },
      timeout,
    )

    test(
      'cursors, ids, addresses and paths, nearly right',
      async () => {
        const unquoted = (name: string) => values[name]!.map((text) => JSON.parse(text) as unknown).map(String)
        const ids = [...unquoted('id'), ...unquoted('token')]
        const nearly = (from: readonly string[]) =>
          fc.constantFrom(...from).chain((text) =>
            fc.oneof(
              fc.constant(text),
              spoilt(text),
              // What is inside of it, changed and wrapped up again.
              spoilt(Buffer.from(text, 'base64url').toString('latin1')).map((inner) =>
                Buffer.from(inner, 'latin1').toString('base64url'),
              ),
            ),
          )
        const given = fc.record({
          first: fc.integer({ min: 1, max: 20 }),
          after: nearly(cursors),
          before: nearly(cursors),
          id: nearly(ids),
          ids: fc.array(nearly(ids), { maxLength: 5 }),
          token: nearly(ids),
          path: nearly(unquoted('path')),
          address: nearly(unquoted('address')),
          hash: nearly(unquoted('hash')),
          chainId: fc.oneof(fc.constant(31_337), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
          number: fc.oneof(fc.bigInt().map(String), fc.nat(60).map(String)),
        })
        await run(fc.tuple(fc.constantFrom(...corpus), given), ([query, variables]) => post({ query, variables }))
      },
      timeout,
    )

    test(
      'filters that are nearly right',
      async () => {
        const leaf = fc.oneof(
          fc.record({
            submissionCount: fc.dictionary(
              fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in'),
              fc.oneof(fc.integer(), fc.array(fc.integer(), { maxLength: 3 })),
              { maxKeys: 2 },
            ),
          }),
          fc.record({
            budget: fc.dictionary(
              fc.constantFrom('eq', 'gt', 'lte', 'in', 'isNull'),
              fc.oneof(
                fc.bigInt().map(String),
                fc.boolean(),
                fc.constant(`${2n ** 256n}`),
                fc.constant(`-${2n ** 300n}`),
              ),
              { maxKeys: 2 },
            ),
          }),
          fc.record({ createdAt: fc.dictionary(fc.constantFrom('eq', 'gt', 'lte'), texts, { maxKeys: 1 }) }),
          fc.record({
            id: fc.dictionary(
              fc.constantFrom('eq', 'in', 'notIn'),
              fc.constantFrom(...values.id!.map((text) => JSON.parse(text) as string)),
              { maxKeys: 2 },
            ),
          }),
          fc.record({ status: fc.array(fc.constantFrom('OPEN', 'COMPLETED', 'CANCELLED', 'x'), { maxLength: 3 }) }),
        )
        const { where } = fc.letrec<{ where: unknown }>((tie) => ({
          where: fc.oneof(
            { maxDepth: 6 },
            leaf,
            fc.record({ not: tie('where') }),
            fc.record({ and: fc.array(tie('where'), { maxLength: 3 }) }),
            fc.record({ or: fc.array(tie('where'), { maxLength: 3 }) }),
          ),
        }))
        const orderBy = fc.array(
          fc.record({
            field: fc.constantFrom('CREATED_AT', 'BUDGET', 'DEADLINE', 'x'),
            direction: fc.constantFrom('ASC', 'DESC'),
          }),
          { maxLength: 6 },
        )
        await run(fc.record({ where, orderBy }), (variables) => post({ query: corpus[0], variables }))
      },
      timeout,
    )

    test(
      'methods, paths, headers and bodies',
      async () => {
        const header = fc.string({
          unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
          maxLength: 60,
        })
        const headers = fc.dictionary(
          fc.constantFrom(
            'accept',
            'content-type',
            'accept-encoding',
            'x-forwarded-for',
            'origin',
            'if-none-match',
            'range',
            'apollo-require-preflight',
            'x-apollo-operation-name',
            'cookie',
          ),
          fc.oneof(
            header,
            fc.constantFrom(
              '*/*',
              'text/html',
              'application/json',
              'application/graphql-response+json',
              'gzip',
              ';;,,',
              'application/json;charset=',
            ),
          ),
          { maxKeys: 4 },
        )
        const paths = fc.oneof(
          fc.constantFrom(
            '/',
            '/graphql',
            '/status',
            '/ready',
            '/metrics',
            '/health',
            '/pages.css',
            '/graphql?query={__typename}',
            '/graphql?variables=%7B',
          ),
          fc.webPath().map((path) => `/${path}`.replace(/^\/+/, '/')),
          header.map((text) => `/graphql?query=${encodeURIComponent(text)}`),
        )
        const body = fc.oneof(
          fc.constant(undefined),
          header,
          fc.json(),
          fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
        )
        const requests = fc.record({
          method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'),
          path: paths,
          headers,
          body,
        })
        await run(requests, async ({ method, path, headers, body }) => {
          const bare = method === 'GET' || method === 'HEAD' || body === undefined
          await check(path, { method, headers, ...(bare ? {} : { body }) })
        })
      },
      timeout,
    )
  })
