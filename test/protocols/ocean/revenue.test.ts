import { expect, test } from 'vitest'
import {
  address,
  alice,
  carol,
  datatoken,
  dollar6,
  exchange,
  exchangeId,
  hash,
  marketWithSale,
  moves,
  nft,
  ONE,
  says,
} from './market.ts'

const collected = (to: typeof alice, token: typeof alice, amount: bigint, id = exchangeId) =>
  says('fixedRateExchange', exchange, 'TokenCollected', { exchangeId: id, to, token, amount })

test('what an exchange holds reaches the collector as a share of revenue', () => {
  const told = marketWithSale().tell(collected(alice, dollar6, 30n), moves(dollar6, exchange, alice, 30n))
  expect(told.events).toEqual([
    {
      type: 'PayoutMade',
      kind: 'REVENUE_SHARE',
      contributor: alice,
      gross: null,
      task: null,
      submission: null,
      dataset: nft,
      reward: null,
      publisherEarns: true,
      money: {
        token: dollar6,
        amount: 30n,
        from: exchange,
        to: alice,
        settlement: 'MATCHED',
        transferLog: 1,
        confidence: 'ONCHAIN',
      },
    },
  ])
})

test('datatokens are no money', () => {
  const told = marketWithSale().tell(collected(alice, datatoken, ONE), moves(datatoken, exchange, alice, ONE))
  expect(told.events).toEqual([])
})

test('a datatoken that collects for itself holds on to the money', () => {
  const told = marketWithSale().tell(collected(datatoken, dollar6, 30n), moves(dollar6, exchange, datatoken, 30n))
  expect(told.events).toEqual([])
  expect(told.unexplained).toEqual([])
})

test('when an NFT is sold, what its exchange holds goes to the old collector first', () => {
  const told = marketWithSale().tell(
    collected(alice, dollar6, 30n),
    moves(dollar6, exchange, alice, 30n),
    says('datatoken', datatoken, 'CleanedPermissions', { signer: nft, timestamp: 0n, blockNumber: 0n }),
    says('nft', nft, 'Transfer', { from: alice, to: carol, tokenId: 1n }),
  )
  expect(told.events.map(({ type }) => type)).toEqual(['PayoutMade', 'DatasetTreasuryChanged', 'DatasetOwnerChanged'])
})

test('an exchange nobody told of pays for no known reason', () => {
  const told = marketWithSale().tell(
    collected(address('x'), dollar6, 30n, hash('unknown')),
    moves(dollar6, exchange, address('x'), 30n),
  )
  expect(told.events).toEqual([])
  expect(told.unexplained).toHaveLength(1)
})
