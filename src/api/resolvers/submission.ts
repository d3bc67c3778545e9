import { eq } from 'drizzle-orm'
import { nameOf, submissionStatuses, verdicts } from '../../domain/codes.ts'
import { after } from '../../store/read/later.ts'
import { granularityOf } from '../../store/read/lists/submissions.ts'
import type { Rows } from '../../store/store.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { documentOfSubmission } from '../document.ts'
import type { Resolvers } from '../generated/types.ts'
import { marketById, present, presently } from '../known.ts'
import { encodeId } from '../node-ids.ts'
import { reads } from '../reads.ts'
import type { ReviewSource } from '../sources.ts'
import { contentOfSubmission } from '../submission-content.ts'
import { uriOf } from '../text.ts'
import { accountOf, accountRef } from './account-ref.ts'
import { datasetOf, taskOf } from './links.ts'
import { children } from './lists-of.ts'
import { own } from './own.ts'
import { qualityBy } from './quality.ts'
import { changing, inMarket, keyedId, logParts } from './record.ts'

/** A review's place among those of its log, which are numbered one after the other: nearly always the only one. */
const partOf = async ({ load }: Context, review: ReviewSource): Promise<number> => {
  let part = 0
  while ((await load.review.load(review.id - part - 1))?.createdLog === review.createdLog) part++
  return part
}

export const submissions: Pick<Resolvers, 'Submission' | 'Review'> = {
  Submission: {
    ...own('key', 'decidedAt'),
    ...inMarket,
    ...changing,
    id: keyedId('Submission'),
    task: taskOf,
    dataset: datasetOf,
    contributor: reads(['accountId'], ({ accountId }, _, { load }) => accountRef(load, accountId)),
    granularity: reads(['marketId'], ({ marketId }, _, context) =>
      after(marketById(context, marketId), ({ protocol }) => granularityOf(protocol)),
    ),
    status: reads(['status'], ({ status }) => nameOf(submissionStatuses, status)),
    quality: qualityBy('id'),
    metadata: (submission, _, context) => documentOfSubmission(context, submission),
    contentHash: async (submission, _, context) => (await contentOfSubmission(context, submission)).contentHash,
    contentUri: async (submission, _, context) => uriOf((await contentOfSubmission(context, submission)).uri),
    decidedBy: reads(['decidedLog'], ({ decidedLog }) => (decidedLog === null ? null : { logId: decidedLog })),
    reviews: children('reviews', 'submissionId'),
    rewards: children('rewards', 'submissionId'),
    payouts: children('payouts', 'submissionId'),
    includedIn: (submission, args, context) =>
      connect(context, context.lists.contributions, args, {
        within: eq(context.reader.tables.contributions.submissionId, submission.id),
        scope: `submission:${submission.id}`,
        node: (row) => {
          const contribution = row as Rows['contributions']
          return { datasetId: contribution.datasetId, submissionId: submission.id, contribution }
        },
      }),
  },
  Review: {
    ...own('scoreBps'),
    ...inMarket,
    ...changing,
    id: async (review, _, context) =>
      encodeId('Review', ...(await logParts(context, review.createdLog)), await partOf(context, review)),
    subject: async ({ submissionId }, _, { load }) => {
      if (submissionId === null) return null
      return { ...present(await load.submission.load(submissionId), 'submission'), __typename: 'Submission' as const }
    },
    assessor: ({ assessorId }, _, { load }) => accountOf(load, assessorId),
    verdict: ({ verdict }) => nameOf(verdicts, verdict),
    superseded: ({ supersededBy }) => supersededBy !== null,
    supersededBy: ({ supersededBy }, _, { load }) =>
      supersededBy === null ? null : presently(load.review.load(supersededBy), 'review'),
  },
}
