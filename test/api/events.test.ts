// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { protocols } from '../../src/protocols/registry.ts'
import { packId } from '../../src/store/ids.ts'
import { packBody } from '../../src/store/log-body.ts'
import { drawArguments, encodeEvent } from '../protocols/helpers/encode.ts'
import { createRandom } from '../simulation/random.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { addressOf, bytes, createWorld } from './world.ts'

const shownOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shownOf)
  return typeof value === 'bigint' || typeof value === 'number' ? String(value) : value
}

/** A fee for each event that any contract of any protocol can emit, and what should be shown of its log. */
const story = () => {
  const world = createWorld(11)
  const random = createRandom(4)
  const people = [addressOf(1), addressOf(2)]
  const [template, market] = [world.fees[0]!, world.markets[0]!]
  world.fees = []
  const expected: { eventName: string; arguments: Record<string, unknown>; contract: Hex }[] = []
  const roles = [...protocols.values()].flatMap((protocol) =>
    Object.entries(protocol.roles).map(([role, { events }]) => ({ protocol: protocol.name, role, events })),
  )
  for (const [n, { protocol, role, events }] of roles.entries()) {
    const own = { ...market, id: packId(0, 100 + n), protocol, address: bytes(0x3b, n, 20) }
    const contract = bytes(0x3c, n, 20)
    world.markets.push(own)
    // The same contract has another part in another market: what one does not know, the other may.
    for (const [i, part] of [{ marketId: market.id, role: 'market' } as const, { marketId: own.id, role }].entries())
      world.contracts.push({ id: packId(0, 1_000 + 2 * n + i), ...part, address: contract, logId: null })
    for (const event of events) {
      const args = drawArguments(event, random, people)
      const { topics, data } = encodeEvent(contract, event, args)
      const id = 5_000 + expected.length
      world.emitters.push({
        id: packId(0, id),
        address: contract,
        topic0: topics[0]!,
        topicCount: topics.length,
      })
      world.logs.push({
        id: packId(0, id),
        logIndex: id,
        emitterId: packId(0, id),
        body: packBody(topics, data),
      })
      world.fees.push({ ...template, id: packId(0, id), logId: packId(0, id), payoutId: null, taskId: null })
      const dynamic = (name: string) =>
        event.inputs.some((input) => input.name === name && input.indexed && /string|bytes$|\[/.test(input.type))
      expected.push({
        contract,
        eventName: event.name,
        arguments: Object.fromEntries(
          Object.entries(args).map(([name, value]) => [name, dynamic(name) ? expect.any(String) : shownOf(value)]),
        ),
      })
    }
  }
  return { world, expected }
}

for (const engine of engines)
  describe(`events on ${engine}`, () => {
    const { world, expected } = story()
    let served: Served
    beforeAll(async () => {
      served = await serveOn(engine, world)
    })
    afterAll(() => served.stop())

    test('of every protocol are named by the roles of the contract that emits them', async () => {
      const found: any[] = []
      for (let after: string | null = null; ; ) {
        const { fees }: any = await served.data(
          `query ($after: String) { fees(first: 100, after: $after, orderBy: [{field: CREATED_AT, direction: ASC}]) {
            nodes { createdBy { contract eventName arguments } } pageInfo { hasNextPage endCursor } } }`,
          { after },
        )
        found.push(...fees.nodes.map((node: any) => node.createdBy))
        after = fees.pageInfo.endCursor
        if (!fees.pageInfo.hasNextPage) break
      }
      expect(found.length).toBe(expected.length)
      expect(found.length).toBeGreaterThan(10)
      for (const [i, event] of found.entries())
        expect({ ...event, contract: event.contract.toLowerCase() }).toEqual(expected[i])
    })

    test('of strangers are token transfers or unknown', async () => {
      const { payouts } = await served.data('{ payouts(first: 100) { nodes { createdBy { eventName logIndex } } } }')
      const byKind = (transfer: boolean) =>
        new Set(
          payouts.nodes
            .filter((node: any) => (node.createdBy.logIndex % 4 === 3) === transfer)
            .map((node: any) => node.createdBy.eventName),
        )
      expect([...byKind(true)]).toEqual(['Transfer'])
      expect([...byKind(false)]).toEqual(['unknown'])
    })
  })
