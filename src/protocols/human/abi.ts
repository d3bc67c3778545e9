import { parseAbi } from 'viem'

// Every event of every generation, by the role of the contract that emits it. Names of arguments are those of the newest
// generation that has the event: only types and topics tell signatures apart.

const ownable = [
  'event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)',
  'event Initialized(uint8 version)',
  'event Upgraded(address indexed implementation)',
  'event AdminChanged(address previousAdmin, address newAdmin)',
  'event BeaconUpgraded(address indexed beacon)',
] as const

const launches = [
  'event Launched(address token, address escrow, uint256 counter)',
  'event Launched(address token, address escrow)',
  'event LaunchedV2(address token, address escrow, string jobRequesterId)',
] as const

/** Builds of four days in 2024-11 to 12 indexed the addresses; the signatures' hashes are those above. */
const indexedLaunches = [
  'event Launched(address indexed token, address indexed escrow)',
  'event LaunchedV2(address indexed token, address indexed escrow, string jobRequesterId)',
] as const

export const factoryEvents = [
  ...parseAbi([
    ...launches,
    ...ownable,
    'event SetStakingAddress(address indexed stakingAddress)',
    'event SetMinumumStake(uint256 indexed minimumStake)',
    'event SetKVStoreAddress(address indexed kvStoreAddress)',
  ]),
  ...parseAbi(indexedLaunches),
]

export const legacyFactoryEvents = [...parseAbi(launches), ...parseAbi(indexedLaunches)]

export const escrowEvents = parseAbi([
  'event TrustedHandlerAdded(address handler)',
  'event Pending(string manifest, string hash)',
  'event PendingV2(string manifest, string hash, address reputationOracle, address recordingOracle, address exchangeOracle)',
  'event PendingV3(string manifest, string hash, address reputationOracle, address recordingOracle, address exchangeOracle, uint8 reputationOracleFeePercentage, uint8 recordingOracleFeePercentage, uint8 exchangeOracleFeePercentage)',
  'event Fund(uint256 amount)',
  'event Withdraw(address token, uint256 amount)',
  'event IntermediateStorage(string url, string hash)',
  // From 2023-02 to 2023-05.
  'event IntermediateStorage(address sender, string url, string hash)',
  // Legacy, and two days of 2023-02.
  'event BulkTransfer(uint256 indexed txId, uint256 bulkCount)',
  'event BulkTransfer(uint256 indexed txId, uint256 bulkCount, uint256 amountPaid, bool isPartial)',
  // 1.x and 3.x.
  'event BulkTransfer(uint256 indexed txId, address[] recipients, uint256[] amounts, bool isPartial)',
  // 4.x.
  'event BulkTransferV2(uint256 indexed txId, address[] recipients, uint256[] amounts, bool isPartial, string finalResultsUrl)',
  // 5.x on; its rows mean something else from 7.x on.
  'event BulkTransferV3(bytes32 indexed payoutId, address[] recipients, uint256[] amounts, bool isPartial, string finalResultsUrl, string finalResultsHash)',
  'event OracleFeeTransfer(address[] oracles, uint256[] amounts)',
  'event CancellationRequested()',
  'event CancellationRefund(uint256 amount)',
  'event Cancelled()',
  'event Completed()',
])

export const stakingEvents = parseAbi([
  ...ownable,
  'event StakeDeposited(address indexed staker, uint256 tokens)',
  'event StakeLocked(address indexed staker, uint256 tokens, uint256 until)',
  'event StakeWithdrawn(address indexed staker, uint256 tokens)',
  'event StakeSlashed(address indexed staker, uint256 tokens)',
  'event StakeSlashed(address indexed staker, uint256 tokens, address indexed escrowAddress, address slashRequester)',
  'event StakeAllocated(address indexed staker, uint256 tokens, address indexed escrowAddress, uint256 createdAt)',
  'event AllocationClosed(address indexed staker, uint256 tokens, address indexed escrowAddress, uint256 closedAt)',
  'event SetMinumumStake(uint256 indexed minimumStake)',
  'event SetLockPeriod(uint32 indexed lockPeriod)',
  'event SetRewardPool(address indexed rewardPool)',
  'event SetStaker(address indexed staker, uint8 indexed role)',
  'event FeeWithdrawn(uint256 amount)',
])

export const rewardPoolEvents = parseAbi([
  ...ownable,
  'event RewardAdded(address indexed escrowAddress, address indexed slasher, uint256 tokens)',
  'event RewardAdded(address indexed escrowAddress, address indexed staker, address indexed slasher, uint256 tokens)',
])

export const kvStoreEvents = parseAbi(['event DataSaved(address indexed sender, string key, string value)'])
