import type { Hex } from '../../domain/hex.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ChainSource, BlockSource, EventRefSource, SyncStatusSource, ReorgSource, IndexedTransactionSource, MetaSource, RateLimitSource, SnapshotSource, CompletenessSource, CompletenessCountSource, CompletenessGapSource, CompletenessSampleSource, StateDigestSource, TokenSource, TokenAmountSource, TokenTransferSource, OverviewSource, MarketSource, MarketContractSource, MarketTotalsSource, MarketAuditSource, AuditFindingSource, AccountSource, ContributorSource, ContributorStatsSource, EarningsTotalSource, TaskSource, TaskRoleSource, TaskFundingSource, SubmissionSource, ReviewSource, DatasetSource, DatasetVersionSource, DatasetStatsSource, TokenShareSource, DatasetContributionSource, MetadataDocumentSource, PurchaseSource, RewardSource, PayoutSource, PayoutVerificationSource, ReceiptProofSource, FeeChargeSource, LedgerAccountSource, LedgerTransactionSource, LedgerEntrySource, PageInfoSource, MarketConnectionSource, MarketEdgeSource, TokenConnectionSource, TokenEdgeSource, TaskConnectionSource, TaskEdgeSource, TaskFundingConnectionSource, TaskFundingEdgeSource, SubmissionConnectionSource, SubmissionEdgeSource, ReviewConnectionSource, ReviewEdgeSource, DatasetVersionConnectionSource, DatasetVersionEdgeSource, DatasetContributionConnectionSource, DatasetContributionEdgeSource, PurchaseConnectionSource, PurchaseEdgeSource, FeeChargeConnectionSource, FeeChargeEdgeSource, LedgerEntryConnectionSource, LedgerEntryEdgeSource, ContributorConnectionSource, ContributorEdgeSource, ReorgConnectionSource, ReorgEdgeSource, DatasetConnectionSource, DatasetEdgeSource, RewardConnectionSource, RewardEdgeSource, PayoutConnectionSource, PayoutEdgeSource, ContributorDatasetConnectionSource, ContributorDatasetEdgeSource, DatasetContributorConnectionSource, DatasetContributorEdgeSource, LeaderboardConnectionSource, LeaderboardEdgeSource, AuditFindingConnectionSource, AuditFindingEdgeSource } from '../sources.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Account or contract address. EVM: 20 bytes, EIP-55 checksummed on output, any letter case on input (a wrong checksum in mixed case is BAD_USER_INPUT). Solana: base58, case-sensitive. */
  Address: { input: Hex; output: Hex; }
  /** Arbitrary-precision integer as a decimal string (uint256 fits). Input also takes a JSON integer of at most 2^53-1. */
  BigInt: { input: bigint; output: bigint | number; }
  /** Arbitrary bytes as 0x-prefixed lower-case hex. */
  Bytes: { input: Hex; output: Hex; }
  /** 32 bytes as 0x-prefixed lower-case hex (block, content and schema hashes). */
  Bytes32: { input: Hex; output: Hex; }
  /** RFC 3339 instant in UTC with a Z suffix, seconds precision for block times. */
  DateTime: { input: number; output: number; }
  /** Exact decimal number as a plain string without exponent, e.g. "12.500000". */
  Decimal: { input: string; output: string; }
  /** Arbitrary JSON value; only for documents whose shape others define (event arguments, Croissant, JSON-LD, raw metadata). Integers beyond 2^53-1 are strings. */
  JSON: { input: unknown; output: unknown; }
  /** Transaction identifier. EVM: 32 bytes as 0x-prefixed lower-case hex. Solana: the first signature in base58. */
  TransactionHash: { input: Hex; output: Hex; }
  /** Absolute URI (https:, ipfs:, ar:, data:). Untrusted: never fetched by the API process while answering a query. */
  URI: { input: string; output: string; }
};

/** Any address that took part in any role. */
export type Account = Node & {
  __typename?: 'Account';
  /** Address; the same address on several EVM chains is one account. */
  address: Scalars['Address']['output'];
  /** Contributor profile; null when it never contributed nor earned. */
  contributor: Maybe<Contributor>;
  /** Fees it received (as oracle, validator, platform, ...); never earnings. */
  feesReceived: FeeChargeConnection;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Ledger accounts it holds (at most 200). */
  ledgerAccounts: Array<LedgerAccount>;
  /** Tasks it posted. */
  postedTasks: TaskConnection;
  /** Purchases it made. */
  purchases: PurchaseConnection;
  /** Reviews it wrote. */
  reviewsWritten: ReviewConnection;
  /** Roles it took. */
  roles: Array<AccountRole>;
};


/** Any address that took part in any role. */
export type AccountFeesReceivedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<FeeChargeOrder>>;
  where?: InputMaybe<FeeChargeFilter>;
};


/** Any address that took part in any role. */
export type AccountPostedTasksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TaskOrder>>;
  where?: InputMaybe<TaskFilter>;
};


/** Any address that took part in any role. */
export type AccountPurchasesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PurchaseOrder>>;
  where?: InputMaybe<PurchaseFilter>;
};


/** Any address that took part in any role. */
export type AccountReviewsWrittenArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ReviewOrder>>;
  where?: InputMaybe<ReviewFilter>;
};

/** What an account did. */
export type AccountRole =
  /** Wrote a review. */
  | 'ASSESSOR'
  /** Bought a dataset. */
  | 'BUYER'
  /** Sent a submission, or was owed or paid for one. */
  | 'CONTRIBUTOR'
  /** Received a fee. */
  | 'FEE_PAYEE'
  /** Was granted access. */
  | 'GRANTEE'
  /** Owns a market. */
  | 'OPERATOR'
  /** Posted a task. */
  | 'POSTER'
  /** Published a dataset. */
  | 'PUBLISHER';

/** What an activity is about. */
export type ActivitySubject = Dataset | DatasetVersion | FeeCharge | Payout | Purchase | Review | Reward | Submission | Task | TaskFunding;

/** Filter on an address. */
export type AddressFilter = {
  /** Equals. */
  eq?: InputMaybe<Scalars['Address']['input']>;
  /** One of (at most 250). */
  in?: InputMaybe<Array<Scalars['Address']['input']>>;
  /** True: is null; false: is not null. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Differs. */
  ne?: InputMaybe<Scalars['Address']['input']>;
  /** None of (at most 250). */
  notIn?: InputMaybe<Array<Scalars['Address']['input']>>;
};

/** One difference between the records and the chain. */
export type AuditFinding = {
  __typename?: 'AuditFinding';
  /** One sentence for people. */
  detail: Scalars['String']['output'];
  /** Value the records give (an integer in the smallest unit, a count or a state). */
  expected: Scalars['String']['output'];
  /** Value the chain gives, in the same form; for records that contradict each other, what they should give. */
  found: Scalars['String']['output'];
  /** Kind. */
  kind: AuditFindingKind;
  /** Record concerned; null when it is the market as a whole, or a record that is not indexed. */
  subject: Maybe<ActivitySubject>;
  /** Token concerned; null when the finding is not about money. */
  token: Maybe<Token>;
};

/** Page of audit findings. */
export type AuditFindingConnection = {
  __typename?: 'AuditFindingConnection';
  /** Edges. */
  edges: Array<AuditFindingEdge>;
  /** Nodes of the edges. */
  nodes: Array<AuditFinding>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to an audit finding. */
export type AuditFindingEdge = {
  __typename?: 'AuditFindingEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: AuditFinding;
};

/** What an audit can find. */
export type AuditFindingKind =
  /** A contract's token balance, or what it says that it keeps for a record, differs from the ledger. */
  | 'BALANCE'
  /** Sums that must agree do not: funded and paid + fees + refunded + remaining, debits and credits, earnings and payouts. */
  | 'CONSERVATION'
  /** A counter in the contract, or of the records themselves, differs from the records counted. */
  | 'COUNT'
  /** An event is missing: a number without its record, an event that never comes alone, or money stated that no token moved. */
  | 'MISSING_EVENT'
  /** A state in the contract, or one that a record's own history allows, differs from the record's. */
  | 'STATUS'
  /** A token moved without a stated reason. */
  | 'UNEXPLAINED_TRANSFER'
  /** A payout was stated but no token moved. */
  | 'UNMATCHED_PAYOUT';

/** Filter on an exact integer. */
export type BigIntFilter = {
  /** Equals. */
  eq?: InputMaybe<Scalars['BigInt']['input']>;
  /** Greater than. */
  gt?: InputMaybe<Scalars['BigInt']['input']>;
  /** At least. */
  gte?: InputMaybe<Scalars['BigInt']['input']>;
  /** One of (at most 250). */
  in?: InputMaybe<Array<Scalars['BigInt']['input']>>;
  /** True: is null; false: is not null. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than. */
  lt?: InputMaybe<Scalars['BigInt']['input']>;
  /** At most. */
  lte?: InputMaybe<Scalars['BigInt']['input']>;
  /** Differs. */
  ne?: InputMaybe<Scalars['BigInt']['input']>;
};

/** An indexed block. */
export type Block = {
  __typename?: 'Block';
  /** Chain. */
  chain: Chain;
  /** How well it is proven that no event of it is missing. */
  completeness: CompletenessLevel;
  /** Market events in it. */
  eventCount: Scalars['Int']['output'];
  /** How settled it is. */
  finality: Finality;
  /** Hash. */
  hash: Scalars['Bytes32']['output'];
  /** Height (slot on Solana). */
  number: Scalars['BigInt']['output'];
  /** Parent's hash. */
  parentHash: Scalars['Bytes32']['output'];
  /** Block time. */
  timestamp: Scalars['DateTime']['output'];
};

/** Filter on a 32-byte hash. */
export type Bytes32Filter = {
  /** Equals. */
  eq?: InputMaybe<Scalars['Bytes32']['input']>;
  /** One of (at most 250). */
  in?: InputMaybe<Array<Scalars['Bytes32']['input']>>;
  /** True: is null; false: is not null. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
};

/** An indexed chain. */
export type Chain = Node & {
  __typename?: 'Chain';
  /** A block by number or hash (give one); null when it is not indexed or not canonical. */
  block: Maybe<Block>;
  /** EIP-155 chain id; a Solana cluster has the number given to it in the configuration. */
  chainId: Scalars['Int']['output'];
  /** Newest indexed finalized block; null before the first. */
  finalized: Maybe<Block>;
  /** Newest indexed block; null before the first. */
  head: Maybe<Block>;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Markets on this chain. */
  markets: MarketConnection;
  /** Name, e.g. "base". */
  name: Scalars['String']['output'];
  /** Reorganisations seen, newest first. */
  reorgs: ReorgConnection;
  /** How far indexing is. */
  sync: SyncStatus;
};


/** An indexed chain. */
export type ChainBlockArgs = {
  hash?: InputMaybe<Scalars['Bytes32']['input']>;
  number?: InputMaybe<Scalars['BigInt']['input']>;
};


/** An indexed chain. */
export type ChainMarketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<MarketOrder>>;
  where?: InputMaybe<MarketFilter>;
};


/** An indexed chain. */
export type ChainReorgsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A record made from a chain event. */
export type ChainRecord = {
  /** Event that created it. */
  createdBy: EventRef;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
};

/** Outcome of one check. */
export type CheckResult =
  /** Does not hold. */
  | 'FAIL'
  /** Holds. */
  | 'PASS'
  /** Could not be made, or not now. */
  | 'UNKNOWN';

/** How well it is proven that nothing is missing. */
export type Completeness = {
  __typename?: 'Completeness';
  /** Blocks by the level they reached (one entry per level). */
  blocksByLevel: Array<CompletenessCount>;
  /** Those ranges, oldest first (at most 20). */
  gaps: Array<CompletenessGap>;
  /** Gaps found and closed since the start. */
  healed: Scalars['Int']['output'];
  /** Level that provenThrough refers to: the one the operator demands of this chain. With RECEIPTS_PROVEN, a block without events is complete when the bloom of its header, hashed to the block's hash, excludes any. */
  level: CompletenessLevel;
  /** Block ranges known to be missing or contradictory now. */
  openGaps: Scalars['Int']['output'];
  /** Highest block up to which every block is as complete as `level` demands, without a gap; null when not even the first is, or when only a sample is proved. */
  provenThrough: Maybe<Scalars['BigInt']['output']>;
  /** What a sample says, where only a sample of the blocks without events is proved; else null. */
  sample: Maybe<CompletenessSample>;
};

/** Blocks at one level of proof. */
export type CompletenessCount = {
  __typename?: 'CompletenessCount';
  /** Blocks whose highest level it is. */
  blocks: Scalars['BigInt']['output'];
  /** Level. */
  level: CompletenessLevel;
};

/** A range of blocks of which less is proven than demanded. */
export type CompletenessGap = {
  __typename?: 'CompletenessGap';
  /** Why, in one sentence. */
  doubt: Scalars['String']['output'];
  /** When it was found. */
  foundAt: Scalars['DateTime']['output'];
  /** First block. */
  fromBlock: Scalars['BigInt']['output'];
  /** Last block. */
  toBlock: Scalars['BigInt']['output'];
};

/** How it is proven that no event of a block is missing; each level includes those above it. */
export type CompletenessLevel =
  /** The header's bloom filter agrees with the logs stored and with the absence of others. */
  | 'BLOOM_CONSISTENT'
  /** The block's hash links to its indexed parent and child. */
  | 'HEADER_LINKED'
  /** Logs taken as the source gave them. */
  | 'NONE'
  /** All receipts were read and hash to the header's receiptsRoot. */
  | 'RECEIPTS_PROVEN'
  /** A second, independent source gave the same logs. */
  | 'SECOND_SOURCE';

/** A sample of blocks, chosen by a seed, that is proved by receipts besides all blocks with events. It never proves that nothing is missing. */
export type CompletenessSample = {
  __typename?: 'CompletenessSample';
  /** The chance that logs left out of so many blocks at random went unnoticed: (1 - share) to the power of omittedBlocks. */
  chanceUnnoticed: Scalars['Decimal']['output'];
  /** Share of the blocks that show no event. */
  share: Scalars['Decimal']['output'];
};


/** A sample of blocks, chosen by a seed, that is proved by receipts besides all blocks with events. It never proves that nothing is missing. */
export type CompletenessSampleChanceUnnoticedArgs = {
  omittedBlocks?: Scalars['Int']['input'];
};

/** Where a record's facts come from: how far a reader has to trust somebody. */
export type Confidence =
  /** Computed from several on-chain facts by a documented rule (e.g. a fee from two transfers). */
  | 'DERIVED'
  /** Stated in full by one on-chain event, instruction or account. */
  | 'ONCHAIN';

/** An account seen as a contributor: its work, quality and earnings in all markets. */
export type Contributor = Node & {
  __typename?: 'Contributor';
  /** Account. */
  account: Account;
  /** Address. */
  address: Scalars['Address']['output'];
  /** Datasets that hold accepted work of this contributor. */
  datasets: ContributorDatasetConnection;
  /** Earnings, one line per token, most payouts first (at most 100). */
  earnings: Array<EarningsTotal>;
  /** First submission, reward or payout. */
  firstSeenAt: Scalars['DateTime']['output'];
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Newest submission, review, reward or payout. */
  lastActiveAt: Scalars['DateTime']['output'];
  /** Payouts: the reward history. */
  payouts: PayoutConnection;
  /** Protocols it took part in. */
  protocols: Array<Scalars['String']['output']>;
  /** Rewards: what it was or is owed, where the protocol shows that. */
  rewards: RewardConnection;
  /** Counters and quality. */
  stats: ContributorStats;
  /** Submissions known to be its own. */
  submissions: SubmissionConnection;
};


/** An account seen as a contributor: its work, quality and earnings in all markets. */
export type ContributorDatasetsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<DatasetOrder>>;
  where?: InputMaybe<DatasetFilter>;
};


/** An account seen as a contributor: its work, quality and earnings in all markets. */
export type ContributorPayoutsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PayoutOrder>>;
  where?: InputMaybe<PayoutFilter>;
};


/** An account seen as a contributor: its work, quality and earnings in all markets. */
export type ContributorRewardsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RewardOrder>>;
  where?: InputMaybe<RewardFilter>;
};


/** An account seen as a contributor: its work, quality and earnings in all markets. */
export type ContributorSubmissionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<SubmissionOrder>>;
  where?: InputMaybe<SubmissionFilter>;
};

/** Page of contributors. */
export type ContributorConnection = {
  __typename?: 'ContributorConnection';
  /** Edges. */
  edges: Array<ContributorEdge>;
  /** Nodes of the edges. */
  nodes: Array<Contributor>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Page of a contributor's datasets. */
export type ContributorDatasetConnection = {
  __typename?: 'ContributorDatasetConnection';
  /** Edges. */
  edges: Array<ContributorDatasetEdge>;
  /** Nodes of the edges. */
  nodes: Array<Dataset>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a contributor's dataset. */
export type ContributorDatasetEdge = {
  __typename?: 'ContributorDatasetEdge';
  /** Accepted submissions of the contributor in it. */
  acceptedSubmissions: Scalars['Int']['output'];
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Settled earnings of the contributor from it, per token (at most 100). */
  earned: Array<TokenAmount>;
  /** Item. */
  node: Dataset;
};

/** Edge to a contributor. */
export type ContributorEdge = {
  __typename?: 'ContributorEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Contributor;
};

/** Filter on contributors. */
export type ContributorFilter = {
  /** By accepted submissions. */
  acceptedCount?: InputMaybe<IntFilter>;
  /** By address. */
  address?: InputMaybe<AddressFilter>;
  /** All of (at most 10). */
  and?: InputMaybe<Array<ContributorFilter>>;
  /** Active on this chain. */
  chainId?: InputMaybe<IntFilter>;
  /** With work in this dataset. */
  dataset?: InputMaybe<IdFilter>;
  /** By first seen. */
  firstSeenAt?: InputMaybe<DateTimeFilter>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By newest activity. */
  lastActiveAt?: InputMaybe<DateTimeFilter>;
  /** Active in this market. */
  market?: InputMaybe<IdFilter>;
  /** Not. */
  not?: InputMaybe<ContributorFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<ContributorFilter>>;
  /** By payouts. */
  payoutCount?: InputMaybe<IntFilter>;
  /** Active in a market of these protocols (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Sort order of contributors. */
export type ContributorOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: ContributorOrderField;
};

/** Sortable fields of contributors. */
export type ContributorOrderField =
  /** Accepted submissions. */
  | 'ACCEPTED_COUNT'
  /** First seen. */
  | 'FIRST_SEEN_AT'
  /** Newest activity. */
  | 'LAST_ACTIVE_AT'
  /** Payouts. */
  | 'PAYOUT_COUNT'
  /** Submissions. */
  | 'SUBMISSION_COUNT';

/** Counters and quality of a contributor. */
export type ContributorStats = {
  __typename?: 'ContributorStats';
  /** accepted / (accepted + rejected), basis points; null before the first visible decision. */
  acceptanceRateBps: Maybe<Scalars['Int']['output']>;
  /** Accepted. */
  accepted: Scalars['Int']['output'];
  /** Distinct UTC days with a submission, reward or payout. */
  activeDays: Scalars['Int']['output'];
  /** Distinct datasets with its work. */
  datasets: Scalars['Int']['output'];
  /** Longest run of such days. */
  longestStreakDays: Scalars['Int']['output'];
  /** Median seconds from submission to payout; null when no payout names its submission. */
  medianSecondsToPayout: Maybe<Scalars['Int']['output']>;
  /** Waiting for a decision. */
  pending: Scalars['Int']['output'];
  /** Summary of reviews of it and its submissions. */
  quality: QualityScore;
  /** Rejected, where the protocol shows rejections. */
  rejected: Scalars['Int']['output'];
  /** Submissions known to be its own; 0 where a protocol never reveals the worker. */
  submissions: Scalars['Int']['output'];
  /** Distinct tasks submitted to or paid for. */
  tasks: Scalars['Int']['output'];
};


/** Counters and quality of a contributor. */
export type ContributorStatsQualityArgs = {
  trustedOnly?: Scalars['Boolean']['input'];
};

/** A dataset, data pool or data DAO, and where its data came from. */
export type Dataset = ChainRecord & Node & {
  __typename?: 'Dataset';
  /** Submissions it is made of, with their weight. */
  contributions: DatasetContributionConnection;
  /** Contributors, by share. */
  contributors: DatasetContributorConnection;
  /** Event that created it. */
  createdBy: EventRef;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Its key in the market: a decimal number (Vana: the DLP id), an address (Ocean: the data NFT) or 32-byte hex. */
  key: Scalars['String']['output'];
  /** Newest version; null before the first. */
  latestVersion: Maybe<DatasetVersion>;
  /** Market. */
  market: Market;
  /** Description of it (Ocean: of its newest version), off chain or inline on it; null when the chain names none. */
  metadata: Maybe<MetadataDocument>;
  /** Name as given on chain, control characters removed; null when none is given. */
  name: Maybe<Scalars['String']['output']>;
  /** Payouts caused by its tasks, its submissions and its sales. */
  payouts: PayoutConnection;
  /** Price now; null when free, not offered or agreed case by case. */
  price: Maybe<TokenAmount>;
  /** Publisher or owner. */
  publisher: Account;
  /** Purchases. */
  purchases: PurchaseConnection;
  /** Summary of reviews of it and of its submissions. */
  quality: QualityScore;
  /** Counters and money. */
  stats: DatasetStats;
  /** State. */
  status: DatasetStatus;
  /** Tasks that feed it. */
  tasks: TaskConnection;
  /** Its own token, e.g. a data DAO's token or an Ocean datatoken; null when it has none. */
  token: Maybe<Token>;
  /** Account that receives its revenue; null when that is the publisher or not stated. */
  treasury: Maybe<Account>;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
  /** Versions, newest first. */
  versions: DatasetVersionConnection;
};


/** A dataset, data pool or data DAO, and where its data came from. */
export type DatasetContributionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A dataset, data pool or data DAO, and where its data came from. */
export type DatasetContributorsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A dataset, data pool or data DAO, and where its data came from. */
export type DatasetPayoutsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PayoutOrder>>;
  where?: InputMaybe<PayoutFilter>;
};


/** A dataset, data pool or data DAO, and where its data came from. */
export type DatasetPurchasesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PurchaseOrder>>;
  where?: InputMaybe<PurchaseFilter>;
};


