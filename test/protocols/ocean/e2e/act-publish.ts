import { deflateRawSync } from 'node:zlib'
import { type Hex, keccak256, stringToHex, toHex } from 'viem'
import { listAccess } from './access-list.ts'
import { addDispenser, addExchange, setCollector } from './datatoken.ts'
import { ONE } from './deploy.ts'
import { setMetadata, setMetadataAndUri, setState, setTokenUri } from './metadata.ts'
import type { Nft } from './nft.ts'
import { addDatatoken, createNft, createNftThrough, createNftWithDatatoken, createNftWithMetadata } from './publish.ts'
import type { World } from './world.ts'

const asHex = (bytes: Uint8Array): Hex => toHex(bytes)
/** Bytes that are no text in UTF-8. */
const NOT_TEXT: Hex = '0xff00fe80c3'

/** A price of some base tokens with digits to the last place; even, so that half of it is exact. */
const priceFrom = ({ random }: World, from: number, below: number): bigint =>
  (ONE * BigInt(from * 1000 + random.int((below - from) * 1000))) / 1000n

/** Every way to publish. */
export const publishAll = async (world: World) => {
  const { cast, tokens, exchange, enterpriseExchange, receivers, random, wallet } = world
  const { alice, bob, relay, stranger } = cast
  const marketShare = ONE / BigInt(50 + random.int(200))

  const bare = await createNft(world, alice, { name: 'Nothing but a name', owner: alice })
  const strange = await createNft(world, relay, { name: NOT_TEXT, symbol: 'A\0B', tokenUri: '0x00ff', owner: bob })
  const byWallet = await createNftThrough(world, stranger, wallet, { name: 'Made by a contract', owner: alice })

  const described = await createNftWithMetadata(
    world,
    bob,
    { name: 'Described at birth', owner: bob },
    { state: 5, data: stringToHex('{"name":"Described at birth"}') },
  )
  await listAccess(world)

  const plain = await createNftWithDatatoken(
    world,
    alice,
    { name: 'Weather of the north', owner: alice },
    { template: 1, symbol: 'PLAIN' },
  )
  const oceanSale = await createNftWithDatatoken(
    world,
    alice,
    { name: 'Traffic of the city', owner: alice },
    {
      template: 1,
      symbol: 'TRAFFIC',
      publishFee: { token: tokens.dollar, amount: world.amountOf(tokens.dollar, 1, 3) },
    },
    {
      kind: 'fixedRate',
      terms: { contract: exchange, base: tokens.ocean, rate: priceFrom(world, 5, 50), marketShare },
    },
  )
  const dollarSale = await createNftWithDatatoken(
    world,
    relay,
    { name: 'Prices of grain', owner: bob },
    {
      template: 2,
      symbol: 'GRAIN',
      collector: receivers.treasury,
      publishFee: { token: tokens.ocean, amount: world.amountOf(tokens.ocean, 1, 3) },
    },
    {
      kind: 'fixedRate',
      terms: { contract: exchange, base: tokens.dollar, rate: priceFrom(world, 5, 50), marketShare },
    },
  )
  const gift = await createNftWithDatatoken(
    world,
    bob,
    { name: 'Given away', owner: bob },
    { template: 2, symbol: 'GIFT' },
    { kind: 'dispenser' },
  )

  const nft = oceanSale.nft
  const second = await addDatatoken(world, nft, {
    template: 2,
    symbol: 'TRAFFIC2',
    publishFee: { token: tokens.ocean, amount: 0n },
  })
  await addExchange(world, second, {
    contract: exchange,
    base: tokens.ocean,
    rate: priceFrom(world, 1, 9),
    marketShare: 0n,
  })
  await addExchange(world, oceanSale, {
    contract: enterpriseExchange,
    base: tokens.ocean,
    rate: priceFrom(world, 2, 20),
    marketShare,
  })
  const third = await addDatatoken(world, nft, { template: 1, symbol: 'TRAFFIC3' })
  await addExchange(world, third, {
    contract: exchange,
    base: tokens.dollar,
    rate: priceFrom(world, 2, 20),
    marketShare,
  })
  await addExchange(world, plain, {
    contract: enterpriseExchange,
    base: tokens.dollar,
    rate: priceFrom(world, 2, 20),
    marketShare: 0n,
  })
  await addDispenser(world, plain)
  // Two exchanges of one contract, for two base tokens: such an NFT can never be sold, see changeHands.
  const stuck = await createNftWithDatatoken(
    world,
    bob,
    { name: 'For ever mine', owner: bob },
    { template: 1, symbol: 'STUCK' },
    {
      kind: 'fixedRate',
      terms: { contract: exchange, base: tokens.ocean, rate: priceFrom(world, 2, 20), marketShare },
    },
  )
  await addExchange(world, stuck, {
    contract: exchange,
    base: tokens.dollar,
    rate: priceFrom(world, 2, 20),
    marketShare,
  })
  await setCollector(world, second, receivers.vault)

  const nfts: Nft[] = [bare, strange, byWallet, described, plain.nft, nft, dollarSale.nft, gift.nft, stuck.nft]
  return { bare, strange, byWallet, plain, oceanSale, second, third, stuck, dollarSale, gift, nfts }
}

export type Published = Awaited<ReturnType<typeof publishAll>>

/** Metadata of every kind, and states with and without it. */
export const describeAll = async (
  world: World,
  { bare, strange, byWallet, plain, oceanSale, dollarSale, gift }: Published,
) => {
  const { random } = world
  const text = (name: string) => stringToHex(JSON.stringify({ nftAddress: name, metadata: { type: 'dataset', name } }))
  await setMetadata(world, plain.nft, { state: 0, data: text('Weather of the north') })
  await setMetadata(world, plain.nft, { state: 0, data: text('Weather of the north, with snow ❄') })
  await setMetadata(world, oceanSale.nft, {
    state: 0,
    data: asHex(deflateRawSync(Buffer.from('{"name":"Traffic of the city"}'))),
    flags: '0x01',
  })
  await setMetadata(world, dollarSale.nft, { state: 5, data: keccak256(toHex(random.int(1_000_000))), flags: '0x02' })
  await setMetadata(world, strange, { state: 0, data: NOT_TEXT, decryptorUrl: NOT_TEXT })
  await setMetadata(world, byWallet, { state: 1, data: stringToHex('{"name":"zero\0inside"}'), flags: '0x' })
  await setMetadata(world, byWallet, { state: 0, data: '0x', flags: '0x' })
  await setState(world, byWallet, 4)
  await setState(world, gift.nft, 2)
  await setState(world, oceanSale.nft, 3)
  await setState(world, oceanSale.nft, 0)
  await setTokenUri(world, plain.nft, 'ipfs://bafy/1')
  await setTokenUri(world, bare, '')
  await setMetadataAndUri(world, plain.nft, { state: 0, data: text('Weather, third edition') }, 'ipfs://bafy/3')
}

/** Whole datatokens, in base units. */
export const whole = (count: number): bigint => ONE * BigInt(count)
