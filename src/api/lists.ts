import { auditFindingList } from '../store/read/lists/audits.ts'
import { contributorsOfAllChains, contributorsOfOneChain } from '../store/read/lists/contributors.ts'
import {
  contributionList,
  datasetContributorList,
  datasetList,
  purchaseList,
  versionList,
} from '../store/read/lists/datasets.ts'
import { entryList } from '../store/read/lists/ledger.ts'
import type { List } from '../store/read/lists/list.ts'
import { marketList, reorgList, tokenList } from '../store/read/lists/markets.ts'
import { feeList, payoutList, rewardList } from '../store/read/lists/money.ts'
import { reviewList, submissionList } from '../store/read/lists/submissions.ts'
import { fundingList, taskList } from '../store/read/lists/tasks.ts'
import type { Reader } from '../store/read/reader.ts'
import type { Tables } from '../store/tables.ts'

const tableLists = (tables: Tables) => ({
  auditFindings: auditFindingList(tables),
  contributions: contributionList(tables),
  datasetContributors: datasetContributorList(tables),
  datasets: datasetList(tables),
  entries: entryList(tables),
  fees: feeList(tables),
  fundings: fundingList(tables),
  markets: marketList(tables),
  payouts: payoutList(tables),
  purchases: purchaseList(tables),
  reorgs: reorgList(tables),
  reviews: reviewList(tables),
  rewards: rewardList(tables),
  submissions: submissionList(tables),
  tasks: taskList(tables),
  tokens: tokenList(tables),
  versions: versionList(tables),
})

/** Made once for a store: they say nothing of one operation. */
const known = new WeakMap<Tables, ReturnType<typeof tableLists>>()

/** Every list of the API. An address of several chains is one contributor, so theirs depends on how many chains there are. */
export const createLists = (reader: Reader) => {
  const lists = known.get(reader.tables) ?? tableLists(reader.tables)
  known.set(reader.tables, lists)
  const contributors = async (): Promise<List> =>
    (await reader.chains()).length > 1
      ? contributorsOfAllChains(reader.tables, reader.db)
      : contributorsOfOneChain(reader.tables)
  return { ...lists, contributors }
}

export type Lists = ReturnType<typeof createLists>
