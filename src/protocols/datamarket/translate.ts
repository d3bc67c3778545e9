import type { Verdict } from '../../domain/codes.ts'
import type { DomainEvent, Money } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import { cleanText } from '../../domain/text.ts'
import type { DecodedLog, Protocol } from '../protocol.ts'
import { dataMarketEvents } from './events.ts'

/** The last second of the year 9999: a later deadline is a way to say "none". */
const LAST_SECOND = 253_402_300_799n
/** A quota above this is a way to say "unlimited"; a version numbered above it is no version. */
const COUNT_MAX = 2n ** 31n - 1n

const verdicts: readonly Verdict[] = ['REJECT', 'ACCEPT', 'REVISE']
const statuses = ['LISTED', 'SUSPENDED', 'ENDED'] as const

const key = (id: unknown): string => String(id)

/** Money as the event states it; whether tokens agree is settled later. */
const money = (args: DecodedLog['args'], from: Hex | null, to: Hex | null): Money => ({
  token: args.token as Hex,
  amount: args.amount as bigint,
  from,
  to,
  settlement: 'UNMATCHED',
  transferLog: null,
})

/** Index of the newest log before `at` with this event and argument: what a fee of the same transaction belongs to. */
const earlier = (logs: readonly DecodedLog[], at: number, event: string, argument: string): number | null => {
  for (let i = at - 1; i >= 0; i--) {
    const { eventName, args, log } = logs[i]!
    if (eventName === event && args[argument] === logs[at]!.args[argument]) return log.logIndex
  }
  return null
}

/** What is left of a purchase: the market says so in the same transaction, right after. */
const netOf = (logs: readonly DecodedLog[], at: number): bigint | null => {
  for (const { eventName, args } of logs.slice(at + 1)) {
    if (eventName === 'DatasetPurchased') return null
    if (eventName === 'RevenueReceived' && args.datasetId === logs[at]!.args.datasetId) return args.amount as bigint
  }
  return null
}

