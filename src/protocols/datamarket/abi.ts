import { parseAbi } from 'viem'

/**
 * Every event of the reference market, contracts/DataMarket.sol. The first six are fixed for good; a market that emits only
 * those is indexed correctly too. `verdict`: 0 reject, 1 accept, 2 revise. `score`: basis points.
 */
export const dataMarketEvents = parseAbi([
  'event TaskPosted(uint256 indexed taskId, address indexed requester, uint256 indexed datasetId, address token, uint256 reward, uint64 quota, uint64 deadline, string uri)',
  'event SubmissionMade(uint256 indexed submissionId, uint256 indexed taskId, address indexed contributor, bytes32 contentHash, string uri)',
  'event SubmissionReviewed(uint256 indexed submissionId, address indexed reviewer, uint8 verdict, uint16 score)',
  'event PayoutMade(uint256 indexed taskId, uint256 indexed submissionId, address indexed contributor, address token, uint256 amount)',
  'event DatasetRegistered(uint256 indexed datasetId, address indexed owner, string uri, bytes32 contentHash, uint256 price, address token)',
  'event DatasetPurchased(uint256 indexed datasetId, address indexed buyer, address token, uint256 amount)',

  // Money into and out of a task's escrow.
  'event TaskFunded(uint256 indexed taskId, address indexed funder, address token, uint256 amount)',
  'event TaskRefunded(uint256 indexed taskId, address indexed to, address token, uint256 amount)',
  // outcome: 1 completed, 2 cancelled.
  'event TaskClosed(uint256 indexed taskId, uint8 outcome)',

  // Decisions, and what is owed from them until PayoutMade settles it.
  'event SubmissionAccepted(uint256 indexed submissionId, uint256 indexed taskId, address indexed contributor)',
  'event SubmissionRejected(uint256 indexed submissionId, uint256 indexed taskId, address indexed contributor)',
  'event RewardAccrued(uint256 indexed submissionId, address indexed contributor, address token, uint256 amount)',
  // reason: 1 penalised (found to be cheating after acceptance), 2 forgone (given up by the contributor). Goes back to the escrow.
  'event RewardForfeited(uint256 indexed submissionId, address indexed contributor, address token, uint256 amount, uint8 reason)',
  // On top of the reward, paid by the requester from the task's escrow.
  'event TaskFeeCharged(uint256 indexed taskId, uint256 indexed submissionId, address indexed payee, address token, uint256 amount)',

  // A version names its submissions in one or more DatasetContributions of the same transaction or later ones.
  'event DatasetVersionPublished(uint256 indexed datasetId, uint64 indexed version, bytes32 contentRoot, string uri)',
  'event DatasetContributions(uint256 indexed datasetId, uint64 indexed version, uint256[] submissionIds)',
  'event DatasetPriceChanged(uint256 indexed datasetId, address token, uint256 price)',
  // status: 0 listed, 1 suspended, 2 ended.
  'event DatasetStatusChanged(uint256 indexed datasetId, uint8 status)',

  // A sale: DatasetPurchased is the gross; fee and net revenue come out of it; contributors claim their share of the revenue.
  'event PurchaseFeeCharged(uint256 indexed datasetId, address indexed payee, address token, uint256 amount)',
  'event RevenueReceived(uint256 indexed datasetId, address token, uint256 amount)',
  'event RevenueClaimed(uint256 indexed datasetId, address indexed contributor, address token, uint256 amount)',
  'event SharesSet(uint256 indexed datasetId, address indexed contributor, uint256 units, uint256 totalUnits)',

  // Of the market as a whole.
  'event FeeChanged(uint16 feeBps, address treasury)',
  'event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)',
  // Announced only: nothing changes until OwnershipTransferred.
  'event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner)',
])
