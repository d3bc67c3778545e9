// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { eq } from 'drizzle-orm'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from './serve.ts'
import { createWorld, START } from './world.ts'

describe('over HTTP', () => {
  let served: Served
  beforeAll(async () => {
    served = await serve(createWorld(2))
  })
  afterAll(() => served.stop())

  /**
   * A GET that a link, an image or a script of any page could make is refused, so that no page makes a browser ask here on its
   * behalf. The one audit that sends such a GET gives a notice (it says MAY); clients that accept a media type of GraphQL, or send a
   * content type or the header `apollo-require-preflight`, are answered.
   */
  const refusedByCsrfPrevention = ['5A70']
  // The address is known only once the server runs: audits ask through this function, whatever address they were made with.
  const audits = serverAudits({
    url: 'http://server.invalid/graphql',
    fetchFn: (url: string, init: RequestInit) => fetch(url.replace('http://server.invalid', served.url), init),
  })
  test('there are 61 audits', () => expect(audits).toHaveLength(61))
  for (const audit of audits)
    test(`${audit.id} ${audit.name}`, async () => {
      const { status } = await audit.fn()
      expect(status).toBe(refusedByCsrfPrevention.includes(audit.id) ? 'notice' : 'ok')
    })

  test('with the header that shows a preflight, GET is answered', async () => {
    const response = await fetch(`${served.url}/graphql?query={__typename}`, {
      headers: { 'apollo-require-preflight': '1' },
    })
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } })
  })

  const asBrowser = (path: string) =>
    fetch(served.url + path, { headers: { accept: 'text/html,application/xhtml+xml' } })

  test('browsers get GraphiQL, whole, with a policy that lets its one script run and no other', async () => {
    const response = await asBrowser('/graphql')
    const policy = response.headers.get('content-security-policy') ?? ''
    const html = await response.text()
    const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'))
    expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)
    expect(policy).toContain("default-src 'self'")
    expect(html).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/)
  })

  test('the status page asks nobody else and runs nothing', async () => {
    const response = await asBrowser('/')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    const html = await response.text()
    expect(html).not.toMatch(/https?:\/\/|<script|<style|\son\w+=|style=/)
    expect(html).toContain('href="/graphql"')
    const style = await fetch(`${served.url}/pages.css`)
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
  })

  test('nothing is served from the disk by its name', async () => {
    const raw = (path: string) =>
      new Promise<number>((resolve, reject) => {
        const { hostname, port } = new URL(served.url)
        request({ hostname, port, path }, (response) => resolve(response.resume().statusCode ?? 0))
          .on('error', reject)
          .end()
      })
    for (const path of ['/../server.ts', '/%2e%2e/server.ts', '/pages.ts', '/http/pages.css', '/nothing'])
      expect(await raw(path)).toBe(404)
  })

  test('large bodies, compressed bodies, batches and other verbs are refused', async () => {
    const post = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${served.url}/graphql`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
      })
    const large = await post(JSON.stringify({ query: '{ __typename }', extensions: { pad: 'x'.repeat(100_001) } }))
    expect(large.status).toBe(413)
    expect((await post('x', { 'content-encoding': 'gzip' })).status).toBe(415)
    const batch = await post('[{"query":"{ __typename }"}]')
    expect([batch.status, await batch.text()]).toEqual([400, expect.stringContaining('batching')])
    expect((await post('{')).status).toBe(400)
    expect((await fetch(`${served.url}/graphql`, { method: 'PUT' })).status).toBeGreaterThanOrEqual(400)
    expect((await fetch(served.url, { method: 'POST' })).status).toBe(405)
    expect((await fetch(`${served.url}/health`, { headers: { 'x-long': 'x'.repeat(17_000) } })).status).toBe(431)
    const form = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      body: new URLSearchParams({ query: '{ __typename }' }),
    })
    expect(form.status).toBe(400)
  })

  test('anybody may read from a page, and nobody with cookies', async () => {
    const response = await fetch(`${served.url}/graphql`, { method: 'OPTIONS' })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('x-powered-by')).toBeNull()
  })

  test('answers above a kilobyte are compressed', async () => {
    const ask = (query: string) =>
      fetch(`${served.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
    expect((await ask('{ submissions(first: 50) { nodes { id } } }')).headers.get('content-encoding')).toBe('gzip')
    expect((await ask('{ __typename }')).headers.get('content-encoding')).toBeNull()
  })

  test('errors carry a code and a sentence, and nothing of the inside', async () => {
    const { tables } = served.store
    // A row that points at nothing: what a broken book would look like.
    await served.store.transaction(async ({ db }) => {
      await db.update(tables.tasks).set({ posterId: 123_456 }).where(eq(tables.tasks.key, '1'))
    })
    const broken = await served.ask(
      '{ tasks(orderBy: [{field: CREATED_AT, direction: ASC}], first: 1) { nodes { poster { address } } } }',
    )
    expect(broken.errors).toEqual([
      {
        message: 'Something went wrong here; it has been logged.',
        locations: expect.any(Array),
        path: expect.any(Array),
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ])
    for (const [query, code] of [
      ['{', 'GRAPHQL_PARSE_FAILED'],
      ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
      ['{ account(address: "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B") { id } }', undefined],
      ['{ account(address: "0xaB5801a7D398351b8bE11C439e05C5B3259aeC9B") { id } }', 'BAD_USER_INPUT'],
    ] as const) {
      const { errors } = await served.ask(query)
      expect(errors?.[0]?.extensions.code).toBe(code)
      expect(JSON.stringify(errors ?? [])).not.toMatch(/node_modules|\.ts:|select |stack/i)
    }
    const { errors } = await served.ask('query ($a: Address!) { account(address: $a) { id } }', { a: '0x1' })
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('health, readiness and status', async () => {
    const get = async (path: string) => {
      const response = await fetch(served.url + path)
      return { status: response.status, body: (await response.json()) as any }
    }
    const { tables } = served.store
    const set = (values: Record<string, unknown>) =>
      served.store.transaction(async ({ db }) => void (await db.update(tables.syncStatus).set(values)))
    expect(await get('/health')).toEqual({ status: 200, body: { alive: true } })
    expect(await get('/ready')).toEqual({ status: 200, body: { ready: true } })
    expect((await get('/status')).body.chains).toMatchObject([
      { chainId: 31_337, phase: 'LIVE', ready: true, lagBlocks: 2, reorgCount: 3 },
    ])
    const now = Math.floor(Date.now() / 1_000)
    for (const [values, reason] of [
      [{ phase: 'BACKFILLING' }, 'BACKFILLING'],
      [{ phase: 'LIVE', head: 500 }, '460 blocks behind'],
      [{ head: null }, 'no node answers'],
      [{ head: 40, measuredAt: START }, 'nothing heard'],
    ] as const) {
      await set(values)
      expect(await get('/ready')).toEqual({
        status: 503,
        body: { ready: false, reasons: [expect.stringContaining(reason)] },
      })
    }
    await set({ phase: 'LIVE', head: 40, measuredAt: now })
    expect((await get('/ready')).status).toBe(200)
  })

  test('one operation reads one snapshot, whatever is written meanwhile', async () => {
    const { tables } = served.store
    let writing = true
    const writer = (async () => {
      for (let n = 1; writing; n++) {
        await served.store.transaction(async ({ db }) => {
          await db.update(tables.markets).set({ tasks: n })
          await db.update(tables.cursors).set({ block: n })
        })
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    })()
    const before = await served.data('{ _meta { snapshots { blockNumber } } }')
    for (let i = 0; i < 30; i++) {
      const data = await served.data(`{
        payouts(first: 20) { nodes { id contributor { stats { tasks } } ledgerTransaction { id } } }
        markets { nodes { totals { tasks } } } _meta { snapshots { blockNumber } }
      }`)
      for (const { totals } of data.markets.nodes)
        expect(String(totals.tasks)).toBe(data._meta.snapshots[0].blockNumber)
    }
    writing = false
    await writer
    const after = await served.data('{ _meta { snapshots { blockNumber } } }')
    expect(after).not.toEqual(before)
  })
})
