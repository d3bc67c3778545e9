// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import '../api/one-graphql.ts'
import type { IncomingMessage } from 'node:http'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientName, clientOf, isLoopback } from '../../src/api/http/client.ts'
import { createRateLimit } from '../../src/api/rate-limit.ts'
import { type Served, serve } from '../api/serve.ts'
import { createWorld } from '../api/world.ts'

describe('points in windows', () => {
  const begin = (clientsMax = 100) => {
    const clock = { now: 1_000_000 }
    return { clock, rates: createRateLimit({ points: 10, windowSeconds: 60, clientsMax }, () => clock.now) }
  }

  test('points are taken until none are left, and come back when the window ends', () => {
    const { clock, rates } = begin()
    expect(rates.charge('a', 6)).toEqual({ limit: 10, used: 6, remaining: 4, resetAt: 1_060, allowed: true })
    expect(rates.charge('a', 5)).toEqual({ limit: 10, used: 6, remaining: 4, resetAt: 1_060, allowed: false })
    expect(rates.charge('a', 4).allowed).toBe(true)
    expect(rates.charge('b', 10).allowed).toBe(true)
    clock.now += 59_999
    expect(rates.charge('a', 1).allowed).toBe(false)
    clock.now += 1
    expect(rates.charge('a', 10)).toMatchObject({ used: 10, allowed: true, resetAt: 1_120 })
  })

  test('memory is bounded, and the oldest window goes first', () => {
    const { clock, rates } = begin(3)
    for (const client of ['a', 'b', 'c', 'd']) {
      rates.charge(client, 10)
      clock.now += 1_000
    }
    expect(rates.size()).toBe(3)
    expect(rates.charge('b', 1).allowed).toBe(false)
    expect(rates.charge('a', 1).allowed).toBe(true)
  })

  test('no client ever spends more than its limit in one window, whatever the order of requests', () => {
    const step = fc.record({ client: fc.constantFrom('a', 'b', 'c'), points: fc.nat(12), wait: fc.nat(40_000) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { clock, rates } = begin()
        const spent = new Map<string, number>()
        for (const { client, points, wait } of steps) {
          clock.now += wait
          const { allowed, resetAt, used, remaining } = rates.charge(client, points)
          const window = `${client} ${resetAt}`
          if (allowed) spent.set(window, (spent.get(window) ?? 0) + points)
          expect(spent.get(window) ?? 0).toBeLessThanOrEqual(10)
          expect(used + remaining).toBe(10)
          expect(resetAt * 1_000).toBeGreaterThan(clock.now - 1_000)
        }
      }),
    )
  })
})