const translateLog = (logs: readonly DecodedLog[], at: number): DomainEvent[] => {
  const { args, eventName, log } = logs[at]!
  const market = log.address
  switch (eventName) {
    case 'TaskPosted': {
      const [quota, deadline] = [args.quota as bigint, args.deadline as bigint]
      return [
        {
          type: 'TaskPosted',
          task: key(args.taskId),
          poster: args.requester as Hex,
          dataset: key(args.datasetId),
          token: args.token as Hex,
          reward: args.reward as bigint,
          capacity: quota > COUNT_MAX || quota === 0n ? null : Number(quota),
          deadline: deadline > LAST_SECOND || deadline === 0n ? null : Number(deadline),
          uri: cleanText(args.uri as string),
        },
      ]
    }
    case 'TaskFunded':
      return [
        {
          type: 'TaskFunded',
          task: key(args.taskId),
          kind: 'DEPOSIT',
          account: args.funder as Hex,
          money: money(args, args.funder as Hex, market),
        },
      ]
    case 'TaskRefunded':
      return [
        {
          type: 'TaskFunded',
          task: key(args.taskId),
          kind: 'REFUND',
          account: args.to as Hex,
          money: money(args, market, args.to as Hex),
        },
      ]
    case 'TaskClosed':
      return [{ type: 'TaskEnded', task: key(args.taskId), status: args.outcome === 2 ? 'CANCELLED' : 'COMPLETED' }]
    case 'SubmissionMade':
      return [
        {
          type: 'SubmissionMade',
          submission: key(args.submissionId),
          task: key(args.taskId),
          contributor: args.contributor as Hex,
          contentHash: args.contentHash as Hex,
          uri: cleanText(args.uri as string),
        },
      ]
    case 'SubmissionReviewed':
      return [
        {
          type: 'ReviewMade',
          submission: key(args.submissionId),
          assessor: args.reviewer as Hex,
          verdict: verdicts[args.verdict as number] ?? 'ABSTAIN',
          scoreBps: (args.score as number) <= 10_000 ? (args.score as number) : null,
        },
      ]
    case 'SubmissionAccepted':
    case 'SubmissionRejected':
      return [
        {
          type: 'SubmissionDecided',
          submission: key(args.submissionId),
          accepted: eventName === 'SubmissionAccepted',
        },
      ]
    case 'RewardAccrued':
      return [
        {
          type: 'RewardAccrued',
          reward: key(args.submissionId),
          contributor: args.contributor as Hex,
          token: args.token as Hex,
          amount: args.amount as bigint,
          submission: key(args.submissionId),
        },
      ]
    case 'RewardForfeited':
      return [
        {
          type: 'RewardForfeited',
          reward: key(args.submissionId),
          contributor: args.contributor as Hex,
          token: args.token as Hex,
          amount: args.amount as bigint,
          reason: args.reason === 2 ? 'FORGONE' : 'PENALISED',
        },
      ]
    case 'PayoutMade':
      return [
        {
          type: 'PayoutMade',
          kind: 'REWARD',
          contributor: args.contributor as Hex,
          gross: null,
          task: key(args.taskId),
          submission: key(args.submissionId),
          dataset: null,
          reward: key(args.submissionId),
          money: money(args, null, args.contributor as Hex),
        },
      ]
    case 'TaskFeeCharged':
      return [
        {
          type: 'FeeCharged',
          kind: 'PROTOCOL',
          payee: args.payee as Hex,
          task: key(args.taskId),
          dataset: null,
          ofLog: earlier(logs, at, 'PayoutMade', 'submissionId'),
          money: money(args, market, args.payee as Hex),
        },
      ]
    case 'DatasetRegistered':
      return [
        {
          type: 'DatasetRegistered',
          dataset: key(args.datasetId),
          publisher: args.owner as Hex,
          uri: cleanText(args.uri as string),
          contentHash: args.contentHash as Hex,
          price: args.price as bigint,
          token: args.token as Hex,
        },
      ]
    case 'DatasetPriceChanged':
      return [
        { type: 'DatasetPriced', dataset: key(args.datasetId), price: args.price as bigint, token: args.token as Hex },
      ]
    case 'DatasetStatusChanged': {
      const status = statuses[args.status as number]
      return status ? [{ type: 'DatasetStatusChanged', dataset: key(args.datasetId), status }] : []
    }
    case 'DatasetVersionPublished':
      if ((args.version as bigint) > COUNT_MAX) return []
      return [
        {
          type: 'DatasetVersionPublished',
          dataset: key(args.datasetId),
          number: Number(args.version),
          contentHash: args.contentRoot as Hex,
          uri: cleanText(args.uri as string),
        },
      ]
    case 'DatasetContributions':
      if ((args.version as bigint) > COUNT_MAX) return []
      return [
        {
          type: 'ContributionsAdded',
          dataset: key(args.datasetId),
          version: Number(args.version),
          submissions: (args.submissionIds as bigint[]).map(String),
        },
      ]
    case 'DatasetPurchased':
      return [
        {
          type: 'PurchaseMade',
          dataset: key(args.datasetId),
          buyer: args.buyer as Hex,
          net: netOf(logs, at),
          money: money(args, null, market),
        },
      ]
    case 'PurchaseFeeCharged':
      return [
        {
          type: 'FeeCharged',
          kind: 'PROTOCOL',
          payee: args.payee as Hex,
          task: null,
          dataset: key(args.datasetId),
          ofLog: earlier(logs, at, 'DatasetPurchased', 'datasetId'),
          money: money(args, market, args.payee as Hex),
        },
      ]
    case 'RevenueClaimed':
      return [
        {
          type: 'PayoutMade',
          kind: 'REVENUE_SHARE',
          contributor: args.contributor as Hex,
          gross: null,
          task: null,
          submission: null,
          dataset: key(args.datasetId),
          reward: null,
          money: money(args, market, args.contributor as Hex),
        },
      ]
    case 'FeeChanged':
      return [{ type: 'MarketChanged', owner: null, feeBps: args.feeBps as number }]
    case 'OwnershipTransferred':
      return [{ type: 'MarketChanged', owner: args.newOwner as Hex, feeBps: null }]
    default:
      // Ignored, see README.md: RevenueReceived is read with its purchase (netOf), SharesSet says how revenue will be split, which
      // RevenueClaimed shows, and OwnershipTransferStarted changes nothing.
      return []
  }
}

/** The reference market, contracts/DataMarket.sol. */
export const dataMarket: Protocol = {
  name: 'datamarket',
  events: dataMarketEvents,
  translate: (logs) => logs.map((_, at) => translateLog(logs, at)),
}
