import { encodeAbiParameters, encodeEventTopics, keccak256 } from 'viem'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MarketConfig } from '../../../src/config/config.ts'
import type { Block, Log } from '../../../src/domain/block.ts'
import { codeOf, settlements } from '../../../src/domain/codes.ts'
import type { Hex } from '../../../src/domain/hex.ts'
import { openPlace, recordedParts } from '../../../src/indexer/chain-place.ts'
import { createContracts } from '../../../src/indexer/contracts.ts'
import { createWriter } from '../../../src/indexer/writer.ts'
import type { Store } from '../../../src/store/store.ts'
import { CHAIN_ID, config, enterHistory, temporarySqlite } from '../../simulation/books-of.ts'
import { GENESIS } from '../../simulation/chaos-market.ts'
import {
  address,
  carol,
  datatoken,
  dave,
  dollar6,
  escrow,
  exchange,
  exchangeCreated,
  factory,
  type Line,
  moves,
  nftCreated,
  ONE,
  orderStarted,
  says,
  swapped,
  tokenCreated,
  ZERO,
} from './market.ts'

// What only shows once rows are written: whose logs are taken, and what a writer that has nothing in memory makes of them.

let store: Store
beforeEach(async () => {
  store = await temporarySqlite()
})
afterEach(() => store.close())

const market: MarketConfig = {
  protocol: 'ocean',
  chainId: CHAIN_ID,
  address: factory,
  startBlock: 1,
  name: null,
  contracts: { fixedRateExchange: [exchange], escrow: [escrow] },
}

const open = async () => {
  const place = await openPlace(store, config('').chains[0]!, [market])
  const contracts = createContracts(await recordedParts(store, place))
  return createWriter(store, place, { now: () => 0, contracts, ask: async (calls) => calls.map(() => null) })
}

const logOf = ({ of, event, args }: Line, logIndex: number, transactionHash: Hex): Log => {
  const plain = event.inputs.filter((input) => !('indexed' in input && input.indexed))
  return {
    transactionHash,
    transactionIndex: 0,
    logIndex,
    address: of,
    topics: encodeEventTopics({ abi: [event], eventName: event.name, args }) as Hex[],
    data: encodeAbiParameters(
      plain,
      plain.map(({ name }) => args[name!]),
    ),
  }
}

/** A block for each transaction. */
const chain = (...transactions: readonly (readonly Line[])[]): Block[] => {
  const blocks: Block[] = []
  for (const lines of transactions) {
    const { number, hash: parentHash, timestamp } = blocks.at(-1) ?? GENESIS
    const hash = keccak256(parentHash)
    const logs = lines.map((line, i) => logOf(line, i, keccak256(hash)))
    blocks.push({ number: number + 1, hash, parentHash, timestamp: timestamp + 12, level: 'BLOOM_CONSISTENT', logs })
  }
  return blocks
}

test('a token that somebody has paid a fee is money as before', async () => {
  const worthless = address('worthless')
  const blocks = chain(
    [nftCreated(), tokenCreated(), ...exchangeCreated()],
    [
      orderStarted(dave, dave),
      moves(worthless, dave, dollar6, 1n),
      says('datatoken', datatoken, 'ConsumeMarketFee', {
        consumeMarketFeeAddress: dollar6,
        consumeMarketFeeToken: worthless,
        consumeMarketFeeAmount: 1n,
      }),
    ],
    [
      moves(dollar6, carol, exchange, 3_000_000n),
      moves(datatoken, ZERO, carol, ONE),
      swapped({ by: carol, base: 3_000_000n }),
      orderStarted(carol, carol),
    ],
  )
  await enterHistory(await open(), blocks, 100)
  const purchases = await store.read((db) => db.select().from(store.tables.purchases))
  expect(purchases.at(-1)).toMatchObject({ gross: 3_000_000n, settlement: codeOf(settlements, 'MATCHED') })
})

test.each([
  { accounts: 1, each: 300 },
  { accounts: 100, each: 1 },
])('$accounts that earned $each times are paid by a writer that begins with nothing in memory', async (n) => {
  const nodes = Array.from({ length: n.accounts }, (_, i) => address(`node ${i}`))
  const deposit = [
    says('escrow', escrow, 'Deposit', { payer: carol, token: dollar6, amount: 1_000_000n }),
    moves(dollar6, carol, escrow, 1_000_000n),
  ]
  const jobs = nodes.flatMap((payee) =>
    Array.from({ length: n.each }, (_, i) => {
      const job = { payer: carol, payee, jobId: BigInt(i + 1), token: dollar6, amount: 10n }
      return [
        says('escrow', escrow, 'Lock', { ...job, expiry: 600n }),
        says('escrow', escrow, 'Claimed', { ...job, proof: '0x' }),
      ]
    }).flat(),
  )
  const amount = 10n * BigInt(n.each)
  const withdrawals = nodes.flatMap((payer) => [
    says('escrow', escrow, 'Withdraw', { payer, token: dollar6, amount }),
    moves(dollar6, escrow, payer, amount),
  ])
  const blocks = chain(deposit, jobs, withdrawals)
  await enterHistory(await open(), blocks.slice(0, -1), 100)
  await enterHistory(await open(), blocks.slice(-1), 100)
  const payouts = await store.read((db) => db.select().from(store.tables.payouts))
  expect(payouts).toHaveLength(n.accounts * n.each)
  expect(new Set(payouts.map(({ rewardId }) => rewardId)).size).toBe(payouts.length)
})
