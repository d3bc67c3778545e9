import { keccak256 } from 'viem'
import { bytesOf, hexOf, sameBytes } from '../domain/bytes.ts'
import type { Hex } from '../domain/hex.ts'
import { type DecodedHeader, decodeHeader } from './header.ts'
import { integerOf } from './quantity.ts'
import { type DecodedReceipt, decodeReceipt } from './receipt.ts'
import { receiptKey } from './receipts-root.ts'
import { decodeRlp, isBytes } from './rlp.ts'
import type { Entry } from './trie.ts'
import { proveEntry, provenValue } from './trie-proof.ts'

/** That a receipt is in a block: checked with the block's hash alone. All bytes are lower-case hex. */
export type ReceiptProof = {
  readonly blockHash: Hex
  /** RLP of the header; its keccak-256 is the block's hash. */
  readonly headerRlp: Hex
  /** As in that header. */
  readonly receiptsRoot: Hex
  /** RLP of the transaction's index in its block: the key in the receipts trie. */
  readonly key: Hex
  /** The trie's nodes from the root to the receipt. */
  readonly nodes: readonly Hex[]
  /** The receipt as the trie holds it. */
  readonly receipt: Hex
}

/**
 * Proves the receipt of one transaction by the header's RLP and all receipts of the block, in order (receipts-root.ts). Null when
 * there is none at this index, or their root is not the header's.
 */
export const proveReceipt = (headerRlp: Hex, receipts: readonly Entry[], index: number): ReceiptProof | null => {
  const header = decodeHeader(bytesOf(headerRlp)!)
  const entry = receipts[index]
  if (header === null || !entry) return null
  const nodes = proveEntry(receipts, entry.path)
  if (keccak256(nodes[0]!) !== header.receiptsRoot) return null
  return {
    blockHash: keccak256(headerRlp),
    headerRlp,
    receiptsRoot: header.receiptsRoot,
    key: hexOf(receiptKey(index)),
    nodes: nodes.map(hexOf),
    receipt: hexOf(entry.value),
  }
}

/** What a proof shows, or why it shows nothing, in one sentence without its full stop. */
export type ProvenReceipt =
  | { readonly header: DecodedHeader; readonly transactionIndex: number; readonly receipt: DecodedReceipt }
  | { readonly fault: string }

/** The index that a key is of; null unless it is written as the trie writes it. */
const indexOf = (key: Uint8Array): number | null => {
  const item = decodeRlp(key)
  return isBytes(item) ? integerOf(item) : null
}

/** Checks a proof against the block hash that it names. Whether that block is one to trust is another question. */
export const checkReceiptProof = (proof: ReceiptProof): ProvenReceipt => {
  const [headerRlp, key, value] = [bytesOf(proof.headerRlp), bytesOf(proof.key), bytesOf(proof.receipt)]
  const nodes = proof.nodes.map((node) => bytesOf(node))
  if (headerRlp === null || key === null || value === null || !nodes.every((node) => node !== null)) {
    return { fault: 'it is not written in hex' }
  }
  if (keccak256(headerRlp) !== proof.blockHash) return { fault: 'the header has not the hash of the block' }
  const header = decodeHeader(headerRlp)
  if (header === null) return { fault: 'what has the hash of the block is no header that this program can read' }
  if (header.receiptsRoot !== proof.receiptsRoot) return { fault: "the header's receiptsRoot is another" }
  const transactionIndex = indexOf(key)
  if (transactionIndex === null) return { fault: 'the key is not the RLP of a transaction index' }
  const proven = provenValue(proof.receiptsRoot, key, nodes)
  if ('fault' in proven) return proven
  if (!sameBytes(proven.value, value)) return { fault: 'the receipt is not the one that the trie holds under the key' }
  const receipt = decodeReceipt(value)
  if (receipt === null) return { fault: 'what the trie holds is no receipt that this program can read' }
  return { header, transactionIndex, receipt }
}
