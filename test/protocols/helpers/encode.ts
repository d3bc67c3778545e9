import { type AbiEvent, type AbiParameter, encodeAbiParameters, encodeEventTopics } from 'viem'
import type { Log } from '../../../src/domain/block.ts'
import type { Hex } from '../../../src/domain/hex.ts'
import type { Random } from '../../simulation/random.ts'

/** A log less its place in a block. */
export type BareLog = Pick<Log, 'address' | 'topics' | 'data'>

/** An event as its contract would emit it. */
export const encodeEvent = (address: Hex, event: AbiEvent, args: Readonly<Record<string, unknown>>): BareLog => {
  const plain = event.inputs.filter(({ indexed }) => !indexed)
  const named = event.inputs.filter(({ indexed }) => indexed)
  const topics = encodeEventTopics({
    abi: [{ ...event, inputs: named.map((input) => ({ ...input, indexed: true })) }],
    eventName: event.name,
    args,
  } as never) as Hex[]
  // The signature is of all arguments, not only of the indexed ones.
  const [signature] = encodeEventTopics({ abi: [event], eventName: event.name } as never) as Hex[]
  return {
    address,
    topics: [signature!, ...topics.slice(1)],
    data: encodeAbiParameters(plain, plain.map(({ name }) => args[name!]) as never),
  }
}

const TEXTS = ['', 'https://example.org/m.json', '{"a":1}', 'nul\u0000byte', '😀'.repeat(40), '25', 'fee']

/** A value of an ABI type: small numbers and few accounts, so that things meet. */
const drawValue = (type: string, random: Random, accounts: readonly Hex[]): unknown => {
  const list = /^(.*)\[\]$/.exec(type)?.[1]
  if (list !== undefined) return Array.from({ length: random.int(6) }, () => drawValue(list, random, accounts))
  if (type === 'address') return random.pick(accounts)
  if (type === 'bool') return random.chance(0.5)
  if (type === 'string') return random.pick(TEXTS)
  if (type === 'bytes') return `0x${'ff'.repeat(random.int(40))}`
  const fixed = /^bytes(\d+)$/.exec(type)?.[1]
  if (fixed) return `0x${'00'.repeat(Number(fixed) - 1)}0${random.int(4)}`
  const bits = Number(/^u?int(\d*)$/.exec(type)?.[1] || 256)
  const value = random.chance(0.1) ? 2n ** BigInt(bits - 1) - 1n : BigInt(random.int(bits === 8 ? 8 : 1_000))
  return bits <= 48 ? Number(value) : value
}

/** Arguments for an event, drawn at random; those that are given stay. */
export const drawArguments = (
  event: AbiEvent,
  random: Random,
  accounts: readonly Hex[],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    (event.inputs as readonly AbiParameter[]).map(({ name, type }) => [name!, drawValue(type, random, accounts)]),
  )
