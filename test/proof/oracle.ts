import { createMerkleProof, createMPT, type MerklePatriciaTrie } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import { type Hex, hexToBytes } from 'viem'

// The same as src/proof, by other people's libraries and without sharing a line with it.

type Raw = Readonly<Record<string, unknown>>

/** A receipt as the trie holds it. */
export const oracleReceipt = (raw: Raw): Uint8Array => {
  const logs = (raw.logs as Raw[]).map(({ address, topics, data }) => [address, topics, data] as [Hex, Hex[], Hex])
  const status = raw.status === undefined ? (raw.root as Hex) : raw.status === '0x1' ? '0x01' : '0x'
  const more =
    raw.depositReceiptVersion === undefined
      ? []
      : [BigInt(raw.depositNonce as Hex), BigInt(raw.depositReceiptVersion as Hex)]
  const body = RLP.encode([status, BigInt(raw.cumulativeGasUsed as Hex), raw.logsBloom as Hex, logs, ...more])
  const type = Number(raw.type ?? 0)
  return type === 0 ? body : Uint8Array.of(type, ...body)
}

/** The receipts trie of a block. */
export const oracleTrie = async (receipts: readonly Raw[]): Promise<MerklePatriciaTrie> => {
  const trie = await createMPT()
  for (const [index, raw] of receipts.entries()) await trie.put(RLP.encode(index), oracleReceipt(raw))
  return trie
}

export const oracleProof = (trie: MerklePatriciaTrie, index: number): Promise<Uint8Array[]> =>
  createMerkleProof(trie, RLP.encode(index))

export const bytes = (hex: Hex): Uint8Array => hexToBytes(hex)
