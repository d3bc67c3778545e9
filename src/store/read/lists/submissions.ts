import { type Column, gt, isNotNull } from 'drizzle-orm'
import { submissionStatuses, verdicts } from '../../../domain/codes.ts'
import type { Tables } from '../../tables.ts'
import {
  account,
  chain,
  code,
  type Field,
  flag,
  inMarkets,
  market,
  protocol,
  reference,
  time,
  value,
} from '../filter.ts'
import { contentHash } from '../submission-content.ts'
import { type List, tableList } from './list.ts'

/** How much one submission stands for: HUMAN's escrows take whole files of results, written by many workers. */
export const granularityOf = (protocol: string): 'ITEM' | 'BATCH' => (protocol === 'human' ? 'BATCH' : 'ITEM')

/** A protocol hands in work in one way, so this is a list of markets. */
const granularity =
  (marketId: Column): Field =>
  async (wanted, context) => {
    const markets = (await context.reader.markets()).filter(({ protocol }) =>
      (wanted as string[]).includes(granularityOf(protocol)),
    )
    const ids = markets.map(({ id }) => id)
    return inMarkets(marketId, ids, context)
  }

export const submissionList = (tables: Tables): List => {
  const { submissions } = tables
  return tableList(
    'submissions',
    submissions,
    {
      id: reference(submissions.id, 'Submission'),
      task: reference(submissions.taskId, 'Task'),
      market: market(submissions.marketId),
      chainId: chain(submissions.id),
      protocol: protocol(submissions.marketId),
      dataset: reference(submissions.datasetId, 'Dataset'),
      contributor: account(submissions.accountId),
      granularity: granularity(submissions.marketId),
      status: code(submissions.status, submissionStatuses),
      contentHash: contentHash(tables),
      createdAt: time(submissions.createdAt, submissions),
      paid: flag(gt(submissions.payouts, 0)),
    },
    { CREATED_AT: 'createdAt', DECIDED_AT: 'decidedAt' },
  )
}

export const reviewList = ({ reviews }: Tables): List =>
  tableList(
    'reviews',
    reviews,
    {
      id: reference(reviews.id, 'Review'),
      market: market(reviews.marketId),
      chainId: chain(reviews.id),
      protocol: protocol(reviews.marketId),
      subject: reference(reviews.submissionId, 'Submission'),
      assessor: account(reviews.assessorId),
      verdict: code(reviews.verdict, verdicts),
      scoreBps: value(reviews.scoreBps),
      superseded: flag(isNotNull(reviews.supersededBy)),
      createdAt: time(reviews.createdAt, reviews),
    },
    { CREATED_AT: 'createdAt', SCORE: 'scoreBps' },
  )
