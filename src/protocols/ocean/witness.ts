import { toFunctionSelector } from 'viem'
import { addressIn } from '../../domain/address.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Witness } from '../witness.ts'

const nftCountCall = toFunctionSelector('getCurrentNFTCount()')
const tokenCountCall = toFunctionSelector('getCurrentTokenCount()')
/** The one token of a data NFT is its ownership. */
const ownerCall: Hex = `${toFunctionSelector('ownerOf(uint256)')}${'1'.padStart(64, '0')}`

/** The factory counts the NFTs and datatokens it made, and an NFT knows its owner; keys are addresses. */
export const witness: Witness = {
  counts: [
    { call: nftCountCall, event: 'NFTCreated', of: { role: 'nft' } },
    { call: tokenCountCall, event: 'TokenCreated', of: { role: 'datatoken' } },
  ],
  datasets: (nft) => [
    {
      to: nft as Hex,
      data: ownerCall,
      read: (answer) => {
        const owner = addressIn(answer)
        return owner === null ? null : { owner }
      },
    },
  ],
  eventOf: (figure) => (figure === 'owner' ? 'Transfer of the NFT' : 'NFTCreated'),
}
