import { bytesOf, hexOf } from '../domain/bytes.ts'
import type { Hex } from '../domain/hex.ts'
import { integerOf, quantityBytes } from './quantity.ts'
import { concatBytes, decodeRlp, encodeRlp, isBytes, isList, type RlpItem } from './rlp.ts'

// A transaction's receipt as the receipts trie holds it: EIP-658 (status), EIP-2718 (typed envelopes). A pre-Byzantium receipt
// has the state root where later ones have the status.

const LEGACY = 0
/** EIP-2930, EIP-1559, EIP-4844, EIP-7702: the same receipt behind the type's byte. */
const PLAIN_TYPE_MAX = 4
/** The OP stack's deposit transactions. https://specs.optimism.io/protocol/deposits.html#deposit-receipt */
const DEPOSIT = 0x7e
const BLOOM_BYTES = 256
const TOPICS_MAX = 4

type Raw = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null

const knownType = (type: number): boolean => type <= PLAIN_TYPE_MAX || type === DEPOSIT

const typeOf = (raw: Raw): number | null => {
  if (raw.type === undefined || raw.type === null) return LEGACY
  const bytes = quantityBytes(raw.type)
  return bytes === null ? null : integerOf(bytes)
}

/** The status, or what stood in its place before Byzantium. */
const outcomeOf = ({ status, root }: Raw): Uint8Array | null => {
  if (status === undefined || status === null) return bytesOf(root, 32)
  const bytes = quantityBytes(status)
  return bytes !== null && (bytes.length === 0 || (bytes.length === 1 && bytes[0] === 1)) ? bytes : null
}

const logItem = (raw: unknown): RlpItem | null => {
  if (!isRecord(raw) || !Array.isArray(raw.topics) || raw.topics.length > TOPICS_MAX) return null
  const address = bytesOf(raw.address, 20)
  const topics = raw.topics.map((topic) => bytesOf(topic, 32))
  const data = bytesOf(raw.data)
  return address && data && allKnown(topics) ? [address, topics, data] : null
}

const allKnown = <T>(items: readonly (T | null)[]): items is readonly T[] => items.every((item) => item !== null)

/**
 * Fields of a deposit's receipt beyond the others': from Canyon on both; before, nodes tell the nonce though the trie had none.
 */
const depositItems = ({ depositNonce, depositReceiptVersion }: Raw): readonly Uint8Array[] | null => {
  if (depositReceiptVersion === undefined || depositReceiptVersion === null) return []
  const items = [quantityBytes(depositNonce), quantityBytes(depositReceiptVersion)]
  return allKnown(items) ? items : null
}

/** The bytes of one receipt in the trie, as `encodeReceipt` tells them in hex. */
export const receiptBytes = (raw: unknown): Uint8Array | null => {
  if (!isRecord(raw) || !Array.isArray(raw.logs)) return null
  const type = typeOf(raw)
  if (type === null || !knownType(type)) return null
  const outcome = outcomeOf(raw)
  const gas = quantityBytes(raw.cumulativeGasUsed)
  const bloom = bytesOf(raw.logsBloom, BLOOM_BYTES)
  const logs = raw.logs.map(logItem)
  const extra = type === DEPOSIT ? depositItems(raw) : []
  if (!outcome || !gas || !bloom || !extra || !allKnown(logs)) return null
  const body = encodeRlp([outcome, gas, bloom, logs, ...extra])
  return type === LEGACY ? body : concatBytes([Uint8Array.of(type), body])
}

/**
 * The bytes under which the receipts trie holds a receipt, from an item of eth_getBlockReceipts or eth_getTransactionReceipt; null
 * when a field is missing or malformed, or the type of transaction is not known.
 */
export const encodeReceipt = (raw: unknown): Hex | null => {
  const bytes = receiptBytes(raw)
  return bytes === null ? null : hexOf(bytes)
}

/** A log in a receipt. */
export type ReceiptLog = { readonly address: Hex; readonly topics: readonly Hex[]; readonly data: Hex }

export type DecodedReceipt = {
  readonly type: number
  /** Whether the transaction succeeded; null before Byzantium, when receipts did not say. */
  readonly success: boolean | null
  /** The state's root after the transaction; null from Byzantium on. */
  readonly root: Hex | null
  readonly cumulativeGas: number
  readonly logsBloom: Hex
  readonly logs: readonly ReceiptLog[]
}

const readOutcome = (item: RlpItem | undefined): Pick<DecodedReceipt, 'success' | 'root'> | null => {
  if (!isBytes(item)) return null
  if (item.length === 32) return { success: null, root: hexOf(item) }
  if (item.length === 0) return { success: false, root: null }
  return item.length === 1 && item[0] === 1 ? { success: true, root: null } : null
}

const readLog = (item: RlpItem): ReceiptLog | null => {
  if (!isList(item) || item.length !== 3) return null
  const [address, topics, data] = item
  if (!isBytes(address) || address.length !== 20 || !isBytes(data)) return null
  if (!isList(topics) || topics.length > TOPICS_MAX) return null
  if (!topics.every((topic): topic is Uint8Array => isBytes(topic) && topic.length === 32)) return null
  return { address: hexOf(address), topics: topics.map(hexOf), data: hexOf(data) }
}

/** Reads the bytes that `encodeReceipt` writes; null when they are no receipt, or one of a type that is not known. */
export const decodeReceipt = (bytes: Uint8Array): DecodedReceipt | null => {
  const first = bytes[0]
  if (first === undefined) return null
  // An envelope begins with its type, which is below 0x80; a legacy receipt is a list, which begins above 0xbf.
  const type = first < 0x80 ? first : LEGACY
  if (first < 0x80 && (first === LEGACY || !knownType(first))) return null
  const items = decodeRlp(first < 0x80 ? bytes.subarray(1) : bytes)
  if (!isList(items) || (items.length !== 4 && !(type === DEPOSIT && items.length === 6))) return null
  const [result, gas, bloom, logs, ...extra] = items
  const outcome = readOutcome(result)
  if (!outcome || !isBytes(gas) || !isBytes(bloom) || !isList(logs)) return null
  if (!extra.every((item) => isBytes(item) && integerOf(item) !== null)) return null
  const cumulativeGas = integerOf(gas)
  const known = logs.map(readLog)
  if (cumulativeGas === null || bloom.length !== BLOOM_BYTES || !allKnown(known)) return null
  return { type, ...outcome, cumulativeGas, logsBloom: hexOf(bloom), logs: known }
}
