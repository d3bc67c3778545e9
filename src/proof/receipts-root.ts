import { hexOf } from '../domain/bytes.ts'
import type { Hex } from '../domain/hex.ts'
import { integerBytes } from './quantity.ts'
import { receiptBytes } from './receipt.ts'
import { encodeRlp } from './rlp.ts'
import { buildTrie, type Entry, nibblesOf } from './trie.ts'

/** The trie's key of the transaction at this index of its block. */
export const receiptKey = (index: number): Uint8Array => encodeRlp(integerBytes(index))

/** What the receipts trie of a block holds; null when a receipt cannot be encoded. */
export const receiptEntries = (raw: readonly unknown[]): readonly Entry[] | null => {
  const entries: Entry[] = []
  for (const [index, receipt] of raw.entries()) {
    const value = receiptBytes(receipt)
    if (value === null) return null
    entries.push({ path: nibblesOf(receiptKey(index)), value })
  }
  return entries
}

/**
 * The receiptsRoot that a header must have when these are all receipts of its block, in the order of its transactions, as
 * eth_getBlockReceipts tells them. Null when one of them cannot be encoded: a type of transaction that is not known, or a malformed answer.
 */
export const receiptsRoot = (raw: readonly unknown[]): Hex | null => {
  const entries = receiptEntries(raw)
  return entries === null ? null : hexOf(buildTrie(entries))
}
