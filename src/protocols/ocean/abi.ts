import { parseAbi } from 'viem'

// Events of Ocean v4 (npm @oceanprotocol/contracts 2.6.0; the same since 2022-04), by the role of the contract that emits them.
// What is ignored is listed too, so that a log of it is known and not unreadable.

const roleChange = (name: string) =>
  `event ${name}(address indexed user, address indexed signer, uint256 timestamp, uint256 blockNumber)` as const

export const factoryEvents = parseAbi([
  'event NFTCreated(address newTokenAddress, address indexed templateAddress, string tokenName, address indexed admin, string symbol, string tokenURI, bool transferable, address indexed creator)',
  'event TokenCreated(address indexed newTokenAddress, address indexed templateAddress, string name, string symbol, uint256 cap, address creator)',
  'event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)',
  'event InstanceDeployed(address instance)',
  'event Template20Added(address indexed _templateAddress, uint256 indexed nftTemplateCount)',
  'event Template721Added(address indexed _templateAddress, uint256 indexed nftTemplateCount)',
])

export const routerEvents = parseAbi([
  'event FixedRateContractAdded(address indexed caller, address indexed contractAddress)',
  'event DispenserContractAdded(address indexed caller, address indexed contractAddress)',
  'event OPCCollectorChanged(address indexed caller, address indexed _newOpcCollector)',
  'event FixedRateContractRemoved(address indexed caller, address indexed contractAddress)',
  'event DispenserContractRemoved(address indexed caller, address indexed contractAddress)',
  'event OPCFeeChanged(address indexed caller, uint256 newSwapOceanFee, uint256 newSwapNonOceanFee, uint256 newConsumeFee, uint256 newProviderFee)',
  'event TokenAdded(address indexed caller, address indexed token)',
  'event TokenRemoved(address indexed caller, address indexed token)',
  'event RouterChanged(address indexed caller, address indexed newRouter)',
  'event FactoryContractChanged(address indexed caller, address indexed contractAddress)',
  'event SSContractAdded(address indexed caller, address indexed contractAddress)',
  'event SSContractRemoved(address indexed caller, address indexed contractAddress)',
  'event PoolTemplateAdded(address indexed caller, address indexed contractAddress)',
  'event PoolTemplateRemoved(address indexed caller, address indexed contractAddress)',
  'event NewPool(address indexed poolAddress, bool isOcean)',
  'event BPoolCreated(address indexed newBPoolAddress, address indexed registeredBy, address indexed datatokenAddress, address baseTokenAddress, address bpoolTemplateAddress, address ssAddress)',
  'event InstanceDeployed(address instance)',
  'event VestingPeriodChanges(address indexed caller, uint256 minVestingPeriodInBlocks)',
])

export const nftEvents = parseAbi([
  'event MetadataCreated(address indexed createdBy, uint8 state, string decryptorUrl, bytes flags, bytes data, bytes32 metaDataHash, uint256 timestamp, uint256 blockNumber)',
  'event MetadataUpdated(address indexed updatedBy, uint8 state, string decryptorUrl, bytes flags, bytes data, bytes32 metaDataHash, uint256 timestamp, uint256 blockNumber)',
  'event MetadataState(address indexed updatedBy, uint8 state, uint256 timestamp, uint256 blockNumber)',
  'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  'event MetadataValidated(address indexed validator, bytes32 metaDataHash, uint8 v, bytes32 r, bytes32 s)',
  'event TokenURIUpdate(address indexed updatedBy, string tokenURI, uint256 tokenID, uint256 timestamp, uint256 blockNumber)',
  'event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)',
  'event ApprovalForAll(address indexed owner, address indexed operator, bool approved)',
  'event DataChanged(bytes32 indexed key, bytes value)',
  'event ContractCreated(address indexed contractAddress)',
  'event Executed(uint256 indexed _operation, address indexed _to, uint256 indexed _value, bytes _data)',
  'event CleanedPermissions(address indexed signer, uint256 timestamp, uint256 blockNumber)',
  'event TokenCreated(address indexed newTokenAddress, address indexed templateAddress, string name, string symbol, uint256 cap, address creator)',
  roleChange('AddedManager'),
  roleChange('RemovedManager'),
  roleChange('AddedTo725StoreList'),
  roleChange('RemovedFrom725StoreList'),
  roleChange('AddedToCreateERC20List'),
  roleChange('RemovedFromCreateERC20List'),
  roleChange('AddedToMetadataList'),
  roleChange('RemovedFromMetadataList'),
])