/** A dataset, data pool or data DAO, and where its data came from. */
export type DatasetQualityArgs = {
  trustedOnly?: Scalars['Boolean']['input'];
};


/** A dataset, data pool or data DAO, and where its data came from. */
export type DatasetTasksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TaskOrder>>;
  where?: InputMaybe<TaskFilter>;
};


/** A dataset, data pool or data DAO, and where its data came from. */
export type DatasetVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** How to name a dataset; exactly one field. */
export type DatasetBy =
  /** Hash of any of its versions. */
  { contentHash: Scalars['Bytes32']['input']; id?: never; onChain?: never; }
  |  /** Global id. */
  { contentHash?: never; id: Scalars['ID']['input']; onChain?: never; }
  |  /** Market and its own key. */
  { contentHash?: never; id?: never; onChain: OnChainKey; };

/** Page of datasets. */
export type DatasetConnection = {
  __typename?: 'DatasetConnection';
  /** Edges. */
  edges: Array<DatasetEdge>;
  /** Nodes of the edges. */
  nodes: Array<Dataset>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** A submission's place in a dataset version. */
export type DatasetContribution = Node & {
  __typename?: 'DatasetContribution';
  /** Contributor; null where the protocol does not reveal the worker. */
  contributor: Maybe<Contributor>;
  /** Dataset. */
  dataset: Dataset;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Event that included it; null when inclusion follows from acceptance. */
  includedBy: Maybe<EventRef>;
  /** Submission. */
  submission: Submission;
  /** First version that holds it; null where the dataset has no versions. */
  version: Maybe<DatasetVersion>;
};

/** Page of dataset contributions. */
export type DatasetContributionConnection = {
  __typename?: 'DatasetContributionConnection';
  /** Edges. */
  edges: Array<DatasetContributionEdge>;
  /** Nodes of the edges. */
  nodes: Array<DatasetContribution>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a dataset contribution. */
export type DatasetContributionEdge = {
  __typename?: 'DatasetContributionEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: DatasetContribution;
};

/** Page of a dataset's contributors. */
export type DatasetContributorConnection = {
  __typename?: 'DatasetContributorConnection';
  /** Edges. */
  edges: Array<DatasetContributorEdge>;
  /** Nodes of the edges. */
  nodes: Array<Contributor>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a dataset's contributor. */
export type DatasetContributorEdge = {
  __typename?: 'DatasetContributorEdge';
  /** Accepted submissions in the dataset. */
  acceptedSubmissions: Scalars['Int']['output'];
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Settled earnings from the dataset, per token (at most 100). */
  earned: Array<TokenAmount>;
  /** First submission in it; null when known only by a payout. */
  firstContributedAt: Maybe<Scalars['DateTime']['output']>;
  /** Item. */
  node: Contributor;
};

/** Edge to a dataset. */
export type DatasetEdge = {
  __typename?: 'DatasetEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Dataset;
};

/** Filter on datasets. */
export type DatasetFilter = {
  /** All of (at most 10). */
  and?: InputMaybe<Array<DatasetFilter>>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** With work of this contributor. */
  contributor?: InputMaybe<AddressFilter>;
  /** By contributors. */
  contributorCount?: InputMaybe<IntFilter>;
  /** By publication. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By market. */
  market?: InputMaybe<IdFilter>;
  /** Not. */
  not?: InputMaybe<DatasetFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<DatasetFilter>>;
  /** By price, raw. */
  price?: InputMaybe<BigIntFilter>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By publisher. */
  publisher?: InputMaybe<AddressFilter>;
  /** By state. */
  status?: InputMaybe<Array<DatasetStatus>>;
  /** By price token. */
  token?: InputMaybe<IdFilter>;
};

/** Sort order of datasets. */
export type DatasetOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: DatasetOrderField;
};

/** Sortable fields of datasets. */
export type DatasetOrderField =
  /** Contributors. */
  | 'CONTRIBUTOR_COUNT'
  /** Publication. */
  | 'CREATED_AT'
  /** Price in raw units: filter by token for a meaningful order. */
  | 'PRICE'
  /** Purchases. */
  | 'PURCHASE_COUNT'
  /** Newest event. */
  | 'UPDATED_AT';

/** Counters and money of a dataset. Incentives are in none of the figures. */
export type DatasetStats = {
  __typename?: 'DatasetStats';
  /** Distinct buyers. */
  buyers: Scalars['Int']['output'];
  /** Submissions in the newest version. */
  contributions: Scalars['Int']['output'];
  /** The 'fair share' figure: paidToContributors / revenueReceived per token (at most 100). */
  contributorShareBps: Array<TokenShare>;
  /** Contributors. */
  contributors: Scalars['Int']['output'];
  /** Newest purchase; null before the first. */
  lastPurchasedAt: Maybe<Scalars['DateTime']['output']>;
  /** Paid to its contributors, net, task rewards and revenue shares, per token (at most 100). */
  paidToContributors: Array<TokenAmount>;
  /** Purchases. */
  purchases: Scalars['Int']['output'];
  /** Revenue received for it, per token (at most 100). */
  revenueReceived: Array<TokenAmount>;
  /** Versions. */
  versions: Scalars['Int']['output'];
};

/** Life of a dataset. */
export type DatasetStatus =
  /** Replaced or advised against. */
  | 'DEPRECATED'
  /** Announced, no version or description yet. */
  | 'DRAFT'
  /** End of life; buyers keep what they have. */
  | 'ENDED'
  /** Listed and usable. */
  | 'LISTED'
  /** Withdrawn, e.g. for a legal reason. */
  | 'REVOKED'
  /** No orders are taken for now. */
  | 'SUSPENDED'
  /** Usable, left out of listings. */
  | 'UNLISTED';

/** One immutable version: a publication or a change of the description. */
export type DatasetVersion = ChainRecord & Node & {
  __typename?: 'DatasetVersion';
  /** Hash committed on chain (Ocean: of the metadata); null when there is none. */
  contentHash: Maybe<Scalars['Bytes32']['output']>;
  /** Where the content is; null when not on chain. */
  contentUri: Maybe<Scalars['URI']['output']>;
  /** Submissions in it. */
  contributionCount: Scalars['Int']['output'];
  /** Contributors in it. */
  contributorCount: Scalars['Int']['output'];
  /** Event that created it. */
  createdBy: EventRef;
  /** Dataset. */
  dataset: Dataset;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** What is there, or the description inline on chain (Ocean); null when the chain names neither. */
  metadata: Maybe<MetadataDocument>;
  /** Number from 1. */
  number: Scalars['Int']['output'];
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
};

/** Page of dataset versions. */
export type DatasetVersionConnection = {
  __typename?: 'DatasetVersionConnection';
  /** Edges. */
  edges: Array<DatasetVersionEdge>;
  /** Nodes of the edges. */
  nodes: Array<DatasetVersion>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a dataset version. */
export type DatasetVersionEdge = {
  __typename?: 'DatasetVersionEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: DatasetVersion;
};

/** Filter on an instant. */
export type DateTimeFilter = {
  /** Equals. */
  eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** After. */
  gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** At or after. */
  gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** True: is null; false: is not null. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Before. */
  lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** At or before. */
  lte?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Earnings in one token. Where accrued is known: accrued = settled + forfeited + outstanding. */
export type EarningsTotal = {
  __typename?: 'EarningsTotal';
  /** Ever owed; null, never 0, when any protocol in scope keeps entitlement off chain. */
  accrued: Maybe<TokenAmount>;
  /** First payout; null before it. */
  firstPayoutAt: Maybe<Scalars['DateTime']['output']>;
  /** Owed once, then lost (expired, swept, forgone, penalised, cancelled), as far as visible. */
  forfeited: TokenAmount;
  /** Newest payout; null before the first. */
  lastPayoutAt: Maybe<Scalars['DateTime']['output']>;
  /** Owed and not yet received; null, never 0, when accrued is null. */
  outstanding: Maybe<TokenAmount>;
  /** Payouts. */
  payoutCount: Scalars['Int']['output'];
  /** Received, net of fees. */
  settled: TokenAmount;
  /** Token. */
  token: Token;
};

/** Where on a chain a record came from; enough to check it independently. Sender, emitter, payer, beneficiary and receiver are never taken for one another. */
export type EventRef = {
  __typename?: 'EventRef';
  /** Decoded arguments by name, nothing left out; integers as strings. */
  arguments: Scalars['JSON']['output'];
  /** Block hash. */
  blockHash: Scalars['Bytes32']['output'];
  /** Block height. */
  blockNumber: Scalars['BigInt']['output'];
  /** Chain. */
  chain: Chain;
  /** Contract that emitted the log, or the program. */
  contract: Scalars['Address']['output'];
  /** Event or instruction name in the ABI. */
  eventName: Scalars['String']['output'];
  /** How settled the block is. */
  finality: Finality;
  /** What kind of chain data it is. */
  kind: SourceKind;
  /** Log's index in its block; null unless kind is LOG. */
  logIndex: Maybe<Scalars['Int']['output']>;
  /** topic0 (EVM) or discriminator padded to 32 bytes (Solana); null for ACCOUNT, CALL and IMPORT. */
  selector: Maybe<Scalars['Bytes32']['output']>;
  /** Block time. */
  timestamp: Scalars['DateTime']['output'];
  /** Transaction. */
  transactionHash: Scalars['TransactionHash']['output'];
  /** Transaction's index in its block. */
  transactionIndex: Scalars['Int']['output'];
};

/** A fee charged. Never contributor income, even when the payee is also a contributor. */
export type FeeCharge = ChainRecord & Node & {
  __typename?: 'FeeCharge';
  /** Amount. */
  amount: TokenAmount;
  /** Where the facts come from; DERIVED when only a token transfer shows it. */
  confidence: Confidence;
  /** Event that created it. */
  createdBy: EventRef;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Kind. */
  kind: FeeKind;
  /** Ledger transaction; null for EXTERNAL, and for what the market's contracts go on holding for the payee. */
  ledgerTransaction: Maybe<LedgerTransaction>;
  /** Market. */
  market: Market;
  /** Index within its log, from 0. */
  part: Scalars['Int']['output'];
  /** Who received it. */
  payee: Account;
  /** Payout it was withheld from; null when from none or from several at once. */
  payout: Maybe<Payout>;
  /** Purchase it was part of; null when of none. */
  purchase: Maybe<Purchase>;
  /** Was the amount seen moving in the same transaction. */
  settlement: Settlement;
  /** Task it was charged to; null when to none. */
  task: Maybe<Task>;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
};

/** Page of fees. */
export type FeeChargeConnection = {
  __typename?: 'FeeChargeConnection';
  /** Edges. */
  edges: Array<FeeChargeEdge>;
  /** Nodes of the edges. */
  nodes: Array<FeeCharge>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
  /** Sums of the matching fees per token (at most 100). */
  totals: Array<TokenAmount>;
};

/** Edge to a fee. */
export type FeeChargeEdge = {
  __typename?: 'FeeChargeEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: FeeCharge;
};

/** Filter on fees. */
export type FeeChargeFilter = {
  /** By amount, raw. */
  amount?: InputMaybe<BigIntFilter>;
  /** All of (at most 10). */
  and?: InputMaybe<Array<FeeChargeFilter>>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** By where the facts come from. */
  confidence?: InputMaybe<Array<Confidence>>;
  /** By time. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By kind. */
  kind?: InputMaybe<Array<FeeKind>>;
  /** By market. */
  market?: InputMaybe<IdFilter>;
  /** Not. */
  not?: InputMaybe<FeeChargeFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<FeeChargeFilter>>;
  /** By payee. */
  payee?: InputMaybe<AddressFilter>;
  /** By payout. */
  payout?: InputMaybe<IdFilter>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By purchase. */
  purchase?: InputMaybe<IdFilter>;
  /** By settlement. */
  settlement?: InputMaybe<Array<Settlement>>;
  /** By task. */
  task?: InputMaybe<IdFilter>;
  /** By token. */
  token?: InputMaybe<IdFilter>;
};

/** Sort order of fees. */
export type FeeChargeOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: FeeChargeOrderField;
};

/** Sortable fields of fees. */
export type FeeChargeOrderField =
  /** Amount in raw units: filter by token for a meaningful order. */
  | 'AMOUNT'
  /** Time. */
  | 'CREATED_AT';

/** Who a fee is for. */
export type FeeKind =
  /** Oracles that run or judge a task. */
  | 'ORACLE'
  /** A front end, store or provider. */
  | 'PLATFORM'
  /** The protocol's own treasury. */
  | 'PROTOCOL'
  /** The owner of something the work or data builds on. */
  | 'ROYALTY'
  /** Validators that check submissions. */
  | 'VALIDATOR';

/** How settled a block is. */
export type Finality =
  /** At or below the node's finalized block: never reverts. */
  | 'FINALIZED'
  /** Canonical now, can still be reorganised. */
  | 'LATEST';

/** Why a reward was lost. */
export type ForfeitReason =
  /** Its task was cancelled. */
  | 'CANCELLED'
  /** Its time ran out. */
  | 'EXPIRED'
  /** Given up by the contributor, e.g. for an early claim. */
  | 'FORGONE'
  /** Taken as a penalty. */
  | 'PENALISED'
  /** Swept back by the market. */
  | 'SWEPT';

/** Why money moved between a poster and a task's escrow. */
export type FundingKind =
  /** Put in. */
  | 'DEPOSIT'
  /** Sent back. */
  | 'REFUND'
  /** Tokens beyond the budget taken out. */
  | 'WITHDRAWAL';

/** Filter on a global id. */
export type IdFilter = {
  /** Equals. */
  eq?: InputMaybe<Scalars['ID']['input']>;
  /** One of (at most 250). */
  in?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** True: is null; false: is not null. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Differs. */
  ne?: InputMaybe<Scalars['ID']['input']>;
  /** None of (at most 250). */
  notIn?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** What the indexer knows of one transaction: lets a frontend wait for its own write. */
export type IndexedTransaction = {
  __typename?: 'IndexedTransaction';
  /** Block. */
  block: Block;
  /** Chain. */
  chain: Chain;
  /** How settled it is. */
  finality: Finality;
  /** Identifier. */
  hash: Scalars['TransactionHash']['output'];
  /** Records this transaction made or changed, in log order (at most 500). */
  records: Array<ActivitySubject>;
};

/** Filter on a small integer. */
export type IntFilter = {
  /** Equals. */
  eq?: InputMaybe<Scalars['Int']['input']>;
  /** Greater than. */
  gt?: InputMaybe<Scalars['Int']['input']>;
  /** At least. */
  gte?: InputMaybe<Scalars['Int']['input']>;
  /** One of (at most 250). */
  in?: InputMaybe<Array<Scalars['Int']['input']>>;
  /** True: is null; false: is not null. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than. */
  lt?: InputMaybe<Scalars['Int']['input']>;
  /** At most. */
  lte?: InputMaybe<Scalars['Int']['input']>;
  /** Differs. */
  ne?: InputMaybe<Scalars['Int']['input']>;
};

/** Page of ranked contributors. */
export type LeaderboardConnection = {
  __typename?: 'LeaderboardConnection';
  /** Edges. */
  edges: Array<LeaderboardEdge>;
  /** Measure ranked. */
  metric: LeaderboardMetric;
  /** Nodes of the edges. */
  nodes: Array<Contributor>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
  /** Sum of the values of all ranked. */
  totalValue: Scalars['Decimal']['output'];
};

/** Edge to a ranked contributor. */
export type LeaderboardEdge = {
  __typename?: 'LeaderboardEdge';
  /** Exact value for measures in money; null for others. */
  amount: Maybe<TokenAmount>;
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Contributor;
  /** 1 is best; ties share a rank. */
  rank: Scalars['Int']['output'];
  /** Share of the total, basis points. */
  shareBps: Scalars['Int']['output'];
  /** Value ranked: token units for money, else a count or basis points. */
  value: Scalars['Decimal']['output'];
};

/** Measure of a ranking. */
export type LeaderboardMetric =
  /** Submissions accepted. */
  | 'ACCEPTED_SUBMISSIONS'
  /** Distinct datasets with its work. */
  | 'DATASETS'
  /** Settled revenue shares in one token. */
  | 'REVENUE_SHARES'
  /** Settled earnings in one token. */
  | 'REWARDS_EARNED'
  /** Submissions sent. */
  | 'SUBMISSIONS';

/** An account in the double-entry ledger, one per token. */
export type LedgerAccount = Node & {
  __typename?: 'LedgerAccount';
  /** Balance. */
  balance: TokenAmount;
  /** Entries in sequence. */
  entries: LedgerEntryConnection;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Owner; null for accounts of the system. */
  owner: Maybe<Account>;
  /** Colon-separated path, e.g. "escrow:8453:0xMarket:task:12". */
  path: Scalars['String']['output'];
  /** Token. */
  token: Token;
  /** Kind. */
  type: LedgerAccountType;
};


/** An account in the double-entry ledger, one per token. */
export type LedgerAccountEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<LedgerEntryFilter>;
};

/** Kinds of ledger account. */
export type LedgerAccountType =
  /** Received by contributors. */
  | 'EARNINGS'
  /** Money held by a market for a task. */
  | 'ESCROW'
  /** Fees, by kind. */
  | 'FEES'
  /** Paid in by posters and buyers, and sent back to them. */
  | 'FUNDING'
  /** Incentives; not contributor income. */
  | 'INCENTIVES'
  /** Owed to contributors, and what a market holds for an account to spend or take out. */
  | 'PAYABLE'
  /** A dataset's revenue not yet shared, and fees out of it that were not collected yet. */
  | 'REVENUE'
  /** Tokens that moved to or from a market with no known reason. */
  | 'SUSPENSE';

/** What can cause a ledger transaction. */
export type LedgerCause = FeeCharge | Payout | Purchase | Reward | TaskFunding;

/** One side of a ledger transaction. */
export type LedgerEntry = Node & {
  __typename?: 'LedgerEntry';
  /** Account. */
  account: LedgerAccount;
  /** Signed: positive debits the account, negative credits it. */
  amount: TokenAmount;
  /** Account's balance after this entry. */
  balanceAfter: TokenAmount;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Position in the whole ledger. */
  sequence: Scalars['BigInt']['output'];
  /** Transaction. */
  transaction: LedgerTransaction;
};

/** Page of ledger entries. */
export type LedgerEntryConnection = {
  __typename?: 'LedgerEntryConnection';
  /** Edges. */
  edges: Array<LedgerEntryEdge>;
  /** Nodes of the edges. */
  nodes: Array<LedgerEntry>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a ledger entry. */
export type LedgerEntryEdge = {
  __typename?: 'LedgerEntryEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: LedgerEntry;
};

/** Filter on ledger entries. */
export type LedgerEntryFilter = {
  /** By account. */
  account?: InputMaybe<IdFilter>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** By time. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By market. */
  market?: InputMaybe<IdFilter>;
  /** By owner. */
  owner?: InputMaybe<AddressFilter>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By token. */
  token?: InputMaybe<IdFilter>;
  /** By transaction. */
  transactionHash?: InputMaybe<TransactionHashFilter>;
  /** By kind of account. */
  type?: InputMaybe<Array<LedgerAccountType>>;
};

/** A balanced set of entries caused by one event. */
export type LedgerTransaction = ChainRecord & Node & {
  __typename?: 'LedgerTransaction';
  /** What caused it; null when no record does: tokens that moved for no known reason (SUSPENSE), or between a market's own accounts. */
  cause: Maybe<LedgerCause>;
  /** Event that created it. */
  createdBy: EventRef;
  /** One line for people. */
  description: Scalars['String']['output'];
  /** Entries; per token their amounts sum to zero (at most 100). */
  entries: Array<LedgerEntry>;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
};

/** A log on a chain and a part of it. */
export type LogKey = {
  /** Chain id. */
  chainId: Scalars['Int']['input'];
  /** Log's index in its block. */
  logIndex: Scalars['Int']['input'];
  /** Index within the log. */
  part?: Scalars['Int']['input'];
  /** Transaction. */
  transactionHash: Scalars['TransactionHash']['input'];
};

/** One market: a factory, registry or market contract and all contracts it governs. */
export type Market = Node & {
  __typename?: 'Market';
  /** Contract (factory, registry or market) that identifies it on its chain. */
  address: Scalars['Address']['output'];
  /** Newest audit of the stored records against the chain's own balances and counters; null before the first. */
  audit: Maybe<MarketAudit>;
  /** Chain. */
  chain: Chain;
  /** Contracts with a fixed role in it (at most 50; per-task and per-dataset contracts are not listed). */
  contracts: Array<MarketContract>;
  /** Datasets. */
  datasets: DatasetConnection;
  /** Market fee now, basis points; null where there is no single fee (see fees for what was charged). */
  feeBps: Maybe<Scalars['Int']['output']>;
  /** Fees charged in this market. */
  fees: FeeChargeConnection;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Contributor ranking in this market. */
  leaderboard: LeaderboardConnection;
  /** Name from configuration or metadata; null when neither gives one. */
  name: Maybe<Scalars['String']['output']>;
  /** Owner or governor; null when the contract names none. */
  owner: Maybe<Account>;
  /** Protocol it follows, e.g. "human", "vana", "eas", "merkle", "ocean", "datamarket". */
  protocol: Scalars['String']['output'];
  /** Tasks. */
  tasks: TaskConnection;
  /** Totals. */
  totals: MarketTotals;
};


/** One market: a factory, registry or market contract and all contracts it governs. */
export type MarketDatasetsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<DatasetOrder>>;
  where?: InputMaybe<DatasetFilter>;
};


/** One market: a factory, registry or market contract and all contracts it governs. */
export type MarketFeesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<FeeChargeOrder>>;
  where?: InputMaybe<FeeChargeFilter>;
};


/** One market: a factory, registry or market contract and all contracts it governs. */
export type MarketLeaderboardArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  metric?: LeaderboardMetric;
  token?: InputMaybe<Scalars['ID']['input']>;
};


/** One market: a factory, registry or market contract and all contracts it governs. */
export type MarketTasksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TaskOrder>>;
  where?: InputMaybe<TaskFilter>;
};

