import '../api/one-graphql.ts'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from '../api/serve.ts'
import { createWorld } from '../api/world.ts'
import { sayRaw } from './raw.ts'

// What requests can be made to do before there is any operation: each ends in its status.

describe('hostile requests', () => {
  let served: Served
  beforeAll(async () => {
    served = await serve(createWorld(1))
  })
  afterAll(() => served.stop())

  const query = JSON.stringify({ query: '{ __typename }' })
  const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
    return { status: response.status, text: await response.text() }
  }
  const head = (...lines: string[]) => `${[...lines, 'host: a', 'connection: close'].join('\r\n')}\r\n\r\n`

  test('bodies: too large, declared or not, and compressed', async () => {
    expect((await post(JSON.stringify({ query: '{ __typename }', pad: 'x'.repeat(100_000) }))).status).toBe(413)
    const chunked = `${head('POST /graphql HTTP/1.1', 'content-type: application/json', 'transfer-encoding: chunked')}`
    const chunk = `${(60_000).toString(16)}\r\n${'x'.repeat(60_000)}\r\n`
    expect((await sayRaw(served.url, `${chunked}${chunk}${chunk}0\r\n\r\n`)).status()).toBe(413)
    // A gigabyte of zeros in a megabyte: never unpacked.
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(10_000_000)))
    for (const encoding of ['gzip', 'deflate', 'br', 'x-gzip', 'gzip, gzip', 'zstd'])
      expect((await post(bomb, { 'content-encoding': encoding })).status).toBe(415)
    expect((await post(query, { 'content-encoding': 'identity' })).status).toBe(200)
  })

  test('bodies that are no JSON, no UTF-8, or nest for ever', async () => {
    for (const body of ['', '{', 'null x', '"', '{"query":}', '\u0000'])
      expect((await post(body)).status, body).toBe(400)
    for (const body of [
      'null',
      '1',
      '"text"',
      '[]',
      '{}',
      '{"query":1}',
      '{"query":null}',
      '{"query":["a"]}',
      '{"query":"{ __typename }","variables":1}',
    ])
      expect((await post(body)).status, body).toBe(400)
    const invalid = new Uint8Array([
      ...Buffer.from('{"query":"{ overview { name } } #'),
      0xff,
      0xfe,
      ...Buffer.from('"}'),
    ])
    expect(await post(invalid)).toEqual({ status: 400, text: expect.stringContaining('not UTF-8') })
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const deep = `{"query":"{ __typename }","variables":{"a":${open.repeat(9_000)}1${close.repeat(9_000)}}}`
      expect(await post(deep)).toEqual({ status: 400, text: expect.stringContaining('nests deeper') })
    }
    expect((await post('{"query":"{ a: __typename } # [[[[ {{{{ \\" ]"}')).status).toBe(200)
  })

  test('content types: what a form of another page can send is refused, and so is another character set', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a',
      'application/jsonp',
      'text/json',
    ])
      expect((await post(query, { 'content-type': type })).status, type).toBe(400)
    for (const type of ['application/json; charset=utf-16', 'application/json;charset=latin1'])
      expect((await post(query, { 'content-type': type })).status, type).toBe(415)
    for (const type of ['Application/JSON', 'application/json ;charset="UTF-8"'])
      expect((await post(query, { 'content-type': type })).status, type).toBe(200)
    expect((await post(query, { accept: 'text/csv' })).status).toBe(406)
  })

  test('GET: only as code can ask it, and only queries', async () => {
    const get = async (search: string, headers: Record<string, string> = {}) =>
      (await fetch(`${served.url}/graphql?${search}`, { headers })).status
    const asked = { accept: 'application/graphql-response+json' }
    expect(await get('query={__typename}', asked)).toBe(200)
    // An image, a script, a link of another page.
    for (const accept of ['*/*', 'image/avif,image/webp,*/*;q=0.8'])
      expect(await get('query={__typename}', { accept })).toBe(400)
    expect(await get('query=mutation{a}', asked)).toBe(400)
    expect(await get('query={__typename}&variables=[', asked)).toBe(400)
    expect(await get('', asked)).toBe(400)
  })

  test('methods, addresses and headers', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect(
        (await fetch(`${served.url}/graphql`, { method, headers: { 'content-type': 'application/json' } })).status,
      ).toBe(405)
    expect((await sayRaw(served.url, head('TRACE /graphql HTTP/1.1', 'content-type: application/json'))).status()).toBe(
      405,
    )
    expect((await sayRaw(served.url, head('GET //[ HTTP/1.1'))).status()).toBe(400)
    expect((await sayRaw(served.url, head('GET http://[ HTTP/1.1'))).status()).toBe(400)
    expect((await sayRaw(served.url, head(`GET /?${'x'.repeat(20_000)} HTTP/1.1`))).status()).toBe(431)
    expect((await sayRaw(served.url, head('GET /health HTTP/1.1', `x: ${'x'.repeat(20_000)}`))).status()).toBe(431)
    const many = Array.from({ length: 1_500 }, (_, i) => `x${i}: abcdefgh`)
    expect((await sayRaw(served.url, head('GET /health HTTP/1.1', ...many))).status()).toBe(431)
    for (const path of [
      '/%',
      '/%00',
      '/..%2f..%2fetc/passwd',
      '/graphql/',
      '/GRAPHQL',
      '/graphql/stream',
      '/.git/config',
    ])
      expect((await sayRaw(served.url, head(`GET ${path} HTTP/1.1`))).status(), path).toBe(404)
  })

  test('two requests in one: what is not plain HTTP is refused and nothing behind it is read', async () => {
    const smuggled = 'GET /metrics HTTP/1.1\r\nhost: a\r\n\r\n'
    const both = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`
    const answer = await sayRaw(served.url, both)
    expect(answer.status()).toBe(400)
    expect(answer.text()).not.toContain('daybook_')
    expect((await sayRaw(served.url, `GET /health HTTP/1.1\r\n\r\n`)).status()).toBe(400)
    expect((await sayRaw(served.url, 'GET /health HTTP/1.1\r\nhost: a\r\nx : 1\r\n\r\n')).status()).toBe(400)
    expect((await sayRaw(served.url, '\x16\x03\x01\x02\x00\x01')).status()).toBe(400)
  })

  test('a request to speak WebSocket, HTTP/2 or to connect elsewhere is refused at once', async () => {
    const socket = head(
      'GET /graphql HTTP/1.1',
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    )
    expect((await sayRaw(served.url, socket)).status()).toBe(400)
    expect(
      (
        await sayRaw(
          served.url,
          head(
            'GET / HTTP/1.1',
            'connection: Upgrade, HTTP2-Settings',
            'upgrade: h2c',
            'http2-settings: AAMAAABkAAQAAP__',
          ),
        )
      ).status(),
    ).toBe(400)
    expect((await sayRaw(served.url, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')).status() ?? 400).toBe(400)
    const connect = await sayRaw(served.url, 'CONNECT example.org:443 HTTP/1.1\r\nhost: example.org\r\n\r\n')
    expect(connect.text()).toBe('')
    const stream = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: query,
    })
    expect(stream.status).toBe(406)
  })

  test('the host that a request names appears nowhere', async () => {
    for (const path of ['/', '/graphql', '/status', '/ready', '/metrics', '/nothing']) {
      const answer = await sayRaw(
        served.url,
        `GET ${path} HTTP/1.1\r\nhost: evil.example\r\nx-forwarded-host: evil.example\r\naccept: text/html\r\nconnection: close\r\n\r\n`,
      )
      expect(answer.status()).toBeDefined()
      expect(answer.text()).not.toContain('evil.example')
    }
  })

  test('every answer says that it is not to be sniffed, framed or run; pages allow themselves what they need', async () => {
    const ask = (path: string, headers: Record<string, string> = {}) => fetch(served.url + path, { headers })
    const browser = { accept: 'text/html' }
    for (const path of ['/', '/graphql', '/pages.css', '/health', '/ready', '/status', '/metrics', '/nothing']) {
      const { headers } = await ask(path, browser)
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('referrer-policy'), path).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin')
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
      expect(headers.get('content-security-policy'), path).not.toContain("script-src 'unsafe-inline'")
      for (const name of ['x-powered-by', 'server', 'set-cookie']) expect(headers.get(name), path).toBeNull()
    }
    expect((await ask('/status')).headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('anybody may read from a page of anybody; nobody with cookies, and nobody may write', async () => {
    const response = await fetch(`${served.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, POST, OPTIONS')
    expect(response.headers.get('access-control-max-age')).toBe('86400')
  })
})
