import type { Way } from './plan.ts'
import type { Question } from './questions.ts'

// Which ways of reading a page are taken on purpose, by name, and what bounds them. What is not here must be EXACT.

/**
 * Filters that name something which holds few rows of all: one of them leads to its rows. By time they come in order. By anything
 * else the rows of that one thing are sorted: as many as it has, however large the database. Of several (at most 250) all of theirs.
 */
const names: Readonly<Record<string, readonly string[]>> = {
  TaskConnection: ['id', 'poster', 'externalRef', 'contributor'],
  SubmissionConnection: ['id', 'task', 'dataset', 'contributor', 'contentHash'],
  ReviewConnection: ['id', 'subject', 'assessor'],
  DatasetConnection: ['id', 'publisher', 'contributor'],
  ContributorConnection: ['id', 'address', 'dataset'],
  RewardConnection: ['id', 'contributor', 'task', 'submission'],
  PayoutConnection: ['id', 'contributor', 'task', 'submission', 'dataset'],
  FeeChargeConnection: ['id', 'payee', 'task', 'payout', 'purchase'],
  PurchaseConnection: ['id', 'dataset', 'buyer'],
  LedgerEntryConnection: ['account', 'owner'],
}

/** Lists without an order of their own, and those by time, come as rows are numbered. */
const byNumber = ({ order }: Question): boolean => order === null || order === 'CREATED_AT'

/** Reviews of one submission are indexed by who wrote them: a handful. */
const reviewsOfOne = ({ list, filter }: Question): boolean =>
  list.name === 'Submission.reviews' || (list.connection.name === 'ReviewConnection' && filter?.field === 'subject')

/** Links from a person to tasks, datasets and ledger accounts are looked up first: their rows are sorted, a person's. */
const linked = ({ list, filter }: Question): boolean =>
  (filter?.field === 'contributor' && ['TaskConnection', 'DatasetConnection'].includes(list.connection.name)) ||
  (filter?.field === 'dataset' && list.connection.name === 'ContributorConnection') ||
  filter?.field === 'owner'

export const allowed = (question: Question, chains: number): readonly Way[] => {
  const { list, filter, order } = question
  // As many as the configuration names.
  if (list.connection.name === 'MarketConnection') return ['EXACT', 'WALK', 'SORT', 'SCAN']
  // People of several chains are added up by address: a scan of all contributors, the one list of the API that is made so.
  if (list.name === 'Query.contributors' && chains > 1) return ['EXACT', 'WALK', 'SORT', 'SCAN']
  if (filter === null) {
    if (list.path.length === 0) return ['EXACT']
    // A market holds so large a part of all rows that the next page of it is near.
    if (list.name.startsWith('Market.')) return ['EXACT', 'WALK']
    return byNumber(question) && !reviewsOfOne(question) ? ['EXACT'] : ['EXACT', 'SORT']
  }
  const named = names[list.connection.name]?.includes(filter.field)
  if (named && filter.operator === 'eq') {
    if (linked(question)) return ['EXACT', 'WALK', 'SORT']
    return byNumber(question) && !reviewsOfOne(question) ? ['EXACT'] : ['EXACT', 'SORT']
  }
  if (named && filter.operator === 'in') return ['EXACT', 'WALK', 'SORT']
  if (named && filter.operator === 'isNull' && reviewsOfOne(question)) return ['EXACT', 'WALK', 'SORT']
  // Values of the very column that is the order.
  if (filter.operator === 'in' && (order === 'PRICE' || order === 'SCORE') && filter.field !== 'id')
    return ['EXACT', 'WALK', 'SORT']
  // All other filters are tested while rows come in order: a market, a kind, a state, an amount, all but some.
  return ['EXACT', 'WALK']
}
