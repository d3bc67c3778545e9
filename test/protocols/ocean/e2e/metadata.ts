import { keccak256 } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'
import { call, encodeWithRawTexts } from './chain.ts'
import { placeOf } from './logs.ts'
import { bytesOf, type Nft } from './nft.ts'
import type { World } from './world.ts'

export type MetadataWish = {
  readonly state: number
  readonly data: Hex
  /** Bit 0: compressed; bit 1: encrypted. */
  readonly flags?: Hex
  readonly decryptorUrl?: string
}

/** Writes metadata; the first time the contract calls it created, then updated. */
export const setMetadata = async (world: World, nft: Nft, wish: MetadataWish): Promise<void> => {
  const { state, data, flags = '0x00', decryptorUrl = 'https://provider.example.org' } = wish
  const hash = keccak256(data)
  const url = bytesOf(decryptorUrl)
  const args = [state, url, bytesOf('0x'), flags, data, hash, []]
  const mined = await world.chain.sendRaw(nft.owner, nft.address, encodeWithRawTexts(nft, 'setMetaData', args))
  const { row } = nft
  const [kind, event] = row.hasMetadata
    ? (['updated', 'MetadataUpdated'] as const)
    : (['created', 'MetadataCreated'] as const)
  world.book.write(`setMetaData, ${kind}`, mined, [])
  row.hasMetadata = true
  row.state = state
  row.updates = [
    ...row.updates,
    {
      ...placeOf(mined, nft.address, event),
      kind,
      by: nft.owner,
      state,
      flags,
      data,
      hash,
      decryptorUrl: url,
      uri: null,
    },
  ]
}

const nothing = { state: null, flags: null, data: null, hash: null, decryptorUrl: null, uri: null }

/** Changes the state alone; possible also where there never was metadata. */
export const setState = async (world: World, nft: Nft, state: number): Promise<void> => {
  const mined = await world.act('setMetaDataState', nft.owner, call(nft, 'setMetaDataState', state))
  nft.row.state = state
  const place = placeOf(mined, nft.address, 'MetadataState')
  nft.row.updates = [...nft.row.updates, { ...nothing, ...place, kind: 'state', by: nft.owner, state }]
}

export const setTokenUri = async (world: World, nft: Nft, uri: string): Promise<void> => {
  const bytes = bytesOf(uri)
  const mined = await world.chain.sendRaw(nft.owner, nft.address, encodeWithRawTexts(nft, 'setTokenURI', [1n, bytes]))
  world.book.write('setTokenURI', mined, [])
  nft.row.tokenUri = bytes
  const place = placeOf(mined, nft.address, 'TokenURIUpdate')
  nft.row.updates = [...nft.row.updates, { ...nothing, ...place, kind: 'uri', by: nft.owner, uri: bytes }]
}

/** Metadata and the token's URI in one transaction. */
export const setMetadataAndUri = async (world: World, nft: Nft, wish: MetadataWish, uri: string): Promise<void> => {
  const { state, data, flags = '0x00', decryptorUrl = 'https://provider.example.org' } = wish
  const metaDataHash = keccak256(data)
  const mined = await world.act(
    'setMetaDataAndTokenURI',
    nft.owner,
    call(nft, 'setMetaDataAndTokenURI', {
      metaDataState: state,
      metaDataDecryptorUrl: decryptorUrl,
      metaDataDecryptorAddress: '',
      flags,
      data,
      metaDataHash,
      tokenId: 1n,
      tokenURI: uri,
      metadataProofs: [],
    }),
  )
  const { row } = nft
  const [kind, event] = row.hasMetadata
    ? (['updated', 'MetadataUpdated'] as const)
    : (['created', 'MetadataCreated'] as const)
  const shared = { by: nft.owner }
  row.hasMetadata = true
  row.state = state
  row.tokenUri = bytesOf(uri)
  row.updates = [
    ...row.updates,
    {
      ...shared,
      ...placeOf(mined, nft.address, event),
      kind,
      state,
      flags,
      data,
      hash: metaDataHash,
      decryptorUrl: bytesOf(decryptorUrl),
      uri: null,
    },
    { ...nothing, ...shared, ...placeOf(mined, nft.address, 'TokenURIUpdate'), kind: 'uri', uri: bytesOf(uri) },
  ]
}
