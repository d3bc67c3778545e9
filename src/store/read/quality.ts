import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { nameOf, verdicts } from '../../domain/codes.ts'
import { type Judgement, medianOf } from '../../domain/quality.ts'
import type { Reader } from './reader.ts'

/** Whose submissions' reviews are summed up, by the column of submissions that names it. */
export type QualityOf = 'id' | 'taskId' | 'datasetId' | 'accountId'

/** The reviews that stand of the submissions that `column` gives to each of `ids`. */
export const standingReviews = async (
  { db, tables }: Reader,
  column: QualityOf,
  ids: readonly number[],
): Promise<Map<number, Judgement[]>> => {
  const { accounts, reviews, submissions } = tables
  const rows = await db
    .select({
      key: submissions[column],
      assessor: accounts.address,
      verdict: reviews.verdict,
      scoreBps: reviews.scoreBps,
    })
    .from(submissions)
    .innerJoin(reviews, eq(reviews.submissionId, submissions.id))
    .innerJoin(accounts, eq(accounts.id, reviews.assessorId))
    .where(and(inArray(submissions[column], [...ids]), isNull(reviews.supersededBy)))
  const found = new Map<number, Judgement[]>(ids.map((id) => [id, []]))
  for (const { key, assessor, verdict, scoreBps } of rows) {
    found.get(key!)?.push({ assessor, verdict: nameOf(verdicts, verdict), scoreBps })
  }
  return found
}

/** Median of the seconds from submission to payout, over all payouts of the accounts that name a submission. */
export const medianSecondsToPayout = async (
  { db, tables }: Reader,
  accountIds: readonly number[],
): Promise<number | null> => {
  const { payouts } = tables
  const rows = await db
    .select({ seconds: payouts.seconds })
    .from(payouts)
    .where(and(inArray(payouts.accountId, [...accountIds]), isNotNull(payouts.seconds)))
    .orderBy(payouts.seconds)
  return medianOf(rows.map(({ seconds }) => seconds!))
}
