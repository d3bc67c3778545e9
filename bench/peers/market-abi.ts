import { parseAbi } from 'viem'

/** The six fixed events of the reference market. */
export const marketAbi = parseAbi([
  'event TaskPosted(uint256 indexed taskId, address indexed requester, uint256 indexed datasetId, address token, uint256 reward, uint64 quota, uint64 deadline, string uri)',
  'event SubmissionMade(uint256 indexed submissionId, uint256 indexed taskId, address indexed contributor, bytes32 contentHash, string uri)',
  'event SubmissionReviewed(uint256 indexed submissionId, address indexed reviewer, uint8 verdict, uint16 score)',
  'event PayoutMade(uint256 indexed taskId, uint256 indexed submissionId, address indexed contributor, address token, uint256 amount)',
  'event DatasetRegistered(uint256 indexed datasetId, address indexed owner, string uri, bytes32 contentHash, uint256 price, address token)',
  'event DatasetPurchased(uint256 indexed datasetId, address indexed buyer, address token, uint256 amount)',
])
