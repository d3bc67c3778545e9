import type { CID } from 'multiformats/cid'
import { get } from '../get.ts'
import type { Reach } from '../network.ts'
import { Refusal, tooLarge, unreachable } from '../refusal.ts'
import type { Blocks } from './read.ts'
import { bytesWithin, hashNameOf, isBlockOf } from './verify.ts'

/** What implementations exchange at most: https://specs.ipfs.tech/bitswap-protocol/#block-sizes */
const BLOCK_BYTES_MAX = 2_097_152

/** A gateway's address for a path. */
export const within = (gateway: string, path: string): URL => new URL(`${gateway.replace(/\/+$/, '')}${path}`)

/**
 * Blocks from gateways, which need not be trusted (https://specs.ipfs.tech/http-gateways/trustless-gateway/): the one that gave the
 * last block is asked first, and what is not the block is as good as no answer.
 */
export const gatewayBlocks = (reach: Reach, attempt: number): Blocks => {
  const { ipfsGateways: gateways, documentBytesMax } = reach.rules
  /** With directories on the way, and what blocks hold beside a file's bytes. */
  const bytesMax = 2 * documentBytesMax + 4 * BLOCK_BYTES_MAX
  const known = new Map<string, Uint8Array>()
  // Another one each time: the first may lie, or never answer.
  let favourite = attempt
  let bytes = 0
  const fetched = async (cid: CID): Promise<Uint8Array> => {
    hashNameOf(cid)
    let last = unreachable('no gateway is configured')
    for (let turn = 0; turn < gateways.length; turn++) {
      const place = (favourite + turn) % gateways.length
      try {
        const url = within(gateways[place]!, `/ipfs/${cid}?format=raw`)
        const accept = 'application/vnd.ipld.raw'
        const body = await get({ url, accept, bytesMax: BLOCK_BYTES_MAX, trusted: true }, reach)
        if (isBlockOf(cid, body.bytes)) {
          favourite = place
          return body.bytes
        }
        last = unreachable('a gateway answers with another block')
      } catch (error) {
        if (!(error instanceof Refusal) || error.final) throw error
        last = unreachable(`no gateway has a block of it: ${error.message}`)
      }
    }
    throw last
  }
  return async (cid) => {
    const key = cid.toString()
    const held = bytesWithin(cid) ?? known.get(key)
    if (held !== undefined) return held
    const block = await fetched(cid)
    bytes += block.length
    if (bytes > bytesMax) throw tooLarge(documentBytesMax, { final: true })
    known.set(key, block)
    return block
  }
}
