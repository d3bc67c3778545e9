import '../api/one-graphql.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { socketLimits } from '../../src/api/http/sockets.ts'
import { type Served, serve } from '../api/serve.ts'
import { createWorld } from '../api/world.ts'
import { openRaw } from './raw.ts'

// Clients that are slow on purpose. The limits are those of the server, shortened so that nobody waits for them here.

const MARGIN_MS = 10_000

describe('slow clients', () => {
  let served: Served
  beforeAll(async () => {
    // The page is made when it is first asked for, which takes longer than these limits allow.
    const unhurried = await serve(createWorld(1))
    await (await fetch(`${unhurried.url}/graphql`, { headers: { accept: 'text/html' } })).arrayBuffer()
    await unhurried.stop()
    const sockets = {
      headersMs: 500,
      requestMs: 1_000,
      keepAliveMs: 300,
      idleMs: 1_500,
      lookMs: 50,
      connectionsMax: 300,
    }
    served = await serve(createWorld(1), undefined, { sockets })
  })
  afterAll(() => served.stop())

  /** Goes on saying a byte at a time until the server has closed. */
  const trickle = async (start: string, drop: string) => {
    const raw = await openRaw(served.url)
    raw.socket.write(start)
    const timer = setInterval(() => raw.socket.writable && raw.socket.write(drop), 40)
    await raw.closed
    clearInterval(timer)
    return raw.status()
  }

  test(
    'headers that never end are cut off',
    async () => {
      expect(await trickle('GET /health HTTP/1.1\r\nhost: a\r\nx: ', 'x')).toBe(408)
    },
    MARGIN_MS,
  )

  test(
    'a body that never ends is cut off',
    async () => {
      const start =
        'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{'
      expect(await trickle(start, ' ')).toBe(408)
    },
    MARGIN_MS,
  )

  test(
    'a connection that says nothing is closed',
    async () => {
      const raw = await openRaw(served.url)
      await raw.closed
      expect([undefined, 408]).toContain(raw.status())
    },
    MARGIN_MS,
  )

  test(
    'a connection that stays open after its answer is closed',
    async () => {
      const raw = await openRaw(served.url)
      raw.socket.write('GET /health HTTP/1.1\r\nhost: a\r\n\r\n')
      await raw.closed
      expect(raw.status()).toBe(200)
    },
    MARGIN_MS,
  )

  test('one that asks and does not read its answers is closed', async () => {
    const page = await fetch(`${served.url}/graphql`, { headers: { accept: 'text/html' } })
    const whole = Number(page.headers.get('content-length'))
    await page.arrayBuffer()
    const raw = await openRaw(served.url)
    raw.socket.pause()
    const ask = 'GET /graphql HTTP/1.1\r\nhost: a\r\naccept: text/html\r\n\r\n'
    raw.socket.write(ask.repeat(12))
    // Longer than the server waits; only then is it seen what came before it gave up.
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    raw.socket.resume()
    await raw.closed
    expect(raw.text().length).toBeLessThan(10 * whole)
  }, 20_000)

  test('one that asks a thousand times in one breath is sent away, and costs no memory', async () => {
    const before = process.memoryUsage().rss
    const raw = await openRaw(served.url)
    raw.socket.pause()
    raw.socket.write('GET /graphql HTTP/1.1\r\nhost: a\r\naccept: text/html\r\n\r\n'.repeat(1_000))
    expect(await served.data('{ __typename }')).toEqual({ __typename: 'Query' })
    raw.socket.resume()
    await raw.closed
    expect(process.memoryUsage().rss - before).toBeLessThan(500_000_000)
  }, 10_000)

  test('two hundred connections that say nothing hold nobody up, and more than are allowed are closed at once', async () => {
    const idle = await Promise.all(Array.from({ length: 200 }, () => openRaw(served.url)))
    expect((await fetch(`${served.url}/health`)).status).toBe(200)
    expect(await served.data('{ __typename }')).toEqual({ __typename: 'Query' })
    await Promise.all(idle.map(({ closed }) => closed))
    const flood = await Promise.all(Array.from({ length: 400 }, () => openRaw(served.url)))
    await Promise.all(flood.map(({ closed }) => closed))
    expect((await fetch(`${served.url}/health`)).status).toBe(200)
  }, 15_000)

  test('the server itself has all these limits, and finite ones', () => {
    for (const [name, value] of Object.entries(socketLimits)) expect(value, name).toBeGreaterThan(0)
    expect(socketLimits.headersMs).toBeLessThanOrEqual(10_000)
    expect(socketLimits.requestMs).toBeLessThanOrEqual(15_000)
    expect(socketLimits.lookMs).toBeLessThanOrEqual(1_000)
  })
})
