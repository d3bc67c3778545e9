import { type AbiEvent, encodeAbiParameters, encodeEventTopics, parseAbiItem, toFunctionSelector } from 'viem'
import type { Log } from '../../../src/domain/block.ts'
import type { TaskStatus } from '../../../src/domain/codes.ts'
import { type DomainEvent, statesMoney } from '../../../src/domain/event.ts'
import type { Hex } from '../../../src/domain/hex.ts'
import type { Transfer } from '../../../src/domain/settlement.ts'
import { human } from '../../../src/protocols/human/translate.ts'
import { createEventTable, type DecodedLog, eventOf, type Meaning } from '../../../src/protocols/protocol.ts'

// A market made by hand: logs as contracts would emit them, read by the protocol's own tables, and as much of the books as it asks for.

export const account = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`
export const [factory, legacyFactory, implementation, token, other, escrow, escrow2] = [
  0xfac, 0x1fac, 0x111, 0x70, 0x71, 0xe5c, 0xe5d,
].map(account) as [Hex, Hex, Hex, Hex, Hex, Hex, Hex]
export const [poster, reputation, recording, exchange, ann, bob, cid] = [
  0xb055, 0x0a1, 0x0a2, 0x0a3, 0xa, 0xb, 0xc,
].map(account) as [Hex, Hex, Hex, Hex, Hex, Hex, Hex]
export const nobody = account(0)

/** What a log is made of before it has its place in a transaction. */
export type Emission = { readonly address: Hex; readonly topics: readonly Hex[]; readonly data: Hex }

export const emit = (address: Hex, signature: string, ...args: unknown[]): Emission => {
  const event = parseAbiItem(`event ${signature}`) as AbiEvent
  const values = event.inputs.map((input, i) => ({ input, value: args[i] }))
  const plain = values.filter(({ input }) => !input.indexed)
  return {
    address,
    topics: encodeEventTopics({
      abi: [event],
      args: values.filter(({ input }) => input.indexed).map(({ value }) => value),
    } as never) as Hex[],
    data: encodeAbiParameters(
      plain.map(({ input }) => input),
      plain.map(({ value }) => value),
    ),
  }
}

const TRANSFER = 'Transfer(address indexed from, address indexed to, uint256 value)'
export const move = (from: Hex, to: Hex, amount: bigint, of: Hex = token): Emission =>
  emit(of, TRANSFER, from, to, amount)
const transferTopic = move(nobody, nobody, 0n).topics[0]
const addressOf = (topic: Hex | undefined): Hex => `0x${topic!.slice(26)}`

const tables = new Map(Object.entries(human.roles).map(([role, { events }]) => [role, createEventTable(events)]))

type Task = { token: Hex; status: TaskStatus; remaining: bigint }

export const getters = { launcher: toFunctionSelector('launcher()'), canceler: toFunctionSelector('canceler()') }
/** By contract and call; what is missing answers nothing. */
export type Answers = Readonly<Record<string, Hex>>
export const answering = (of: Hex, name: keyof typeof getters, who: Hex): Answers => ({
  [`${of}:${getters[name]}`]: `0x${who.slice(2).padStart(64, '0')}`,
})

/** What a transaction came to: its logs, their meanings, and which transfers no money was matched with. */
export type Outcome = {
  readonly logs: readonly Log[]
  readonly transfers: readonly Transfer[]
  readonly meanings: readonly Meaning[]
  readonly events: readonly DomainEvent[]
  readonly unclaimed: readonly Transfer[]
}

const inMoney = new Set(['TaskFunded/DEPOSIT'])
const signOf = (event: DomainEvent): bigint =>
  inMoney.has(`${event.type}/${event.type === 'TaskFunded' ? event.kind : ''}`) ? 1n : -1n

export const createMarket = (answers: Answers = {}) => {
  const roles = new Map<Hex, string>([
    [factory, 'factory'],
    [legacyFactory, 'legacyFactory'],
  ])
  const memory = new Map<string, string>()
  const tasks = new Map<string, Task>()
  let transactions = 0

  const apply = (event: DomainEvent) => {
    if (event.type === 'Remembered') memory.set(event.key, event.value)
    if (event.type === 'TaskPosted') tasks.set(event.task, { token: event.token, status: 'CREATED', remaining: 0n })
    if (event.type === 'TaskStatusChanged') tasks.get(event.task)!.status = event.status
    if (statesMoney(event) && 'task' in event && event.task !== null) {
      const task = tasks.get(event.task)!
      if (event.money.token === task.token) task.remaining += signOf(event) * event.money.amount
    }
  }

  const run = (...emissions: Emission[]): Outcome => {
    const transactionHash: Hex = `0x${(++transactions).toString(16).padStart(64, '0')}`
    const logs = emissions.map((each, i): Log => ({ ...each, transactionHash, transactionIndex: 0, logIndex: i + 3 }))
    const decoded: DecodedLog[] = []
    for (const log of logs) {
      const role = roles.get(log.address)
      const event = role === undefined ? undefined : eventOf(tables.get(role)!, log)
      const args = event?.decode(log)
      if (role === undefined || !event || !args) continue
      decoded.push({ log, role, eventName: event.name, args })
      for (const { address, role: announced } of human.announces!(decoded.at(-1)!)) roles.set(address, announced)
    }
    const holds = (address: Hex) => human.roles[roles.get(address) ?? '']?.holds === true
    const transfers = logs
      .filter(({ topics }) => topics[0] === transferTopic && topics.length === 3)
      .map(
        ({ logIndex, address, topics, data }): Transfer => ({
          logIndex,
          token: address,
          from: addressOf(topics[1]),
          to: addressOf(topics[2]),
          amount: BigInt(data),
        }),
      )
      .filter(({ from, to }) => holds(from) || holds(to))
    const meanings = human.translate(
      { timestamp: 0, logs: decoded, transfers },
      {
        roleOf: (address) => roles.get(address),
        recall: (key) => memory.get(key),
        task: (key) => tasks.get(key) && { ...tasks.get(key)! },
        answer: (address, data) => answers[`${address}:${data}`] ?? null,
        answerBefore: (address, data) => answers[`${address}:${data}`] ?? null,
      },
    )
    const events = meanings.flatMap((meaning) => meaning.events)
    events.forEach(apply)
    const matched = new Set(events.flatMap((event) => (statesMoney(event) ? [event.money.transferLog] : [])))
    const unclaimed = transfers.filter(({ logIndex }) => !matched.has(logIndex))
    return { logs, transfers, meanings, events, unclaimed }
  }
  return { run, task: (key: string = escrow) => tasks.get(key), recall: (key: string) => memory.get(key) }
}

/** Events in a line each, without what is only remembered: what a test compares. */
export const lines = (events: readonly DomainEvent[]): string[] =>
  events.filter(({ type }) => type !== 'Remembered').map(line)

const names = new Map<string, string>(
  Object.entries({ poster, reputation, recording, exchange, ann, bob, cid, nobody, escrow, escrow2, token, other }).map(
    ([name, address]) => [address, name],
  ),
)
const nameOf = (address: string | null): string => (address === null ? '?' : (names.get(address) ?? address))

const line = (event: DomainEvent): string => {
  const money = (() => {
    if (!statesMoney(event)) return ''
    const { amount, token: of, settlement, transferLog, confidence } = event.money
    const where = settlement === 'MATCHED' ? `@${transferLog ?? '-'}` : settlement
    return ` ${amount}${of === token ? '' : ` of ${nameOf(of)}`} ${where}${confidence === 'DERIVED' ? ' derived' : ''}`
  })()
  switch (event.type) {
    case 'PayoutMade':
      return `pay ${nameOf(event.contributor)}${money}${event.gross === null ? '' : ` gross ${event.gross}`}`
    case 'FeeCharged':
      return `${event.kind === 'ORACLE' ? 'fee' : 'taken by'} ${nameOf(event.payee)}${money}`
    case 'TaskFunded':
      return `${event.kind.toLowerCase()} ${nameOf(event.account)}${money}`
    case 'TaskStatusChanged':
      return event.status
    case 'TaskRoleGiven':
      return `role ${event.role} ${nameOf(event.account)} ${event.feeBps ?? '-'}`
    case 'TaskPosted':
      return `posted by ${nameOf(event.poster)}${event.externalRef === null ? '' : ` for ${event.externalRef}`}`
    case 'TaskPosterKnown':
      return `poster ${nameOf(event.poster)}`
    case 'TaskDescribed':
      return `described ${event.uri}`
    default:
      return event.type
  }
}
