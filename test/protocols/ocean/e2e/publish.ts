import { keccak256 } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'
import { ZERO } from './book.ts'
import { type Contract, call, encodeWithRawTexts } from './chain.ts'
import { dispenserArguments } from './datatoken.ts'
import { type ExchangeTerms, exchangeArguments, openExchange } from './exchange.ts'
import { countOf, placeOf } from './logs.ts'
import type { MetadataWish } from './metadata.ts'
import {
  bytesOf,
  type Datatoken,
  type DatatokenTerms,
  datatokenArguments,
  type Nft,
  type NftTerms,
  nftArguments,
  noteDatatoken,
  noteNft,
} from './nft.ts'
import { bundled, type World } from './world.ts'

/** A data NFT alone. */
export const createNft = async (world: World, creator: Hex, terms: NftTerms): Promise<Nft> => {
  const { factory, chain, book } = world
  const { name, symbol, templateIndex, tokenURI, transferable, owner } = nftArguments(terms)
  const args = [name, symbol, templateIndex, ZERO, ZERO, tokenURI, transferable, owner]
  const mined = await chain.sendRaw(creator, factory.address, encodeWithRawTexts(factory, 'deployERC721Contract', args))
  const nft = noteNft(world, creator, mined, terms)
  book.write('deployERC721Contract', mined, [])
  return nft
}

/** A data NFT created by a contract, in a transaction of somebody else. */
export const createNftThrough = async (world: World, sender: Hex, through: Contract, terms: NftTerms): Promise<Nft> => {
  const { factory } = world
  const { templateIndex, transferable, owner } = nftArguments(terms)
  const texts = [terms.name, 'NFT'] as const
  const args = [...texts, templateIndex, ZERO, ZERO, 'https://example.org/nft', transferable, owner]
  const mined = await world.chain.send(sender, bundled(through, [call(factory, 'deployERC721Contract', ...args)]))
  const nft = noteNft(world, through.address, mined, terms)
  world.book.write('deployERC721Contract through a wallet', mined, [])
  return nft
}

/** A data NFT with its metadata, in one transaction: the factory is then who set it. */
export const createNftWithMetadata = async (
  world: World,
  creator: Hex,
  terms: NftTerms,
  { state, data, flags = '0x00', decryptorUrl = 'https://provider.example.org' }: MetadataWish,
): Promise<Nft> => {
  const { factory, chain, book } = world
  const hash = keccak256(data)
  const url = bytesOf(decryptorUrl)
  const metadata = {
    _metaDataState: state,
    _metaDataDecryptorUrl: url,
    _metaDataDecryptorAddress: bytesOf('0x'),
    flags,
    data,
    _metaDataHash: hash,
    _metadataProofs: [],
  }
  const args = [nftArguments(terms), metadata]
  const mined = await chain.sendRaw(
    creator,
    factory.address,
    encodeWithRawTexts(factory, 'createNftWithMetaData', args),
  )
  const nft = noteNft(world, creator, mined, terms)
  book.write('createNftWithMetaData', mined, [])
  const { row, address } = nft
  row.hasMetadata = true
  row.state = state
  const place = placeOf(mined, address, 'MetadataCreated')
  row.updates = [
    { ...place, kind: 'created', by: factory.address, state, flags, data, hash, decryptorUrl: url, uri: null },
  ]
  return nft
}

/** What comes with the first datatoken, in the same transaction. */
export type Extra =
  | { readonly kind: 'none' }
  | { readonly kind: 'fixedRate'; readonly terms: ExchangeTerms }
  | { readonly kind: 'dispenser' }

/** A data NFT with its first datatoken, and perhaps with an exchange or a dispenser. */
export const createNftWithDatatoken = async (
  world: World,
  creator: Hex,
  nftTerms: NftTerms,
  terms: DatatokenTerms,
  extra: Extra = { kind: 'none' },
): Promise<Datatoken> => {
  const { factory, chain, book, dispenser } = world
  const functionName = {
    none: 'createNftWithErc20',
    fixedRate: 'createNftWithErc20WithFixedRate',
    dispenser: 'createNftWithErc20WithDispenser',
  }[extra.kind]
  const args: unknown[] = [nftArguments(nftTerms), datatokenArguments(nftTerms.owner, world, terms)]
  if (extra.kind === 'fixedRate') {
    const { addresses, uints } = exchangeArguments(world, extra.terms)
    args.push({ fixedPriceAddress: extra.terms.contract.address, addresses, uints })
  }
  if (extra.kind === 'dispenser') args.push(dispenserArguments(world))
  const mined = await chain.sendRaw(creator, factory.address, encodeWithRawTexts(factory, functionName, args))
  const nft = noteNft(world, creator, mined, nftTerms)
  const datatoken = noteDatatoken(world, nft, mined, terms)
  book.write(`${functionName}, template ${terms.template}`, mined, [])
  if (extra.kind === 'fixedRate') openExchange(world, datatoken, extra.terms, mined)
  if (extra.kind === 'dispenser' && countOf(mined, dispenser.address, 'DispenserCreated') !== 1)
    throw new Error('No dispenser came of it.')
  return datatoken
}

/** One more datatoken for an NFT. */
export const addDatatoken = async (world: World, nft: Nft, terms: DatatokenTerms): Promise<Datatoken> => {
  const { templateIndex, strings, addresses, uints, bytess } = datatokenArguments(nft.owner, world, terms)
  const mined = await world.chain.send(
    nft.owner,
    call(nft, 'createERC20', templateIndex, strings, addresses, uints, bytess),
  )
  const datatoken = noteDatatoken(world, nft, mined, terms)
  world.book.write('createERC20', mined, [])
  return datatoken
}
