import type { DomainEvent } from '../../domain/event.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket } from './accounts.ts'
import type { At } from './at.ts'
import { contractAnnounced, remembered } from './contracts.ts'
import {
  contributionsAdded,
  datasetOwnerChanged,
  datasetPriced,
  datasetRegistered,
  datasetStatusChanged,
  datasetTokenIssued,
  datasetTreasuryChanged,
  versionPublished,
} from './datasets.ts'
import { feeCharged, feeCollected } from './fees.ts'
import { payoutMade } from './payouts.ts'
import { purchaseMade, purchaseRenewed } from './purchases.ts'
import { rewardAccrued, rewardForfeited } from './rewards.ts'
import { reviewMade, submissionDecided, submissionMade } from './submissions.ts'
import { taskDescribed, taskFunded, taskPosted, taskPosterKnown, taskRoleGiven, taskStatusChanged } from './tasks.ts'
import { tokensMoved, walletMoved } from './transfers.ts'

/** Counted up whenever the same events come to give other rows: databases made before must be folded again. */
export const FOLD_VERSION = 2

type Types = DomainEvent['type']
type Entry<T extends Types> = (books: Books, event: Extract<DomainEvent, { type: T }>, at: At) => void

const marketChanged: Entry<'MarketChanged'> = (books, { owner, feeBps }, { marketId, timestamp }) =>
  changeMarket(books, marketId, timestamp, () => ({
    ...(owner === null ? {} : { ownerId: accountOf(books, owner, 'OPERATOR') }),
    ...(feeBps === null ? {} : { feeBps }),
  }))

const entries: { readonly [T in Types]: Entry<T> } = {
  TaskPosted: taskPosted,
  TaskPosterKnown: taskPosterKnown,
  TaskDescribed: taskDescribed,
  TaskRoleGiven: taskRoleGiven,
  TaskFunded: taskFunded,
  TaskStatusChanged: taskStatusChanged,
  SubmissionMade: submissionMade,
  SubmissionDecided: submissionDecided,
  ReviewMade: reviewMade,
  RewardAccrued: rewardAccrued,
  RewardForfeited: rewardForfeited,
  PayoutMade: payoutMade,
  FeeCharged: feeCharged,
  FeeCollected: feeCollected,
  DatasetRegistered: datasetRegistered,
  DatasetPriced: datasetPriced,
  DatasetOwnerChanged: datasetOwnerChanged,
  DatasetTreasuryChanged: datasetTreasuryChanged,
  DatasetTokenIssued: datasetTokenIssued,
  DatasetStatusChanged: datasetStatusChanged,
  DatasetVersionPublished: versionPublished,
  ContributionsAdded: contributionsAdded,
  PurchaseMade: purchaseMade,
  PurchaseRenewed: purchaseRenewed,
  MarketChanged: marketChanged,
  TokensMoved: tokensMoved,
  WalletMoved: walletMoved,
  ContractAnnounced: contractAnnounced,
  Remembered: remembered,
}

/** What one event does to the books. No clock, no network, no database: the same events give the same rows, always. */
export const fold = (books: Books, event: DomainEvent, at: At): void =>
  (entries[event.type] as Entry<Types>)(books, event, at)
