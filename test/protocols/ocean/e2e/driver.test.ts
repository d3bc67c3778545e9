import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Anvil, startAnvil } from '../../../../src/demo/anvil.ts'
import type { Hex } from '../../../../src/domain/hex.ts'
import { artifacts } from './artifacts.ts'
import { ZERO } from './book.ts'
import { call, openChain } from './chain.ts'
import { playOcean } from './play.ts'
import { logsOf, toldBy } from './read-back.ts'
import type { OceanTruth } from './truth.ts'

const GENESIS_TIME = 1_700_000_000

let anvil: Anvil
const truths: OceanTruth[] = []

beforeAll(async () => {
  anvil = await startAnvil({ genesisTime: GENESIS_TIME })
  truths.push(await playOcean({ rpcUrl: anvil.url, seed: 1 }))
  // Once more on the same chain, where people have other parts.
  const { alice, carol, node } = truths[0]!.cast
  truths.push(await playOcean({ rpcUrl: anvil.url, seed: 2, cast: { alice: carol, carol: node, node: alice } }))
})
afterAll(() => anvil.stop())

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

/** Sums of rows of one token. */
const totalOf = <T extends { readonly token: Hex; readonly amount: bigint }>(rows: readonly T[], token: Hex): bigint =>
  sum(rows.filter((row) => row.token === token).map(({ amount }) => amount))

