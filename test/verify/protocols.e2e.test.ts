// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MarketConfig } from '../../src/config/config.ts'
import { type Anvil, createAnvilClient, startAnvil } from '../../src/demo/anvil.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { verifyPayoutProof } from '../../src/verify/verify-payout-proof.ts'
import { playHuman } from '../protocols/human/e2e/play.ts'
import { playOcean } from '../protocols/ocean/e2e/play.ts'
import { allPayouts, createShelf, type Shelf } from './served.ts'

// Payouts of HUMAN (bulks, gross and net) and Ocean (revenue, withdrawals), with their own contracts on a local chain.

const SEED = Number(process.env.SEED ?? 1)
const SELECTION = `
  id amount { raw } gross { raw } settlement createdBy { eventName blockHash }
  verification { result checks { name result detail } file }`

let anvil: Anvil
let shelf: Shelf
let payouts: any[]
beforeAll(async () => {
  anvil = await startAnvil({ impersonate: true, accounts: 12, args: ['--prune-history'] })
  const workers = (await createAnvilClient(anvil.url).getAddresses()).map((address) => address.toLowerCase() as Hex)
  const generations = ['4', '5', '7'] as const
  const human = await playHuman({
    rpcUrl: anvil.url,
    seed: SEED,
    workers,
    generations: [...generations],
    travel: false,
  })
  const ocean = await playOcean({ rpcUrl: anvil.url, seed: SEED })
  const { contracts, ...market } = human.market
  const named = Object.fromEntries(Object.entries(contracts).map(([role, list]) => [role, [...list]]))
  const markets: MarketConfig[] = [{ ...market, name: null, contracts: named }, ocean.market]
  shelf = await createShelf({ rpcUrl: anvil.url, chainId: human.market.chainId, markets })
  payouts = await allPayouts(await shelf.serve([anvil.url]), SELECTION)
}, 240_000)
afterAll(async () => {
  await shelf?.stop()
  await anvil?.stop()
})

const resultOf = ({ verification }: any, name: string): string =>
  verification.checks.find((check: any) => check.name === name).result

test('every log is proven to be in its block, and stands in the ledger', () => {
  expect(payouts.length).toBeGreaterThan(50)
  for (const payout of payouts)
    for (const name of ['BLOCK_CANONICAL', 'RECEIPT_IN_BLOCK', 'LOG_IN_RECEIPT', 'LEDGER_BALANCES'])
      expect([payout.id, name, resultOf(payout, name)]).toEqual([payout.id, name, 'PASS'])
})

test('what a log states in full passes, and nothing that is true fails', () => {
  const seen = new Map<string, Set<string>>()
  for (const payout of payouts) {
    const { eventName } = payout.createdBy
    const log = resultOf(payout, 'LOG_MATCHES_RECORD')
    const transfer = resultOf(payout, 'TRANSFER_MATCHES')
    expect([payout.id, payout.verification.checks, log]).not.toEqual([payout.id, payout.verification.checks, 'FAIL'])
    if (payout.settlement === 'MATCHED') expect([payout.id, transfer]).not.toEqual([payout.id, 'FAIL'])
    else expect([payout.id, transfer]).not.toEqual([payout.id, 'PASS'])
    seen.set(eventName, (seen.get(eventName) ?? new Set()).add(`${log} ${transfer}`))
  }
  for (const event of ['BulkTransferV2', 'BulkTransferV3', 'TokenCollected', 'Withdraw'])
    expect([event, seen.get(event)?.has('PASS PASS')]).toEqual([event, true])
})

test('each file proves offline what it proved to the API', () => {
  const names = ['RECEIPT_IN_BLOCK', 'LOG_IN_RECEIPT', 'LOG_MATCHES_RECORD', 'TRANSFER_MATCHES']
  for (const payout of payouts) {
    const { checks } = verifyPayoutProof(payout.verification.file, payout.createdBy.blockHash)
    expect(checks[0]).toMatchObject({ name: 'BLOCK_CANONICAL', result: 'PASS' })
    expect(checks.slice(1).map(({ name, result }) => [name, result])).toEqual(
      names.map((name) => [name, resultOf(payout, name)]),
    )
  }
})
