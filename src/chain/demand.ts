import type { CompletenessRule } from '../domain/completeness.ts'

/** What is checked of the blocks that are read, and which blocks these are. */
export type Demand = {
  /**
   * `linked`: headers are hash-linked and every log is of them. `bloom`: and no header's bloom tells of a log that is missing.
   * `receipts`: and headers hash to their hashes, and blocks that hold logs, or whose bloom does not rule them out, are proved.
   */
  readonly check: 'linked' | 'bloom' | 'receipts'
  /** Which of the blocks that show no log of interest are read all the same; all of them when null. */
  readonly sample: Sample | null
}

export type Sample = {
  /** Above 0 and below 1. */
  readonly share: number
  /** The same seed chooses the same blocks, wherever and whenever. */
  readonly seed: number
}

export const demandOf = (rule: CompletenessRule, chainId: number): Demand =>
  typeof rule === 'string'
    ? { check: rule, sample: null }
    : { check: 'receipts', sample: { share: rule.sample, seed: chainId } }

/** Whether a block is read though no log of interest was told of it. */
export const isSampled = (sample: Sample | null, number: number): boolean =>
  sample === null || fraction(sample.seed, number) < sample.share

/** A number in [0, 1) that is fixed by both, and looks random: the finaliser of MurmurHash3 over their 32-bit halves. */
const fraction = (seed: number, number: number): number => {
  const words = [seed, seed / 2 ** 32, number, number / 2 ** 32]
  const hash = words.reduce((state, word) => mix(Math.imul(state, 31) + (word | 0)), 0x9e3779b9)
  return hash / 2 ** 32
}

const mix = (value: number): number => {
  let hash = value ^ (value >>> 16)
  hash = Math.imul(hash, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
