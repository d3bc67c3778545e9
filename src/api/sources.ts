import type { Hex } from '../domain/hex.ts'
import type { ReceiptProof } from '../proof/receipt-proof.ts'
import type { Completeness } from '../store/read/completeness.ts'
import type { ChainState } from '../store/read/reader.ts'
import type { SyncStatus } from '../store/read/status.ts'
import type { Rows } from '../store/store.ts'
import type { Check, CheckResult } from '../verify/check.ts'
import type { PayoutProof } from '../verify/proof-file.ts'
import type { Connection, Edge, PageInfo } from './connection.ts'
import type { ShownDocument } from './document.ts'
import type { LeaderboardMetric } from './generated/types.ts'

// What resolvers are given for each type of the schema: rows where a type is a row, else the little that names the thing.

export type ChainSource = ChainState
export type BlockSource = Rows['blocks']
/** A log, and its block's time where whoever names the log knows it. */
export type EventRefSource = { readonly logId: number; readonly timestamp?: number | undefined }
export type SyncStatusSource = SyncStatus
export type ReorgSource = Rows['reorgs']
export type IndexedTransactionSource = { readonly row: Rows['transactions']; readonly block: Rows['blocks'] }
/** Says nothing of itself: everything about the answer is in the context. */
export type MetaSource = Readonly<Record<string, never>>
/** The same: what the client has spent is in the context. */
export type RateLimitSource = Readonly<Record<string, never>>
export type SnapshotSource = { readonly state: ChainState; readonly cursor: Rows['cursors'] }
export type CompletenessSource = Completeness
export type CompletenessCountSource = Completeness['blocksByLevel'][number]
export type CompletenessSampleSource = { readonly share: number }
export type CompletenessGapSource = Completeness['gaps'][number]
export type StateDigestSource = {
  readonly state: ChainState
  readonly blockNumber: number
  readonly blockHash: Hex
  readonly digest: Hex
  readonly algorithm: string
}
export type TokenSource = Rows['tokens']
export type TokenAmountSource = { readonly raw: bigint; readonly tokenId: number }
export type TokenTransferSource = {
  readonly from: Hex
  readonly to: Hex
  readonly amount: TokenAmountSource
  readonly logIndex: number
}
export type OverviewSource = { readonly markets: readonly Rows['markets'][] }
export type MarketSource = Rows['markets']
export type MarketContractSource = Rows['contracts']
export type MarketTotalsSource = { readonly markets: readonly Rows['markets'][] }
/** The same address on several chains is one account and one contributor. */
export type AccountSource = { readonly address: Hex }
export type ContributorSource = { readonly address: Hex }
export type ContributorStatsSource = { readonly rows: readonly Rows['contributors'][] }
export type EarningsTotalSource = {
  readonly tokenId: number
  /** Null where a market keeps it off the chain. */
  readonly accrued: bigint | null
  readonly settled: bigint
  readonly forfeited: bigint
  readonly payouts: number
  readonly firstPayoutAt: number | null
  readonly lastPayoutAt: number | null
}
export type TaskSource = Rows['tasks']
export type TaskRoleSource = Rows['taskRoles']
/** A funding is served only with the task it belongs to. */
export type TaskFundingSource = Rows['fundings'] & { readonly taskId: number }
export type SubmissionSource = Rows['submissions']
export type ReviewSource = Rows['reviews']
export type DatasetSource = Rows['datasets']
export type DatasetVersionSource = Rows['datasetVersions']
export type DatasetStatsSource = Rows['datasets']
export type TokenShareSource = { readonly tokenId: number; readonly bps: number | null }
/** Without versions a dataset is made of what was accepted for it: then there is no contribution row. */
export type DatasetContributionSource = {
  readonly datasetId: number
  readonly submissionId: number
  readonly contribution: Rows['contributions'] | undefined
}
export type MetadataDocumentSource = ShownDocument
export type PurchaseSource = Rows['purchases']
export type RewardSource = Rows['rewards']
export type PayoutSource = Rows['payouts']
export type PayoutVerificationSource = {
  readonly result: CheckResult
  readonly checks: Check[]
  /** Null when no receipt could be proven. */
  readonly proof: PayoutProof | null
  /** Seconds. */
  readonly checkedAt: number
}
export type ReceiptProofSource = ReceiptProof & { readonly logPosition: number }
export type FeeChargeSource = Rows['fees']
export type LedgerAccountSource = Rows['ledgerAccounts']
export type LedgerTransactionSource = Rows['movements']
export type LedgerEntrySource = Rows['postings']

