import type { Verdict } from '../../domain/codes.ts'
import type { Hex } from '../../domain/hex.ts'
import { cleanText } from '../../domain/text.ts'
import { key, money, type Readings } from './readings.ts'

const verdicts: readonly Verdict[] = ['REJECT', 'ACCEPT', 'REVISE']

/** Work: handed in, judged, owed for and paid. */
export const submissions: Readings = {
  SubmissionMade: ({ args }) => [
    {
      type: 'SubmissionMade',
      submission: key(args.submissionId),
      task: key(args.taskId),
      contributor: args.contributor as Hex,
      contentHash: args.contentHash as Hex,
      uri: cleanText(args.uri as string),
    },
  ],
  SubmissionReviewed: ({ args }) => [
    {
      type: 'ReviewMade',
      submission: key(args.submissionId),
      assessor: args.reviewer as Hex,
      verdict: verdicts[args.verdict as number] ?? 'ABSTAIN',
      scoreBps: (args.score as number) <= 10_000 ? (args.score as number) : null,
    },
  ],
  SubmissionAccepted: ({ args }) => [
    {
      type: 'SubmissionDecided',
      submission: key(args.submissionId),
      accepted: true,
    },
  ],
  SubmissionRejected: ({ args }) => [
    {
      type: 'SubmissionDecided',
      submission: key(args.submissionId),
      accepted: false,
    },
  ],
  RewardAccrued: ({ args }) => [
    {
      type: 'RewardAccrued',
      reward: key(args.submissionId),
      contributor: args.contributor as Hex,
      token: args.token as Hex,
      amount: args.amount as bigint,
      task: null,
      submission: key(args.submissionId),
    },
  ],
  RewardForfeited: ({ args }) => [
    {
      type: 'RewardForfeited',
      reward: key(args.submissionId),
      contributor: args.contributor as Hex,
      token: args.token as Hex,
      amount: args.amount as bigint,
      reason: args.reason === 2 ? 'FORGONE' : 'PENALISED',
    },
  ],
  PayoutMade: ({ args }) => [
    {
      type: 'PayoutMade',
      kind: 'REWARD',
      contributor: args.contributor as Hex,
      gross: null,
      task: key(args.taskId),
      submission: key(args.submissionId),
      dataset: null,
      reward: key(args.submissionId),
      publisherEarns: false,
      money: money(args, null, args.contributor as Hex),
    },
  ],
}