describe.each([0, 1])('play %i', (play) => {
  const truthOf = () => truths[play]!
  const held = (account: Hex, token: Hex): bigint =>
    truthOf().balances.find((row) => row.account === account && row.token === token)!.amount

  test('what everybody has is what was moved', () => {
    const { moves, balances } = truthOf()
    for (const { account, token, amount } of balances.filter((row) => row.account !== ZERO)) {
      const received = totalOf(
        moves.filter(({ to }) => to === account),
        token,
      )
      const spent = totalOf(
        moves.filter(({ from }) => from === account),
        token,
      )
      expect({ account, token, amount }).toEqual({ account, token, amount: received - spent })
    }
  })

  test('an exchange holds what came in by swaps, less what went out', () => {
    const truth = truthOf()
    for (const contract of truth.market.contracts.fixedRateExchange) {
      for (const { address: token } of truth.tokens) {
        const here = <T extends { readonly contract: Hex }>(rows: readonly T[]) =>
          rows.filter((row) => row.contract === contract)
        const swaps = here(truth.swaps).filter(({ baseToken }) => baseToken === token)
        const came = sum(swaps.map(({ direction, baseAmount }) => (direction === 'buy' ? baseAmount : -baseAmount)))
        const paidAtOnce = here(truth.swapFees).filter((fee) => fee.paidAtOnce)
        const went = totalOf([...paidAtOnce, ...here(truth.collections), ...here(truth.revenue)], token)
        expect(held(contract, token)).toBe(came - went)
        const kept = here(truth.exchanges).filter(({ baseToken }) => baseToken === token)
        expect(held(contract, token)).toBe(
          sum(kept.map((each) => each.baseBalance + each.marketFeeAvailable + each.oceanFeeAvailable)),
        )
      }
    }
  })

  test('an escrow holds its wallets, which hold the open jobs', () => {
    const truth = truthOf()
    for (const escrow of truth.market.contracts.escrow) {
      for (const { address: token } of truth.tokens) {
        const here = <T extends { readonly escrow: Hex; readonly token: Hex }>(rows: readonly T[]) =>
          rows.filter((row) => row.escrow === escrow && row.token === token)
        const jobs = here(truth.jobs)
        const wallets = here(truth.wallets)
        const moved = here(truth.escrowMoves).map(({ kind, amount }) => (kind === 'deposit' ? amount : -amount))
        expect(held(escrow, token)).toBe(sum(wallets.map(({ available, locked }) => available + locked)))
        expect(held(escrow, token)).toBe(sum(moved) - sum(jobs.map(({ opcFee }) => opcFee)))
        const open = jobs.filter(({ outcome }) => outcome === 'open')
        expect(sum(wallets.map(({ locked }) => locked))).toBe(sum(open.map(({ locked }) => locked)))
        for (const { outcome, locked, claimed, returned } of jobs)
          expect(outcome === 'open' ? 0n : locked).toBe(claimed + returned)
      }
    }
  })

  test('who only receives has exactly what was paid to it', () => {
    const truth = truthOf()
    const [main, enterprise] = truth.market.contracts.escrow
    for (const { address: token } of truth.tokens) {
      const jobFees = (escrow: Hex) =>
        sum(truth.jobs.filter((job) => job.escrow === escrow && job.token === token).map(({ opcFee }) => opcFee))
      const paid = (payee: Hex) =>
        totalOf(
          truth.orderFees.filter((fee) => fee.payee === payee),
          token,
        ) +
        totalOf(
          truth.swapFees.filter((fee) => fee.payee === payee && fee.paidAtOnce),
          token,
        ) +
        totalOf(
          [...truth.collections, ...truth.revenue].filter(({ to }) => to === payee),
          token,
        )
      const { receivers } = truth
      for (const name of ['publishMarket', 'consumeMarket', 'swapMarket', 'treasury', 'vault', 'provider'])
        expect([name, held(receivers[name]!, token)]).toEqual([name, paid(receivers[name]!)])
      expect(held(receivers.opc!, token)).toBe(paid(receivers.opc!) + jobFees(main!))
      const collector = truth.balances.find(({ role }) => role === 'feeCollector')!.account
      const taken = held(collector, token) + held(receivers.feeOwner!, token)
      expect(taken).toBe(paid(collector) + jobFees(enterprise!))
    }
  })

  test('nothing stays in contracts that only pass it on', () => {
    const { balances } = truthOf()
    const between = balances.filter(({ role }) => /^(datatoken|factory|router|dispenser|broker|nft)/.test(role))
    expect(between.filter(({ amount }) => amount !== 0n)).toEqual([])
    expect(new Set(between.map(({ role }) => role)).size).toBeGreaterThan(5)
  })

  test('the chain says the same of every dataset and datatoken', async () => {
    const { datasets, datatokens, market } = truthOf()
    const chain = await openChain(anvil.url)
    const ask = <T>(address: Hex, abi: typeof artifacts.nft.abi, name: string, ...args: unknown[]) =>
      chain.read<T>(call({ address, abi }, name, ...args))
    const { abi } = artifacts.nft
    expect(BigInt(datasets.length)).toBe(await ask(market.address, artifacts.factory.abi, 'getCurrentNFTCount'))
    for (const dataset of datasets) {
      const [, , state, hasMetadata] = await ask<readonly unknown[]>(dataset.nft, abi, 'getMetaData')
      const tokens = await ask<Hex[]>(dataset.nft, abi, 'getTokensList')
      const owner = await ask<Hex>(dataset.nft, abi, 'ownerOf', 1n)
      expect({
        state,
        hasMetadata,
        owner: owner.toLowerCase(),
        tokens: tokens.map((each) => each.toLowerCase()),
      }).toEqual({
        state: dataset.state,
        hasMetadata: dataset.hasMetadata,
        owner: dataset.owner,
        tokens: dataset.datatokens,
      })
    }
    for (const { address, collector, nft } of datatokens) {
      const template = artifacts.datatoken1.abi
      expect((await ask<Hex>(address, template, 'getPaymentCollector')).toLowerCase()).toBe(collector)
      expect((await ask<Hex>(address, template, 'getERC721Address')).toLowerCase()).toBe(nft)
    }
  })

  test('the chain has the logs that are told, and no other', async () => {
    const truth = truthOf()
    for (const told of toldBy(truth)) {
      const byPlace = new Map(told.rows.map((row) => [`${row.tx}/${row.logIndex}`, row]))
      const found = await logsOf(anvil.url, truth, told)
      expect(byPlace.size, told.event).toBe(told.rows.length)
      expect(found, told.event).toEqual(
        found.map(({ tx, logIndex }) =>
          expect.objectContaining(byPlace.get(`${tx}/${logIndex}`) ?? { nothing: 'told' }),
        ),
      )
      expect(found.length, told.event).toBe(told.rows.length)
    }
    expect(truth.forgeries.length).toBe(10)
  })

  test('every case was played', () => {
    const truth = truthOf()
    const kinds = (values: readonly unknown[]) => [...new Set(values)].sort()
    expect(kinds(truth.jobs.map(({ outcome }) => outcome))).toEqual(['canceled', 'claimed', 'open'])
    expect(kinds(truth.orderFees.map(({ kind }) => kind))).toEqual([
      'consumeMarket',
      'opcOfProvider',
      'provider',
      'publishMarket',
    ])
    expect(kinds(truth.revenue.map(({ because }) => because))).toEqual(['asked', 'order', 'sale'])
    expect(kinds(truth.swaps.map(({ direction }) => direction))).toEqual(['buy', 'sell'])
    expect(kinds(truth.renewals.map(({ orderExists }) => orderExists))).toEqual([false, true])
    expect(truth.purchases.some(({ payer, payerInEvent }) => payer !== payerInEvent)).toBe(true)
    expect(truth.purchases.some(({ payer, consumer }) => payer !== consumer)).toBe(true)
    expect(truth.datasets.some(({ hasMetadata }) => !hasMetadata)).toBe(true)
    expect(truth.datasets.some(({ creator, firstOwner }) => creator !== firstOwner)).toBe(true)
  })
})

test('logs come in this order', async () => {
  const lines = Object.entries(truths[0]!.logOrders).flatMap(([kind, logs]) => [kind, ...logs.map((log) => `  ${log}`)])
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('log-orders.txt')
})

test('the same seed gives the same truth', async () => {
  const again = await startAnvil({ genesisTime: GENESIS_TIME })
  try {
    expect(await playOcean({ rpcUrl: again.url, seed: 1 })).toEqual(truths[0])
  } finally {
    await again.stop()
  }
})
