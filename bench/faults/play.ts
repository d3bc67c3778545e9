import { setTimeout as sleep } from 'node:timers/promises'
import type { Tail } from './cases.ts'
import type { Story } from './story.ts'

/** Milliseconds from block to block of the live tail. */
const BLOCK_MS = 500
const BLOCKS = 30
/** At which live block how many blocks go, one after the other within a second. */
const REORGANISATIONS: Readonly<Record<number, readonly number[]>> = {
  3: [1],
  6: [3],
  9: [2, 5],
  13: [10],
  17: [20],
  21: [1, 1],
  25: [7],
  28: [4],
}
const BETWEEN_MS = 300
/** Deeper than what any program here takes for final, with blocks to spare. */
const BEYOND_FINALITY = 120

/** Blocks come while the history is read. */
export const growDuringHistory = async (story: Story, signal: AbortSignal): Promise<void> => {
  for (let i = 0; i < 15; i++) {
    await sleep(1_000, undefined, { signal }).catch(() => {})
    story.mine(1)
  }
}

/** What happens on the chain once a program follows it. */
export const playTail = async (story: Story, tail: Tail): Promise<void> => {
  for (let block = 0; block < BLOCKS; block++) {
    await sleep(BLOCK_MS)
    story.mine(1)
    if (tail !== 'reorganises') continue
    for (const depth of REORGANISATIONS[block] ?? []) {
      await sleep(BETWEEN_MS)
      story.reorganise(depth)
    }
  }
  if (tail === 'breaks finality') {
    await sleep(10_000)
    story.reorganise(BEYOND_FINALITY)
  }
}

/** The last blocks, after which nothing happens any more. */
export const playEnd = async (story: Story): Promise<void> => {
  await sleep(2_000)
  for (let block = 0; block < 5; block++) {
    await sleep(BLOCK_MS)
    story.mine(1)
  }
}
