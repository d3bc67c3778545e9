import { keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { keccak } from '../../src/chain/keccak.ts'

test('it is another implementation’s hash at every length about a block of the sponge, one after the other', () => {
  // 136 bytes are taken at a time.
  for (const length of [0, 1, 20, 32, 135, 136, 137, 271, 272, 273, 608, 5_000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 7 + length) % 256)
    expect(keccak(bytes)).toEqual(keccak256(bytes, 'bytes'))
  }
})

test('a hash stays as it is when the next is made', () => {
  const first = keccak(Uint8Array.of(1))
  const copy = Uint8Array.from(first)
  keccak(Uint8Array.of(2))
  expect(first).toEqual(copy)
})
