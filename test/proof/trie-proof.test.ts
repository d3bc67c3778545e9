import { createMPT, verifyMerkleProof } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { keccak256, toHex } from 'viem'
import { expect, test } from 'vitest'
import { receiptEntries, receiptKey, receiptsRoot } from '../../src/proof/receipts-root.ts'
import { encodeRlp } from '../../src/proof/rlp.ts'
import { proveEntry, provenValue } from '../../src/proof/trie-proof.ts'
import { oracleProof, oracleReceipt, oracleTrie } from './oracle.ts'
import { anyReceipt } from './receipts.ts'

const blocks = fc
  .array(anyReceipt, { minLength: 1, maxLength: 140, size: 'max' })
  .chain((receipts) => fc.tuple(fc.constant(receipts), fc.nat(receipts.length - 1)))

test('proofs are those of an independent trie, node by node, and each checks the other', async () => {
  await fc.assert(
    fc.asyncProperty(blocks, async ([receipts, index]) => {
      const entries = receiptEntries(receipts)!
      const nodes = proveEntry(entries, entries[index]!.path)
      const trie = await oracleTrie(receipts)
      expect(nodes.map((node) => toHex(node))).toEqual((await oracleProof(trie, index)).map((node) => toHex(node)))
      const value = oracleReceipt(receipts[index]!)
      expect(provenValue(receiptsRoot(receipts)!, receiptKey(index), nodes)).toEqual({ value })
      expect(await verifyMerkleProof(RLP.encode(index), [...nodes], { root: trie.root() })).toEqual(value)
    }),
    { numRuns: 40 },
  )
})

test('a proof of one key proves no other', () => {
  fc.assert(
    fc.property(blocks, fc.nat(200), ([receipts, index], other) => {
      fc.pre(other !== index)
      const entries = receiptEntries(receipts)!
      const nodes = proveEntry(entries, entries[index]!.path)
      expect(provenValue(receiptsRoot(receipts)!, receiptKey(other), nodes)).toHaveProperty('fault')
    }),
    { numRuns: 60 },
  )
})

// Nodes that stand inside their parents are part of the trie's definition; a walk that took them as hashes, or the other way
// round, could be led astray. No receipt is that short.
test('values short enough to stand inside a branch are refused, not misread', async () => {
  const trie = await createMPT()
  for (let index = 0; index < 20; index += 1) await trie.put(RLP.encode(index), Uint8Array.of(index + 1))
  const proof = (await oracleProof(trie, 5)).filter((node) => node.length >= 32)
  expect(provenValue(toHex(trie.root()), receiptKey(5), proof)).toHaveProperty('fault')
})

test.each([
  ['no nodes', []],
  ['a node that is no list', [encodeRlp(Uint8Array.of(1, 2, 3))]],
  ['a list of three', [encodeRlp([Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)])]],
  ['a leaf whose path has a flag of 4', [encodeRlp([Uint8Array.of(0x40, 0x05), Uint8Array.of(9)])]],
  ['a leaf whose path is padded', [encodeRlp([Uint8Array.of(0x21, 0x05), Uint8Array.of(9)])]],
  ['a leaf without a path', [encodeRlp([new Uint8Array(), Uint8Array.of(9)])]],
  ['a leaf with half of the path', [encodeRlp([Uint8Array.of(0x30), Uint8Array.of(9)])]],
  ['a leaf with more than the path', [encodeRlp([Uint8Array.of(0x20, 0x05, 0x05), Uint8Array.of(9)])]],
  ['an extension of nothing', [encodeRlp([Uint8Array.of(0x00), new Uint8Array(32)])]],
  ['a leaf that holds a list', [encodeRlp([Uint8Array.of(0x20, 0x05), [Uint8Array.of(9)]])]],
])('%s is no proof', (_, nodes) => {
  const root = nodes[0] ? keccak256(nodes[0]) : (`0x${'00'.repeat(32)}` as const)
  expect(provenValue(root, receiptKey(5), nodes)).toHaveProperty('fault')
})

test('a leaf that is the whole trie is a proof', () => {
  const leaf = encodeRlp([Uint8Array.of(0x20, 0x05), Uint8Array.of(9)])
  expect(provenValue(keccak256(leaf), receiptKey(5), [leaf])).toEqual({ value: Uint8Array.of(9) })
})