/** Last audit of a market. */
export type MarketAudit = {
  __typename?: 'MarketAudit';
  /** When it was made. */
  checkedAt: Scalars['DateTime']['output'];
  /** Block the comparison was made at. */
  checkedAtBlock: Scalars['BigInt']['output'];
  /** What differs, in the order found. */
  findings: AuditFindingConnection;
  /** PASS when nothing differs; FAIL when there are findings; UNKNOWN when the chain could not be asked. */
  result: CheckResult;
};


/** Last audit of a market. */
export type MarketAuditFindingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<Array<AuditFindingKind>>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Page of markets. */
export type MarketConnection = {
  __typename?: 'MarketConnection';
  /** Edges. */
  edges: Array<MarketEdge>;
  /** Nodes of the edges. */
  nodes: Array<Market>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** A contract with a fixed role in a market. */
export type MarketContract = {
  __typename?: 'MarketContract';
  /** Address. */
  address: Scalars['Address']['output'];
  /** First block it is followed from (it may be older than its registration). */
  fromBlock: Scalars['BigInt']['output'];
  /** Role, e.g. "factory", "data-registry", "payment-splitter". */
  role: Scalars['String']['output'];
};

/** Edge to a market. */
export type MarketEdge = {
  __typename?: 'MarketEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Market;
};

/** Filter on markets. */
export type MarketFilter = {
  /** By contract. */
  address?: InputMaybe<AddressFilter>;
  /** All of (at most 10). */
  and?: InputMaybe<Array<MarketFilter>>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By name. */
  name?: InputMaybe<StringFilter>;
  /** Not. */
  not?: InputMaybe<MarketFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<MarketFilter>>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Sort order of markets. */
export type MarketOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: MarketOrderField;
};

/** Sortable fields of markets. */
export type MarketOrderField =
  /** Contributors. */
  | 'CONTRIBUTOR_COUNT'
  /** Creation. */
  | 'CREATED_AT'
  /** Tasks posted. */
  | 'TASK_COUNT'
  /** Newest event. */
  | 'UPDATED_AT';

/** Counters of a market or of everything. */
export type MarketTotals = {
  __typename?: 'MarketTotals';
  /** Submissions accepted. */
  acceptedSubmissions: Scalars['Int']['output'];
  /** Distinct contributors with a submission, a reward or a payout. */
  contributors: Scalars['Int']['output'];
  /** Datasets published. */
  datasets: Scalars['Int']['output'];
  /** Fees of every kind, per token (at most 100). */
  feesCharged: Array<TokenAmount>;
  /** Markets. */
  markets: Scalars['Int']['output'];
  /** Tasks open now. */
  openTasks: Scalars['Int']['output'];
  /** Payouts. */
  payouts: Scalars['Int']['output'];
  /** Distinct task posters. */
  posters: Scalars['Int']['output'];
  /** Purchases. */
  purchases: Scalars['Int']['output'];
  /** Sent back to posters, per token (at most 100). */
  refunded: Array<TokenAmount>;
  /** Held in task escrow now, owed to contributors, or kept for accounts to spend or take out, per token (at most 100). */
  rewardsEscrowed: Array<TokenAmount>;
  /** Paid to contributors, net, per token (at most 100). */
  rewardsPaid: Array<TokenAmount>;
  /** Purchases, gross, per token (at most 100). */
  salesVolume: Array<TokenAmount>;
  /** Submissions, of whatever granularity. */
  submissions: Scalars['Int']['output'];
  /** Tasks posted. */
  tasks: Scalars['Int']['output'];
  /** Payouts no token transfer was found for. */
  unmatchedPayouts: Scalars['Int']['output'];
};

/** About the answer: which data and which code gave it. The whole operation reads one snapshot, so these blocks hold for every field. */
export type Meta = {
  __typename?: 'Meta';
  /** Hash of the indexing configuration and event handlers: same value and same snapshot, same answer. */
  deployment: Scalars['String']['output'];
  /** True when any chain has stopped on an indexing error. */
  hasIndexingErrors: Scalars['Boolean']['output'];
  /** Points charged for this operation and what is left. */
  rateLimit: RateLimit;
  /** Hash of the schema served. */
  schemaHash: Scalars['String']['output'];
  /** Snapshot read, one per chain (bounded by configuration). */
  snapshots: Array<Snapshot>;
  /** Software version. */
  version: Scalars['String']['output'];
};

/** A document that the chain points at or holds inline. Never fetched while a query is answered. */
export type MetadataDocument = {
  __typename?: 'MetadataDocument';
  /** Hash of what was fetched, in the same form; null before a fetch or without expectedHash. */
  actualHash: Maybe<Scalars['String']['output']>;
  /** Attempts made; 0 for one that is inline on chain. */
  attempts: Scalars['Int']['output'];
  /** Size in bytes; null before a fetch. */
  byteSize: Maybe<Scalars['Int']['output']>;
  /** Hash committed on chain, as given; null when there is none. */
  expectedHash: Maybe<Scalars['String']['output']>;
  /** When it was fetched; null before that, and for one that is inline on chain. */
  fetchedAt: Maybe<Scalars['DateTime']['output']>;
  /** The document, as its author wrote it (at most 262,144 bytes): never to be shown as HTML; null unless VERIFIED or UNVERIFIED and JSON. */
  json: Maybe<Scalars['JSON']['output']>;
  /** Media type, as its host says; null before a fetch. */
  mediaType: Maybe<Scalars['String']['output']>;
  /** When it will be tried again; null when it will not. */
  nextAttemptAt: Maybe<Scalars['DateTime']['output']>;
  /** Why, as one clause; null when there is nothing to say. */
  reason: Maybe<Scalars['String']['output']>;
  /** State. */
  state: MetadataState;
  /** URI on chain; null when the document itself is inline on chain, or what stands there is no URI. */
  uri: Maybe<Scalars['URI']['output']>;
};

/** Why an off-chain document is or is not there. */
export type MetadataState =
  /** Refused by policy (scheme, private network, ports), or this index fetches nothing. */
  | 'BLOCKED'
  /** Fetched, or inline on chain; encrypted for somebody else. Not used. */
  | 'ENCRYPTED'
  /** Fetched; does not match its hash. Not used. */
  | 'HASH_MISMATCH'
  /** Fetched, or inline on chain; not readable as what it claims to be. Not used. */
  | 'INVALID'
  /** Queued. */
  | 'PENDING'
  /** Over the size limit. */
  | 'TOO_LARGE'
  /** Could not be fetched; will be tried again. */
  | 'UNREACHABLE'
  /** Fetched; the chain committed nothing that it could be checked against. */
  | 'UNVERIFIED'
  /** Fetched and checked against a hash or content identifier on chain, or inline on chain. */
  | 'VERIFIED';

/** An object with a global, opaque, stable id. */
export type Node = {
  /** Global id; opaque; stable across re-indexing of the same chain data. */
  id: Scalars['ID']['output'];
};

/** A record in a market. */
export type OnChainKey = {
  /** Chain id. */
  chainId: Scalars['Int']['input'];
  /** The record's key: a decimal number, an address (any case on EVM) or 0x-prefixed 32-byte hex. */
  key: Scalars['String']['input'];
  /** Contract that identifies the market. */
  market: Scalars['Address']['input'];
};

/** Sort direction. Nulls sort last in both. */
export type OrderDirection =
  /** Smallest, oldest or A first. */
  | 'ASC'
  /** Largest, newest or Z first. */
  | 'DESC';

/** Everything indexed, over all chains, protocols and markets. */
export type Overview = Node & {
  __typename?: 'Overview';
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Markets. */
  markets: MarketConnection;
  /** Name of this index from its configuration. */
  name: Scalars['String']['output'];
  /** Market protocols indexed, e.g. "human", "vana", "datamarket" (bounded by configuration). */
  protocols: Array<Scalars['String']['output']>;
  /** Totals. */
  totals: MarketTotals;
};


/** Everything indexed, over all chains, protocols and markets. */
export type OverviewMarketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<MarketOrder>>;
  where?: InputMaybe<MarketFilter>;
};

/** Relay page information. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Cursor of the last edge; null when the page is empty. */
  endCursor: Maybe<Scalars['String']['output']>;
  /** True when more items exist after endCursor. */
  hasNextPage: Scalars['Boolean']['output'];
  /** True when more items exist before startCursor. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null when the page is empty. */
  startCursor: Maybe<Scalars['String']['output']>;
};

/** Money that went to one contributor. Refunds, fees and incentives are other types, so summing payouts gives contributor income and nothing else. */
export type Payout = ChainRecord & Node & {
  __typename?: 'Payout';
  /** Received, net of fees. */
  amount: TokenAmount;
  /** Where the facts come from. */
  confidence: Confidence;
  /** Beneficiary: whose income it is. */
  contributor: Contributor;
  /** Event that created it. */
  createdBy: EventRef;
  /** Dataset whose data or sale it pays for; null when none is known. */
  dataset: Maybe<Dataset>;
  /** Fees withheld from it, where they can be told apart. */
  fees: FeeChargeConnection;
  /** Before fees; null when the protocol does not state it. */
  gross: Maybe<TokenAmount>;
  /** Global id; made of chain, transaction, log and part, so two payments to one contributor in one transaction stay two. */
  id: Scalars['ID']['output'];
  /** Kind. */
  kind: PayoutKind;
  /** Ledger transaction; null for EXTERNAL. */
  ledgerTransaction: Maybe<LedgerTransaction>;
  /** Market. */
  market: Market;
  /** Index within its log (e.g. position in a bulk payout), from 0. */
  part: Scalars['Int']['output'];
  /** Account or contract the money left; null when the chain does not show it. */
  payer: Maybe<Account>;
  /** Account the money arrived at; may differ from the beneficiary's. */
  receiver: Account;
  /** Rewards it settled; several when one claim takes all. */
  rewards: RewardConnection;
  /** Seconds from submission to payout; null without a submission. */
  secondsToPayout: Maybe<Scalars['Int']['output']>;
  /** Was the amount seen moving in the same transaction. */
  settlement: Settlement;
  /** Submission it pays for; null when none is named (bulk payouts name the task only). */
  submission: Maybe<Submission>;
  /** Task it pays for; null when none is named. */
  task: Maybe<Task>;
  /** The transfer it was matched with; null unless MATCHED. */
  transfer: Maybe<TokenTransfer>;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
  /** Independent evidence, made on demand: the chain's nodes are asked, for some seconds at most. */
  verification: PayoutVerification;
};


/** Money that went to one contributor. Refunds, fees and incentives are other types, so summing payouts gives contributor income and nothing else. */
export type PayoutFeesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<FeeChargeOrder>>;
  where?: InputMaybe<FeeChargeFilter>;
};


/** Money that went to one contributor. Refunds, fees and incentives are other types, so summing payouts gives contributor income and nothing else. */
export type PayoutRewardsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RewardOrder>>;
  where?: InputMaybe<RewardFilter>;
};

/** How to name a payout; exactly one field. */
export type PayoutBy =
  /** Global id. */
  { id: Scalars['ID']['input']; log?: never; }
  |  /** The log and part that made it. */
  { id?: never; log: LogKey; };

/** Page of payouts. */
export type PayoutConnection = {
  __typename?: 'PayoutConnection';
  /** Edges. */
  edges: Array<PayoutEdge>;
  /** Nodes of the edges. */
  nodes: Array<Payout>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
  /** Sums of the matching payouts per token (at most 100). */
  totals: Array<TokenAmount>;
};

/** Edge to a payout. */
export type PayoutEdge = {
  __typename?: 'PayoutEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Payout;
};

/** Filter on payouts. */
export type PayoutFilter = {
  /** By amount, raw. */
  amount?: InputMaybe<BigIntFilter>;
  /** All of (at most 10). */
  and?: InputMaybe<Array<PayoutFilter>>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** By where the facts come from. */
  confidence?: InputMaybe<Array<Confidence>>;
  /** By beneficiary. */
  contributor?: InputMaybe<AddressFilter>;
  /** By time. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By dataset. */
  dataset?: InputMaybe<IdFilter>;
  /** At least this settled. */
  finality?: InputMaybe<Finality>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By kind. */
  kind?: InputMaybe<Array<PayoutKind>>;
  /** By market. */
  market?: InputMaybe<IdFilter>;
  /** Not. */
  not?: InputMaybe<PayoutFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<PayoutFilter>>;
  /** By payer. */
  payer?: InputMaybe<AddressFilter>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By receiver. */
  receiver?: InputMaybe<AddressFilter>;
  /** By settlement. */
  settlement?: InputMaybe<Array<Settlement>>;
  /** By submission. */
  submission?: InputMaybe<IdFilter>;
  /** By task. */
  task?: InputMaybe<IdFilter>;
  /** By token. */
  token?: InputMaybe<IdFilter>;
  /** By transaction. */
  transactionHash?: InputMaybe<TransactionHashFilter>;
};

/** Why a contributor was paid. */
export type PayoutKind =
  /** A claim from a distributor that names no work. */
  | 'DISTRIBUTION'
  /** A share of a dataset's revenue. */
  | 'REVENUE_SHARE'
  /** For work: a task, a submission or a period. */
  | 'REWARD';

/** Sort order of payouts. */
export type PayoutOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: PayoutOrderField;
};

/** Sortable fields of payouts. */
export type PayoutOrderField =
  /** Amount in raw units: filter by token for a meaningful order. */
  | 'AMOUNT'
  /** Time. */
  | 'CREATED_AT';

/** Evidence that a payout is real. */
export type PayoutVerification = {
  __typename?: 'PayoutVerification';
  /** When the sources were asked. */
  checkedAt: Scalars['DateTime']['output'];
  /** Checks made, in order (at most 16). */
  checks: Array<VerificationCheck>;
  /** The proof and what it claims, as `daybook verify-proof` takes it; null when receipt is null. */
  file: Maybe<Scalars['JSON']['output']>;
  /** Proof that the log is in its block; null when no source serves the block's receipts or the chain's are of another kind. */
  receipt: Maybe<ReceiptProof>;
  /** PASS when every check passes; FAIL when any fails; else UNKNOWN. */
  result: CheckResult;
};

/** A bought right to use a dataset. */
export type Purchase = ChainRecord & Node & {
  __typename?: 'Purchase';
  /** Buyer: who may use it. */
  buyer: Account;
  /** Where the facts come from. */
  confidence: Confidence;
  /** Event that created it. */
  createdBy: EventRef;
  /** Dataset; null when the payment cannot be traced to one. */
  dataset: Maybe<Dataset>;
  /** Fees out of gross. */
  fees: FeeChargeConnection;
  /** Paid in all, fees included. */
  gross: TokenAmount;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Its key in the market: an order or job number, else "<transaction>:<log>:<part>". */
  key: Scalars['String']['output'];
  /** Ledger transaction; null when no money moved on chain. */
  ledgerTransaction: Maybe<LedgerTransaction>;
  /** Market. */
  market: Market;
  /** gross less fees; null when the fees are not known. */
  net: Maybe<TokenAmount>;
  /** Who paid; null when the chain does not show it. */
  payer: Maybe<Account>;
  /** How often it was used again or paid for anew, without becoming another purchase. */
  renewals: Scalars['Int']['output'];
  /** Was the amount seen moving in the same transaction. */
  settlement: Settlement;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
};


/** A bought right to use a dataset. */
export type PurchaseFeesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<FeeChargeOrder>>;
  where?: InputMaybe<FeeChargeFilter>;
};

/** Page of purchases. */
export type PurchaseConnection = {
  __typename?: 'PurchaseConnection';
  /** Edges. */
  edges: Array<PurchaseEdge>;
  /** Nodes of the edges. */
  nodes: Array<Purchase>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a purchase. */
export type PurchaseEdge = {
  __typename?: 'PurchaseEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Purchase;
};

/** Filter on purchases. */
export type PurchaseFilter = {
  /** All of (at most 10). */
  and?: InputMaybe<Array<PurchaseFilter>>;
  /** By buyer. */
  buyer?: InputMaybe<AddressFilter>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** By where the facts come from. */
  confidence?: InputMaybe<Array<Confidence>>;
  /** By time. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By dataset. */
  dataset?: InputMaybe<IdFilter>;
  /** By gross, raw. */
  gross?: InputMaybe<BigIntFilter>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By market. */
  market?: InputMaybe<IdFilter>;
  /** Not. */
  not?: InputMaybe<PurchaseFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<PurchaseFilter>>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By settlement. */
  settlement?: InputMaybe<Array<Settlement>>;
  /** By token. */
  token?: InputMaybe<IdFilter>;
};

/** Sort order of purchases. */
export type PurchaseOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: PurchaseOrderField;
};

