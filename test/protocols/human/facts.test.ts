import fc from 'fast-check'
import type { AbiEvent } from 'viem'
import { expect, test } from 'vitest'
import { type DomainEvent, statesMoney } from '../../../src/domain/event.ts'
import { human } from '../../../src/protocols/human/translate.ts'
import { createEventTable, type DecodedLog, type MarketView } from '../../../src/protocols/protocol.ts'
import { launched, launchedV2 } from './emissions.ts'
import {
  ann,
  bob,
  createMarket,
  type Emission,
  emit,
  escrow,
  escrow2,
  exchange,
  move,
  nobody,
  other,
  poster,
  recording,
  reputation,
  token,
} from './market.ts'

// Facts are never refused, however little sense they make together.

const signatureOf = ({ name, inputs }: AbiEvent): string =>
  `${name}(${inputs.map((input) => `${input.type}${input.indexed ? ' indexed' : ''} ${input.name}`).join(', ')})`

const accounts = fc.constantFrom(ann, bob, poster, reputation, recording, exchange, nobody, escrow, escrow2)
const amounts = fc.oneof(fc.bigInt(0n, 4n), fc.constant(2n ** 256n - 1n))
const anyOf = (type: string): fc.Arbitrary<unknown> => {
  if (type === 'address') return fc.oneof(accounts, fc.constantFrom(token, other))
  if (type === 'bool') return fc.boolean()
  if (type === 'string') return fc.string()
  if (type === 'uint8') return fc.integer({ min: 0, max: 255 })
  if (type === 'bytes32') return fc.constant(`0x${'07'.repeat(32)}`)
  if (type.endsWith('[]')) return fc.array(anyOf(type.slice(0, -2)), { maxLength: 6 })
  return amounts
}
const escrows = fc.constantFrom(escrow, escrow2)
const saying = fc
  .tuple(escrows, fc.constantFrom(...(human.roles.escrow!.events as readonly AbiEvent[])))
  .chain(([of, event]) =>
    fc
      .tuple(...event.inputs.map(({ type }) => anyOf(type)))
      .map((values): Emission => emit(of, signatureOf(event), ...values)),
  )
const moving = fc
  .tuple(fc.oneof(escrows, accounts), accounts, amounts, fc.constantFrom(token, token, other))
  .map(([from, to, amount, of]) => move(from, to, amount, of))
const anything = fc.array(fc.array(fc.oneof(saying, moving), { maxLength: 12 }), { maxLength: 4 })

test('whatever escrows say, each transfer is claimed once, and each meaning names a log of its transaction', () => {
  fc.assert(
    fc.property(anything, fc.boolean(), (transactions, modern) => {
      const market = createMarket()
      market.run(modern ? launchedV2() : launched(), launched(escrow2))
      for (const emissions of transactions) {
        const { logs, meanings, events } = market.run(...emissions)
        const places = meanings.map(({ logIndex }) => logIndex)
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
        expect(logs.map(({ logIndex }) => logIndex)).toEqual(expect.arrayContaining(places))
        const isDeposit = (event: DomainEvent) => event.type === 'TaskFunded' && event.kind === 'DEPOSIT'
        for (const side of [events.filter(isDeposit), events.filter((event) => !isDeposit(event))]) {
          const claimed = side.filter(statesMoney).flatMap(({ money }) => money.transferLog ?? [])
          expect(claimed).toHaveLength(new Set(claimed).size)
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('a role tells every event apart by its signature and its topics', () => {
  for (const { events } of Object.values(human.roles)) expect(createEventTable(events).size).toBe(events.length)
})

test('nothing of stakes, reward pools and key-value stores becomes rows, nor who owns them', () => {
  const roles = ['staking', 'rewardPool', 'kvStore'] as const
  expect(human.configurable).toEqual(expect.arrayContaining([...roles]))
  const logs = roles.flatMap((role) =>
    human.roles[role]!.events.map(({ name: eventName }, logIndex): DecodedLog => {
      const log = {
        transactionHash: '0x',
        transactionIndex: 0,
        logIndex,
        address: other,
        topics: [],
        data: '0x',
      } as const
      return { log, role, eventName, args: {} }
    }),
  )
  const view: MarketView = {
    roleOf: () => undefined,
    recall: () => undefined,
    task: () => undefined,
    answer: () => null,
    answerBefore: () => null,
  }
  expect(human.translate({ timestamp: 0, logs, transfers: [] }, view)).toEqual([])
  expect(logs.flatMap((log) => human.announces?.(log) ?? [])).toEqual([])
})

test('a reference as long as a book is none', () => {
  const referenceOf = (text: string) =>
    createMarket()
      .run(launchedV2(escrow, text))
      .events.flatMap((event) => (event.type === 'TaskPosted' ? [event.externalRef] : []))
  expect(referenceOf('order 7')).toEqual(['order 7'])
  expect(referenceOf('7'.repeat(501))).toEqual([null])
})
