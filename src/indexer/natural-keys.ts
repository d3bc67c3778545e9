import type { RecordTable } from '../store/digest.ts'
import type { Rows } from '../store/store.ts'

/** How the fold finds a row that it may change. Tables that are not here hold facts: rows that are added and never touched again. */
export const naturalKeys = {
  emitters: ['address', 'topic0', 'topicCount'],
  addresses: ['address'],
  markets: ['address'],
  contracts: ['address', 'marketId'],
  memories: ['marketId', 'key'],
  accounts: ['address'],
  tokens: ['address'],
  tasks: ['marketId', 'key'],
  taskRoles: ['taskId', 'role'],
  taskContributors: ['taskId', 'accountId'],
  submissions: ['marketId', 'key'],
  reviews: ['submissionId', 'assessorId', 'ordinal'],
  rewards: ['marketId', 'key', 'tokenId'],
  earnings: ['accountId', 'marketId', 'tokenId'],
  marketMoney: ['marketId', 'tokenId'],
  ledgerAccounts: ['type', 'tokenId', 'subjectId', 'marketId'],
  datasets: ['marketId', 'key'],
  datasetVersions: ['datasetId', 'number'],
  versionContributors: ['versionId', 'accountId'],
  contributions: ['datasetId', 'submissionId'],
  datasetContributors: ['datasetId', 'accountId'],
  datasetEarnings: ['datasetId', 'accountId', 'tokenId'],
  datasetMoney: ['datasetId', 'tokenId'],
  purchases: ['marketId', 'key'],
  datasetBuyers: ['datasetId', 'accountId'],
  contributors: ['accountId'],
  contributorMarkets: ['accountId', 'marketId'],
  marketPosters: ['marketId', 'accountId'],
} as const satisfies { [T in RecordTable]?: readonly (keyof Rows[T] & string)[] }

export type KeyedTable = keyof typeof naturalKeys

export const keyed = (table: RecordTable): table is KeyedTable => table in naturalKeys