/** Sortable fields of purchases. */
export type PurchaseOrderField =
  /** Time. */
  | 'CREATED_AT'
  /** Gross in raw units: filter by token for a meaningful order. */
  | 'GROSS';

/** Summary of reviews that stand (neither revoked, superseded nor expired). */
export type QualityScore = {
  __typename?: 'QualityScore';
  /** Distinct assessors. */
  assessors: Scalars['Int']['output'];
  /** Reviews counted. */
  count: Scalars['Int']['output'];
  /** Scores counted in ten equal bins, lowest first (10 entries). */
  histogram: Array<Scalars['Int']['output']>;
  /** Highest, basis points; null without scores. */
  maxBps: Maybe<Scalars['Int']['output']>;
  /** Mean, basis points; null without scores. */
  meanBps: Maybe<Scalars['Int']['output']>;
  /** Median, basis points; null without scores. */
  medianBps: Maybe<Scalars['Int']['output']>;
  /** Lowest, basis points; null without scores. */
  minBps: Maybe<Scalars['Int']['output']>;
  /** Lower bound of the 95 % Wilson interval of the ACCEPT share among ACCEPT and REJECT, basis points: a ranking value fair to small counts; null without such verdicts. */
  wilsonLowerBps: Maybe<Scalars['Int']['output']>;
};

