import { type AbiEvent, encodeAbiParameters, encodeEventTopics, keccak256, toHex } from 'viem'
import type { Block, Log } from '../../src/domain/block.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { dataMarketEvents } from '../../src/protocols/datamarket/abi.ts'
import { TRANSFER_TOPIC } from '../../src/protocols/erc20.ts'
import type { Random } from './random.ts'

// A market without rules: every event, in any order, with keys from so small a range that they meet: tasks posted twice, money
// for nobody, payments above what is owed, versions of datasets that never were. Whatever it says must be indexed and balance.

const address = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`
export const MARKET = address(0xda7a)
const PEOPLE = Array.from({ length: 7 }, (_, i) => address(0xa0 + i))
const TOKENS = [address(0x70), address(0x71)]
const TEXTS = ['', 'ipfs://bafy', 'データ', 'nul\u0000inside', '\u202eevil', 'x'.repeat(200), '0xABCDEF']

const valueFor = (random: Random, input: { name?: string; type: string }): unknown => {
  switch (input.type) {
    case 'address':
      return input.name === 'token' ? random.pick(TOKENS) : random.pick(PEOPLE)
    case 'string':
      return random.pick(TEXTS)
    case 'bytes32':
      return toHex(random.int(3), { size: 32 })
    case 'uint256[]':
      return Array.from({ length: random.int(4) }, () => BigInt(1 + random.int(8)))
    case 'uint8':
      return random.int(4)
    case 'uint16':
      return random.int(12_000)
    case 'uint64':
      return random.chance(0.1) ? 2n ** 64n - 1n : BigInt(random.int(4))
    default:
      if (input.name === 'amount' || input.name === 'reward' || input.name === 'price') {
        return random.chance(0.05)
          ? 2n ** 256n - 1n - BigInt(random.int(3))
          : random.chance(0.1)
            ? 0n
            : BigInt(1 + random.int(1000))
      }
      return BigInt(random.int(input.name === 'submissionId' ? 9 : 5))
  }
}

type RawLog = Pick<Log, 'address' | 'topics' | 'data'>

const eventLog = (random: Random): RawLog => {
  const event = random.pick(dataMarketEvents as readonly AbiEvent[])
  const args = Object.fromEntries(event.inputs.map((input) => [input.name!, valueFor(random, input as never)]))
  const plain = event.inputs.filter((input) => !input.indexed)
  return {
    address: MARKET,
    topics: encodeEventTopics({ abi: [event], eventName: event.name, args } as never) as Hex[],
    data: encodeAbiParameters(plain, plain.map((input) => args[input.name!]) as never),
  }
}

const transferLog = (random: Random): RawLog => {
  const [from, to] = random.chance(0.5) ? [MARKET, random.pick(PEOPLE)] : [random.pick(PEOPLE), MARKET]
  const asTopic = (value: Hex): Hex => `0x${value.slice(2).padStart(64, '0')}`
  return {
    address: random.pick(TOKENS),
    topics: [TRANSFER_TOPIC, asTopic(from), asTopic(to)],
    data: toHex(BigInt(random.int(1000)), { size: 32 }),
  }
}

const strangeLog = (random: Random): RawLog => ({
  address: MARKET,
  topics: random.chance(0.3) ? [] : [random.chance(0.5) ? keccak256('0x01') : (eventLog(random).topics[0] as Hex)],
  data: random.chance(0.5) ? '0x' : '0x0102030405',
})

const anyLog = (random: Random): RawLog => {
  if (random.chance(0.03)) return strangeLog(random)
  return random.chance(0.15) ? transferLog(random) : eventLog(random)
}

/** Logs of one block, in a few transactions that are numbered in order. */
export const chaosLogs = (random: Random, logsMax: number): (RawLog & { readonly transaction: number })[] => {
  let transaction = 0
  return Array.from({ length: random.chance(0.4) ? 0 : random.int(logsMax + 1) }, (_, i) => {
    if (i > 0 && random.chance(0.5)) transaction++
    return { ...anyLog(random), transaction }
  })
}

/** One block after `parent`, with up to `logsMax` logs in a few transactions. Its hash follows from all it holds. */
const chaosBlock = (random: Random, parent: Pick<Block, 'number' | 'hash' | 'timestamp'>, logsMax: number): Block => {
  const number = parent.number + 1
  const timestamp = parent.timestamp + 1 + random.int(50_000)
  const salt = random.int(2 ** 31)
  const logs = chaosLogs(random, logsMax).map(({ transaction, ...log }, i): Log => {
    const transactionHash = keccak256(toHex(`${parent.hash}/${salt}/${transaction}`))
    // Other contracts' logs and transactions lie between.
    return { ...log, logIndex: i * 2, transactionIndex: transaction * 3, transactionHash }
  })
  return {
    number,
    parentHash: parent.hash,
    hash: keccak256(toHex(`${parent.hash}/${salt}`)),
    timestamp,
    level: 'BLOOM_CONSISTENT',
    logs,
  }
}

export const GENESIS = { number: 0, hash: keccak256('0x00'), timestamp: 1_700_000_000 }

/** `length` blocks after `parent`. */
export const chaosChain = (
  random: Random,
  parent: Pick<Block, 'number' | 'hash' | 'timestamp'>,
  length: number,
  logsMax = 6,
): Block[] => {
  const blocks: Block[] = []
  for (let i = 0; i < length; i++) blocks.push(chaosBlock(random, blocks.at(-1) ?? parent, logsMax))
  return blocks
}
