import type { Verdict } from './codes.ts'

/** A review that stands, as far as a summary of quality goes. */
export type Judgement = { readonly assessor: string; readonly verdict: Verdict; readonly scoreBps: number | null }

/** What reviews say together; scores and shares in basis points. */
export type Quality = {
  readonly count: number
  readonly assessors: number
  readonly meanBps: number | null
  readonly medianBps: number | null
  readonly minBps: number | null
  readonly maxBps: number | null
  readonly wilsonLowerBps: number | null
  /** Scores counted in ten equal bins, lowest first; 10,000 is in the last. */
  readonly histogram: number[]
}

/** z of a 95 % interval. */
const Z = 1.959963984540054
const BIN_BPS = 1_000
const BINS = 10

/** The middle of ascending numbers, of two the mean, rounded down; null of none. */
export const medianOf = (ascending: readonly number[]): number | null => {
  const half = Math.floor(ascending.length / 2)
  const [low, high] = [ascending[ascending.length % 2 === 0 ? half - 1 : half], ascending[half]]
  return low === undefined || high === undefined ? null : Math.floor((low + high) / 2)
}

/** Lower bound of the Wilson score interval (Wilson, 1927) of `accepted` among `decided`, rounded down; null without any. */
const wilsonLower = (accepted: number, decided: number): number | null => {
  if (decided === 0) return null
  const share = accepted / decided
  const spread = Z * Math.sqrt((share * (1 - share)) / decided + (Z * Z) / (4 * decided * decided))
  const lower = (share + (Z * Z) / (2 * decided) - spread) / (1 + (Z * Z) / decided)
  return Math.max(0, Math.floor(lower * 10_000))
}

/** Sums up the reviews that stand. */
export const qualityOf = (judgements: readonly Judgement[]): Quality => {
  const scores = judgements.flatMap(({ scoreBps }) => (scoreBps === null ? [] : [scoreBps])).sort((a, b) => a - b)
  const accepted = judgements.filter(({ verdict }) => verdict === 'ACCEPT').length
  const rejected = judgements.filter(({ verdict }) => verdict === 'REJECT').length
  const histogram = new Array<number>(BINS).fill(0)
  for (const score of scores) histogram[Math.min(BINS - 1, Math.floor(score / BIN_BPS))]! += 1
  return {
    count: judgements.length,
    assessors: new Set(judgements.map(({ assessor }) => assessor)).size,
    meanBps: scores.length === 0 ? null : Math.floor(scores.reduce((sum, score) => sum + score, 0) / scores.length),
    medianBps: medianOf(scores),
    minBps: scores[0] ?? null,
    maxBps: scores.at(-1) ?? null,
    wilsonLowerBps: wilsonLower(accepted, accepted + rejected),
    histogram,
  }
}