/** Entry points. All of one operation reads a single database snapshot. */
export type Query = {
  __typename?: 'Query';
  /** About the answer itself. */
  _meta: Meta;
  /** One account; null when it was never seen. */
  account: Maybe<Account>;
  /** One chain; null when it is not indexed. */
  chain: Maybe<Chain>;
  /** Indexed chains (bounded by configuration). */
  chains: Array<Chain>;
  /** One contributor; null when it never contributed nor earned. */
  contributor: Maybe<Contributor>;
  /** Contributors. */
  contributors: ContributorConnection;
  /** One dataset; null when it is not indexed. */
  dataset: Maybe<Dataset>;
  /** Datasets: the catalogue. */
  datasets: DatasetConnection;
  /** Fees charged. */
  fees: FeeChargeConnection;
  /** Contributor ranking. */
  leaderboard: LeaderboardConnection;
  /** One ledger account by path; null when it has no entry. */
  ledgerAccount: Maybe<LedgerAccount>;
  /** Ledger entries in sequence, for accountants. */
  ledgerEntries: LedgerEntryConnection;
  /** One market; null when it is not indexed. */
  market: Maybe<Market>;
  /** Markets. */
  markets: MarketConnection;
  /** Any object by global id; null when unknown. */
  node: Maybe<Node>;
  /** Several objects by global id, in order, null where unknown. */
  nodes: Array<Maybe<Node>>;
  /** Everything indexed. */
  overview: Overview;
  /** One payout; null when it is not indexed. */
  payout: Maybe<Payout>;
  /** Payouts: the reward history of everyone. */
  payouts: PayoutConnection;
  /** Purchases. */
  purchases: PurchaseConnection;
  /** One review; null when it is not indexed. */
  review: Maybe<Review>;
  /** Reviews. */
  reviews: ReviewConnection;
  /** Rewards of everyone, where protocols show them. */
  rewards: RewardConnection;
  /** Digest of all records of a chain as of a block, to compare two indexers; null when none was kept for that block (one is kept every configured number of blocks and at each snapshot). */
  stateDigest: Maybe<StateDigest>;
  /** One submission; null when it is not indexed. */
  submission: Maybe<Submission>;
  /** Submissions. */
  submissions: SubmissionConnection;
  /** One task; null when it is not indexed. */
  task: Maybe<Task>;
  /** Tasks. */
  tasks: TaskConnection;
  /** One token; null when it was never seen. */
  token: Maybe<Token>;
  /** Tokens, most payouts first. */
  tokens: TokenConnection;
  /** A transaction's effect; null until it is indexed. */
  transaction: Maybe<IndexedTransaction>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryAccountArgs = {
  address: Scalars['Address']['input'];
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryChainArgs = {
  chainId: Scalars['Int']['input'];
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryContributorArgs = {
  address: Scalars['Address']['input'];
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryContributorsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ContributorOrder>>;
  where?: InputMaybe<ContributorFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryDatasetArgs = {
  by: DatasetBy;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryDatasetsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<DatasetOrder>>;
  where?: InputMaybe<DatasetFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryFeesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<FeeChargeOrder>>;
  where?: InputMaybe<FeeChargeFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryLeaderboardArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  metric?: LeaderboardMetric;
  token?: InputMaybe<Scalars['ID']['input']>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryLedgerAccountArgs = {
  path: Scalars['String']['input'];
  token: Scalars['ID']['input'];
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryLedgerEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<LedgerEntryFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryMarketArgs = {
  address: Scalars['Address']['input'];
  chainId: Scalars['Int']['input'];
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryMarketsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<MarketOrder>>;
  where?: InputMaybe<MarketFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryPayoutArgs = {
  by: PayoutBy;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryPayoutsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PayoutOrder>>;
  where?: InputMaybe<PayoutFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryPurchasesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PurchaseOrder>>;
  where?: InputMaybe<PurchaseFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryReviewArgs = {
  by: ReviewBy;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ReviewOrder>>;
  where?: InputMaybe<ReviewFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryRewardsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RewardOrder>>;
  where?: InputMaybe<RewardFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryStateDigestArgs = {
  blockNumber?: InputMaybe<Scalars['BigInt']['input']>;
  chainId: Scalars['Int']['input'];
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QuerySubmissionArgs = {
  by: SubmissionBy;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QuerySubmissionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<SubmissionOrder>>;
  where?: InputMaybe<SubmissionFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryTaskArgs = {
  by: TaskBy;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryTasksArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<TaskOrder>>;
  where?: InputMaybe<TaskFilter>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryTokenArgs = {
  address: Scalars['Address']['input'];
  chainId: Scalars['Int']['input'];
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryTokensArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  chainId?: InputMaybe<IntFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
};


/** Entry points. All of one operation reads a single database snapshot. */
export type QueryTransactionArgs = {
  chainId: Scalars['Int']['input'];
  hash: Scalars['TransactionHash']['input'];
};

/** Points of the client that asks, by its address, in a window that began with its first request. */
export type RateLimit = {
  __typename?: 'RateLimit';
  /** Points this operation costs, at least 1. */
  cost: Scalars['Int']['output'];
  /** Points per window; 2147483647 where none are counted off. */
  limit: Scalars['Int']['output'];
  /** Most objects it could return. */
  nodeCount: Scalars['Int']['output'];
  /** Points left in the window. */
  remaining: Scalars['Int']['output'];
  /** When the window ends. */
  resetAt: Scalars['DateTime']['output'];
  /** Points used in the window, this operation's included. */
  used: Scalars['Int']['output'];
};

/** Merkle-Patricia proof of one receipt; verifiable offline with only a trusted block hash. */
export type ReceiptProof = {
  __typename?: 'ReceiptProof';
  /** Block hash to trust. */
  blockHash: Scalars['Bytes32']['output'];
  /** RLP of the header; keccak-256 gives blockHash. */
  headerRlp: Scalars['Bytes']['output'];
  /** RLP of the transaction index: the trie key. */
  key: Scalars['Bytes']['output'];
  /** Log's position in the receipt. */
  logPosition: Scalars['Int']['output'];
  /** Trie nodes from the root to the receipt (at most 64). */
  nodes: Array<Scalars['Bytes']['output']>;
  /** RLP (or typed envelope) of the receipt. */
  receipt: Scalars['Bytes']['output'];
  /** receiptsRoot in that header. */
  receiptsRoot: Scalars['Bytes32']['output'];
};

/** A rolled-back fork. */
export type Reorg = Node & {
  __typename?: 'Reorg';
  /** Chain. */
  chain: Chain;
  /** Newest block common to both forks. */
  commonAncestor: Scalars['BigInt']['output'];
  /** Blocks rolled back. */
  depth: Scalars['Int']['output'];
  /** When it was noticed. */
  detectedAt: Scalars['DateTime']['output'];
  /** Global id. */
  id: Scalars['ID']['output'];
  /** New head. */
  newHead: Scalars['Bytes32']['output'];
  /** Old head. */
  oldHead: Scalars['Bytes32']['output'];
  /** Events removed. */
  revertedEvents: Scalars['Int']['output'];
};

/** Page of reorganisations. */
export type ReorgConnection = {
  __typename?: 'ReorgConnection';
  /** Edges. */
  edges: Array<ReorgEdge>;
  /** Nodes of the edges. */
  nodes: Array<Reorg>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a reorganisation. */
export type ReorgEdge = {
  __typename?: 'ReorgEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Reorg;
};

/** A judgement by one assessor. Quality summaries count only reviews neither revoked nor superseded nor expired. */
export type Review = ChainRecord & Node & {
  __typename?: 'Review';
  /** The account that made the judgement (EAS: the attester; Vana: the signer or validator), not the sender of the transaction. */
  assessor: Account;
  /** Event that created it. */
  createdBy: EventRef;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Market it belongs to (an attestation registry is a market too). */
  market: Market;
  /** Score mapped to 0..10000 basis points; null when none was given. */
  scoreBps: Maybe<Scalars['Int']['output']>;
  /** What is judged; null when the statement names something not indexed. */
  subject: Maybe<ReviewSubject>;
  /** True when a newer review of the same assessor on the same subject and schema replaced it. */
  superseded: Scalars['Boolean']['output'];
  /** The review that replaced it; null while none did. */
  supersededBy: Maybe<Review>;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
  /** Verdict. */
  verdict: ReviewVerdict;
};

/** How to name a review; exactly one field. */
export type ReviewBy =
  /** Global id. */
  { id: Scalars['ID']['input']; };

/** Page of reviews. */
export type ReviewConnection = {
  __typename?: 'ReviewConnection';
  /** Edges. */
  edges: Array<ReviewEdge>;
  /** Nodes of the edges. */
  nodes: Array<Review>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a review. */
export type ReviewEdge = {
  __typename?: 'ReviewEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Review;
};

/** Filter on reviews. */
export type ReviewFilter = {
  /** All of (at most 10). */
  and?: InputMaybe<Array<ReviewFilter>>;
  /** By assessor. */
  assessor?: InputMaybe<AddressFilter>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** By time. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By market. */
  market?: InputMaybe<IdFilter>;
  /** Not. */
  not?: InputMaybe<ReviewFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<ReviewFilter>>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By score, basis points. */
  scoreBps?: InputMaybe<IntFilter>;
  /** By subject. */
  subject?: InputMaybe<IdFilter>;
  /** Replaced or not. */
  superseded?: InputMaybe<Scalars['Boolean']['input']>;
  /** By verdict. */
  verdict?: InputMaybe<Array<ReviewVerdict>>;
};

/** Sort order of reviews. */
export type ReviewOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: ReviewOrderField;
};

/** Sortable fields of reviews. */
export type ReviewOrderField =
  /** Time. */
  | 'CREATED_AT'
  /** Score. */
  | 'SCORE';

/** What a review can judge. */
export type ReviewSubject = Submission;

/** A verdict in a review. */
export type ReviewVerdict =
  /** None given; only a score or a text. */
  | 'ABSTAIN'
  /** Accept. */
  | 'ACCEPT'
  /** Reject. */
  | 'REJECT'
  /** Send back. */
  | 'REVISE';

/** One accrual: what a contributor is owed. Exists only where the protocol shows entitlement before or with payment. amount = settled + forfeited + outstanding. */
export type Reward = ChainRecord & Node & {
  __typename?: 'Reward';
  /** Owed at first. */
  amount: TokenAmount;
  /** Contributor. */
  contributor: Contributor;
  /** Event that created it. */
  createdBy: EventRef;
  /** Dataset; null when it is for none. */
  dataset: Maybe<Dataset>;
  /** Why it was lost; null unless FORFEITED. */
  forfeitReason: Maybe<ForfeitReason>;
  /** Of it lost. */
  forfeited: TokenAmount;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Market. */
  market: Market;
  /** Of it still owed. */
  outstanding: TokenAmount;
  /** Payouts that settled it, in part or whole. */
  payouts: PayoutConnection;
  /** Of it received. */
  settled: TokenAmount;
  /** State; time-based changes follow the newest indexed block's time. */
  state: RewardState;
  /** Submission; null when it is for none or not named. */
  submission: Maybe<Submission>;
  /** Task; null when it is for none. */
  task: Maybe<Task>;
  /** Token. */
  token: Token;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
};


/** One accrual: what a contributor is owed. Exists only where the protocol shows entitlement before or with payment. amount = settled + forfeited + outstanding. */
export type RewardPayoutsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PayoutOrder>>;
  where?: InputMaybe<PayoutFilter>;
};

/** Page of rewards. */
export type RewardConnection = {
  __typename?: 'RewardConnection';
  /** Edges. */
  edges: Array<RewardEdge>;
  /** Nodes of the edges. */
  nodes: Array<Reward>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
  /** Sums of the matching rewards' amounts per token (at most 100). */
  totals: Array<TokenAmount>;
};

/** Edge to a reward. */
export type RewardEdge = {
  __typename?: 'RewardEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Reward;
};

/** Filter on rewards. */
export type RewardFilter = {
  /** By amount, raw. */
  amount?: InputMaybe<BigIntFilter>;
  /** All of (at most 10). */
  and?: InputMaybe<Array<RewardFilter>>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** By contributor. */
  contributor?: InputMaybe<AddressFilter>;
  /** By time of accrual. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By dataset. */
  dataset?: InputMaybe<IdFilter>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By market. */
  market?: InputMaybe<IdFilter>;
  /** Not. */
  not?: InputMaybe<RewardFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<RewardFilter>>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By state. */
  state?: InputMaybe<Array<RewardState>>;
  /** By submission. */
  submission?: InputMaybe<IdFilter>;
  /** By task. */
  task?: InputMaybe<IdFilter>;
  /** By token. */
  token?: InputMaybe<IdFilter>;
};

/** Sort order of rewards. */
export type RewardOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: RewardOrderField;
};

/** Sortable fields of rewards. */
export type RewardOrderField =
  /** Amount in raw units: filter by token for a meaningful order. */
  | 'AMOUNT'
  /** Accrual. */
  | 'CREATED_AT';

/** Where a reward stands. */
export type RewardState =
  /** Owed, not yet claimable or due. */
  | 'ACCRUED'
  /** Can be claimed now, in part or whole. */
  | 'CLAIMABLE'
  /** Lost; what was received before stays received. */
  | 'FORFEITED'
  /** Received in full. */
  | 'SETTLED';

/** Was a stated amount seen moving. */
export type Settlement =
  /** Settled off this chain, by the protocol's own statement. */
  | 'EXTERNAL'
  /** A token transfer of this token, amount and receiver is in the same transaction. */
  | 'MATCHED'
  /** No such transfer was found (a native coin moved without a trace, it moves later, or the statement is wrong). */
  | 'UNMATCHED';

/** Newest block included in the answer for one chain. */
export type Snapshot = {
  __typename?: 'Snapshot';
  /** Hash. */
  blockHash: Scalars['Bytes32']['output'];
  /** Height. */
  blockNumber: Scalars['BigInt']['output'];
  /** Chain id. */
  chainId: Scalars['Int']['output'];
  /** How well it is proven that nothing is missing up to it. */
  completeness: Completeness;
  /** How settled it is. */
  finality: Finality;
  /** Time. */
  timestamp: Scalars['DateTime']['output'];
};

/** What kind of chain data a record was made from. */
export type SourceKind =
  /** A log (EVM). */
  | 'LOG';

/** Digest over every record of a chain as of a block: two indexers with the same deployment must agree. */
export type StateDigest = {
  __typename?: 'StateDigest';
  /** How it is made: hash function and canonical form, e.g. "daybook-state-v1/sha-256". */
  algorithm: Scalars['String']['output'];
  /** Hash of that block. */
  blockHash: Scalars['Bytes32']['output'];
  /** Block it is taken after. */
  blockNumber: Scalars['BigInt']['output'];
  /** Chain. */
  chain: Chain;
  /** The digest. */
  digest: Scalars['Bytes32']['output'];
};

/** Filter on text. */
export type StringFilter = {
  /** Equals, case-sensitive. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** One of (at most 250). */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** True: is null; false: is not null. */
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  /** Differs. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** Starts with, case-sensitive, index-backed. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** Work handed in: for a task, for a dataset, or for both. */
export type Submission = ChainRecord & Node & {
  __typename?: 'Submission';
  /** Hash committed on chain; null when there is none of 32 bytes (other forms are in createdBy.arguments). */
  contentHash: Maybe<Scalars['Bytes32']['output']>;
  /** Where the content is, as given on chain; null when it is not. */
  contentUri: Maybe<Scalars['URI']['output']>;
  /** Contributor; null where the protocol does not reveal the worker. */
  contributor: Maybe<Contributor>;
  /** Event that created it. */
  createdBy: EventRef;
  /** Dataset it feeds; null when none is known. */
  dataset: Maybe<Dataset>;
  /** When it was accepted or rejected; null while PENDING. */
  decidedAt: Maybe<Scalars['DateTime']['output']>;
  /** Event of that decision; null while PENDING. */
  decidedBy: Maybe<EventRef>;
  /** How much it stands for. */
  granularity: SubmissionGranularity;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Dataset versions that hold it. */
  includedIn: DatasetContributionConnection;
  /** Its key in the market: a decimal number (Vana: the file id), an address or 32-byte hex. */
  key: Scalars['String']['output'];
  /** Market. */
  market: Market;
  /** What is there; null when the chain does not say where. */
  metadata: Maybe<MetadataDocument>;
  /** Payouts that name it. */
  payouts: PayoutConnection;
  /** Summary of its reviews. */
  quality: QualityScore;
  /** Reviews of it. */
  reviews: ReviewConnection;
  /** Rewards accrued for it. */
  rewards: RewardConnection;
  /** State. */
  status: SubmissionStatus;
  /** Task it answers; null when it feeds a dataset without a task. */
  task: Maybe<Task>;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
};


/** Work handed in: for a task, for a dataset, or for both. */
export type SubmissionIncludedInArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Work handed in: for a task, for a dataset, or for both. */
export type SubmissionPayoutsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PayoutOrder>>;
  where?: InputMaybe<PayoutFilter>;
};


/** Work handed in: for a task, for a dataset, or for both. */
export type SubmissionQualityArgs = {
  trustedOnly?: Scalars['Boolean']['input'];
};


/** Work handed in: for a task, for a dataset, or for both. */
export type SubmissionReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<ReviewOrder>>;
  where?: InputMaybe<ReviewFilter>;
};


/** Work handed in: for a task, for a dataset, or for both. */
export type SubmissionRewardsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RewardOrder>>;
  where?: InputMaybe<RewardFilter>;
};

/** How to name a submission; exactly one field. */
export type SubmissionBy =
  /** Committed hash; the oldest match. */
  { contentHash: Scalars['Bytes32']['input']; id?: never; onChain?: never; }
  |  /** Global id. */
  { contentHash?: never; id: Scalars['ID']['input']; onChain?: never; }
  |  /** Market and its own key. */
  { contentHash?: never; id?: never; onChain: OnChainKey; };

/** Page of submissions. */
export type SubmissionConnection = {
  __typename?: 'SubmissionConnection';
  /** Edges. */
  edges: Array<SubmissionEdge>;
  /** Nodes of the edges. */
  nodes: Array<Submission>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a submission. */
export type SubmissionEdge = {
  __typename?: 'SubmissionEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Submission;
};

/** Filter on submissions. */
export type SubmissionFilter = {
  /** All of (at most 10). */
  and?: InputMaybe<Array<SubmissionFilter>>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** By content hash. */
  contentHash?: InputMaybe<Bytes32Filter>;
  /** By contributor (isNull: not revealed). */
  contributor?: InputMaybe<AddressFilter>;
  /** By arrival. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By dataset (isNull: without one). */
  dataset?: InputMaybe<IdFilter>;
  /** By granularity. */
  granularity?: InputMaybe<Array<SubmissionGranularity>>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By market. */
  market?: InputMaybe<IdFilter>;
  /** Not. */
  not?: InputMaybe<SubmissionFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<SubmissionFilter>>;
  /** True: a payout names it; false: none does. */
  paid?: InputMaybe<Scalars['Boolean']['input']>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By state. */
  status?: InputMaybe<Array<SubmissionStatus>>;
  /** By task (isNull: without one). */
  task?: InputMaybe<IdFilter>;
};

/** How much one submission stands for. */
export type SubmissionGranularity =
  /** Many items, often of many workers, in one upload. */
  | 'BATCH'
  /** One contributed item. */
  | 'ITEM';

/** Sort order of submissions. */
export type SubmissionOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: SubmissionOrderField;
};

/** Sortable fields of submissions. */
export type SubmissionOrderField =
  /** Arrival. */
  | 'CREATED_AT'
  /** Decision. */
  | 'DECIDED_AT';

/** Life of a submission. */
export type SubmissionStatus =
  /** Accepted: a payout, a reward or an authorised verdict says so. */
  | 'ACCEPTED'
  /** Waiting for a decision, or the protocol shows none. */
  | 'PENDING'
  /** Rejected by an authorised verdict. */
  | 'REJECTED';

/** What the indexer is doing on a chain. */
export type SyncPhase =
  /** Reading history. */
  | 'BACKFILLING'
  /** Stopped by an error an operator must clear. */
  | 'HALTED'
  /** Following the head. */
  | 'LIVE'
  /** Stopped by an operator. */
  | 'PAUSED'
  /** Rolling back a reorganisation. */
  | 'REORGANISING'
  /** No source answers; served data is stale. */
  | 'STALLED'
  /** Not begun. */
  | 'STARTING';

/** Indexing progress of one chain. */
export type SyncStatus = {
  __typename?: 'SyncStatus';
  /** Blocks indexed per second, one-minute mean. */
  blocksPerSecond: Scalars['Decimal']['output'];
  /** Chain. */
  chain: Chain;
  /** How well it is proven that nothing is missing. */
  completeness: Completeness;
  /** Deepest rollback in blocks. */
  deepestReorg: Scalars['Int']['output'];
  /** Estimated seconds to the head; null when live or unknown. */
  etaSeconds: Maybe<Scalars['Int']['output']>;
  /** Events stored. */
  eventCount: Scalars['BigInt']['output'];
  /** Newest finalized block; null when the sources do not tell. */
  finalizedBlock: Maybe<Scalars['BigInt']['output']>;
  /** Newest block the sources report; null while none answers. */
  headBlock: Maybe<Scalars['BigInt']['output']>;
  /** Newest block whose events are all stored; null before the first. */
  indexedBlock: Maybe<Scalars['BigInt']['output']>;
  /** Hash of indexedBlock; null before the first. */
  indexedBlockHash: Maybe<Scalars['Bytes32']['output']>;
  /** Time of indexedBlock; null before the first. */
  indexedTimestamp: Maybe<Scalars['DateTime']['output']>;
  /** headBlock - indexedBlock; null when either is. */
  lagBlocks: Maybe<Scalars['BigInt']['output']>;
  /** Seconds between now and indexedTimestamp; null before the first block. */
  lagSeconds: Maybe<Scalars['Int']['output']>;
  /** Last error, never with an RPC URL; null once indexing goes on. */
  lastError: Maybe<Scalars['String']['output']>;
  /** When this was measured. */
  measuredAt: Scalars['DateTime']['output'];
  /** Phase. */
  phase: SyncPhase;
  /** Share of the backfill done, basis points. */
  progressBps: Scalars['Int']['output'];
  /** True when blocks come in, whatever the indexer says of itself; /ready gives the reason when not. */
  ready: Scalars['Boolean']['output'];
  /** Reorganisations rolled back. */
  reorgCount: Scalars['Int']['output'];
  /** First block of interest. */
  startBlock: Scalars['BigInt']['output'];
};

/** A posted request for data or work, with escrowed rewards. In its reward token: budget = paid + feesCharged + refunded + remaining. */
export type Task = ChainRecord & Node & {
  __typename?: 'Task';
  /** Submissions accepted. */
  acceptedCount: Scalars['Int']['output'];
  /** Put in escrow, in the reward token. */
  budget: TokenAmount;
  /** Submissions wanted; null when unlimited or not on chain. */
  capacity: Maybe<Scalars['Int']['output']>;
  /** When it ended, in whatever way; null while it has not, and where no event shows when. */
  closedAt: Maybe<Scalars['DateTime']['output']>;
  /** Distinct contributors, by submission or by payout. */
  contributorCount: Scalars['Int']['output'];
  /** Event that created it. */
  createdBy: EventRef;
  /** Dataset it feeds; null when none is known. */
  dataset: Maybe<Dataset>;
  /** Takes submissions until; null when there is no end. */
  deadline: Maybe<Scalars['DateTime']['output']>;
  /** Poster's own reference, e.g. HUMAN's jobRequesterId, control characters removed; null when none was given. */
  externalRef: Maybe<Scalars['String']['output']>;
  /** Fees charged to it. */
  fees: FeeChargeConnection;
  /** Fees charged to it. */
  feesCharged: TokenAmount;
  /** Money into and back out of its escrow, oldest first; payouts and fees are not here. */
  funding: TaskFundingConnection;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Its key in the market: a decimal number, an address (HUMAN: the escrow contract) or 32-byte hex. */
  key: Scalars['String']['output'];
  /** Market. */
  market: Market;
  /** Manifest, off chain or inline on it; null when the chain names none. */
  metadata: Maybe<MetadataDocument>;
  /** Paid to contributors, net. */
  paid: TokenAmount;
  /** Payouts. */
  payouts: PayoutConnection;
  /** Poster; null when the chain does not tell who is behind the contract. */
  poster: Maybe<Account>;
  /** Summary of reviews over its submissions. */
  quality: QualityScore;
  /** Sent back to the poster, with or without an event saying so; what is withdrawn is part of it. */
  refunded: TokenAmount;
  /** budget - paid - feesCharged - refunded. */
  remaining: TokenAmount;
  /** Reward per accepted submission; null when rewards are not fixed per submission. */
  rewardPerSubmission: Maybe<TokenAmount>;
  /** Rewards accrued for it. */
  rewards: RewardConnection;
  /** Accounts with a role in it, e.g. oracles (at most 16). */
  roles: Array<TaskRole>;
  /** State; where no event shows it, as its own contract answers. */
  status: TaskStatus;
  /** Submissions received. */
  submissionCount: Scalars['Int']['output'];
  /** Submissions. */
  submissions: SubmissionConnection;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
  /** The part of refunded that was taken out as more than the task needs. */
  withdrawn: TokenAmount;
};


/** A posted request for data or work, with escrowed rewards. In its reward token: budget = paid + feesCharged + refunded + remaining. */
export type TaskFeesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<FeeChargeOrder>>;
  where?: InputMaybe<FeeChargeFilter>;
};


/** A posted request for data or work, with escrowed rewards. In its reward token: budget = paid + feesCharged + refunded + remaining. */
export type TaskFundingArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** A posted request for data or work, with escrowed rewards. In its reward token: budget = paid + feesCharged + refunded + remaining. */
export type TaskPayoutsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<PayoutOrder>>;
  where?: InputMaybe<PayoutFilter>;
};


/** A posted request for data or work, with escrowed rewards. In its reward token: budget = paid + feesCharged + refunded + remaining. */
export type TaskQualityArgs = {
  trustedOnly?: Scalars['Boolean']['input'];
};


/** A posted request for data or work, with escrowed rewards. In its reward token: budget = paid + feesCharged + refunded + remaining. */
export type TaskRewardsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<RewardOrder>>;
  where?: InputMaybe<RewardFilter>;
};


/** A posted request for data or work, with escrowed rewards. In its reward token: budget = paid + feesCharged + refunded + remaining. */
export type TaskSubmissionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<Array<SubmissionOrder>>;
  where?: InputMaybe<SubmissionFilter>;
};

/** How to name a task; exactly one field. */
export type TaskBy =
  /** Global id. */
  { id: Scalars['ID']['input']; onChain?: never; }
  |  /** Market and its own key. */
  { id?: never; onChain: OnChainKey; };

/** Page of tasks. */
export type TaskConnection = {
  __typename?: 'TaskConnection';
  /** Edges. */
  edges: Array<TaskEdge>;
  /** Nodes of the edges. */
  nodes: Array<Task>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a task. */
export type TaskEdge = {
  __typename?: 'TaskEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Task;
};

/** Filter on tasks. */
export type TaskFilter = {
  /** All of (at most 10). */
  and?: InputMaybe<Array<TaskFilter>>;
  /** By budget, raw. */
  budget?: InputMaybe<BigIntFilter>;
  /** By chain. */
  chainId?: InputMaybe<IntFilter>;
  /** With work of or payouts to this contributor. */
  contributor?: InputMaybe<AddressFilter>;
  /** By posting time. */
  createdAt?: InputMaybe<DateTimeFilter>;
  /** By deadline. */
  deadline?: InputMaybe<DateTimeFilter>;
  /** By the poster's own reference. */
  externalRef?: InputMaybe<StringFilter>;
  /** By id. */
  id?: InputMaybe<IdFilter>;
  /** By market. */
  market?: InputMaybe<IdFilter>;
  /** Not. */
  not?: InputMaybe<TaskFilter>;
  /** Any of (at most 10). */
  or?: InputMaybe<Array<TaskFilter>>;
  /** By poster. */
  poster?: InputMaybe<AddressFilter>;
  /** By protocol (any of). */
  protocol?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By reward per submission, raw. */
  rewardPerSubmission?: InputMaybe<BigIntFilter>;
  /** By state. */
  status?: InputMaybe<Array<TaskStatus>>;
  /** By submissions. */
  submissionCount?: InputMaybe<IntFilter>;
  /** By reward token. */
  token?: InputMaybe<IdFilter>;
};

/** Money between a poster and a task's escrow. Never contributor income. */
export type TaskFunding = ChainRecord & Node & {
  __typename?: 'TaskFunding';
  /** The account at the other end of the escrow; null when the chain does not show it. */
  account: Maybe<Account>;
  /** Amount, in whatever token moved. */
  amount: TokenAmount;
  /** Where the facts come from; DERIVED when only a token transfer shows it. */
  confidence: Confidence;
  /** Event that created it. */
  createdBy: EventRef;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Why. */
  kind: FundingKind;
  /** Index within its log, from 0. */
  part: Scalars['Int']['output'];
  /** Task. */
  task: Task;
  /** Newest event that changed it; createdBy when none did. */
  updatedBy: EventRef;
};

/** Page of task fundings. */
export type TaskFundingConnection = {
  __typename?: 'TaskFundingConnection';
  /** Edges. */
  edges: Array<TaskFundingEdge>;
  /** Nodes of the edges. */
  nodes: Array<TaskFunding>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a task funding. */
export type TaskFundingEdge = {
  __typename?: 'TaskFundingEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: TaskFunding;
};

/** Sort order of tasks. */
export type TaskOrder = {
  /** Direction. */
  direction?: OrderDirection;
  /** Field. */
  field: TaskOrderField;
};

/** Sortable fields of tasks. */
export type TaskOrderField =
  /** Budget in raw units: filter by token for a meaningful order. */
  | 'BUDGET'
  /** Posting. */
  | 'CREATED_AT'
  /** Deadline. */
  | 'DEADLINE'
  /** Submissions. */
  | 'SUBMISSION_COUNT'
  /** Newest event. */
  | 'UPDATED_AT';

/** An account with a role in a task. */
export type TaskRole = {
  __typename?: 'TaskRole';
  /** Account. */
  account: Account;
  /** Its fee, basis points of the rewards; null when none is stated. */
  feeBps: Maybe<Scalars['Int']['output']>;
  /** Role as the protocol calls it, e.g. "reputation-oracle". */
  role: Scalars['String']['output'];
};

/** Life of a task. Time-based states (EXPIRED) follow the newest indexed block's time, not the wall clock. */
export type TaskStatus =
  /** Cancelled; may have paid before. */
  | 'CANCELLED'
  /** Cancellation asked for; rewards already earned are still paid. */
  | 'CANCELLING'
  /** Takes no more submissions; being judged. */
  | 'CLOSED'
  /** Ended; what was left went back. Can end without any payout. */
  | 'COMPLETED'
  /** Created, not yet set up or funded. */
  | 'CREATED'
  /** Deadline passed before it was completed. */
  | 'EXPIRED'
  /** Takes submissions. */
  | 'OPEN'
  /** All rewards are out, not yet closed by the poster. */
  | 'PAID'
  /** Some rewards are out, more may follow. */
  | 'PARTIAL'
  /** No event shows it and it could not be asked (some contracts of the first generation). */
  | 'UNKNOWN';

/** A token that rewards or prices are paid in. Amounts of different tokens are never added up. */
export type Token = Node & {
  __typename?: 'Token';
  /** Contract or mint; the zero address is the chain's native currency. */
  address: Scalars['Address']['output'];
  /** Chain. */
  chain: Chain;
  /** Decimals; null when the contract does not say (amounts are then shown raw). */
  decimals: Maybe<Scalars['Int']['output']>;
  /** Global id. */
  id: Scalars['ID']['output'];
  /** Name as the contract gives it, control characters removed; null when it gives none. */
  name: Maybe<Scalars['String']['output']>;
  /** Symbol as the contract gives it, control characters removed; not unique, not to be trusted alone; null when it gives none. */
  symbol: Maybe<Scalars['String']['output']>;
  /** Paid to contributors in it, net. */
  totalPaid: TokenAmount;
};

/** An exact amount of one token. */
export type TokenAmount = {
  __typename?: 'TokenAmount';
  /** Integer in the smallest unit. */
  raw: Scalars['BigInt']['output'];
  /** Token. */
  token: Token;
  /** raw / 10^decimals, exact; equals raw when decimals are unknown. */
  value: Scalars['Decimal']['output'];
};

/** Page of tokens. */
export type TokenConnection = {
  __typename?: 'TokenConnection';
  /** Edges. */
  edges: Array<TokenEdge>;
  /** Nodes of the edges. */
  nodes: Array<Token>;
  /** Page information. */
  pageInfo: PageInfo;
  /** Items that match, whatever the page; counted only when selected. */
  totalCount: Scalars['Int']['output'];
};

/** Edge to a token. */
export type TokenEdge = {
  __typename?: 'TokenEdge';
  /** Cursor. */
  cursor: Scalars['String']['output'];
  /** Item. */
  node: Token;
};

/** A share in one token. */
export type TokenShare = {
  __typename?: 'TokenShare';
  /** Basis points, may exceed 10000; null when the denominator is 0. */
  bps: Maybe<Scalars['Int']['output']>;
  /** Token. */
  token: Token;
};

/** A token Transfer log, an inner token instruction or a native transfer. */
export type TokenTransfer = {
  __typename?: 'TokenTransfer';
  /** Amount. */
  amount: TokenAmount;
  /** From. */
  from: Scalars['Address']['output'];
  /** Log's index in its block; null when it is not a log. */
  logIndex: Maybe<Scalars['Int']['output']>;
  /** To. */
  to: Scalars['Address']['output'];
};

/** Filter on a transaction identifier. */
export type TransactionHashFilter = {
  /** Equals. */
  eq?: InputMaybe<Scalars['TransactionHash']['input']>;
  /** One of (at most 250). */
  in?: InputMaybe<Array<Scalars['TransactionHash']['input']>>;
};

/** One check. */
export type VerificationCheck = {
  __typename?: 'VerificationCheck';
  /** One sentence for people. */
  detail: Scalars['String']['output'];
  /** Stable name. */
  name: VerificationCheckName;
  /** Outcome. */
  result: CheckResult;
};

/** Checks of a payout. */
export type VerificationCheckName =
  /** What it settles was owed or accepted before. */
  | 'ACCRUED_BEFORE_PAID'
  /** The block is canonical on the asked sources. */
  | 'BLOCK_CANONICAL'
  /** The block is finalized; UNKNOWN until it is. */
  | 'BLOCK_FINALIZED'
  /** The ledger transaction balances. */
  | 'LEDGER_BALANCES'
  /** The log is in the receipt. */
  | 'LOG_IN_RECEIPT'
  /** The log decodes to this record. */
  | 'LOG_MATCHES_RECORD'
  /** The receipt proof's root equals the header's receiptsRoot. */
  | 'RECEIPT_IN_BLOCK'
  /** A token transfer matches receiver and amount. */
  | 'TRANSFER_MATCHES';



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ActivitySubject:
    | ( DatasetSource )
    | ( DatasetVersionSource )
    | ( FeeChargeSource )
    | ( PayoutSource )
    | ( PurchaseSource )
    | ( ReviewSource )
    | ( RewardSource )
    | ( SubmissionSource )
    | ( TaskSource )
    | ( TaskFundingSource )
  ;
  LedgerCause:
    | ( FeeChargeSource )
    | ( PayoutSource )
    | ( PurchaseSource )
    | ( RewardSource )
    | ( TaskFundingSource )
  ;
  ReviewSubject: ( SubmissionSource );
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  ChainRecord:
    | ( DatasetSource )
    | ( DatasetVersionSource )
    | ( FeeChargeSource )
    | ( LedgerTransactionSource )
    | ( PayoutSource )
    | ( PurchaseSource )
    | ( ReviewSource )
    | ( RewardSource )
    | ( SubmissionSource )
    | ( TaskSource )
    | ( TaskFundingSource )
  ;
  Node:
    | ( AccountSource )
    | ( ChainSource )
    | ( ContributorSource )
    | ( DatasetSource )
    | ( DatasetContributionSource )
    | ( DatasetVersionSource )
    | ( FeeChargeSource )
    | ( LedgerAccountSource )
    | ( LedgerEntrySource )
    | ( LedgerTransactionSource )
    | ( MarketSource )
    | ( OverviewSource )
    | ( PayoutSource )
    | ( PurchaseSource )
    | ( ReorgSource )
    | ( ReviewSource )
    | ( RewardSource )
    | ( SubmissionSource )
    | ( TaskSource )
    | ( TaskFundingSource )
    | ( TokenSource )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<AccountSource>;
  AccountRole: AccountRole;
  ActivitySubject: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ActivitySubject']>;
  Address: ResolverTypeWrapper<Scalars['Address']['output']>;
  AddressFilter: AddressFilter;
  AuditFinding: ResolverTypeWrapper<AuditFindingSource>;
  AuditFindingConnection: ResolverTypeWrapper<AuditFindingConnectionSource>;
  AuditFindingEdge: ResolverTypeWrapper<AuditFindingEdgeSource>;
  AuditFindingKind: AuditFindingKind;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  BigIntFilter: BigIntFilter;
  Block: ResolverTypeWrapper<BlockSource>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Bytes: ResolverTypeWrapper<Scalars['Bytes']['output']>;
  Bytes32: ResolverTypeWrapper<Scalars['Bytes32']['output']>;
  Bytes32Filter: Bytes32Filter;
  Chain: ResolverTypeWrapper<ChainSource>;
  ChainRecord: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['ChainRecord']>;
  CheckResult: CheckResult;
  Completeness: ResolverTypeWrapper<CompletenessSource>;
  CompletenessCount: ResolverTypeWrapper<CompletenessCountSource>;
  CompletenessGap: ResolverTypeWrapper<CompletenessGapSource>;
  CompletenessLevel: CompletenessLevel;
  CompletenessSample: ResolverTypeWrapper<CompletenessSampleSource>;
  Confidence: Confidence;
  Contributor: ResolverTypeWrapper<ContributorSource>;
  ContributorConnection: ResolverTypeWrapper<ContributorConnectionSource>;
  ContributorDatasetConnection: ResolverTypeWrapper<ContributorDatasetConnectionSource>;
  ContributorDatasetEdge: ResolverTypeWrapper<ContributorDatasetEdgeSource>;
  ContributorEdge: ResolverTypeWrapper<ContributorEdgeSource>;
  ContributorFilter: ContributorFilter;
  ContributorOrder: ContributorOrder;
  ContributorOrderField: ContributorOrderField;
  ContributorStats: ResolverTypeWrapper<ContributorStatsSource>;
  Dataset: ResolverTypeWrapper<DatasetSource>;
  DatasetBy: DatasetBy;
  DatasetConnection: ResolverTypeWrapper<DatasetConnectionSource>;
  DatasetContribution: ResolverTypeWrapper<DatasetContributionSource>;
  DatasetContributionConnection: ResolverTypeWrapper<DatasetContributionConnectionSource>;
  DatasetContributionEdge: ResolverTypeWrapper<DatasetContributionEdgeSource>;
  DatasetContributorConnection: ResolverTypeWrapper<DatasetContributorConnectionSource>;
  DatasetContributorEdge: ResolverTypeWrapper<DatasetContributorEdgeSource>;
  DatasetEdge: ResolverTypeWrapper<DatasetEdgeSource>;
  DatasetFilter: DatasetFilter;
  DatasetOrder: DatasetOrder;
  DatasetOrderField: DatasetOrderField;
  DatasetStats: ResolverTypeWrapper<DatasetStatsSource>;
  DatasetStatus: DatasetStatus;
  DatasetVersion: ResolverTypeWrapper<DatasetVersionSource>;
  DatasetVersionConnection: ResolverTypeWrapper<DatasetVersionConnectionSource>;
  DatasetVersionEdge: ResolverTypeWrapper<DatasetVersionEdgeSource>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeFilter: DateTimeFilter;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  EarningsTotal: ResolverTypeWrapper<EarningsTotalSource>;
  EventRef: ResolverTypeWrapper<EventRefSource>;
  FeeCharge: ResolverTypeWrapper<FeeChargeSource>;
  FeeChargeConnection: ResolverTypeWrapper<FeeChargeConnectionSource>;
  FeeChargeEdge: ResolverTypeWrapper<FeeChargeEdgeSource>;
  FeeChargeFilter: FeeChargeFilter;
  FeeChargeOrder: FeeChargeOrder;
  FeeChargeOrderField: FeeChargeOrderField;
  FeeKind: FeeKind;
  Finality: Finality;
  ForfeitReason: ForfeitReason;
  FundingKind: FundingKind;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IDFilter: IdFilter;
  IndexedTransaction: ResolverTypeWrapper<IndexedTransactionSource>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IntFilter: IntFilter;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LeaderboardConnection: ResolverTypeWrapper<LeaderboardConnectionSource>;
  LeaderboardEdge: ResolverTypeWrapper<LeaderboardEdgeSource>;
  LeaderboardMetric: LeaderboardMetric;
  LedgerAccount: ResolverTypeWrapper<LedgerAccountSource>;
  LedgerAccountType: LedgerAccountType;
  LedgerCause: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['LedgerCause']>;
  LedgerEntry: ResolverTypeWrapper<LedgerEntrySource>;
  LedgerEntryConnection: ResolverTypeWrapper<LedgerEntryConnectionSource>;
  LedgerEntryEdge: ResolverTypeWrapper<LedgerEntryEdgeSource>;
  LedgerEntryFilter: LedgerEntryFilter;
  LedgerTransaction: ResolverTypeWrapper<LedgerTransactionSource>;
  LogKey: LogKey;
  Market: ResolverTypeWrapper<MarketSource>;
  MarketAudit: ResolverTypeWrapper<MarketAuditSource>;
  MarketConnection: ResolverTypeWrapper<MarketConnectionSource>;
  MarketContract: ResolverTypeWrapper<MarketContractSource>;
  MarketEdge: ResolverTypeWrapper<MarketEdgeSource>;
  MarketFilter: MarketFilter;
  MarketOrder: MarketOrder;
  MarketOrderField: MarketOrderField;
  MarketTotals: ResolverTypeWrapper<MarketTotalsSource>;
  Meta: ResolverTypeWrapper<MetaSource>;
  MetadataDocument: ResolverTypeWrapper<MetadataDocumentSource>;
  MetadataState: MetadataState;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OnChainKey: OnChainKey;
  OrderDirection: OrderDirection;
  Overview: ResolverTypeWrapper<OverviewSource>;
  PageInfo: ResolverTypeWrapper<PageInfoSource>;
  Payout: ResolverTypeWrapper<PayoutSource>;
  PayoutBy: PayoutBy;
  PayoutConnection: ResolverTypeWrapper<PayoutConnectionSource>;
  PayoutEdge: ResolverTypeWrapper<PayoutEdgeSource>;
  PayoutFilter: PayoutFilter;
  PayoutKind: PayoutKind;
  PayoutOrder: PayoutOrder;
  PayoutOrderField: PayoutOrderField;
  PayoutVerification: ResolverTypeWrapper<PayoutVerificationSource>;
  Purchase: ResolverTypeWrapper<PurchaseSource>;
  PurchaseConnection: ResolverTypeWrapper<PurchaseConnectionSource>;
  PurchaseEdge: ResolverTypeWrapper<PurchaseEdgeSource>;
  PurchaseFilter: PurchaseFilter;
  PurchaseOrder: PurchaseOrder;
  PurchaseOrderField: PurchaseOrderField;
  QualityScore: ResolverTypeWrapper<QualityScore>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RateLimit: ResolverTypeWrapper<RateLimitSource>;
  ReceiptProof: ResolverTypeWrapper<ReceiptProofSource>;
  Reorg: ResolverTypeWrapper<ReorgSource>;
  ReorgConnection: ResolverTypeWrapper<ReorgConnectionSource>;
  ReorgEdge: ResolverTypeWrapper<ReorgEdgeSource>;
  Review: ResolverTypeWrapper<ReviewSource>;
  ReviewBy: ReviewBy;
  ReviewConnection: ResolverTypeWrapper<ReviewConnectionSource>;
  ReviewEdge: ResolverTypeWrapper<ReviewEdgeSource>;
  ReviewFilter: ReviewFilter;
  ReviewOrder: ReviewOrder;
  ReviewOrderField: ReviewOrderField;
  ReviewSubject: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReviewSubject']>;
  ReviewVerdict: ReviewVerdict;
  Reward: ResolverTypeWrapper<RewardSource>;
  RewardConnection: ResolverTypeWrapper<RewardConnectionSource>;
  RewardEdge: ResolverTypeWrapper<RewardEdgeSource>;
  RewardFilter: RewardFilter;
  RewardOrder: RewardOrder;
  RewardOrderField: RewardOrderField;
  RewardState: RewardState;
  Settlement: Settlement;
  Snapshot: ResolverTypeWrapper<SnapshotSource>;
  SourceKind: SourceKind;
  StateDigest: ResolverTypeWrapper<StateDigestSource>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  StringFilter: StringFilter;
  Submission: ResolverTypeWrapper<SubmissionSource>;
  SubmissionBy: SubmissionBy;
  SubmissionConnection: ResolverTypeWrapper<SubmissionConnectionSource>;
  SubmissionEdge: ResolverTypeWrapper<SubmissionEdgeSource>;
  SubmissionFilter: SubmissionFilter;
  SubmissionGranularity: SubmissionGranularity;
  SubmissionOrder: SubmissionOrder;
  SubmissionOrderField: SubmissionOrderField;
  SubmissionStatus: SubmissionStatus;
  SyncPhase: SyncPhase;
  SyncStatus: ResolverTypeWrapper<SyncStatusSource>;
  Task: ResolverTypeWrapper<TaskSource>;
  TaskBy: TaskBy;
  TaskConnection: ResolverTypeWrapper<TaskConnectionSource>;
  TaskEdge: ResolverTypeWrapper<TaskEdgeSource>;
  TaskFilter: TaskFilter;
  TaskFunding: ResolverTypeWrapper<TaskFundingSource>;
  TaskFundingConnection: ResolverTypeWrapper<TaskFundingConnectionSource>;
  TaskFundingEdge: ResolverTypeWrapper<TaskFundingEdgeSource>;
  TaskOrder: TaskOrder;
  TaskOrderField: TaskOrderField;
  TaskRole: ResolverTypeWrapper<TaskRoleSource>;
  TaskStatus: TaskStatus;
  Token: ResolverTypeWrapper<TokenSource>;
  TokenAmount: ResolverTypeWrapper<TokenAmountSource>;
  TokenConnection: ResolverTypeWrapper<TokenConnectionSource>;
  TokenEdge: ResolverTypeWrapper<TokenEdgeSource>;
  TokenShare: ResolverTypeWrapper<TokenShareSource>;
  TokenTransfer: ResolverTypeWrapper<TokenTransferSource>;
  TransactionHash: ResolverTypeWrapper<Scalars['TransactionHash']['output']>;
  TransactionHashFilter: TransactionHashFilter;
  URI: ResolverTypeWrapper<Scalars['URI']['output']>;
  VerificationCheck: ResolverTypeWrapper<VerificationCheck>;
  VerificationCheckName: VerificationCheckName;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountSource;
  ActivitySubject: ResolversUnionTypes<ResolversParentTypes>['ActivitySubject'];
  Address: Scalars['Address']['output'];
  AddressFilter: AddressFilter;
  AuditFinding: AuditFindingSource;
  AuditFindingConnection: AuditFindingConnectionSource;
  AuditFindingEdge: AuditFindingEdgeSource;
  BigInt: Scalars['BigInt']['output'];
  BigIntFilter: BigIntFilter;
  Block: BlockSource;
  Boolean: Scalars['Boolean']['output'];
  Bytes: Scalars['Bytes']['output'];
  Bytes32: Scalars['Bytes32']['output'];
  Bytes32Filter: Bytes32Filter;
  Chain: ChainSource;
  ChainRecord: ResolversInterfaceTypes<ResolversParentTypes>['ChainRecord'];
  Completeness: CompletenessSource;
  CompletenessCount: CompletenessCountSource;
  CompletenessGap: CompletenessGapSource;
  CompletenessSample: CompletenessSampleSource;
  Contributor: ContributorSource;
  ContributorConnection: ContributorConnectionSource;
  ContributorDatasetConnection: ContributorDatasetConnectionSource;
  ContributorDatasetEdge: ContributorDatasetEdgeSource;
  ContributorEdge: ContributorEdgeSource;
  ContributorFilter: ContributorFilter;
  ContributorOrder: ContributorOrder;
  ContributorStats: ContributorStatsSource;
  Dataset: DatasetSource;
  DatasetBy: DatasetBy;
  DatasetConnection: DatasetConnectionSource;
  DatasetContribution: DatasetContributionSource;
  DatasetContributionConnection: DatasetContributionConnectionSource;
  DatasetContributionEdge: DatasetContributionEdgeSource;
  DatasetContributorConnection: DatasetContributorConnectionSource;
  DatasetContributorEdge: DatasetContributorEdgeSource;
  DatasetEdge: DatasetEdgeSource;
  DatasetFilter: DatasetFilter;
  DatasetOrder: DatasetOrder;
  DatasetStats: DatasetStatsSource;
  DatasetVersion: DatasetVersionSource;
  DatasetVersionConnection: DatasetVersionConnectionSource;
  DatasetVersionEdge: DatasetVersionEdgeSource;
  DateTime: Scalars['DateTime']['output'];
  DateTimeFilter: DateTimeFilter;
  Decimal: Scalars['Decimal']['output'];
  EarningsTotal: EarningsTotalSource;
  EventRef: EventRefSource;
  FeeCharge: FeeChargeSource;
  FeeChargeConnection: FeeChargeConnectionSource;
  FeeChargeEdge: FeeChargeEdgeSource;
  FeeChargeFilter: FeeChargeFilter;
  FeeChargeOrder: FeeChargeOrder;
  ID: Scalars['ID']['output'];
  IDFilter: IdFilter;
  IndexedTransaction: IndexedTransactionSource;
  Int: Scalars['Int']['output'];
  IntFilter: IntFilter;
  JSON: Scalars['JSON']['output'];
  LeaderboardConnection: LeaderboardConnectionSource;
  LeaderboardEdge: LeaderboardEdgeSource;
  LedgerAccount: LedgerAccountSource;
  LedgerCause: ResolversUnionTypes<ResolversParentTypes>['LedgerCause'];
  LedgerEntry: LedgerEntrySource;
  LedgerEntryConnection: LedgerEntryConnectionSource;
  LedgerEntryEdge: LedgerEntryEdgeSource;
  LedgerEntryFilter: LedgerEntryFilter;
  LedgerTransaction: LedgerTransactionSource;
  LogKey: LogKey;
  Market: MarketSource;
  MarketAudit: MarketAuditSource;
  MarketConnection: MarketConnectionSource;
  MarketContract: MarketContractSource;
  MarketEdge: MarketEdgeSource;
  MarketFilter: MarketFilter;
  MarketOrder: MarketOrder;
  MarketTotals: MarketTotalsSource;
  Meta: MetaSource;
  MetadataDocument: MetadataDocumentSource;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  OnChainKey: OnChainKey;
  Overview: OverviewSource;
  PageInfo: PageInfoSource;
  Payout: PayoutSource;
  PayoutBy: PayoutBy;
  PayoutConnection: PayoutConnectionSource;
  PayoutEdge: PayoutEdgeSource;
  PayoutFilter: PayoutFilter;
  PayoutOrder: PayoutOrder;
  PayoutVerification: PayoutVerificationSource;
  Purchase: PurchaseSource;
  PurchaseConnection: PurchaseConnectionSource;
  PurchaseEdge: PurchaseEdgeSource;
  PurchaseFilter: PurchaseFilter;
  PurchaseOrder: PurchaseOrder;
  QualityScore: QualityScore;
  Query: Record<PropertyKey, never>;
  RateLimit: RateLimitSource;
  ReceiptProof: ReceiptProofSource;
  Reorg: ReorgSource;
  ReorgConnection: ReorgConnectionSource;
  ReorgEdge: ReorgEdgeSource;
  Review: ReviewSource;
  ReviewBy: ReviewBy;
  ReviewConnection: ReviewConnectionSource;
  ReviewEdge: ReviewEdgeSource;
  ReviewFilter: ReviewFilter;
  ReviewOrder: ReviewOrder;
  ReviewSubject: ResolversUnionTypes<ResolversParentTypes>['ReviewSubject'];
  Reward: RewardSource;
  RewardConnection: RewardConnectionSource;
  RewardEdge: RewardEdgeSource;
  RewardFilter: RewardFilter;
  RewardOrder: RewardOrder;
  Snapshot: SnapshotSource;
  StateDigest: StateDigestSource;
  String: Scalars['String']['output'];
  StringFilter: StringFilter;
  Submission: SubmissionSource;
  SubmissionBy: SubmissionBy;
  SubmissionConnection: SubmissionConnectionSource;
  SubmissionEdge: SubmissionEdgeSource;
  SubmissionFilter: SubmissionFilter;
  SubmissionOrder: SubmissionOrder;
  SyncStatus: SyncStatusSource;
  Task: TaskSource;
  TaskBy: TaskBy;
  TaskConnection: TaskConnectionSource;
  TaskEdge: TaskEdgeSource;
  TaskFilter: TaskFilter;
  TaskFunding: TaskFundingSource;
  TaskFundingConnection: TaskFundingConnectionSource;
  TaskFundingEdge: TaskFundingEdgeSource;
  TaskOrder: TaskOrder;
  TaskRole: TaskRoleSource;
  Token: TokenSource;
  TokenAmount: TokenAmountSource;
  TokenConnection: TokenConnectionSource;
  TokenEdge: TokenEdgeSource;
  TokenShare: TokenShareSource;
  TokenTransfer: TokenTransferSource;
  TransactionHash: Scalars['TransactionHash']['output'];
  TransactionHashFilter: TransactionHashFilter;
  URI: Scalars['URI']['output'];
  VerificationCheck: VerificationCheck;
};

export type CostDirectiveArgs = {
  weight: Scalars['String']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = Context, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize?: Maybe<Scalars['Int']['input']>;
  requireOneSlicingArgument?: Maybe<Scalars['Boolean']['input']>;
  sizedFields?: Maybe<Array<Scalars['String']['input']>>;
  slicingArguments?: Maybe<Array<Scalars['String']['input']>>;
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = Context, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  address: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  contributor: Resolver<Maybe<ResolversTypes['Contributor']>, ParentType, ContextType>;
  feesReceived: Resolver<ResolversTypes['FeeChargeConnection'], ParentType, ContextType, RequireFields<AccountFeesReceivedArgs, 'orderBy'>>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ledgerAccounts: Resolver<Array<ResolversTypes['LedgerAccount']>, ParentType, ContextType>;
  postedTasks: Resolver<ResolversTypes['TaskConnection'], ParentType, ContextType, RequireFields<AccountPostedTasksArgs, 'orderBy'>>;
  purchases: Resolver<ResolversTypes['PurchaseConnection'], ParentType, ContextType, RequireFields<AccountPurchasesArgs, 'orderBy'>>;
  reviewsWritten: Resolver<ResolversTypes['ReviewConnection'], ParentType, ContextType, RequireFields<AccountReviewsWrittenArgs, 'orderBy'>>;
  roles: Resolver<Array<ResolversTypes['AccountRole']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ActivitySubjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ActivitySubject'] = ResolversParentTypes['ActivitySubject']> = {
  __resolveType: TypeResolveFn<'Dataset' | 'DatasetVersion' | 'FeeCharge' | 'Payout' | 'Purchase' | 'Review' | 'Reward' | 'Submission' | 'Task' | 'TaskFunding', ParentType, ContextType>;
};

export interface AddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Address'], any> {
  name: 'Address';
}

export type AuditFindingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditFinding'] = ResolversParentTypes['AuditFinding']> = {
  detail: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expected: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  found: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['AuditFindingKind'], ParentType, ContextType>;
  subject: Resolver<Maybe<ResolversTypes['ActivitySubject']>, ParentType, ContextType>;
  token: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
};

export type AuditFindingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditFindingConnection'] = ResolversParentTypes['AuditFindingConnection']> = {
  edges: Resolver<Array<ResolversTypes['AuditFindingEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['AuditFinding']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditFindingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditFindingEdge'] = ResolversParentTypes['AuditFindingEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['AuditFinding'], ParentType, ContextType>;
};

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export type BlockResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Block'] = ResolversParentTypes['Block']> = {
  chain: Resolver<ResolversTypes['Chain'], ParentType, ContextType>;
  completeness: Resolver<ResolversTypes['CompletenessLevel'], ParentType, ContextType>;
  eventCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  finality: Resolver<ResolversTypes['Finality'], ParentType, ContextType>;
  hash: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
  number: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  parentHash: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
  timestamp: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export interface BytesScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Bytes'], any> {
  name: 'Bytes';
}

export interface Bytes32ScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Bytes32'], any> {
  name: 'Bytes32';
}

export type ChainResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Chain'] = ResolversParentTypes['Chain']> = {
  block: Resolver<Maybe<ResolversTypes['Block']>, ParentType, ContextType, Partial<ChainBlockArgs>>;
  chainId: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  finalized: Resolver<Maybe<ResolversTypes['Block']>, ParentType, ContextType>;
  head: Resolver<Maybe<ResolversTypes['Block']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  markets: Resolver<ResolversTypes['MarketConnection'], ParentType, ContextType, RequireFields<ChainMarketsArgs, 'orderBy'>>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reorgs: Resolver<ResolversTypes['ReorgConnection'], ParentType, ContextType, Partial<ChainReorgsArgs>>;
  sync: Resolver<ResolversTypes['SyncStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChainRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChainRecord'] = ResolversParentTypes['ChainRecord']> = {
  __resolveType: TypeResolveFn<'Dataset' | 'DatasetVersion' | 'FeeCharge' | 'LedgerTransaction' | 'Payout' | 'Purchase' | 'Review' | 'Reward' | 'Submission' | 'Task' | 'TaskFunding', ParentType, ContextType>;
};

export type CompletenessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Completeness'] = ResolversParentTypes['Completeness']> = {
  blocksByLevel: Resolver<Array<ResolversTypes['CompletenessCount']>, ParentType, ContextType>;
  gaps: Resolver<Array<ResolversTypes['CompletenessGap']>, ParentType, ContextType>;
  healed: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  level: Resolver<ResolversTypes['CompletenessLevel'], ParentType, ContextType>;
  openGaps: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  provenThrough: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  sample: Resolver<Maybe<ResolversTypes['CompletenessSample']>, ParentType, ContextType>;
};

export type CompletenessCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompletenessCount'] = ResolversParentTypes['CompletenessCount']> = {
  blocks: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  level: Resolver<ResolversTypes['CompletenessLevel'], ParentType, ContextType>;
};

