import type { ChainOptions } from '../../src/chain/source.ts'
import type { Hex } from '../../src/domain/hex.ts'
import type { FakeChain, FakeLog } from './fake-chain.ts'

// What the tests of this folder share: a market, a stranger on the same chain, and blocks with logs of both.

export const market: Hex = `0x${'a1'.repeat(20)}`
export const other: Hex = `0x${'b2'.repeat(20)}`
export const stranger: Hex = `0x${'c3'.repeat(20)}`
export const watched = [market, other] as const

const word = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`

/** The logs of one block, the same for the same `seed`: none in half of the blocks, else a few of both sides. */
export const someLogs = (seed: number): readonly FakeLog[] => {
  let state = (seed + 1) * 2_654_435_761
  const draw = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  if (draw(2) === 0) return []
  return Array.from({ length: 1 + draw(4) }, (_, index) => ({
    address: [market, other, stranger][draw(3)]!,
    topics: [word(1_000 + draw(3)), word(seed), word(index)].slice(0, 1 + draw(3)),
    data: word(seed * 10 + index),
    transaction: index >> 1,
  }))
}

export const mineSome = (chain: FakeChain, count: number): void => {
  for (let index = 0; index < count; index += 1) chain.mine(someLogs(chain.head().number + 1))
}

export const options = (urls: readonly string[], more: Partial<ChainOptions> = {}): ChainOptions => ({
  chainId: 7,
  urls,
  finality: 'finalized',
  completeness: 'bloom',
  startBlock: 0,
  filters: [{ addresses: watched }],
  pollMs: 1,
  ...more,
})
