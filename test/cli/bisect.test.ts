import { expect, test } from 'vitest'
import { bisectDigests } from '../../src/cli/compare/bisect.ts'
import type { Side } from '../../src/cli/compare/sides.ts'
import { CHECKPOINT_BLOCKS } from '../../src/store/digest.ts'
import { createRandom } from '../simulation/random.ts'

const NEWEST = 40_000_000
const FINALIZED = NEWEST - 100

/** A server whose records are wrong from a block on, and which keeps states of some blocks only. */
const side = (wrongFrom: number, keeps: (block: number) => boolean) => {
  const asked: number[] = []
  const told: Side = {
    name: 'server',
    deployment: 'd',
    startBlock: 1_234_567,
    newest: NEWEST,
    finalized: FINALIZED,
    digestAt: async (block) => {
      asked.push(block)
      const digest = block >= wrongFrom ? (`0xbad${block}` as const) : (`0x${block}` as const)
      return keeps(block) ? { blockNumber: block, blockHash: null, digest, algorithm: 'a' } : null
    },
    hashAt: async () => null,
    books: null,
  }
  return { told, asked }
}
const everywhere = () => true

test('the narrowest stretch is found with few questions', async () => {
  const random = createRandom(1)
  for (let round = 0; round < 200; round++) {
    const wrong = round % 2 === 0 ? 1_300_000 + random.int(38_000_000) : FINALIZED + 1 + random.int(100)
    const [a, b] = [side(NEWEST + 1, everywhere), side(wrong, everywhere)]
    const found = await bisectDigests(a.told, b.told, NEWEST)
    const { after, through } = found!.parting!
    expect(after).toBeLessThan(wrong)
    expect(through).toBeGreaterThanOrEqual(wrong)
    expect(through - after!).toBeLessThanOrEqual(wrong > FINALIZED ? 1 : CHECKPOINT_BLOCKS)
    expect(b.asked.length).toBeLessThanOrEqual(2 + Math.ceil(Math.log2((NEWEST - 1_234_567) / CHECKPOINT_BLOCKS + 101)))
  }
})

test('where a side keeps nothing, its neighbours stand for it; what is equal is equal', async () => {
  const random = createRandom(2)
  for (let round = 0; round < 200; round++) {
    const wrong = 1_300_000 + random.int(38_000_000)
    const holes = new Set(Array.from({ length: 2_000 }, () => random.int(40_000)))
    const keeps = (block: number) => !holes.has(Math.floor(block / CHECKPOINT_BLOCKS))
    const { parting } = (await bisectDigests(side(NEWEST + 1, everywhere).told, side(wrong, keeps).told, NEWEST))!
    expect(parting!.after ?? 0).toBeLessThan(wrong)
    expect(parting!.through).toBeGreaterThanOrEqual(wrong)
  }
  const same = side(NEWEST + 1, everywhere)
  expect(await bisectDigests(same.told, same.told, NEWEST)).toEqual({ comparedAt: NEWEST, parting: null })
  expect(await bisectDigests(same.told, side(0, () => false).told, 1_240_000)).toBeNull()
})
