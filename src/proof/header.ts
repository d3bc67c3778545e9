import { bytesOf, hexOf } from '../domain/bytes.ts'
import type { Hex } from '../domain/hex.ts'
import { integerOf, quantityBytes } from './quantity.ts'
import { decodeRlp, encodeRlp, isBytes, isList } from './rlp.ts'

// keccak-256 of a block header's RLP is the block's hash. Yellow paper section 4.4.3; what later forks appended, in their order.

/** How a field is written: a number, or bytes of this length; "any" for bytes of any length. */
type Form = 'number' | 'any' | number

/** Names as JSON-RPC has them. */
const fields: readonly (readonly [name: string, form: Form])[] = [
  ['parentHash', 32],
  ['sha3Uncles', 32],
  ['miner', 20],
  ['stateRoot', 32],
  ['transactionsRoot', 32],
  ['receiptsRoot', 32],
  ['logsBloom', 256],
  ['difficulty', 'number'],
  ['number', 'number'],
  ['gasLimit', 'number'],
  ['gasUsed', 'number'],
  ['timestamp', 'number'],
  ['extraData', 'any'],
  ['mixHash', 32],
  ['nonce', 8],
]

/** Each is there from its fork on. What an answer lacks is left out, since a chain may have taken up one without another. */
const laterFields: readonly (readonly [name: string, form: Form])[] = [
  // EIP-1559, London.
  ['baseFeePerGas', 'number'],
  // EIP-4895, Shanghai.
  ['withdrawalsRoot', 32],
  // EIP-4844 and EIP-4788, Cancun.
  ['blobGasUsed', 'number'],
  ['excessBlobGas', 'number'],
  ['parentBeaconBlockRoot', 32],
  // EIP-7685, Prague.
  ['requestsHash', 32],
]

const PARENT_HASH = 0
const RECEIPTS_ROOT = 5
const LOGS_BLOOM = 6
const NUMBER = 8
const TIMESTAMP = 11

const write = (value: unknown, form: Form): Uint8Array | null =>
  form === 'number' ? quantityBytes(value) : bytesOf(value, form === 'any' ? undefined : form)

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/**
 * RLP of the header in an answer of eth_getBlockByNumber or eth_getBlockByHash, of any fork; null when a field that every
 * header has is missing, or one is not of its form. It is the header of that block only if its keccak-256 is the answer's `hash`: an
 * answer may lack a later field, and a chain may have fields of its own.
 */
export const encodeHeader = (raw: Readonly<Record<string, unknown>>): Hex | null => {
  const later = laterFields.filter(([name]) => !isAbsent(raw[name]))
  const items = [...fields, ...later].map(([name, form]) => write(raw[name], form))
  return items.every((item) => item !== null) ? hexOf(encodeRlp(items)) : null
}

/** What a header says, as far as proofs go. */
export type DecodedHeader = {
  readonly number: number
  readonly parentHash: Hex
  readonly receiptsRoot: Hex
  readonly logsBloom: Hex
  /** Seconds. */
  readonly timestamp: number
}

/** Reads a header's RLP; null when it is none. Fields that a chain appended are not looked at. */
export const decodeHeader = (rlp: Uint8Array): DecodedHeader | null => {
  const items = decodeRlp(rlp)
  if (!isList(items) || items.length < fields.length || !items.every(isBytes)) return null
  const formed = fields.every(([, form], index) => typeof form !== 'number' || items[index]!.length === form)
  const number = integerOf(items[NUMBER]!)
  const timestamp = integerOf(items[TIMESTAMP]!)
  if (!formed || number === null || timestamp === null) return null
  return {
    number,
    parentHash: hexOf(items[PARENT_HASH]!),
    receiptsRoot: hexOf(items[RECEIPTS_ROOT]!),
    logsBloom: hexOf(items[LOGS_BLOOM]!),
    timestamp,
  }
}
