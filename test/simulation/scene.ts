import { type AbiEvent, encodeAbiParameters, encodeEventTopics, keccak256, toHex } from 'viem'
import type { Block, Log } from '../../src/domain/block.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { dataMarketEvents } from '../../src/protocols/datamarket/abi.ts'
import { TRANSFER_TOPIC } from '../../src/protocols/erc20.ts'
import { GENESIS, MARKET } from './chaos-market.ts'

// A scene is told block by block, each a list of logs of one transaction: only what matters to a test is in it.

export const someone = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`
export const TOKEN = someone(0x70)

export type SceneLog = Pick<Log, 'address' | 'topics' | 'data'>

/** An event of the market; arguments that are left out are zero or empty. */
export const emitted = (eventName: string, given: Readonly<Record<string, unknown>>): SceneLog => {
  const event = (dataMarketEvents as readonly AbiEvent[]).find(({ name }) => name === eventName)!
  const zero = (type: string) =>
    type === 'address'
      ? someone(0)
      : type === 'string'
        ? ''
        : type === 'bytes32'
          ? toHex(0, { size: 32 })
          : type.endsWith('[]')
            ? []
            : 0n
  const args = Object.fromEntries(event.inputs.map(({ name, type }) => [name!, given[name!] ?? zero(type)]))
  const plain = event.inputs.filter(({ indexed }) => !indexed)
  return {
    address: MARKET,
    topics: encodeEventTopics({ abi: [event], eventName, args } as never) as Hex[],
    data: encodeAbiParameters(plain, plain.map(({ name }) => args[name!]) as never),
  }
}

/** A token's own Transfer. */
export const moved = (from: Hex, to: Hex, amount: bigint): SceneLog => {
  const topic = (address: Hex): Hex => `0x${address.slice(2).padStart(64, '0')}`
  return { address: TOKEN, topics: [TRANSFER_TOPIC, topic(from), topic(to)], data: toHex(amount, { size: 32 }) }
}

const DAY = 86_400

/** One block a day, one transaction a block. */
export const scene = (...transactions: readonly (readonly SceneLog[])[]): Block[] => {
  const blocks: Block[] = []
  for (const [i, logs] of transactions.entries()) {
    const parent = blocks.at(-1) ?? GENESIS
    const hash = keccak256(toHex(`${parent.hash}/${i}`))
    const place = { transactionIndex: 0, transactionHash: keccak256(hash) }
    blocks.push({
      number: i + 1,
      hash,
      parentHash: parent.hash,
      timestamp: GENESIS.timestamp + (i + 1) * DAY,
      level: 'BLOOM_CONSISTENT',
      logs: logs.map((log, logIndex) => ({ ...log, ...place, logIndex })),
    })
  }
  return blocks
}
