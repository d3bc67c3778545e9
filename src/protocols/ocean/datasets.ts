import { NOBODY } from '../../domain/address.ts'
import type { DatasetStatus } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import { cleanText } from '../../domain/text.ts'
import type { Memory } from '../memory.ts'
import type { Reader } from './context.ts'

/** What is remembered of a data NFT. */
export type NftRecord = {
  readonly versions: number
  /** Its first datatoken: the dataset's own. */
  readonly datatoken: Hex | null
  /** The exchange whose price the dataset shows, by key. */
  readonly priced: string | null
}

const nftKey = (nft: Hex) => `nft:${nft}`
const datatokenKey = (datatoken: Hex) => `datatoken:${datatoken}`

/** The data NFT that a datatoken gives access to. */
export const nftOf = (memory: Memory, datatoken: Hex): Hex | undefined =>
  memory.recall<{ nft: Hex }>(datatokenKey(datatoken))?.nft

export const recallNft = (memory: Memory, nft: Hex): NftRecord =>
  memory.recall<NftRecord>(nftKey(nft)) ?? { versions: 0, datatoken: null, priced: null }

export const changeNft = (memory: Memory, nft: Hex, patch: Partial<NftRecord>): DomainEvent =>
  memory.remember(nftKey(nft), { ...recallNft(memory, nft), ...patch })

/** By number, as Ocean's own tools name them. */
const states: readonly DatasetStatus[] = ['LISTED', 'ENDED', 'DEPRECATED', 'REVOKED', 'SUSPENDED', 'UNLISTED']

const statusChanged = (dataset: Hex, state: number): DomainEvent[] => {
  const status = states[state]
  return status ? [{ type: 'DatasetStatusChanged', dataset, status }] : []
}

/** Without a description so far, it is a draft. */
export const nftCreated: Reader = ({ args }) => {
  const dataset = args.newTokenAddress as Hex
  return [
    {
      type: 'DatasetRegistered',
      dataset,
      publisher: args.admin as Hex,
      name: cleanText(args.tokenName as string),
      uri: cleanText(args.tokenURI as string),
      contentHash: null,
      price: null,
      token: null,
    },
    { type: 'DatasetStatusChanged', dataset, status: 'DRAFT' },
  ]
}

/** The factory names the NFT as the creator of its datatoken: the only link from one to the other. */
export const tokenCreated: Reader = ({ args }, { view, memory }) => {
  const [token, nft] = [args.newTokenAddress as Hex, args.creator as Hex]
  if (view.roleOf(nft) !== 'nft') return []
  return [
    { type: 'DatasetTokenIssued', dataset: nft, token },
    memory.remember(datatokenKey(token), { nft }),
    ...(recallNft(memory, nft).datatoken === null ? [changeNft(memory, nft, { datatoken: token })] : []),
  ]
}

/** The description's bytes may be anything: they stay in the raw log, and its hash tells versions apart. */
export const metadataSet: Reader = ({ log, args }, { memory }) => {
  const number = recallNft(memory, log.address).versions + 1
  return [
    {
      type: 'DatasetVersionPublished',
      dataset: log.address,
      number,
      contentHash: args.metaDataHash as Hex,
      uri: cleanText(args.decryptorUrl as string),
    },
    ...statusChanged(log.address, args.state as number),
    changeNft(memory, log.address, { versions: number }),
  ]
}

/** Active without a description is still a draft. */
export const metadataState: Reader = ({ log, args }, { memory }) => {
  const state = args.state as number
  return state === 0 && recallNft(memory, log.address).versions === 0 ? [] : statusChanged(log.address, state)
}

export const nftTransferred: Reader = ({ log, args }) =>
  // Minting it is part of its creation, which names the owner.
  args.from === NOBODY ? [] : [{ type: 'DatasetOwnerChanged', dataset: log.address, owner: args.to as Hex }]

const treasuryChanged = (memory: Memory, datatoken: Hex, treasury: Hex): DomainEvent[] => {
  const dataset = nftOf(memory, datatoken)
  // Each datatoken has a collector of its own: the dataset shows its own datatoken's.
  if (dataset === undefined || recallNft(memory, dataset).datatoken !== datatoken) return []
  return [{ type: 'DatasetTreasuryChanged', dataset, treasury: treasury === NOBODY ? null : treasury }]
}

export const newPaymentCollector: Reader = ({ log, args }, { memory }) =>
  treasuryChanged(memory, log.address, args._newPaymentCollector as Hex)

/** Also resets the collector, which no event of its own says. */
export const datatokenCleaned: Reader = ({ log }, { memory }) => treasuryChanged(memory, log.address, NOBODY)
