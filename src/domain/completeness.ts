import type { ProofLevel } from './block.ts'

/** How much of every block is to be proved: `chains[].completeness` of the configuration. */
export type CompletenessRule = 'linked' | 'bloom' | 'receipts' | { readonly sample: number }

/** What the rule asks of every block without events; with `receipts` those with events are proved by their receipts besides. */
export const demandedLevel = (rule: CompletenessRule): ProofLevel => {
  if (typeof rule === 'object') return 'NONE'
  if (rule === 'linked') return 'HEADER_LINKED'
  return rule === 'bloom' ? 'BLOOM_CONSISTENT' : 'RECEIPTS_PROVEN'
}

/** The rule as the database keeps it, and back. */
export const ruleToText = (rule: CompletenessRule): string => (typeof rule === 'string' ? rule : JSON.stringify(rule))
export const ruleFromText = (text: string): CompletenessRule =>
  text.startsWith('{') ? JSON.parse(text) : (text as Extract<CompletenessRule, string>)

const RANK = { linked: 1, bloom: 2, receipts: 3 } as const

/** Whether a rule proves more of some block than another did, so that what was read by that one falls short of it. */
export const asksMore = (rule: CompletenessRule, before: CompletenessRule): boolean => {
  const rank = (each: CompletenessRule) => (typeof each === 'object' ? 0 : RANK[each])
  return rank(rule) > rank(before)
}

/**
 * The chance, 0 to 1, that none of `omittedBlocks` blocks was in a sample of this share, so that logs left out of all of them went
 * unnoticed: (1 − share)^omittedBlocks. It holds for faults that strike without regard to the sample, which anybody can compute.
 */
export const chanceUnnoticed = (share: number, omittedBlocks: number): number => (1 - share) ** omittedBlocks