export type CompletenessGapResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompletenessGap'] = ResolversParentTypes['CompletenessGap']> = {
  doubt: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  foundAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  fromBlock: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  toBlock: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type CompletenessSampleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompletenessSample'] = ResolversParentTypes['CompletenessSample']> = {
  chanceUnnoticed: Resolver<ResolversTypes['Decimal'], ParentType, ContextType, RequireFields<CompletenessSampleChanceUnnoticedArgs, 'omittedBlocks'>>;
  share: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type ContributorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contributor'] = ResolversParentTypes['Contributor']> = {
  account: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  address: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  datasets: Resolver<ResolversTypes['ContributorDatasetConnection'], ParentType, ContextType, RequireFields<ContributorDatasetsArgs, 'orderBy'>>;
  earnings: Resolver<Array<ResolversTypes['EarningsTotal']>, ParentType, ContextType>;
  firstSeenAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastActiveAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  payouts: Resolver<ResolversTypes['PayoutConnection'], ParentType, ContextType, RequireFields<ContributorPayoutsArgs, 'orderBy'>>;
  protocols: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  rewards: Resolver<ResolversTypes['RewardConnection'], ParentType, ContextType, RequireFields<ContributorRewardsArgs, 'orderBy'>>;
  stats: Resolver<ResolversTypes['ContributorStats'], ParentType, ContextType>;
  submissions: Resolver<ResolversTypes['SubmissionConnection'], ParentType, ContextType, RequireFields<ContributorSubmissionsArgs, 'orderBy'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContributorConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContributorConnection'] = ResolversParentTypes['ContributorConnection']> = {
  edges: Resolver<Array<ResolversTypes['ContributorEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Contributor']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ContributorDatasetConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContributorDatasetConnection'] = ResolversParentTypes['ContributorDatasetConnection']> = {
  edges: Resolver<Array<ResolversTypes['ContributorDatasetEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Dataset']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ContributorDatasetEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContributorDatasetEdge'] = ResolversParentTypes['ContributorDatasetEdge']> = {
  acceptedSubmissions: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  earned: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  node: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
};

