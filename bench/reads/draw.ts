import { createZipf, type Random } from '../random.ts'
import { addressOf, DATASETS, type Size } from './books/world.ts'

/** People as they take part: a few much more often; tasks and datasets evenly. */
export type Draw = {
  person(): string
  /** One with more payouts than a page holds. */
  busy(): string
  task(): string
  dataset(): string
  random: Random
}

/** Of so many payouts, one person is so busy: with many more, every thousandth. */
const PAYOUTS_PER_BUSY = 1_000

export const createDraw = (random: Random, { payouts, people, tasks }: Size): Draw => {
  const rank = createZipf(random, people)
  const busyRank = createZipf(random, Math.max(1, Math.floor(payouts / PAYOUTS_PER_BUSY)))
  return {
    random,
    person: () => addressOf(rank()),
    busy: () => addressOf(busyRank()),
    task: () => String(1 + random.below(tasks)),
    dataset: () => String(1 + random.below(DATASETS)),
  }
}
