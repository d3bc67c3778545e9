import fc from 'fast-check'
import type { Hex } from '../../src/domain/hex.ts'

// Receipts as eth_getBlockReceipts tells them, of every type that is known.

const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`)

const logs = fc.array(
  fc.record({
    address: hex(20),
    topics: fc.array(hex(32), { maxLength: 4 }),
    data: fc.uint8Array({ maxLength: 100 }).map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`),
  }),
  { maxLength: 3 },
)
const quantity = fc.nat().map((number): Hex => `0x${number.toString(16)}`)
const common = { cumulativeGasUsed: quantity, logsBloom: hex(256), logs }
const status = fc.constantFrom('0x0', '0x1')

/** One receipt. */
export const anyReceipt: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.oneof(
  fc.record({ ...common, status }),
  fc.record({ ...common, root: hex(32) }),
  fc.record({ ...common, status, type: fc.constantFrom('0x0', '0x1', '0x2', '0x3', '0x4') }),
  fc.record({ ...common, status, type: fc.constant('0x7e'), depositNonce: quantity }),
  fc.record({
    ...common,
    status,
    type: fc.constant('0x7e'),
    depositNonce: quantity,
    depositReceiptVersion: fc.constant('0x1'),
  }),
)