export type ContributorEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContributorEdge'] = ResolversParentTypes['ContributorEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Contributor'], ParentType, ContextType>;
};

export type ContributorStatsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContributorStats'] = ResolversParentTypes['ContributorStats']> = {
  acceptanceRateBps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  accepted: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  activeDays: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  datasets: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  longestStreakDays: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medianSecondsToPayout: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  pending: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quality: Resolver<ResolversTypes['QualityScore'], ParentType, ContextType, RequireFields<ContributorStatsQualityArgs, 'trustedOnly'>>;
  rejected: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  submissions: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tasks: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dataset'] = ResolversParentTypes['Dataset']> = {
  contributions: Resolver<ResolversTypes['DatasetContributionConnection'], ParentType, ContextType, Partial<DatasetContributionsArgs>>;
  contributors: Resolver<ResolversTypes['DatasetContributorConnection'], ParentType, ContextType, Partial<DatasetContributorsArgs>>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  latestVersion: Resolver<Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
  market: Resolver<ResolversTypes['Market'], ParentType, ContextType>;
  metadata: Resolver<Maybe<ResolversTypes['MetadataDocument']>, ParentType, ContextType>;
  name: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  payouts: Resolver<ResolversTypes['PayoutConnection'], ParentType, ContextType, RequireFields<DatasetPayoutsArgs, 'orderBy'>>;
  price: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  publisher: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  purchases: Resolver<ResolversTypes['PurchaseConnection'], ParentType, ContextType, RequireFields<DatasetPurchasesArgs, 'orderBy'>>;
  quality: Resolver<ResolversTypes['QualityScore'], ParentType, ContextType, RequireFields<DatasetQualityArgs, 'trustedOnly'>>;
  stats: Resolver<ResolversTypes['DatasetStats'], ParentType, ContextType>;
  status: Resolver<ResolversTypes['DatasetStatus'], ParentType, ContextType>;
  tasks: Resolver<ResolversTypes['TaskConnection'], ParentType, ContextType, RequireFields<DatasetTasksArgs, 'orderBy'>>;
  token: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
  treasury: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  versions: Resolver<ResolversTypes['DatasetVersionConnection'], ParentType, ContextType, Partial<DatasetVersionsArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetConnection'] = ResolversParentTypes['DatasetConnection']> = {
  edges: Resolver<Array<ResolversTypes['DatasetEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Dataset']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetContributionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetContribution'] = ResolversParentTypes['DatasetContribution']> = {
  contributor: Resolver<Maybe<ResolversTypes['Contributor']>, ParentType, ContextType>;
  dataset: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  includedBy: Resolver<Maybe<ResolversTypes['EventRef']>, ParentType, ContextType>;
  submission: Resolver<ResolversTypes['Submission'], ParentType, ContextType>;
  version: Resolver<Maybe<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetContributionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetContributionConnection'] = ResolversParentTypes['DatasetContributionConnection']> = {
  edges: Resolver<Array<ResolversTypes['DatasetContributionEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['DatasetContribution']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetContributionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetContributionEdge'] = ResolversParentTypes['DatasetContributionEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['DatasetContribution'], ParentType, ContextType>;
};

export type DatasetContributorConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetContributorConnection'] = ResolversParentTypes['DatasetContributorConnection']> = {
  edges: Resolver<Array<ResolversTypes['DatasetContributorEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Contributor']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetContributorEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetContributorEdge'] = ResolversParentTypes['DatasetContributorEdge']> = {
  acceptedSubmissions: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  earned: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  firstContributedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  node: Resolver<ResolversTypes['Contributor'], ParentType, ContextType>;
};

export type DatasetEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetEdge'] = ResolversParentTypes['DatasetEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
};

export type DatasetStatsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetStats'] = ResolversParentTypes['DatasetStats']> = {
  buyers: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  contributions: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  contributorShareBps: Resolver<Array<ResolversTypes['TokenShare']>, ParentType, ContextType>;
  contributors: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastPurchasedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  paidToContributors: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  purchases: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revenueReceived: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  versions: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersion'] = ResolversParentTypes['DatasetVersion']> = {
  contentHash: Resolver<Maybe<ResolversTypes['Bytes32']>, ParentType, ContextType>;
  contentUri: Resolver<Maybe<ResolversTypes['URI']>, ParentType, ContextType>;
  contributionCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  contributorCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  dataset: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  metadata: Resolver<Maybe<ResolversTypes['MetadataDocument']>, ParentType, ContextType>;
  number: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetVersionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersionConnection'] = ResolversParentTypes['DatasetVersionConnection']> = {
  edges: Resolver<Array<ResolversTypes['DatasetVersionEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['DatasetVersion']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DatasetVersionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DatasetVersionEdge'] = ResolversParentTypes['DatasetVersionEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['DatasetVersion'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type EarningsTotalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EarningsTotal'] = ResolversParentTypes['EarningsTotal']> = {
  accrued: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  firstPayoutAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  forfeited: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  lastPayoutAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  outstanding: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  payoutCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  settled: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  token: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
};

export type EventRefResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EventRef'] = ResolversParentTypes['EventRef']> = {
  arguments: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  blockHash: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
  blockNumber: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  chain: Resolver<ResolversTypes['Chain'], ParentType, ContextType>;
  contract: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  eventName: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  finality: Resolver<ResolversTypes['Finality'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['SourceKind'], ParentType, ContextType>;
  logIndex: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  selector: Resolver<Maybe<ResolversTypes['Bytes32']>, ParentType, ContextType>;
  timestamp: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  transactionHash: Resolver<ResolversTypes['TransactionHash'], ParentType, ContextType>;
  transactionIndex: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FeeChargeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeeCharge'] = ResolversParentTypes['FeeCharge']> = {
  amount: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  confidence: Resolver<ResolversTypes['Confidence'], ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['FeeKind'], ParentType, ContextType>;
  ledgerTransaction: Resolver<Maybe<ResolversTypes['LedgerTransaction']>, ParentType, ContextType>;
  market: Resolver<ResolversTypes['Market'], ParentType, ContextType>;
  part: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  payee: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  payout: Resolver<Maybe<ResolversTypes['Payout']>, ParentType, ContextType>;
  purchase: Resolver<Maybe<ResolversTypes['Purchase']>, ParentType, ContextType>;
  settlement: Resolver<ResolversTypes['Settlement'], ParentType, ContextType>;
  task: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FeeChargeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeeChargeConnection'] = ResolversParentTypes['FeeChargeConnection']> = {
  edges: Resolver<Array<ResolversTypes['FeeChargeEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['FeeCharge']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totals: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
};

export type FeeChargeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeeChargeEdge'] = ResolversParentTypes['FeeChargeEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['FeeCharge'], ParentType, ContextType>;
};

export type IndexedTransactionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IndexedTransaction'] = ResolversParentTypes['IndexedTransaction']> = {
  block: Resolver<ResolversTypes['Block'], ParentType, ContextType>;
  chain: Resolver<ResolversTypes['Chain'], ParentType, ContextType>;
  finality: Resolver<ResolversTypes['Finality'], ParentType, ContextType>;
  hash: Resolver<ResolversTypes['TransactionHash'], ParentType, ContextType>;
  records: Resolver<Array<ResolversTypes['ActivitySubject']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LeaderboardConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaderboardConnection'] = ResolversParentTypes['LeaderboardConnection']> = {
  edges: Resolver<Array<ResolversTypes['LeaderboardEdge']>, ParentType, ContextType>;
  metric: Resolver<ResolversTypes['LeaderboardMetric'], ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Contributor']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalValue: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type LeaderboardEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LeaderboardEdge'] = ResolversParentTypes['LeaderboardEdge']> = {
  amount: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Contributor'], ParentType, ContextType>;
  rank: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  shareBps: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type LedgerAccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerAccount'] = ResolversParentTypes['LedgerAccount']> = {
  balance: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  entries: Resolver<ResolversTypes['LedgerEntryConnection'], ParentType, ContextType, Partial<LedgerAccountEntriesArgs>>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  owner: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  path: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
  type: Resolver<ResolversTypes['LedgerAccountType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LedgerCauseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerCause'] = ResolversParentTypes['LedgerCause']> = {
  __resolveType: TypeResolveFn<'FeeCharge' | 'Payout' | 'Purchase' | 'Reward' | 'TaskFunding', ParentType, ContextType>;
};

export type LedgerEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerEntry'] = ResolversParentTypes['LedgerEntry']> = {
  account: Resolver<ResolversTypes['LedgerAccount'], ParentType, ContextType>;
  amount: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  balanceAfter: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sequence: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  transaction: Resolver<ResolversTypes['LedgerTransaction'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LedgerEntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerEntryConnection'] = ResolversParentTypes['LedgerEntryConnection']> = {
  edges: Resolver<Array<ResolversTypes['LedgerEntryEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['LedgerEntry']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LedgerEntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerEntryEdge'] = ResolversParentTypes['LedgerEntryEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['LedgerEntry'], ParentType, ContextType>;
};

export type LedgerTransactionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerTransaction'] = ResolversParentTypes['LedgerTransaction']> = {
  cause: Resolver<Maybe<ResolversTypes['LedgerCause']>, ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  description: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entries: Resolver<Array<ResolversTypes['LedgerEntry']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MarketResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Market'] = ResolversParentTypes['Market']> = {
  address: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  audit: Resolver<Maybe<ResolversTypes['MarketAudit']>, ParentType, ContextType>;
  chain: Resolver<ResolversTypes['Chain'], ParentType, ContextType>;
  contracts: Resolver<Array<ResolversTypes['MarketContract']>, ParentType, ContextType>;
  datasets: Resolver<ResolversTypes['DatasetConnection'], ParentType, ContextType, RequireFields<MarketDatasetsArgs, 'orderBy'>>;
  feeBps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  fees: Resolver<ResolversTypes['FeeChargeConnection'], ParentType, ContextType, RequireFields<MarketFeesArgs, 'orderBy'>>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  leaderboard: Resolver<ResolversTypes['LeaderboardConnection'], ParentType, ContextType, RequireFields<MarketLeaderboardArgs, 'metric'>>;
  name: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  owner: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  protocol: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tasks: Resolver<ResolversTypes['TaskConnection'], ParentType, ContextType, RequireFields<MarketTasksArgs, 'orderBy'>>;
  totals: Resolver<ResolversTypes['MarketTotals'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MarketAuditResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MarketAudit'] = ResolversParentTypes['MarketAudit']> = {
  checkedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  checkedAtBlock: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  findings: Resolver<ResolversTypes['AuditFindingConnection'], ParentType, ContextType, Partial<MarketAuditFindingsArgs>>;
  result: Resolver<ResolversTypes['CheckResult'], ParentType, ContextType>;
};

export type MarketConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MarketConnection'] = ResolversParentTypes['MarketConnection']> = {
  edges: Resolver<Array<ResolversTypes['MarketEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Market']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MarketContractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MarketContract'] = ResolversParentTypes['MarketContract']> = {
  address: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  fromBlock: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  role: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MarketEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MarketEdge'] = ResolversParentTypes['MarketEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Market'], ParentType, ContextType>;
};

export type MarketTotalsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MarketTotals'] = ResolversParentTypes['MarketTotals']> = {
  acceptedSubmissions: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  contributors: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  datasets: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  feesCharged: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  markets: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  openTasks: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  payouts: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  posters: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  purchases: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refunded: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  rewardsEscrowed: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  rewardsPaid: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  salesVolume: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  submissions: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tasks: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unmatchedPayouts: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MetaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Meta'] = ResolversParentTypes['Meta']> = {
  deployment: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hasIndexingErrors: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rateLimit: Resolver<ResolversTypes['RateLimit'], ParentType, ContextType>;
  schemaHash: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  snapshots: Resolver<Array<ResolversTypes['Snapshot']>, ParentType, ContextType>;
  version: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MetadataDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MetadataDocument'] = ResolversParentTypes['MetadataDocument']> = {
  actualHash: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  attempts: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  byteSize: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  expectedHash: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fetchedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  json: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  mediaType: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nextAttemptAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state: Resolver<ResolversTypes['MetadataState'], ParentType, ContextType>;
  uri: Resolver<Maybe<ResolversTypes['URI']>, ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Account' | 'Chain' | 'Contributor' | 'Dataset' | 'DatasetContribution' | 'DatasetVersion' | 'FeeCharge' | 'LedgerAccount' | 'LedgerEntry' | 'LedgerTransaction' | 'Market' | 'Overview' | 'Payout' | 'Purchase' | 'Reorg' | 'Review' | 'Reward' | 'Submission' | 'Task' | 'TaskFunding' | 'Token', ParentType, ContextType>;
};

export type OverviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Overview'] = ResolversParentTypes['Overview']> = {
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  markets: Resolver<ResolversTypes['MarketConnection'], ParentType, ContextType, RequireFields<OverviewMarketsArgs, 'orderBy'>>;
  name: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  protocols: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  totals: Resolver<ResolversTypes['MarketTotals'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PayoutResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payout'] = ResolversParentTypes['Payout']> = {
  amount: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  confidence: Resolver<ResolversTypes['Confidence'], ParentType, ContextType>;
  contributor: Resolver<ResolversTypes['Contributor'], ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  dataset: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  fees: Resolver<ResolversTypes['FeeChargeConnection'], ParentType, ContextType, RequireFields<PayoutFeesArgs, 'orderBy'>>;
  gross: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['PayoutKind'], ParentType, ContextType>;
  ledgerTransaction: Resolver<Maybe<ResolversTypes['LedgerTransaction']>, ParentType, ContextType>;
  market: Resolver<ResolversTypes['Market'], ParentType, ContextType>;
  part: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  payer: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  receiver: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  rewards: Resolver<ResolversTypes['RewardConnection'], ParentType, ContextType, RequireFields<PayoutRewardsArgs, 'orderBy'>>;
  secondsToPayout: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  settlement: Resolver<ResolversTypes['Settlement'], ParentType, ContextType>;
  submission: Resolver<Maybe<ResolversTypes['Submission']>, ParentType, ContextType>;
  task: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
  transfer: Resolver<Maybe<ResolversTypes['TokenTransfer']>, ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  verification: Resolver<ResolversTypes['PayoutVerification'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PayoutConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayoutConnection'] = ResolversParentTypes['PayoutConnection']> = {
  edges: Resolver<Array<ResolversTypes['PayoutEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Payout']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totals: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
};

export type PayoutEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayoutEdge'] = ResolversParentTypes['PayoutEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Payout'], ParentType, ContextType>;
};

export type PayoutVerificationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayoutVerification'] = ResolversParentTypes['PayoutVerification']> = {
  checkedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  checks: Resolver<Array<ResolversTypes['VerificationCheck']>, ParentType, ContextType>;
  file: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  receipt: Resolver<Maybe<ResolversTypes['ReceiptProof']>, ParentType, ContextType>;
  result: Resolver<ResolversTypes['CheckResult'], ParentType, ContextType>;
};

export type PurchaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Purchase'] = ResolversParentTypes['Purchase']> = {
  buyer: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  confidence: Resolver<ResolversTypes['Confidence'], ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  dataset: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  fees: Resolver<ResolversTypes['FeeChargeConnection'], ParentType, ContextType, RequireFields<PurchaseFeesArgs, 'orderBy'>>;
  gross: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ledgerTransaction: Resolver<Maybe<ResolversTypes['LedgerTransaction']>, ParentType, ContextType>;
  market: Resolver<ResolversTypes['Market'], ParentType, ContextType>;
  net: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  payer: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  renewals: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  settlement: Resolver<ResolversTypes['Settlement'], ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PurchaseConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PurchaseConnection'] = ResolversParentTypes['PurchaseConnection']> = {
  edges: Resolver<Array<ResolversTypes['PurchaseEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Purchase']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PurchaseEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PurchaseEdge'] = ResolversParentTypes['PurchaseEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Purchase'], ParentType, ContextType>;
};

