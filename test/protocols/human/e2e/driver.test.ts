import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Anvil, startAnvil } from '../../../../src/demo/anvil.ts'
import { audit } from './audit.ts'
import { auditTransfers } from './audit-transfers.ts'
import { allCases, allows } from './cases/all.ts'
import { playHuman } from './play.ts'
import { generations, type HumanTruth } from './truth.ts'

// Whether the truth is true: without any adapter, by the chain's own answers.

const SEED = 20_260_818
let anvil: Anvil
let truth: HumanTruth

beforeAll(async () => {
  // States of old blocks are nothing that anybody asks for, and keeping them takes most of the time.
  anvil = await startAnvil({ accounts: 1, genesisTime: 1_700_000_000, args: ['--prune-history'] })
  truth = await playHuman({ rpcUrl: anvil.url, seed: SEED, feeRows: true })
})
afterAll(() => anvil.stop())

test('balances, statuses and stakes on the chain are as the script meant them', async () => {
  expect(await audit(anvil.url, truth)).toEqual([])
})

test('each transaction moved the tokens that the script says it moved', async () => {
  expect(await auditTransfers(anvil.url, truth)).toEqual([])
})

test('the audit finds a payout that never was', async () => {
  const payout = truth.payouts.find(({ net }) => net > 0n)!
  const lie = { ...payout, net: payout.net + 1n }
  const lies = await auditTransfers(anvil.url, {
    ...truth,
    payouts: truth.payouts.with(truth.payouts.indexOf(payout), lie),
  })
  expect(lies).toHaveLength(2)
})

test('every case was played in each generation that allows it', () => {
  const played = new Set(truth.escrows.map(({ story }) => story))
  const expected = generations.flatMap((generation) =>
    allCases
      .filter((each) => each.hasEscrow !== false && allows(each, generation))
      .map(({ name }) => `${generation}: ${name}`),
  )
  expect(expected.filter((story) => !played.has(story))).toEqual([])
})

test('the odd amounts are all there', () => {
  const { payouts, fees, fundings, escrows } = truth
  expect(payouts.some(({ net }) => net === 0n)).toBe(true)
  expect(payouts.some(({ net }) => net > 2n ** 190n)).toBe(true)
  expect(fees.some(({ amount }) => amount < 10n)).toBe(true)
  expect(new Set(fundings.map(({ kind, stated }) => `${kind} ${stated}`))).toEqual(
    new Set(['DEPOSIT false', 'REFUND false', 'REFUND true', 'WITHDRAWAL true']),
  )
  expect(new Set(escrows.map(({ status }) => status)).size).toBe(7)
})

test('what is left in an escrow that is over is what came late, or was rounded', () => {
  const dusty = truth.escrows.filter(({ build, balance }) => build === 'summed' && balance > 0n && balance < 20n)
  expect(dusty.length).toBeGreaterThan(0)
})
