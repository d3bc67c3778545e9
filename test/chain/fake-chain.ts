import { createHash } from 'node:crypto'
import { keccak256 } from 'viem'
import { addToBloom, bloomBits, bloomText, emptyBloom } from '../../src/chain/bloom.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { encodeHeader } from '../../src/proof/header.ts'
import { receiptsRoot } from '../../src/proof/receipts-root.ts'

/** A log to be mined: logs of one number `transaction` share a transaction; by default each has its own. */
export type FakeLog = {
  readonly address: Hex
  readonly topics?: readonly Hex[]
  readonly data?: Hex
  readonly transaction?: number
}

/** A log as eth_getLogs tells it. */
export type RawLog = {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: Hex
  readonly blockHash: Hex
  readonly blockTimestamp: Hex
  readonly transactionHash: Hex
  readonly transactionIndex: Hex
  readonly logIndex: Hex
  readonly removed: boolean
}

export type FakeBlock = {
  readonly number: number
  readonly hash: Hex
  readonly parentHash: Hex
  readonly timestamp: number
  readonly logsBloom: Hex
  readonly transactions: readonly Hex[]
  readonly logs: readonly RawLog[]
  /** Fields of the header beyond these, where the chain is a real one. */
  readonly header?: Readonly<Record<string, unknown>>
  /** What its receipts say beyond their logs, where the chain is a real one. */
  readonly receipts?: readonly Readonly<Record<string, unknown>>[]
}

/** A scripted chain in memory: parent hashes link, blooms are true, hashes are unique to their branch. It starts with block 0. */
export type FakeChain = {
  /** Appends a block with these logs. */
  mine(logs?: readonly FakeLog[]): FakeBlock
  /** Takes the newest `depth` blocks back and mines these instead, which may be fewer or more. */
  reorg(depth: number, blocks: readonly (readonly FakeLog[])[]): void
  head(): FakeBlock
  block(number: number): FakeBlock | undefined
  byHash(hash: Hex): FakeBlock | undefined
  /** The canonical blocks, from genesis. */
  blocks(): readonly FakeBlock[]
  /** What the `finalized` tag answers: by default 64 blocks below the head, or genesis. */
  finalized(): number
  /** Fixes what the `finalized` tag answers; null goes back to the default. */
  finalize(number: number | null): void
  /** The same blocks up to here as a chain of its own, which may then go another way. */
  fork(): FakeChain
  /** Goes back to blocks that were its own before, or a fork's. */
  restore(blocks: readonly FakeBlock[]): void
}

const GENESIS_TIMESTAMP = 1_700_000_000
const BLOCK_SECONDS = 12
const FINALITY_DEPTH = 64

/** `real`: headers hash to their hashes and hold the roots of their receipts, as on a chain that can be proved. */
export type FakeChainOptions = { readonly real?: boolean }

export const createFakeChain = (
  seed = 'fake',
  from: readonly FakeBlock[] = [],
  { real = false }: FakeChainOptions = {},
): FakeChain => {
  const canonical: FakeBlock[] = [...from]
  const known = new Map(canonical.map((block) => [block.hash, block]))
  /** How many blocks were ever mined here: what makes the hashes of another branch different. */
  let mined = 0
  let finalized: number | null = null

  const mine = (logs: readonly FakeLog[] = []): FakeBlock => {
    const parent = canonical.at(-1)
    const number = canonical.length
    mined += 1
    const name = hashOf(`${seed}:block:${number}:${mined}:${parent?.hash}`)
    const block = buildBlock({ number, name, parentHash: parent?.hash ?? hashOf('nothing'), logs, real })
    canonical.push(block)
    known.set(block.hash, block)
    return block
  }
  if (canonical.length === 0) mine()

  return {
    mine,
    reorg: (depth, blocks) => {
      if (depth >= canonical.length) throw new Error('a reorganisation cannot take genesis back')
      canonical.length -= depth
      for (const logs of blocks) mine(logs)
    },
    head: () => canonical.at(-1)!,
    block: (number) => canonical[number],
    byHash: (hash) => known.get(hash),
    blocks: () => canonical,
    finalized: () => finalized ?? Math.max(0, canonical.length - 1 - FINALITY_DEPTH),
    finalize: (number) => {
      finalized = number
    },
    restore: (blocks) => {
      canonical.splice(0, canonical.length, ...blocks)
      for (const block of blocks) known.set(block.hash, block)
    },
    fork: () => createFakeChain(`${seed}'${mined}`, canonical, { real }),
  }
}