export type QualityScoreResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QualityScore'] = ResolversParentTypes['QualityScore']> = {
  assessors: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  count: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  histogram: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  maxBps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  meanBps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  medianBps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minBps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  wilsonLowerBps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType, RequireFields<QueryAccountArgs, 'address'>>;
  chain?: Resolver<Maybe<ResolversTypes['Chain']>, ParentType, ContextType, RequireFields<QueryChainArgs, 'chainId'>>;
  chains?: Resolver<Array<ResolversTypes['Chain']>, ParentType, ContextType>;
  contributor?: Resolver<Maybe<ResolversTypes['Contributor']>, ParentType, ContextType, RequireFields<QueryContributorArgs, 'address'>>;
  contributors?: Resolver<ResolversTypes['ContributorConnection'], ParentType, ContextType, RequireFields<QueryContributorsArgs, 'orderBy'>>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType, RequireFields<QueryDatasetArgs, 'by'>>;
  datasets?: Resolver<ResolversTypes['DatasetConnection'], ParentType, ContextType, RequireFields<QueryDatasetsArgs, 'orderBy'>>;
  fees?: Resolver<ResolversTypes['FeeChargeConnection'], ParentType, ContextType, RequireFields<QueryFeesArgs, 'orderBy'>>;
  leaderboard?: Resolver<ResolversTypes['LeaderboardConnection'], ParentType, ContextType, RequireFields<QueryLeaderboardArgs, 'metric'>>;
  ledgerAccount?: Resolver<Maybe<ResolversTypes['LedgerAccount']>, ParentType, ContextType, RequireFields<QueryLedgerAccountArgs, 'path' | 'token'>>;
  ledgerEntries?: Resolver<ResolversTypes['LedgerEntryConnection'], ParentType, ContextType, Partial<QueryLedgerEntriesArgs>>;
  market?: Resolver<Maybe<ResolversTypes['Market']>, ParentType, ContextType, RequireFields<QueryMarketArgs, 'address' | 'chainId'>>;
  markets?: Resolver<ResolversTypes['MarketConnection'], ParentType, ContextType, RequireFields<QueryMarketsArgs, 'orderBy'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  overview?: Resolver<ResolversTypes['Overview'], ParentType, ContextType>;
  payout?: Resolver<Maybe<ResolversTypes['Payout']>, ParentType, ContextType, RequireFields<QueryPayoutArgs, 'by'>>;
  payouts?: Resolver<ResolversTypes['PayoutConnection'], ParentType, ContextType, RequireFields<QueryPayoutsArgs, 'orderBy'>>;
  purchases?: Resolver<ResolversTypes['PurchaseConnection'], ParentType, ContextType, RequireFields<QueryPurchasesArgs, 'orderBy'>>;
  review?: Resolver<Maybe<ResolversTypes['Review']>, ParentType, ContextType, RequireFields<QueryReviewArgs, 'by'>>;
  reviews?: Resolver<ResolversTypes['ReviewConnection'], ParentType, ContextType, RequireFields<QueryReviewsArgs, 'orderBy'>>;
  rewards?: Resolver<ResolversTypes['RewardConnection'], ParentType, ContextType, RequireFields<QueryRewardsArgs, 'orderBy'>>;
  stateDigest?: Resolver<Maybe<ResolversTypes['StateDigest']>, ParentType, ContextType, RequireFields<QueryStateDigestArgs, 'chainId'>>;
  submission?: Resolver<Maybe<ResolversTypes['Submission']>, ParentType, ContextType, RequireFields<QuerySubmissionArgs, 'by'>>;
  submissions?: Resolver<ResolversTypes['SubmissionConnection'], ParentType, ContextType, RequireFields<QuerySubmissionsArgs, 'orderBy'>>;
  task?: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType, RequireFields<QueryTaskArgs, 'by'>>;
  tasks?: Resolver<ResolversTypes['TaskConnection'], ParentType, ContextType, RequireFields<QueryTasksArgs, 'orderBy'>>;
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType, RequireFields<QueryTokenArgs, 'address' | 'chainId'>>;
  tokens?: Resolver<ResolversTypes['TokenConnection'], ParentType, ContextType, Partial<QueryTokensArgs>>;
  transaction?: Resolver<Maybe<ResolversTypes['IndexedTransaction']>, ParentType, ContextType, RequireFields<QueryTransactionArgs, 'chainId' | 'hash'>>;
};

export type RateLimitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RateLimit'] = ResolversParentTypes['RateLimit']> = {
  cost: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  limit: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nodeCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  remaining: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resetAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  used: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReceiptProofResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReceiptProof'] = ResolversParentTypes['ReceiptProof']> = {
  blockHash: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
  headerRlp: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  key: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  logPosition: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Bytes']>, ParentType, ContextType>;
  receipt: Resolver<ResolversTypes['Bytes'], ParentType, ContextType>;
  receiptsRoot: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
};

export type ReorgResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Reorg'] = ResolversParentTypes['Reorg']> = {
  chain: Resolver<ResolversTypes['Chain'], ParentType, ContextType>;
  commonAncestor: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  depth: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  detectedAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  newHead: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
  oldHead: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
  revertedEvents: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReorgConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReorgConnection'] = ResolversParentTypes['ReorgConnection']> = {
  edges: Resolver<Array<ResolversTypes['ReorgEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Reorg']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReorgEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReorgEdge'] = ResolversParentTypes['ReorgEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Reorg'], ParentType, ContextType>;
};

export type ReviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Review'] = ResolversParentTypes['Review']> = {
  assessor: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  market: Resolver<ResolversTypes['Market'], ParentType, ContextType>;
  scoreBps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  subject: Resolver<Maybe<ResolversTypes['ReviewSubject']>, ParentType, ContextType>;
  superseded: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  supersededBy: Resolver<Maybe<ResolversTypes['Review']>, ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  verdict: Resolver<ResolversTypes['ReviewVerdict'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReviewConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReviewConnection'] = ResolversParentTypes['ReviewConnection']> = {
  edges: Resolver<Array<ResolversTypes['ReviewEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Review']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReviewEdge'] = ResolversParentTypes['ReviewEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Review'], ParentType, ContextType>;
};

export type ReviewSubjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReviewSubject'] = ResolversParentTypes['ReviewSubject']> = {
  __resolveType: TypeResolveFn<'Submission', ParentType, ContextType>;
};

export type RewardResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Reward'] = ResolversParentTypes['Reward']> = {
  amount: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  contributor: Resolver<ResolversTypes['Contributor'], ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  dataset: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  forfeitReason: Resolver<Maybe<ResolversTypes['ForfeitReason']>, ParentType, ContextType>;
  forfeited: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  market: Resolver<ResolversTypes['Market'], ParentType, ContextType>;
  outstanding: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  payouts: Resolver<ResolversTypes['PayoutConnection'], ParentType, ContextType, RequireFields<RewardPayoutsArgs, 'orderBy'>>;
  settled: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  state: Resolver<ResolversTypes['RewardState'], ParentType, ContextType>;
  submission: Resolver<Maybe<ResolversTypes['Submission']>, ParentType, ContextType>;
  task: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
  token: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RewardConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RewardConnection'] = ResolversParentTypes['RewardConnection']> = {
  edges: Resolver<Array<ResolversTypes['RewardEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Reward']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totals: Resolver<Array<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
};

export type RewardEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RewardEdge'] = ResolversParentTypes['RewardEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Reward'], ParentType, ContextType>;
};

export type SnapshotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Snapshot'] = ResolversParentTypes['Snapshot']> = {
  blockHash: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
  blockNumber: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  chainId: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  completeness: Resolver<ResolversTypes['Completeness'], ParentType, ContextType>;
  finality: Resolver<ResolversTypes['Finality'], ParentType, ContextType>;
  timestamp: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StateDigestResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StateDigest'] = ResolversParentTypes['StateDigest']> = {
  algorithm: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  blockHash: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
  blockNumber: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  chain: Resolver<ResolversTypes['Chain'], ParentType, ContextType>;
  digest: Resolver<ResolversTypes['Bytes32'], ParentType, ContextType>;
};

export type SubmissionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Submission'] = ResolversParentTypes['Submission']> = {
  contentHash: Resolver<Maybe<ResolversTypes['Bytes32']>, ParentType, ContextType>;
  contentUri: Resolver<Maybe<ResolversTypes['URI']>, ParentType, ContextType>;
  contributor: Resolver<Maybe<ResolversTypes['Contributor']>, ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  dataset: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  decidedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decidedBy: Resolver<Maybe<ResolversTypes['EventRef']>, ParentType, ContextType>;
  granularity: Resolver<ResolversTypes['SubmissionGranularity'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  includedIn: Resolver<ResolversTypes['DatasetContributionConnection'], ParentType, ContextType, Partial<SubmissionIncludedInArgs>>;
  key: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  market: Resolver<ResolversTypes['Market'], ParentType, ContextType>;
  metadata: Resolver<Maybe<ResolversTypes['MetadataDocument']>, ParentType, ContextType>;
  payouts: Resolver<ResolversTypes['PayoutConnection'], ParentType, ContextType, RequireFields<SubmissionPayoutsArgs, 'orderBy'>>;
  quality: Resolver<ResolversTypes['QualityScore'], ParentType, ContextType, RequireFields<SubmissionQualityArgs, 'trustedOnly'>>;
  reviews: Resolver<ResolversTypes['ReviewConnection'], ParentType, ContextType, RequireFields<SubmissionReviewsArgs, 'orderBy'>>;
  rewards: Resolver<ResolversTypes['RewardConnection'], ParentType, ContextType, RequireFields<SubmissionRewardsArgs, 'orderBy'>>;
  status: Resolver<ResolversTypes['SubmissionStatus'], ParentType, ContextType>;
  task: Resolver<Maybe<ResolversTypes['Task']>, ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubmissionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SubmissionConnection'] = ResolversParentTypes['SubmissionConnection']> = {
  edges: Resolver<Array<ResolversTypes['SubmissionEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Submission']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SubmissionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SubmissionEdge'] = ResolversParentTypes['SubmissionEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Submission'], ParentType, ContextType>;
};

export type SyncStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncStatus'] = ResolversParentTypes['SyncStatus']> = {
  blocksPerSecond: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  chain: Resolver<ResolversTypes['Chain'], ParentType, ContextType>;
  completeness: Resolver<ResolversTypes['Completeness'], ParentType, ContextType>;
  deepestReorg: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  etaSeconds: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  eventCount: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  finalizedBlock: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  headBlock: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  indexedBlock: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  indexedBlockHash: Resolver<Maybe<ResolversTypes['Bytes32']>, ParentType, ContextType>;
  indexedTimestamp: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lagBlocks: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  lagSeconds: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  lastError: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  measuredAt: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  phase: Resolver<ResolversTypes['SyncPhase'], ParentType, ContextType>;
  progressBps: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ready: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reorgCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startBlock: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type TaskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Task'] = ResolversParentTypes['Task']> = {
  acceptedCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  budget: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  capacity: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  closedAt: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  contributorCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  dataset: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  deadline: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  externalRef: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fees: Resolver<ResolversTypes['FeeChargeConnection'], ParentType, ContextType, RequireFields<TaskFeesArgs, 'orderBy'>>;
  feesCharged: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  funding: Resolver<ResolversTypes['TaskFundingConnection'], ParentType, ContextType, Partial<TaskFundingArgs>>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  market: Resolver<ResolversTypes['Market'], ParentType, ContextType>;
  metadata: Resolver<Maybe<ResolversTypes['MetadataDocument']>, ParentType, ContextType>;
  paid: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  payouts: Resolver<ResolversTypes['PayoutConnection'], ParentType, ContextType, RequireFields<TaskPayoutsArgs, 'orderBy'>>;
  poster: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  quality: Resolver<ResolversTypes['QualityScore'], ParentType, ContextType, RequireFields<TaskQualityArgs, 'trustedOnly'>>;
  refunded: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  remaining: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  rewardPerSubmission: Resolver<Maybe<ResolversTypes['TokenAmount']>, ParentType, ContextType>;
  rewards: Resolver<ResolversTypes['RewardConnection'], ParentType, ContextType, RequireFields<TaskRewardsArgs, 'orderBy'>>;
  roles: Resolver<Array<ResolversTypes['TaskRole']>, ParentType, ContextType>;
  status: Resolver<ResolversTypes['TaskStatus'], ParentType, ContextType>;
  submissionCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  submissions: Resolver<ResolversTypes['SubmissionConnection'], ParentType, ContextType, RequireFields<TaskSubmissionsArgs, 'orderBy'>>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  withdrawn: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TaskConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskConnection'] = ResolversParentTypes['TaskConnection']> = {
  edges: Resolver<Array<ResolversTypes['TaskEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Task']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TaskEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskEdge'] = ResolversParentTypes['TaskEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
};

export type TaskFundingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskFunding'] = ResolversParentTypes['TaskFunding']> = {
  account: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  amount: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  confidence: Resolver<ResolversTypes['Confidence'], ParentType, ContextType>;
  createdBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind: Resolver<ResolversTypes['FundingKind'], ParentType, ContextType>;
  part: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  task: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
  updatedBy: Resolver<ResolversTypes['EventRef'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TaskFundingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskFundingConnection'] = ResolversParentTypes['TaskFundingConnection']> = {
  edges: Resolver<Array<ResolversTypes['TaskFundingEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['TaskFunding']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TaskFundingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskFundingEdge'] = ResolversParentTypes['TaskFundingEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['TaskFunding'], ParentType, ContextType>;
};

export type TaskRoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaskRole'] = ResolversParentTypes['TaskRole']> = {
  account: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  feeBps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  role: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = {
  address: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  chain: Resolver<ResolversTypes['Chain'], ParentType, ContextType>;
  decimals: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  symbol: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  totalPaid: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TokenAmountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TokenAmount'] = ResolversParentTypes['TokenAmount']> = {
  raw: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  token: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
  value: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type TokenConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TokenConnection'] = ResolversParentTypes['TokenConnection']> = {
  edges: Resolver<Array<ResolversTypes['TokenEdge']>, ParentType, ContextType>;
  nodes: Resolver<Array<ResolversTypes['Token']>, ParentType, ContextType>;
  pageInfo: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TokenEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TokenEdge'] = ResolversParentTypes['TokenEdge']> = {
  cursor: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
};

export type TokenShareResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TokenShare'] = ResolversParentTypes['TokenShare']> = {
  bps: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  token: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
};

export type TokenTransferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TokenTransfer'] = ResolversParentTypes['TokenTransfer']> = {
  amount: Resolver<ResolversTypes['TokenAmount'], ParentType, ContextType>;
  from: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
  logIndex: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  to: Resolver<ResolversTypes['Address'], ParentType, ContextType>;
};

export interface TransactionHashScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TransactionHash'], any> {
  name: 'TransactionHash';
}

export interface UriScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URI'], any> {
  name: 'URI';
}

export type VerificationCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VerificationCheck'] = ResolversParentTypes['VerificationCheck']> = {
  detail: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name: Resolver<ResolversTypes['VerificationCheckName'], ParentType, ContextType>;
  result: Resolver<ResolversTypes['CheckResult'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Account: AccountResolvers<ContextType>;
  ActivitySubject: ActivitySubjectResolvers<ContextType>;
  Address: GraphQLScalarType;
  AuditFinding: AuditFindingResolvers<ContextType>;
  AuditFindingConnection: AuditFindingConnectionResolvers<ContextType>;
  AuditFindingEdge: AuditFindingEdgeResolvers<ContextType>;
  BigInt: GraphQLScalarType;
  Block: BlockResolvers<ContextType>;
  Bytes: GraphQLScalarType;
  Bytes32: GraphQLScalarType;
  Chain: ChainResolvers<ContextType>;
  ChainRecord: ChainRecordResolvers<ContextType>;
  Completeness: CompletenessResolvers<ContextType>;
  CompletenessCount: CompletenessCountResolvers<ContextType>;
  CompletenessGap: CompletenessGapResolvers<ContextType>;
  CompletenessSample: CompletenessSampleResolvers<ContextType>;
  Contributor: ContributorResolvers<ContextType>;
  ContributorConnection: ContributorConnectionResolvers<ContextType>;
  ContributorDatasetConnection: ContributorDatasetConnectionResolvers<ContextType>;
  ContributorDatasetEdge: ContributorDatasetEdgeResolvers<ContextType>;
  ContributorEdge: ContributorEdgeResolvers<ContextType>;
  ContributorStats: ContributorStatsResolvers<ContextType>;
  Dataset: DatasetResolvers<ContextType>;
  DatasetConnection: DatasetConnectionResolvers<ContextType>;
  DatasetContribution: DatasetContributionResolvers<ContextType>;
  DatasetContributionConnection: DatasetContributionConnectionResolvers<ContextType>;
  DatasetContributionEdge: DatasetContributionEdgeResolvers<ContextType>;
  DatasetContributorConnection: DatasetContributorConnectionResolvers<ContextType>;
  DatasetContributorEdge: DatasetContributorEdgeResolvers<ContextType>;
  DatasetEdge: DatasetEdgeResolvers<ContextType>;
  DatasetStats: DatasetStatsResolvers<ContextType>;
  DatasetVersion: DatasetVersionResolvers<ContextType>;
  DatasetVersionConnection: DatasetVersionConnectionResolvers<ContextType>;
  DatasetVersionEdge: DatasetVersionEdgeResolvers<ContextType>;
  DateTime: GraphQLScalarType;
  Decimal: GraphQLScalarType;
  EarningsTotal: EarningsTotalResolvers<ContextType>;
  EventRef: EventRefResolvers<ContextType>;
  FeeCharge: FeeChargeResolvers<ContextType>;
  FeeChargeConnection: FeeChargeConnectionResolvers<ContextType>;
  FeeChargeEdge: FeeChargeEdgeResolvers<ContextType>;
  IndexedTransaction: IndexedTransactionResolvers<ContextType>;
  JSON: GraphQLScalarType;
  LeaderboardConnection: LeaderboardConnectionResolvers<ContextType>;
  LeaderboardEdge: LeaderboardEdgeResolvers<ContextType>;
  LedgerAccount: LedgerAccountResolvers<ContextType>;
  LedgerCause: LedgerCauseResolvers<ContextType>;
  LedgerEntry: LedgerEntryResolvers<ContextType>;
  LedgerEntryConnection: LedgerEntryConnectionResolvers<ContextType>;
  LedgerEntryEdge: LedgerEntryEdgeResolvers<ContextType>;
  LedgerTransaction: LedgerTransactionResolvers<ContextType>;
  Market: MarketResolvers<ContextType>;
  MarketAudit: MarketAuditResolvers<ContextType>;
  MarketConnection: MarketConnectionResolvers<ContextType>;
  MarketContract: MarketContractResolvers<ContextType>;
  MarketEdge: MarketEdgeResolvers<ContextType>;
  MarketTotals: MarketTotalsResolvers<ContextType>;
  Meta: MetaResolvers<ContextType>;
  MetadataDocument: MetadataDocumentResolvers<ContextType>;
  Node: NodeResolvers<ContextType>;
  Overview: OverviewResolvers<ContextType>;
  PageInfo: PageInfoResolvers<ContextType>;
  Payout: PayoutResolvers<ContextType>;
  PayoutConnection: PayoutConnectionResolvers<ContextType>;
  PayoutEdge: PayoutEdgeResolvers<ContextType>;
  PayoutVerification: PayoutVerificationResolvers<ContextType>;
  Purchase: PurchaseResolvers<ContextType>;
  PurchaseConnection: PurchaseConnectionResolvers<ContextType>;
  PurchaseEdge: PurchaseEdgeResolvers<ContextType>;
  QualityScore: QualityScoreResolvers<ContextType>;
  Query: QueryResolvers<ContextType>;
  RateLimit: RateLimitResolvers<ContextType>;
  ReceiptProof: ReceiptProofResolvers<ContextType>;
  Reorg: ReorgResolvers<ContextType>;
  ReorgConnection: ReorgConnectionResolvers<ContextType>;
  ReorgEdge: ReorgEdgeResolvers<ContextType>;
  Review: ReviewResolvers<ContextType>;
  ReviewConnection: ReviewConnectionResolvers<ContextType>;
  ReviewEdge: ReviewEdgeResolvers<ContextType>;
  ReviewSubject: ReviewSubjectResolvers<ContextType>;
  Reward: RewardResolvers<ContextType>;
  RewardConnection: RewardConnectionResolvers<ContextType>;
  RewardEdge: RewardEdgeResolvers<ContextType>;
  Snapshot: SnapshotResolvers<ContextType>;
  StateDigest: StateDigestResolvers<ContextType>;
  Submission: SubmissionResolvers<ContextType>;
  SubmissionConnection: SubmissionConnectionResolvers<ContextType>;
  SubmissionEdge: SubmissionEdgeResolvers<ContextType>;
  SyncStatus: SyncStatusResolvers<ContextType>;
  Task: TaskResolvers<ContextType>;
  TaskConnection: TaskConnectionResolvers<ContextType>;
  TaskEdge: TaskEdgeResolvers<ContextType>;
  TaskFunding: TaskFundingResolvers<ContextType>;
  TaskFundingConnection: TaskFundingConnectionResolvers<ContextType>;
  TaskFundingEdge: TaskFundingEdgeResolvers<ContextType>;
  TaskRole: TaskRoleResolvers<ContextType>;
  Token: TokenResolvers<ContextType>;
  TokenAmount: TokenAmountResolvers<ContextType>;
  TokenConnection: TokenConnectionResolvers<ContextType>;
  TokenEdge: TokenEdgeResolvers<ContextType>;
  TokenShare: TokenShareResolvers<ContextType>;
  TokenTransfer: TokenTransferResolvers<ContextType>;
  TransactionHash: GraphQLScalarType;
  URI: GraphQLScalarType;
  VerificationCheck: VerificationCheckResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cost: CostDirectiveResolver<any, any, ContextType>;
  listSize: ListSizeDirectiveResolver<any, any, ContextType>;
};
