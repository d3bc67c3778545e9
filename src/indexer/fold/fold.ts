import type { DomainEvent } from '../../domain/event.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket } from './accounts.ts'
import type { At } from './at.ts'
import {
  contributionsAdded,
  datasetPriced,
  datasetRegistered,
  datasetStatusChanged,
  purchaseMade,
  versionPublished,
} from './datasets.ts'
import { feeCharged } from './fees.ts'
import { payoutMade } from './payouts.ts'
import { rewardAccrued, rewardForfeited } from './rewards.ts'
import { reviewMade, submissionDecided, submissionMade } from './submissions.ts'
import { taskEnded, taskFunded, taskPosted } from './tasks.ts'
import { tokensMoved } from './transfers.ts'

/** Counted up whenever the same events come to give other rows: databases made before must be folded again. */
export const FOLD_VERSION = 1

/** What one event does to the books. No clock, no network, no database: the same events give the same rows, always. */
export const fold = (books: Books, event: DomainEvent, at: At): void => {
  switch (event.type) {
    case 'TaskPosted':
      taskPosted(books, event, at)
      break
    case 'TaskFunded':
      taskFunded(books, event, at)
      break
    case 'TaskEnded':
      taskEnded(books, event, at)
      break
    case 'SubmissionMade':
      submissionMade(books, event, at)
      break
    case 'SubmissionDecided':
      submissionDecided(books, event, at)
      break
    case 'ReviewMade':
      reviewMade(books, event, at)
      break
    case 'RewardAccrued':
      rewardAccrued(books, event, at)
      break
    case 'RewardForfeited':
      rewardForfeited(books, event, at)
      break
    case 'PayoutMade':
      payoutMade(books, event, at)
      break
    case 'FeeCharged':
      feeCharged(books, event, at)
      break
    case 'DatasetRegistered':
      datasetRegistered(books, event, at)
      break
    case 'DatasetPriced':
      datasetPriced(books, event, at)
      break
    case 'DatasetStatusChanged':
      datasetStatusChanged(books, event, at)
      break
    case 'DatasetVersionPublished':
      versionPublished(books, event, at)
      break
    case 'ContributionsAdded':
      contributionsAdded(books, event, at)
      break
    case 'PurchaseMade':
      purchaseMade(books, event, at)
      break
    case 'MarketChanged':
      changeMarket(books, at.marketId, at.timestamp, () => ({
        ...(event.owner === null ? {} : { ownerId: accountOf(books, event.owner, 'OPERATOR') }),
        ...(event.feeBps === null ? {} : { feeBps: event.feeBps }),
      }))
      break
    case 'TokensMoved':
      tokensMoved(books, event, at)
      break
  }
}