describe('who asks', () => {
  test('IPv4 by address, IPv6 by the /64 that one customer has', () => {
    const same = [
      '2001:db8:1:2::1',
      '2001:DB8:1:2:ffff:ffff:ffff:ffff',
      '[2001:db8:1:2::9]',
      '2001:0db8:0001:0002:0:0:0:3',
      '2001:db8:1:2::1%eth0',
    ]
    expect(new Set(same.map(clientName))).toEqual(new Set(['2001:db8:1:2::/64']))
    expect(clientName('2001:db8:1:3::1')).toBe('2001:db8:1:3::/64')
    expect(clientName('::ffff:192.0.2.7')).toBe('192.0.2.7')
    expect(clientName('192.0.2.7')).toBe('192.0.2.7')
    expect(clientName('64:ff9b::192.0.2.7')).toBe('64:ff9b:0:0::/64')
    for (const text of ['', 'unknown', '1.2.3', 'a'.repeat(1_000), '_hidden', '1.2.3.4:80'])
      expect(clientName(text)).toBeUndefined()
    expect(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'].map((each) => isLoopback(clientName(each)!))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(isLoopback(clientName('192.0.2.127')!)).toBe(false)
  })

  test('X-Forwarded-For counts only as far as proxies are trusted', () => {
    const from = (forwarded: string | undefined, trusted: number) =>
      clientOf(
        {
          socket: { remoteAddress: '10.0.0.1' },
          headers: { 'x-forwarded-for': forwarded },
        } as unknown as IncomingMessage,
        trusted,
      )
    expect(from('203.0.113.9', 0)).toBe('10.0.0.1')
    expect(from('6.6.6.6, 203.0.113.9', 1)).toBe('203.0.113.9')
    expect(from('6.6.6.6, 203.0.113.9, 10.0.0.7', 2)).toBe('203.0.113.9')
    // A client that writes the header itself is heard by nobody.
    expect(from('6.6.6.6', 2)).toBe('10.0.0.1')
    expect(from('nonsense', 1)).toBe('10.0.0.1')
    expect(from(undefined, 1)).toBe('10.0.0.1')
  })
})

describe('over HTTP', () => {
  let served: Served
  beforeAll(async () => {
    served = await serve(createWorld(1), undefined, { limits: { pointsPerMinute: 1_000, trustedProxies: 1 } })
  })
  afterAll(() => served.stop())

  const ask = async (client: string, query: string) => {
    const response = await fetch(`${served.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': client },
      body: JSON.stringify({ query }),
    })
    return { status: response.status, headers: response.headers, body: (await response.json()) as any }
  }
  const meta = '_meta { rateLimit { limit cost nodeCount remaining used resetAt } }'

  test('_meta tells what an operation cost, the most it could return, and what is left', async () => {
    const first = await ask('192.0.2.1', `{ ${meta} tasks(first: 10) { nodes { id } } }`)
    const { rateLimit } = first.body.data._meta
    // Meta and RateLimit, a connection, ten tasks.
    expect(rateLimit).toMatchObject({ limit: 1_000, cost: 13, nodeCount: 13, remaining: 987, used: 13 })
    expect(Date.parse(rateLimit.resetAt)).toBeGreaterThan(Date.now())
    const second = await ask('192.0.2.1', `{ ${meta} }`)
    expect(second.body.data._meta.rateLimit).toMatchObject({
      cost: 2,
      used: 15,
      remaining: 985,
      resetAt: rateLimit.resetAt,
    })
    const other = await ask('192.0.2.2', `{ ${meta} }`)
    expect(other.body.data._meta.rateLimit).toMatchObject({ used: 2 })
  })

  test('out of points: 429, a code, and when to come back; another client is not held up', async () => {
    const dear = '{ tasks(first: 100) { nodes { submissions(first: 2) { nodes { id } } } } }'
    const answers = []
    for (let i = 0; i < 5; i++) answers.push(await ask('192.0.2.3', dear))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 429, 429])
    const { body, headers } = answers[2]!
    const seconds = Number(headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(61)
    expect(body.data).toBeUndefined()
    expect(body.errors[0].extensions).toEqual({
      code: 'RATE_LIMITED',
      cost: 401,
      remaining: expect.any(Number),
      limit: 1_000,
      retryAfter: seconds,
    })
    expect((await ask('192.0.2.4', dear)).status).toBe(200)
  })

  test('requests that cannot be read cost as well, whatever is asked; whether the server lives may always be asked', async () => {
    const headers = { 'x-forwarded-for': '2001:db8::1' }
    let last = 0
    for (let i = 0; i < 1_001; i++) {
      const response = await fetch(`${served.url}/nothing`, {
        headers: { 'x-forwarded-for': `2001:db8::${i.toString(16)}` },
      })
      await response.arrayBuffer()
      last = response.status
    }
    expect(last).toBe(429)
    const body = {
      method: 'POST',
      body: 'x'.repeat(99_999),
      headers: { ...headers, 'content-type': 'application/json' },
    }
    expect((await fetch(`${served.url}/graphql`, body)).status).toBe(429)
    expect((await fetch(`${served.url}/health`, { headers })).status).toBe(200)
  })
})

test('by default programs on this machine spend without end, and what they spend is counted', async () => {
  const served = await serve(createWorld(1))
  const { _meta } = await served.data('{ _meta { rateLimit { limit used remaining } } }')
  expect(_meta.rateLimit).toEqual({ limit: 2_147_483_647, used: 2, remaining: 2_147_483_645 })
  await served.stop()
})

test('the cost of one operation is limited as the configuration says', async () => {
  const served = await serve(createWorld(1), undefined, { limits: { costMax: 20 } })
  const { errors } = await served.ask('{ tasks(first: 20) { nodes { id } } }')
  expect(errors![0]!.extensions).toEqual({ code: 'COST_LIMIT_EXCEEDED', cost: 21, limit: 20 })
  await served.stop()
})
