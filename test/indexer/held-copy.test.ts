import { expect, test } from 'vitest'
import type { Block } from '../../src/domain/block.ts'
import { changeOf, createHeldCopy } from '../../src/indexer/held-copy.ts'
import { openWriter, temporarySqlite } from '../simulation/books-of.ts'
import { createRandom } from '../simulation/random.ts'

const hashOf = (number: number, branch: number) =>
  `0x${branch.toString(16).padStart(8, '0')}${number.toString(16).padStart(56, '0')}` as const

test('a copy knows what a writer holds, whatever it entered, undid and made final', async () => {
  const seed = Number(process.env.SEED ?? 3)
  const random = createRandom(seed)
  const store = await temporarySqlite()
  const writer = await openWriter(store)
  const held = {
    cursor: () => {
      const cursor = writer.cursor()
      return cursor && { number: cursor.block, hash: cursor.hash }
    },
    hashAt: writer.hashAt,
    finalized: () => writer.cursor()?.finalized ?? 0,
  }
  let copy = createHeldCopy()
  copy.take(changeOf(held, null))
  const compare = (step: number) => {
    const highest = (held.cursor()?.number ?? 0) + 3
    const hashes = (of: typeof held) =>
      Array.from({ length: highest - held.finalized() }, (_, index) => of.hashAt(held.finalized() + index))
    const all = (of: typeof held) => ({ cursor: of.cursor(), finalized: of.finalized(), hashes: hashes(of) })
    expect(all(copy), `seed ${seed}, step ${step}`).toEqual(all(held))
  }

  let number = 0
  for (let step = 0; step < 120; step += 1) {
    const cursor = held.cursor()
    const head = (cursor?.number ?? 0) + 5
    const kind = cursor === null ? 'history' : random.pick(['history', 'branch', 'branch', 'branch', 'head'] as const)
    const isFinal = cursor !== null && held.finalized() >= cursor.number
    if (kind === 'history' && (cursor === null || isFinal)) {
      number = (cursor?.number ?? 0) + 1 + random.int(4)
      const through = { number, hash: hashOf(number, step), parentHash: hashOf(number - 1, step), timestamp: number }
      const event = {
        type: 'history',
        blocks: [],
        through,
        levels: [],
        open: [],
        finalized: number + random.int(2),
        head,
      } as const
      await writer.history(event)
      copy.take(changeOf(held, event))
    } else if (kind === 'branch') {
      const ancestor = Math.max(held.finalized(), cursor!.number - random.int(6))
      const blocks = Array.from({ length: 1 + random.int(4) + cursor!.number - ancestor }, (_, index): Block => {
        const own = ancestor + 1 + index
        const at = { number: own, hash: hashOf(own, step), parentHash: hashOf(own - 1, step), timestamp: own }
        return { ...at, level: 'BLOOM_CONSISTENT', logs: [] }
      })
      const last = blocks.at(-1)!.number
      const finalized = Math.max(held.finalized(), last - random.int(12))
      const event = { type: 'branch', ancestor, blocks, finalized, head: last } as const
      await writer.branch(event)
      copy.take(changeOf(held, event))
    } else {
      const event = { type: 'head', finalized: held.finalized() + random.int(3), head } as const
      await writer.head(event)
      copy.take(changeOf(held, event))
    }
    compare(step)
    if (random.int(10) === 0) {
      copy = createHeldCopy()
      copy.take(changeOf(held, null))
      compare(step)
    }
  }
  await store.close()
})
