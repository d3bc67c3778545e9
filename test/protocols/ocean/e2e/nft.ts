import { stringToHex } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'
import { artifacts } from './artifacts.ts'
import { type Row, ZERO } from './book.ts'
import { type Contract, lower, type Mined } from './chain.ts'
import type { Token } from './deploy.ts'
import type { Exchange } from './exchange.ts'
import { argsOf, placeOf } from './logs.ts'
import type { World } from './world.ts'

/** A data NFT as the script knows it. */
export type Nft = Contract & { readonly row: Row<'datasets'>; owner: Hex; readonly datatokens: Datatoken[] }

export type PublishFee = { readonly token: Token; readonly amount: bigint }

export type Datatoken = Contract & {
  readonly nft: Nft
  readonly template: 1 | 2
  readonly publishFee: PublishFee | null
  /** Null while the owner of the NFT receives. */
  collector: Hex | null
  readonly exchanges: Exchange[]
}

export type NftTerms = {
  /** Text, or bytes that need not be text. */
  readonly name: string
  readonly symbol?: string
  readonly tokenUri?: string
  readonly owner: Hex
  readonly transferable?: boolean
}

export type DatatokenTerms = {
  readonly template: 1 | 2
  readonly symbol: string
  readonly collector?: Hex
  readonly publishFee?: PublishFee
}

/** Text as bytes; what begins with 0x is bytes already. */
export const bytesOf = (text: string): Hex => (text.startsWith('0x') ? (text as Hex) : stringToHex(text))

/** What the factory takes for an NFT, texts as bytes. */
export const nftArguments = ({
  name,
  symbol = 'NFT',
  tokenUri = 'https://example.org/nft',
  owner,
  transferable = true,
}: NftTerms) => ({
  name: bytesOf(name),
  symbol: bytesOf(symbol),
  templateIndex: 1n,
  tokenURI: bytesOf(tokenUri),
  transferable,
  owner,
})

/** More than anybody mints. */
const CAP = 10n ** 30n

/** What the factory, or the NFT, takes for a datatoken. */
export const datatokenArguments = (
  minter: Hex,
  world: World,
  { template, symbol, collector, publishFee }: DatatokenTerms,
) => ({
  templateIndex: BigInt(template),
  strings: [`Datatoken ${symbol}`, symbol],
  addresses: [
    minter,
    collector ?? ZERO,
    publishFee ? world.receivers.publishMarket : ZERO,
    publishFee ? publishFee.token.address : ZERO,
  ],
  uints: [CAP, publishFee?.amount ?? 0n],
  bytess: [],
})

/** Writes down the NFT that a transaction of the factory made. */
export const noteNft = (world: World, creator: Hex, mined: Mined, terms: NftTerms): Nft => {
  const { factory, book } = world
  const address = lower(argsOf(mined, factory.address, 'NFTCreated').newTokenAddress as Hex)
  book.nameRole(address, 'nft')
  const given = nftArguments(terms)
  const row: Row<'datasets'> = {
    ...placeOf(mined, factory.address, 'NFTCreated'),
    nft: address,
    creator,
    firstOwner: terms.owner,
    owner: terms.owner,
    name: given.name,
    symbol: given.symbol,
    datatokens: [],
    state: 0,
    hasMetadata: false,
    tokenUri: given.tokenURI,
    updates: [],
  }
  book.datasets.push(row)
  return { address, abi: artifacts.nft.abi, row, owner: terms.owner, datatokens: [] }
}

/** Writes down the datatoken that a transaction made. */
export const noteDatatoken = (world: World, nft: Nft, mined: Mined, terms: DatatokenTerms): Datatoken => {
  const { factory, book } = world
  const address = lower(argsOf(mined, factory.address, 'TokenCreated').newTokenAddress as Hex)
  book.nameRole(address, `datatoken${terms.template}`)
  nft.row.datatokens = [...nft.row.datatokens, address]
  book.datatokens.push({
    ...placeOf(mined, factory.address, 'TokenCreated'),
    address,
    nft: nft.address,
    template: terms.template,
    symbol: terms.symbol,
    collector: terms.collector ?? nft.owner,
  })
  const datatoken: Datatoken = {
    address,
    abi: artifacts[`datatoken${terms.template}`].abi,
    nft,
    template: terms.template,
    publishFee: terms.publishFee ?? null,
    collector: terms.collector ?? null,
    exchanges: [],
  }
  nft.datatokens.push(datatoken)
  return datatoken
}

/** Who receives at this moment. */
export const collectorOf = (datatoken: Datatoken): Hex => datatoken.collector ?? datatoken.nft.owner