type BlockPlan = {
  readonly number: number
  /** Unique to its branch; its hash where the chain is no real one. */
  readonly name: Hex
  readonly parentHash: Hex
  readonly logs: readonly FakeLog[]
  readonly real: boolean
}

const buildBlock = (plan: BlockPlan): FakeBlock => {
  const block = layOut(plan, plan.name)
  if (!plan.real) return block
  const seal = sealOf(block, plan.name)
  return { ...layOut(plan, seal.hash), header: seal.header, receipts: seal.receipts }
}

/** What makes a block true: receipts, the header that holds their root, and its hash. */
const sealOf = (block: FakeBlock, name: Hex) => {
  const receipts = block.transactions.map((transactionHash, index) => {
    const logs = block.logs.filter((log) => log.transactionHash === transactionHash)
    const bloom = emptyBloom()
    for (const { address, topics } of logs) {
      for (const item of [address, ...topics]) addToBloom(bloom, bloomBits(item))
    }
    const type = ['0x0', '0x1', '0x2'][index % 3]
    return { type, status: '0x1', cumulativeGasUsed: toHex(21_000 * (index + 1)), logsBloom: bloomText(bloom), logs }
  })
  const header = {
    sha3Uncles: hashOf('no uncles'),
    miner: `0x${'00'.repeat(20)}`,
    stateRoot: hashOf('state'),
    transactionsRoot: hashOf('transactions'),
    receiptsRoot: receiptsRoot(receipts)!,
    difficulty: '0x0',
    gasLimit: toHex(30_000_000),
    gasUsed: toHex(21_000 * receipts.length),
    extraData: name,
    mixHash: hashOf('mix'),
    nonce: `0x${'00'.repeat(8)}`,
    baseFeePerGas: '0x7',
  }
  const { parentHash, logsBloom, number, timestamp } = block
  const encoded = encodeHeader({ ...header, parentHash, logsBloom, number: toHex(number), timestamp: toHex(timestamp) })
  return { header, hash: keccak256(encoded!), receipts: receipts.map(({ logs: _, ...receipt }) => receipt) }
}

const layOut = ({ number, parentHash, logs }: BlockPlan, hash: Hex): FakeBlock => {
  const timestamp = GENESIS_TIMESTAMP + BLOCK_SECONDS * number
  const bloom = emptyBloom()
  const order: number[] = []
  const raw = logs.map(({ address, topics = [], data = '0x', transaction }, logIndex): RawLog => {
    const key = transaction ?? -1 - logIndex
    if (!order.includes(key)) order.push(key)
    const transactionIndex = order.indexOf(key)
    for (const item of [address, ...topics]) addToBloom(bloom, bloomBits(item))
    return {
      address,
      topics,
      data,
      blockNumber: toHex(number),
      blockHash: hash,
      blockTimestamp: toHex(timestamp),
      transactionHash: hashOf(`${hash}:transaction:${transactionIndex}`),
      transactionIndex: toHex(transactionIndex),
      logIndex: toHex(logIndex),
      removed: false,
    }
  })
  const transactions = order.map((_, index) => hashOf(`${hash}:transaction:${index}`))
  return { number, hash, parentHash, timestamp, logsBloom: bloomText(bloom), transactions, logs: raw }
}

const hashOf = (text: string): Hex => `0x${createHash('sha256').update(text).digest('hex')}`
const toHex = (number: number): Hex => `0x${number.toString(16)}`