/** Of all templates: 1, 2 (enterprise), 4 (confidential); the last ones of 3 (Predictoor). */
export const datatokenEvents = parseAbi([
  'event OrderStarted(address indexed consumer, address payer, uint256 amount, uint256 serviceIndex, uint256 timestamp, address indexed publishMarketAddress, uint256 blockNumber)',
  'event OrderReused(bytes32 orderTxId, address caller, uint256 timestamp, uint256 number)',
  'event PublishMarketFee(address indexed PublishMarketFeeAddress, address indexed PublishMarketFeeToken, uint256 PublishMarketFeeAmount)',
  'event ConsumeMarketFee(address indexed consumeMarketFeeAddress, address indexed consumeMarketFeeToken, uint256 consumeMarketFeeAmount)',
  'event ProviderFee(address indexed providerFeeAddress, address indexed providerFeeToken, uint256 providerFeeAmount, bytes providerData, uint8 v, bytes32 r, bytes32 s, uint256 validUntil)',
  'event NewPaymentCollector(address indexed caller, address indexed _newPaymentCollector, uint256 timestamp, uint256 blockNumber)',
  'event CleanedPermissions(address indexed signer, uint256 timestamp, uint256 blockNumber)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Approval(address indexed owner, address indexed spender, uint256 value)',
  'event OrderExecuted(address indexed providerAddress, address indexed consumerAddress, bytes32 orderTxId, bytes providerData, bytes providerSignature, bytes consumerData, bytes consumerSignature, uint256 timestamp, uint256 blockNumber)',
  'event PublishMarketFeeChanged(address caller, address PublishMarketFeeAddress, address PublishMarketFeeToken, uint256 PublishMarketFeeAmount)',
  'event NewFixedRate(bytes32 exchangeId, address indexed owner, address exchangeContract, address indexed baseToken)',
  'event NewDispenser(address dispenserContract)',
  'event NewPool(address poolAddress, address ssContract, address baseTokenAddress)',
  'event VestingCreated(address indexed datatokenAddress, address indexed publisherAddress, uint256 vestingEndBlock, uint256 totalVestingAmount)',
  'event MinterProposed(address currentMinter, address newMinter)',
  'event MinterApproved(address currentMinter, address newMinter)',
  roleChange('AddedMinter'),
  roleChange('RemovedMinter'),
  roleChange('AddedPaymentManager'),
  roleChange('RemovedPaymentManager'),
  'event PredictionSubmitted(address indexed predictoor, uint256 indexed slot, uint256 stake)',
  'event PredictionPayout(address indexed predictoor, uint256 indexed slot, uint256 stake, uint256 payout, bool predictedValue, bool trueValue, uint256 aggregatedPredictedValue, uint8 status)',
  'event TruevalSubmitted(uint256 indexed slot, bool trueValue, uint8 status, uint256 roundSumStakesUp, uint256 roundSumStakes)',
  'event NewSubscription(address indexed user, uint256 expires, uint256 epoch)',
  'event RevenueAdded(uint256 totalAmount, uint256 slot, uint256 amountPerEpoch, uint256 numEpochs, uint256 secondsPerEpoch)',
  'event SettingChanged(uint256 secondsPerEpoch, uint256 secondsPerSubscription, uint256 trueValueSubmitTimeout, address stakeToken)',
  'event Paused(bool paused)',
])

/** Of both exchanges, the plain and the enterprise one. */
export const exchangeEvents = parseAbi([
  'event ExchangeCreated(bytes32 indexed exchangeId, address indexed baseToken, address indexed datatoken, address exchangeOwner, uint256 fixedRate)',
  'event ExchangeRateChanged(bytes32 indexed exchangeId, address indexed exchangeOwner, uint256 newRate)',
  'event ExchangeActivated(bytes32 indexed exchangeId, address indexed exchangeOwner)',
  'event ExchangeDeactivated(bytes32 indexed exchangeId, address indexed exchangeOwner)',
  'event PublishMarketFeeChanged(bytes32 indexed exchangeId, address caller, address newMarketCollector, uint256 swapFee)',
  'event Swapped(bytes32 indexed exchangeId, address indexed by, uint256 baseTokenSwappedAmount, uint256 datatokenSwappedAmount, address tokenOutAddress, uint256 marketFeeAmount, uint256 oceanFeeAmount, uint256 consumeMarketFeeAmount)',
  'event ConsumeMarketFee(bytes32 indexed exchangeId, address to, address token, uint256 amount)',
  'event TokenCollected(bytes32 indexed exchangeId, address indexed to, address indexed token, uint256 amount)',
  'event MarketFeeCollected(bytes32 indexed exchangeId, address indexed feeToken, uint256 feeAmount)',
  'event OceanFeeCollected(bytes32 indexed exchangeId, address indexed feeToken, uint256 feeAmount)',
  'event ExchangeMintStateChanged(bytes32 indexed exchangeId, address indexed exchangeOwner, bool withMint)',
  'event ExchangeAllowedSwapperChanged(bytes32 indexed exchangeId, address indexed allowedSwapper)',
  'event SWAP_FEES(bytes32 indexed exchangeId, uint256 oceanFeeAmount, uint256 marketFeeAmount, uint256 consumeMarketFeeAmount, address tokenFeeAddress)',
])

export const dispenserEvents = parseAbi([
  'event DispenserCreated(address indexed datatokenAddress, address indexed owner, uint256 maxTokens, uint256 maxBalance, address allowedSwapper)',
  'event DispenserActivated(address indexed datatokenAddress)',
  'event DispenserDeactivated(address indexed datatokenAddress)',
  'event DispenserAllowedSwapperChanged(address indexed datatoken, address indexed newAllowedSwapper)',
  'event TokensDispensed(address indexed datatokenAddress, address indexed userAddress, uint256 amount)',
  'event OwnerWithdrawed(address indexed datatoken, address indexed owner, uint256 amount)',
])

/** Of both escrows for compute jobs, the plain and the enterprise one. */
export const escrowEvents = parseAbi([
  'event Deposit(address indexed payer, address token, uint256 amount)',
  'event Withdraw(address indexed payer, address token, uint256 amount)',
  'event Lock(address payer, address payee, uint256 jobId, uint256 amount, uint256 expiry, address token)',
  'event Claimed(address indexed payee, uint256 jobId, address token, address indexed payer, uint256 amount, bytes proof)',
  'event Canceled(address indexed payee, uint256 jobId, address token, address indexed payer, uint256 amount)',
  'event Auth(address indexed payer, address indexed payee, uint256 maxLockedAmount, uint256 maxLockSeconds, uint256 maxLockCounts)',
])
