import { expect, test } from 'vitest'
import {
  address,
  alice,
  carol,
  datatoken,
  factory,
  hash,
  newMarket,
  nft,
  nftCreated,
  only,
  router,
  says,
  tokenCreated,
  ZERO,
} from './market.ts'

const metadata = (event: 'MetadataCreated' | 'MetadataUpdated', state: number, decryptorUrl = 'https://example.org') =>
  says('nft', nft, event, {
    [event === 'MetadataCreated' ? 'createdBy' : 'updatedBy']: alice,
    state,
    decryptorUrl,
    flags: '0x01',
    data: '0xff00fe',
    metaDataHash: hash('description'),
    timestamp: 0n,
    blockNumber: 0n,
  })

const stateSet = (state: number) =>
  says('nft', nft, 'MetadataState', { updatedBy: alice, state, timestamp: 0n, blockNumber: 0n })

const transferred = (from: typeof alice, to: typeof alice) => says('nft', nft, 'Transfer', { from, to, tokenId: 1n })

test('a data NFT is a dataset of its owner, a draft until it is described', () => {
  const { events } = newMarket().tell(nftCreated({ tokenName: 'Bi\0rds' }), transferred(ZERO, alice))
  expect(events).toEqual([
    {
      type: 'DatasetRegistered',
      dataset: nft,
      publisher: alice,
      name: 'Bi�rds',
      uri: 'https://example.org/nft',
      contentHash: null,
      price: null,
      token: null,
    },
    { type: 'DatasetStatusChanged', dataset: nft, status: 'DRAFT' },
  ])
})

test('descriptions are versions, counted up, and say the state', () => {
  const market = newMarket()
  market.tell(nftCreated())
  const told = market.tell(metadata('MetadataCreated', 0), metadata('MetadataUpdated', 4, 'a\0b'))
  expect(only(told, 'DatasetVersionPublished')).toEqual([
    {
      type: 'DatasetVersionPublished',
      dataset: nft,
      number: 1,
      contentHash: hash('description'),
      uri: 'https://example.org',
    },
    { type: 'DatasetVersionPublished', dataset: nft, number: 2, contentHash: hash('description'), uri: 'a�b' },
  ])
  expect(only(told, 'DatasetStatusChanged').map(({ status }) => status)).toEqual(['LISTED', 'SUSPENDED'])
  expect(only(market.tell(metadata('MetadataUpdated', 0)), 'DatasetVersionPublished')[0]!.number).toBe(3)
})

test('a state is one of six; active without a description is a draft still, and an unknown one means nothing', () => {
  const market = newMarket()
  market.tell(nftCreated())
  expect(market.tell(stateSet(0)).events).toEqual([])
  const told = market.tell(...[1, 2, 3, 4, 5, 6, 255].map(stateSet))
  expect(only(told, 'DatasetStatusChanged').map(({ status }) => status)).toEqual([
    'ENDED',
    'DEPRECATED',
    'REVOKED',
    'SUSPENDED',
    'UNLISTED',
  ])
  market.tell(metadata('MetadataCreated', 1))
  expect(only(market.tell(stateSet(0)), 'DatasetStatusChanged')[0]!.status).toBe('LISTED')
})

test('each datatoken is issued for the NFT that the factory names, never for anything else', () => {
  const market = newMarket()
  const told = market.tell(nftCreated(), tokenCreated(), tokenCreated(address('second')))
  expect(only(told, 'DatasetTokenIssued').map(({ dataset, token }) => [dataset, token])).toEqual([
    [nft, datatoken],
    [nft, address('second')],
  ])
  expect(market.tell(tokenCreated(address('third'), address('no NFT'))).events).toEqual([])
})

test('the collector of the first datatoken is the treasury, until its permissions are cleaned', () => {
  const market = newMarket()
  market.tell(nftCreated(), tokenCreated(), tokenCreated(address('second')))
  const collector = (of: typeof nft, to: typeof nft) =>
    says('datatoken', of, 'NewPaymentCollector', {
      caller: alice,
      _newPaymentCollector: to,
      timestamp: 0n,
      blockNumber: 0n,
    })
  const cleaned = (of: typeof nft) =>
    says('datatoken', of, 'CleanedPermissions', { signer: alice, timestamp: 0n, blockNumber: 0n })
  expect(market.tell(collector(datatoken, carol)).events).toEqual([
    { type: 'DatasetTreasuryChanged', dataset: nft, treasury: carol },
  ])
  expect(market.tell(collector(datatoken, ZERO)).events).toEqual([
    { type: 'DatasetTreasuryChanged', dataset: nft, treasury: null },
  ])
  expect(market.tell(collector(address('second'), carol), cleaned(address('second'))).events).toEqual([])
  expect(market.tell(cleaned(datatoken), transferred(alice, carol)).events).toEqual([
    { type: 'DatasetTreasuryChanged', dataset: nft, treasury: null },
    { type: 'DatasetOwnerChanged', dataset: nft, owner: carol },
  ])
})

test('contracts join by the factory and the router only', () => {
  const market = newMarket()
  // The NFT's own ABI declares TokenCreated too: said by an NFT, it announces nothing.
  const { event, args } = tokenCreated(address('forged'))
  market.tell(nftCreated(), { of: nft, event, args })
  const started = { of: address('forged'), event, args }
  expect(market.tell(started).events).toEqual([])
  const added = address('new exchange')
  market.tell(says('router', router, 'FixedRateContractAdded', { caller: alice, contractAddress: added }))
  const told = market.tell(
    says('factory', factory, 'OwnershipTransferred', { previousOwner: ZERO, newOwner: alice }),
    tokenCreated(),
    says('fixedRateExchange', added, 'ExchangeCreated', {
      exchangeId: hash('id'),
      baseToken: address('unknown token'),
      datatoken,
      exchangeOwner: alice,
      fixedRate: 1n,
    }),
  )
  expect(told.events.map(({ type }) => type)).toEqual(['MarketChanged', 'DatasetTokenIssued', 'DatasetPriced'])
})