export type MarketAuditSource = Rows['audits']
export type AuditFindingSource = Rows['auditFindings']
export type AuditFindingConnectionSource = Connection<AuditFindingSource>
export type AuditFindingEdgeSource = Edge<AuditFindingSource>
export type PageInfoSource = PageInfo
export type MarketConnectionSource = Connection<MarketSource>
export type TokenConnectionSource = Connection<TokenSource>
export type TaskConnectionSource = Connection<TaskSource>
export type TaskFundingConnectionSource = Connection<TaskFundingSource>
export type SubmissionConnectionSource = Connection<SubmissionSource>
export type ReviewConnectionSource = Connection<ReviewSource>
export type DatasetVersionConnectionSource = Connection<DatasetVersionSource>
export type DatasetContributionConnectionSource = Connection<DatasetContributionSource>
export type PurchaseConnectionSource = Connection<PurchaseSource>
export type FeeChargeConnectionSource = Connection<FeeChargeSource>
export type LedgerEntryConnectionSource = Connection<LedgerEntrySource>
export type ContributorConnectionSource = Connection<ContributorSource>
export type ReorgConnectionSource = Connection<ReorgSource>
export type DatasetConnectionSource = Connection<DatasetSource>
export type RewardConnectionSource = Connection<RewardSource>
export type PayoutConnectionSource = Connection<PayoutSource>
export type MarketEdgeSource = Edge<MarketSource>
export type TokenEdgeSource = Edge<TokenSource>
export type TaskEdgeSource = Edge<TaskSource>
export type TaskFundingEdgeSource = Edge<TaskFundingSource>
export type SubmissionEdgeSource = Edge<SubmissionSource>
export type ReviewEdgeSource = Edge<ReviewSource>
export type DatasetVersionEdgeSource = Edge<DatasetVersionSource>
export type DatasetContributionEdgeSource = Edge<DatasetContributionSource>
export type PurchaseEdgeSource = Edge<PurchaseSource>
export type FeeChargeEdgeSource = Edge<FeeChargeSource>
export type LedgerEntryEdgeSource = Edge<LedgerEntrySource>
export type ContributorEdgeSource = Edge<ContributorSource>
export type ReorgEdgeSource = Edge<ReorgSource>
export type DatasetEdgeSource = Edge<DatasetSource>
export type RewardEdgeSource = Edge<RewardSource>
export type PayoutEdgeSource = Edge<PayoutSource>

/** Edges that say something of the relation carry its row. */
export type ContributorDatasetEdgeSource = Edge<DatasetSource> & { readonly row: Rows['datasetContributors'] }
export type ContributorDatasetConnectionSource = Connection<DatasetSource, ContributorDatasetEdgeSource>
export type DatasetContributorEdgeSource = Edge<ContributorSource> & { readonly row: Rows['datasetContributors'] }
export type DatasetContributorConnectionSource = Connection<ContributorSource, DatasetContributorEdgeSource>
export type LeaderboardEdgeSource = Edge<ContributorSource> & {
  readonly rank: number
  readonly value: bigint
  /** Of everybody ranked: added up when it is asked for. */
  readonly total: () => Promise<bigint>
  readonly tokenId: number | null
}
export type LeaderboardConnectionSource = Connection<ContributorSource, LeaderboardEdgeSource> & {
  readonly metric: LeaderboardMetric
  readonly total: () => Promise<bigint>
  readonly tokenId: number | null
}
