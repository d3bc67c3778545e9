import './one-graphql.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, taskStatuses } from '../../src/domain/codes.ts'
import type { Hex } from '../../src/domain/hex.ts'
import type { ChainPlace } from '../../src/indexer/chain-place.ts'
import { askTaskStatuses } from '../../src/indexer/task-status.ts'
import { packId } from '../../src/store/ids.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { bytes, createWorld } from './world.ts'

const TASKS = 40
const AGAIN = 5_000
const escrowOf = (n: number): Hex => bytes(0x5c, n, 20)
const word = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`

/** Two chains with the same escrows, whose states no event shows. */
const story = () => {
  const world = createWorld(8, 2)
  world.taskStatuses = []
  for (const row of world.tasks) row.status = codeOf(taskStatuses, 'COMPLETED')
  for (const slot of [0, 1]) {
    const [other, human] = world.markets.filter((market) => market.id >= packId(slot, 0))
    const template = world.tasks.find((task) => task.id >= packId(slot, 0))!
    const task = (n: number, marketId: number) => ({
      ...template,
      id: packId(slot, 500 + n),
      key: escrowOf(n),
      marketId,
      deadline: null,
      status: codeOf(taskStatuses, 'UNKNOWN'),
    })
    for (let n = 0; n < TASKS; n++) world.tasks.push(task(n, human!.id))
    // Another protocol's tasks are not asked.
    world.tasks.push(task(TASKS, other!.id))
  }
  return world
}

for (const engine of engines)
  describe(`states of tasks, asked of their contracts, on ${engine}`, () => {
    const world = story()
    const place = { chainId: 31_337, slot: 0 } as ChainPlace
    let served: Served
    beforeAll(async () => {
      served = await serveOn(engine, world)
    })
    afterAll(() => served.stop())

    const asked: { to: Hex; data: Hex }[] = []
    /** Answers by escrow, as its number says. */
    let answers: (n: number) => Hex | null | Error = () => null
    const source = {
      call: async (calls: readonly { to: Hex; data: Hex }[]) =>
        calls.map(({ to, data }) => {
          asked.push({ to, data })
          const answer = answers(Number(BigInt(to) & 0xffffn))
          if (answer instanceof Error) throw answer
          return answer
        }),
    }
    const ask = (atBlock: number) => {
      asked.length = 0
      return askTaskStatuses(served.store, place, source, atBlock)
    }
    const states = async () => {
      const { tasks } = await served.data(
        '{ tasks(first: 100, where: {chainId: {eq: 31337}, protocol: ["human"]}, orderBy: []) { nodes { key status } } }',
      )
      const all: { key: string; status: string }[] = tasks.nodes
      return Object.fromEntries(all.filter(({ key }) => key.startsWith('0x')).map(({ key, status }) => [key, status]))
    }

    test('a node that fails leaves them unknown', async () => {
      answers = () => new Error('no node answers')
      expect(await ask(100)).toBe(0)
      expect(new Set(Object.values(await states()))).toEqual(new Set(['UNKNOWN']))
    })

    test('so many at a time, until none are left', async () => {
      answers = (n) => {
        if (n === 7) return null
        if (n === 8) return '0x'
        if (n === 9) return word(2 ** 40)
        return n === 10 ? '0x03' : word(n % 7)
      }
      expect(await ask(100)).toBe(32)
      expect(asked.every(({ data }) => data === '0x200d2ed2')).toBe(true)
      expect(await ask(100)).toBe(TASKS - 32)
      expect(await ask(100)).toBe(0)
      const shown = await states()
      const meanings = ['CREATED', 'OPEN', 'PARTIAL', 'PAID', 'COMPLETED', 'CANCELLED', 'CANCELLING']
      for (let n = 0; n < TASKS; n++)
        expect([n, shown[escrowOf(n)]]).toEqual([n, n >= 7 && n <= 10 ? 'UNKNOWN' : meanings[n % 7]])
    })

    test('the same escrow on another chain stays unknown', async () => {
      const { tasks } = await served.data(
        `{ tasks(first: 100, where: {chainId: {eq: 31338}, status: [UNKNOWN]}) { totalCount } }`,
      )
      expect(tasks.totalCount).toBe(TASKS + 1)
    })

    test('those that have not ended are asked again, later; the rest never', async () => {
      answers = (n) => (n % 7 === 3 ? word(4) : null)
      expect(await ask(100 + AGAIN - 1)).toBe(0)
      const before = await states()
      let sum = 0
      const seen = new Set<string>()
      for (let count = await ask(100 + AGAIN); count > 0; count = await ask(100 + AGAIN)) {
        sum += count
        for (const { to } of asked) seen.add(to)
      }
      const open = Object.entries(before).filter(([, status]) => status !== 'COMPLETED' && status !== 'CANCELLED')
      expect(seen).toEqual(new Set(open.map(([key]) => key)))
      expect(sum).toBe(open.length)
      // What it once said stands when it says nothing now.
      const now = (key: string, status: string) => (Number(BigInt(key) & 0xffffn) % 7 === 3 ? 'COMPLETED' : status)
      expect(await states()).toEqual(
        Object.fromEntries(Object.entries(before).map(([key, status]) => [key, now(key, status)])),
      )
      const rows = await served.store.query('select count(*) as n from task_statuses')
      expect(Number(rows[0]!.n)).toBe(TASKS)
    })

    test('filters agree with what is shown', async () => {
      const all = Object.values(await states())
      for (const status of taskStatuses) {
        const { tasks } = await served.data(
          `{ tasks(first: 1, where: {chainId: {eq: 31337}, protocol: ["human"], createdAt: {gte: "2000-01-01T00:00:00Z"}, status: [${status}]}) { totalCount } }`,
        )
        const stored = world.tasks.filter(
          (row) =>
            row.marketId === world.markets[1]!.id && !row.key.startsWith('0x') && taskStatuses[row.status] === status,
        )
        expect([status, tasks.totalCount]).toEqual([
          status,
          all.filter((shown) => shown === status).length + stored.length,
        ])
      }
    })
  })
