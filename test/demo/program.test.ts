import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../src/demo/free-port.ts'
import { type Running, runDemoProgram } from './program.ts'

let folder: string
let running: Running | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-test-demo-'))
})
afterEach(() => {
  running?.child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const answers = async (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

test('--once plays, indexes and finds that the books agree with the chain', async () => {
  running = runDemoProgram(folder, '--once', '--json', '--seed', '4')
  expect([await running.ended, running.stderr()]).toEqual([0, expect.stringContaining('Every ledger balances')])
  const summary = JSON.parse(running.stdout())
  expect(summary).toMatchObject({ seed: 4, isTrue: true, datasets: 12 })
  expect(Object.keys(summary.tasks).sort()).toEqual(['CANCELLED', 'COMPLETED', 'EXPIRED', 'OPEN', 'PAID', 'PARTIAL'])
  expect(Object.keys(summary.submissions).sort()).toEqual(['ACCEPTED', 'PENDING', 'REJECTED'])
  expect(summary.tokens.map(({ symbol }: { symbol: string }) => symbol).sort()).toEqual(['DDC', 'DUSD'])
  const dollar = summary.tokens.find(({ symbol }: { symbol: string }) => symbol === 'DUSD')
  expect(dollar.held.suspense).toBe('125000000')
  expect(readdirSync(folder)).toEqual([])
})

test('a port that is taken is wrong use, said before anything is started', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  running = runDemoProgram(folder, '--port', String(port))
  expect([await running.ended, running.stderr()]).toEqual([
    2,
    expect.stringContaining(`Port ${port} of 127.0.0.1 is in use`),
  ])
  expect(readdirSync(folder)).toEqual([])
  server.close()
})

test('the demo serves a market with every state, answers the questions it suggests, lives on, and leaves nothing behind', async () => {
  const port = await freePort()
  running = runDemoProgram(folder, '--port', String(port), '--json')
  type Ready = { graphql: string; queries: { title: string; text: string }[] }
  let ready: Ready | undefined
  while (!ready && running.child.exitCode === null) {
    await delay(100)
    ready = running
      .stdout()
      .split('\n')
      .filter((line) => line.includes('"queries"') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Ready)[0]
  }
  expect(running.stderr()).toContain('Indexed and served after')

  const ask = async (query: string) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(ready!.graphql, { method: 'POST', headers, body: JSON.stringify({ query }) })
    const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown }
    expect(errors).toBeUndefined()
    return data
  }
  for (const { text } of ready!.queries) expect(Object.values(await ask(text))).not.toContain(null)
  const [totals, earnings, dataset] = await Promise.all(ready!.queries.map(({ text }) => ask(text)))
  expect(totals).toMatchObject({ market: { totals: { rewardsPaid: [{}, {}] } } })
  expect(earnings).not.toMatchObject({ contributor: { payouts: { nodes: [] } } })
  expect(dataset).not.toMatchObject({ dataset: { versions: { nodes: [] } } })

  const states = ['OPEN', 'PARTIAL', 'PAID', 'COMPLETED', 'CANCELLED', 'EXPIRED']
  const counts = states.map((state) => `${state}: tasks(where: {status: [${state}]}) { totalCount }`)
  const found = (await ask(`{ ${counts.join(' ')} }`)) as Record<string, { totalCount: number }>
  expect(states.filter((state) => found[state]!.totalCount === 0)).toEqual([])

  const eventCount = async () =>
    Number(
      ((await ask('{ chains { sync { eventCount } } }')).chains as { sync: { eventCount: string } }[])[0]!.sync
        .eventCount,
    )
  const before = await eventCount()
  expect(before).toBeGreaterThan(3_000)
  for (let i = 0; i < 100 && (await eventCount()) === before; i++) await delay(100)
  expect(await eventCount()).toBeGreaterThan(before)

  const chainUrl = /http:\/\/127\.0\.0\.1:\d+/.exec(running.stderr())![0]
  running.child.kill('SIGTERM')
  expect(await running.ended).toBe(0)
  expect([await answers(chainUrl), await answers(ready!.graphql)]).toEqual([false, false])
  expect(readdirSync(folder)).toEqual([])
})
