import type { ProfileName } from './profiles.ts'

/** Runs that once went wrong, and why: they are played again in every test run. */
export const knownSeeds: readonly { readonly profile: ProfileName; readonly seed: number; readonly why: string }[] = [
  {
    profile: 'batches',
    seed: 11,
    why: 'one failed answer about the finalized block was taken for a node that does not know the tag',
  },
  {
    profile: 'batches',
    seed: 820,
    why: 'a call that failed in words nobody knows was taken for the contract’s refusal where a node takes no block hashes',
  },
  { profile: 'clock jumps', seed: 10, why: 'a node rested for as long as the clock was put back' },
  { profile: 'heads', seed: 153, why: 'what a node called final made blocks of another branch final' },
  { profile: 'heads', seed: 175, why: 'the same, with what was read last' },
  { profile: 'limits', seed: 6, why: 'a list cut off at a round count was believed where it was asked by block hash' },
  {
    profile: 'omissions',
    seed: 447,
    why: 'of a block whose receipts had been told, a node that was just caught was asked for what became wanted, and believed',
  },
  {
    profile: 'omissions',
    seed: 783,
    why: 'bits of a large block that no log explained were taken for another contract’s, right after logs had been found missing',
  },
  { profile: 'one honest node of three', seed: 497, why: 'as omissions 447, with an honest node at hand' },
]
