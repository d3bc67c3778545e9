import fc from 'fast-check'
import { toHex } from 'viem'
import { expect, test } from 'vitest'
import { decodeHeader, encodeHeader } from '../../src/proof/header.ts'
import { decodeReceipt, encodeReceipt } from '../../src/proof/receipt.ts'
import { receiptsRoot } from '../../src/proof/receipts-root.ts'
import { bytes } from './oracle.ts'
import { anyReceipt } from './receipts.ts'

// What nodes and files hold, changed at random: never a crash. More of it: FUZZ_RUNS=20000.

const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000)

test('a receipt is read back as it was written, and its bytes in no other way', () => {
  fc.assert(
    fc.property(anyReceipt, (raw) => {
      const read = decodeReceipt(bytes(encodeReceipt(raw)!))
      expect(read).toEqual({
        type: Number(raw.type ?? 0),
        success: raw.status === undefined ? null : raw.status === '0x1',
        root: raw.status === undefined ? raw.root : null,
        cumulativeGas: Number(raw.cumulativeGasUsed),
        logsBloom: raw.logsBloom,
        logs: raw.logs,
      })
    }),
    { numRuns: 300 },
  )
})

const change = fc.record({ at: fc.nat(), byte: fc.nat(255), how: fc.nat(2) })

test('changed receipts are refused or read as what they are', () => {
  fc.assert(
    fc.property(anyReceipt, change, (raw, { at, byte, how }) => {
      const whole = [...bytes(encodeReceipt(raw)!)]
      if (how === 0) whole[at % whole.length] = byte
      else whole.splice(at % whole.length, how === 1 ? 1 : 0, ...(how === 2 ? [byte] : []))
      const changed = Uint8Array.from(whole)
      const read = decodeReceipt(changed)
      if (read === null || read.type === 0x7e) return
      const status = read.success === null ? { root: read.root } : { status: read.success ? '0x1' : '0x0' }
      const again = { ...read, ...status, type: toHex(read.type), cumulativeGasUsed: toHex(read.cumulativeGas) }
      expect(encodeReceipt(again)).toBe(toHex(changed))
    }),
    { numRuns: RUNS },
  )
})

test('any bytes at all are no crash', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700, size: 'max' }), (given) => {
      decodeReceipt(given)
      decodeHeader(given)
    }),
    { numRuns: RUNS },
  )
})

test('any JSON from a node is no crash', () => {
  fc.assert(
    fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (receipt, header) => {
      expect(receiptsRoot([receipt])).toBeNull()
      expect(encodeHeader(header)).toBeNull()
    }),
    { numRuns: RUNS },
  )
})
