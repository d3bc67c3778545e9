// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title DataMarket, the reference market of Daybook
/// @notice Work on data is posted, escrowed, accepted and paid here; datasets made of that work are sold here, and what
/// they earn goes to those who made them. Every movement of money has an event, so that the books can be kept from outside.
/// @dev Tokens must move exactly what they are told to: fee-on-transfer tokens are refused when money comes in; rebasing
/// tokens cannot be recognised and must not be used. All ids count from 1, so 0 means "none".
contract DataMarket is Ownable2Step, ReentrancyGuardTransient {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    // ------------------------------------------------------------------------------------------------ bounds

    /// @notice The market can never take more than a tenth on top of a reward or out of a sale.
    uint16 public constant FEE_BPS_MAX = 1_000;

    /// @notice Most submissions in one call: a full batch of anything, with shares to settle in every price token, stays below
    /// the 2^24 gas a transaction may use (EIP-7825).
    uint256 public constant BATCH_MAX = 50;

    /// @notice How long after acceptance only the requester can pay. From then on the contributor can collect without it.
    uint256 public constant GRACE_PERIOD = 7 days;

    /// @notice Most tokens a dataset is ever priced in: shares are settled in each of them whenever they change.
    uint256 public constant PRICE_TOKENS_MAX = 4;

    /// @dev Revenue per unit is kept times this, so that a purchase loses less than one base unit while units stay below it.
    uint256 private constant REVENUE_SCALE = 1e18;

    uint256 private constant BPS = 10_000;

    uint8 private constant VERDICT_MAX = 2;
    uint8 private constant OUTCOME_COMPLETED = 1;
    uint8 private constant OUTCOME_CANCELLED = 2;
    uint8 private constant REASON_PENALISED = 1;
    uint8 private constant REASON_FORGONE = 2;
    uint8 private constant STATUS_LISTED = 0;
    uint8 private constant STATUS_ENDED = 2;

    // ------------------------------------------------------------------------------------------------ state

    enum SubmissionStatus {
        None,
        Pending,
        Accepted, // the reward is reserved and owed
        Rejected,
        Paid,
        Penalised, // accepted, then found to be cheating before it was paid
        Forgone // accepted, then given up by the contributor; the work still stands
    }

    struct Task {
        address requester;
        uint48 datasetId; // 0: for no dataset
        uint16 feeBps; // as it was when the task was posted: a later change never makes a running task dearer
        uint8 outcome; // 0: open
        address token;
        uint64 quota;
        uint64 deadline;
        uint64 accepted; // ever; a forfeited reward does not give its place back
        uint128 reward;
        uint128 free; // escrow that may back further acceptances, or go back at closing
        uint128 reserved; // escrow owed for accepted submissions: reward and fee of each
    }

    struct Submission {
        address contributor;
        uint48 taskId;
        uint40 acceptedAt;
        SubmissionStatus status;
    }

    struct Dataset {
        address owner;
        uint64 version; // the newest; 0: none yet
        uint8 status;
        address token;
        uint128 price;
        uint128 totalUnits;
    }

    struct Revenue {
        uint256 perUnit; // since the beginning, times REVENUE_SCALE
        uint256 unclaimed; // held for this dataset in this token: no claim can reach into anybody else's money
    }

    struct Entitlement {
        uint256 perUnitSeen; // Revenue.perUnit up to which `owed` is complete
        uint256 owed; // times REVENUE_SCALE, so that fractions are carried over and claiming often costs nothing
    }

    uint16 public feeBps;
    address public treasury;

    uint48 public taskCount;
    uint48 public submissionCount;
    uint48 public datasetCount;

    /// @notice Who may declare an accepted submission to be cheating.
    mapping(address account => bool) public isArbiter;
    /// @notice Who may review a task's submissions beside its requester.
    mapping(uint256 taskId => mapping(address account => bool)) public isReviewer;
    /// @notice The Merkle root over all content hashes of a version.
    mapping(uint256 datasetId => mapping(uint64 version => bytes32)) public contentRoot;
    /// @notice Whether a submission is named as part of a dataset. Once only, so that it gives one unit.
    mapping(uint256 datasetId => mapping(uint256 submissionId => bool)) public isContribution;
    /// @notice Units of a dataset's revenue.
    mapping(uint256 datasetId => mapping(address contributor => uint256)) public unitsOf;

    mapping(uint256 taskId => Task) private _tasks;
    mapping(uint256 submissionId => Submission) private _submissions;
    mapping(uint256 datasetId => Dataset) private _datasets;
    /// @dev Never longer than PRICE_TOKENS_MAX.
    mapping(uint256 datasetId => address[]) private _priceTokens;
    mapping(uint256 datasetId => mapping(address token => Revenue)) private _revenue;
    mapping(uint256 datasetId => mapping(address token => mapping(address account => Entitlement))) private _entitlements;

    // ------------------------------------------------------------------------------------------------ events

    event TaskPosted(
        uint256 indexed taskId,
        address indexed requester,
        uint256 indexed datasetId,
        address token,
        uint256 reward,
        uint64 quota,
        uint64 deadline,
        string uri
    );
    event SubmissionMade(
        uint256 indexed submissionId,
        uint256 indexed taskId,
        address indexed contributor,
        bytes32 contentHash,
        string uri
    );
    event SubmissionReviewed(uint256 indexed submissionId, address indexed reviewer, uint8 verdict, uint16 score);
    event PayoutMade(
        uint256 indexed taskId,
        uint256 indexed submissionId,
        address indexed contributor,
        address token,
        uint256 amount
    );
    event DatasetRegistered(
        uint256 indexed datasetId,
        address indexed owner,
        string uri,
        bytes32 contentHash,
        uint256 price,
        address token
    );
    event DatasetPurchased(uint256 indexed datasetId, address indexed buyer, address token, uint256 amount);

    event TaskFunded(uint256 indexed taskId, address indexed funder, address token, uint256 amount);
    event TaskRefunded(uint256 indexed taskId, address indexed to, address token, uint256 amount);
    event TaskClosed(uint256 indexed taskId, uint8 outcome);

    event SubmissionAccepted(uint256 indexed submissionId, uint256 indexed taskId, address indexed contributor);
    event SubmissionRejected(uint256 indexed submissionId, uint256 indexed taskId, address indexed contributor);
    event RewardAccrued(uint256 indexed submissionId, address indexed contributor, address token, uint256 amount);
    event RewardForfeited(
        uint256 indexed submissionId,
        address indexed contributor,
        address token,
        uint256 amount,
        uint8 reason
    );
    event TaskFeeCharged(
        uint256 indexed taskId,
        uint256 indexed submissionId,
        address indexed payee,
        address token,
        uint256 amount
    );

    event DatasetVersionPublished(
        uint256 indexed datasetId,
        uint64 indexed version,
        bytes32 contentRoot,
        string uri
    );
    event DatasetContributions(uint256 indexed datasetId, uint64 indexed version, uint256[] submissionIds);
    event DatasetPriceChanged(uint256 indexed datasetId, address token, uint256 price);
    event DatasetStatusChanged(uint256 indexed datasetId, uint8 status);

    event PurchaseFeeCharged(uint256 indexed datasetId, address indexed payee, address token, uint256 amount);
    event RevenueReceived(uint256 indexed datasetId, address token, uint256 amount);
    event RevenueClaimed(uint256 indexed datasetId, address indexed contributor, address token, uint256 amount);
    event SharesSet(uint256 indexed datasetId, address indexed contributor, uint256 units, uint256 totalUnits);

    event FeeChanged(uint16 feeBps, address treasury);

    // ------------------------------------------------------------------------------------------------ errors

    error UnknownTask(uint256 taskId);
    error UnknownSubmission(uint256 submissionId);
    error UnknownDataset(uint256 datasetId);

    error NotRequester(address account);
    error NotReviewer(address account);
    error NotContributor(address account);
    error NotArbiter(address account);
    error NotDatasetOwner(address account);
    error OwnWork(address account);

    error NotAToken(address token);
    error ZeroAmount();
    error ZeroQuota();
    error ZeroContentHash();
    error InvalidTreasury(address treasury);
    error FeeTooHigh(uint16 feeBps);
    error InvalidVerdict(uint8 verdict);
    error InvalidScore(uint16 score);
    error InvalidOutcome(uint8 outcome);
    error InvalidReason(uint8 reason);
    error InvalidStatus(uint8 status);
    error InvalidBatch(uint256 length);

    error DeadlinePassed(uint64 deadline);
    error QuotaReached(uint64 quota);
    error TaskIsClosed(uint256 taskId);
    error TaskIsOpen(uint256 taskId);
    error WrongSubmissionStatus(uint256 submissionId, SubmissionStatus status);
    error InsufficientEscrow(uint256 free, uint256 needed);
    error GracePeriodRunning(uint256 until);
    error NothingToRefund(uint256 taskId);

    error DatasetNotListed(uint256 datasetId);
    error DatasetEnded(uint256 datasetId);
    error NotNewestVersion(uint64 version, uint64 newest);
    error AlreadyContributed(uint256 datasetId, uint256 submissionId);
    error NotContributed(uint256 datasetId, uint256 submissionId);
    error UnrelatedWork(uint256 datasetId, uint256 submissionId);
    error TooManyPriceTokens(uint256 datasetId);
    error PriceChanged(address token, uint256 price);
    error NothingToClaim(uint256 datasetId, address token);
    error UnexpectedAmountReceived(uint256 expected, uint256 received);

    constructor(address owner_, uint16 feeBps_, address treasury_) Ownable(owner_) {
        _setFee(feeBps_, treasury_);
    }

    // ------------------------------------------------------------------------------------------------ the market

    /// @notice Sets the fee, at most FEE_BPS_MAX, and who receives it. Running tasks keep the fee they were posted with.
    function setFee(uint16 feeBps_, address treasury_) external onlyOwner {
        _setFee(feeBps_, treasury_);
    }

    /// @notice Appoints or dismisses an arbiter. Arbiters can only return an unpaid reward to its task's escrow.
    function setArbiter(address account, bool allowed) external onlyOwner {
        isArbiter[account] = allowed;
    }

    function _setFee(uint16 feeBps_, address treasury_) private {
        if (feeBps_ > FEE_BPS_MAX) revert FeeTooHigh(feeBps_);
        if (treasury_ == address(0) || treasury_ == address(this)) revert InvalidTreasury(treasury_);
        feeBps = feeBps_;
        treasury = treasury_;
        emit FeeChanged(feeBps_, treasury_);
    }

    // ------------------------------------------------------------------------------------------------ tasks

    /// @notice Posts the terms of a task. Money enters by `fundTask`.
    /// @param datasetId the dataset the work is for, or 0
    /// @param reward base units of `token` for each accepted submission; the market's fee comes on top
    /// @param quota most submissions that can ever be accepted
    /// @param deadline last second at which work can be submitted; decisions may come later
    function postTask(
        uint256 datasetId,
        address token,
        uint256 reward,
        uint64 quota,
        uint64 deadline,
        string calldata uri
    ) external returns (uint256 taskId) {
        if (datasetId != 0) _dataset(datasetId);
        _requireToken(token);
        if (reward == 0) revert ZeroAmount();
        if (quota == 0) revert ZeroQuota();
        if (deadline < block.timestamp) revert DeadlinePassed(deadline);

        taskId = ++taskCount;
        Task storage task = _tasks[taskId];
        task.requester = msg.sender;
        task.datasetId = datasetId.toUint48();
        task.feeBps = feeBps;
        task.token = token;
        task.quota = quota;
        task.deadline = deadline;
        task.reward = reward.toUint128();
        emit TaskPosted(taskId, msg.sender, datasetId, token, reward, quota, deadline, uri);
    }

    /// @notice Puts money into a task's escrow. Anyone may; what is left goes back to the requester.
    function fundTask(uint256 taskId, uint256 amount) external nonReentrant {
        Task storage task = _openTask(taskId);
        if (amount == 0) revert ZeroAmount();
        address token = task.token;

        task.free += amount.toUint128();
        emit TaskFunded(taskId, msg.sender, token, amount);
        _pull(token, amount);
    }

    /// @notice Lets an account review the task's submissions, or no longer.
    function setReviewer(uint256 taskId, address account, bool allowed) external {
        _requireRequester(_task(taskId));
        isReviewer[taskId][account] = allowed;
    }

    /// @notice Ends a task: 1 completed, 2 cancelled. What is free goes back; what is owed stays, and is still paid.
    function closeTask(uint256 taskId, uint8 outcome) external nonReentrant {
        Task storage task = _openTask(taskId);
        _requireRequester(task);
        if (outcome != OUTCOME_COMPLETED && outcome != OUTCOME_CANCELLED) revert InvalidOutcome(outcome);

        task.outcome = outcome;
        emit TaskClosed(taskId, outcome);
        if (task.free != 0) _refund(taskId, task);
    }

    /// @notice Sends back what became free after closing, by rewards that were forfeited.
    function reclaim(uint256 taskId) external nonReentrant {
        Task storage task = _task(taskId);
        _requireRequester(task);
        if (task.outcome == 0) revert TaskIsOpen(taskId);
        if (task.free == 0) revert NothingToRefund(taskId);
        _refund(taskId, task);
    }

    function _refund(uint256 taskId, Task storage task) private {
        uint256 amount = task.free;
        address token = task.token;
        task.free = 0;
        emit TaskRefunded(taskId, msg.sender, token, amount);
        IERC20(token).safeTransfer(msg.sender, amount);
    }

    // ------------------------------------------------------------------------------------------------ submissions

    /// @notice Hands in work. The content stays where `uri` says; `contentHash` commits to it.
    function submit(
        uint256 taskId,
        bytes32 contentHash,
        string calldata uri
    ) external returns (uint256 submissionId) {
        Task storage task = _openTask(taskId);
        if (block.timestamp > task.deadline) revert DeadlinePassed(task.deadline);
        if (task.accepted >= task.quota) revert QuotaReached(task.quota);
        if (contentHash == 0) revert ZeroContentHash();

        submissionId = ++submissionCount;
        Submission storage submission = _submissions[submissionId];
        submission.contributor = msg.sender;
        submission.taskId = taskId.toUint48();
        submission.status = SubmissionStatus.Pending;
        emit SubmissionMade(submissionId, taskId, msg.sender, contentHash, uri);
    }

    /// @notice Says what a reviewer thinks: 0 reject, 1 accept, 2 revise, and a score in basis points. Advice only, so
    /// reviewers may disagree, change their mind, and review at any time; money moves by the requester's decision.
    function review(uint256 submissionId, uint8 verdict, uint16 score) external {
        Submission storage submission = _submission(submissionId);
        uint256 taskId = submission.taskId;
        if (msg.sender != _tasks[taskId].requester && !isReviewer[taskId][msg.sender]) revert NotReviewer(msg.sender);
        if (msg.sender == submission.contributor) revert OwnWork(msg.sender);
        if (verdict > VERDICT_MAX) revert InvalidVerdict(verdict);
        if (score > BPS) revert InvalidScore(score);
        emit SubmissionReviewed(submissionId, msg.sender, verdict, score);
    }

    /// @notice Accepts a submission for good: its reward is owed from now on, and reserved with the fee on top of it.
    function accept(uint256 submissionId) external {
        (Submission storage submission, Task storage task) = _pendingForRequester(submissionId);
        if (task.accepted >= task.quota) revert QuotaReached(task.quota);
        uint256 cost = uint256(task.reward) + _fee(task);
        if (task.free < cost) revert InsufficientEscrow(task.free, cost);

        task.accepted += 1;
        // `cost` is not more than `free`, so it fits.
        task.free -= uint128(cost);
        task.reserved += uint128(cost);
        submission.status = SubmissionStatus.Accepted;
        submission.acceptedAt = uint40(block.timestamp);
        emit SubmissionAccepted(submissionId, submission.taskId, submission.contributor);
        emit RewardAccrued(submissionId, submission.contributor, task.token, task.reward);
    }

    /// @notice Rejects a submission for good.
    function reject(uint256 submissionId) external {
        (Submission storage submission, ) = _pendingForRequester(submissionId);
        submission.status = SubmissionStatus.Rejected;
        emit SubmissionRejected(submissionId, submission.taskId, submission.contributor);
    }

    /// @notice Pays accepted submissions, of one task or of several. The requester may at any time; a contributor may
    /// collect its own once GRACE_PERIOD has passed since acceptance, so that nobody is kept waiting for ever.
    function pay(uint256[] calldata submissionIds) external nonReentrant {
        uint256 length = submissionIds.length;
        if (length == 0 || length > BATCH_MAX) revert InvalidBatch(length);
        for (uint256 i = 0; i < length; ++i) _pay(submissionIds[i]);
    }

    /// @dev Each submission is finished before the next: between two transfers the state agrees with the balances.
    function _pay(uint256 submissionId) private {
        Submission storage submission = _accepted(submissionId);
        uint256 taskId = submission.taskId;
        Task storage task = _tasks[taskId];
        address contributor = submission.contributor;
        if (msg.sender != task.requester) {
            if (msg.sender != contributor) revert NotRequester(msg.sender);
            uint256 until = submission.acceptedAt + GRACE_PERIOD;
            if (block.timestamp < until) revert GracePeriodRunning(until);
        }
        address token = task.token;
        uint256 reward = task.reward;
        uint256 fee = _fee(task);

        submission.status = SubmissionStatus.Paid;
        // As much was reserved at acceptance: reward and fee rate of a task never change.
        task.reserved -= uint128(reward + fee);

        emit PayoutMade(taskId, submissionId, contributor, token, reward);
        IERC20(token).safeTransfer(contributor, reward);
        if (fee != 0) {
            address payee = treasury;
            emit TaskFeeCharged(taskId, submissionId, payee, token, fee);
            IERC20(token).safeTransfer(payee, fee);
        }
    }

    /// @notice Ends a reward that is owed and not yet paid; the money is free in the task's escrow again.
    /// @param reason 1: an arbiter found cheating; 2: the contributor gives it up
    function forfeit(uint256 submissionId, uint8 reason) external {
        Submission storage submission = _accepted(submissionId);
        if (reason == REASON_PENALISED) {
            if (!isArbiter[msg.sender]) revert NotArbiter(msg.sender);
            submission.status = SubmissionStatus.Penalised;
        } else if (reason == REASON_FORGONE) {
            if (msg.sender != submission.contributor) revert NotContributor(msg.sender);
            submission.status = SubmissionStatus.Forgone;
        } else {
            revert InvalidReason(reason);
        }

        Task storage task = _tasks[submission.taskId];
        uint128 cost = uint128(uint256(task.reward) + _fee(task));
        task.reserved -= cost;
        task.free += cost;
        emit RewardForfeited(submissionId, submission.contributor, task.token, task.reward, reason);
    }

    // ------------------------------------------------------------------------------------------------ datasets

    /// @notice Registers a dataset and offers it for `price`; 0 gives it away.
    function registerDataset(
        string calldata uri,
        bytes32 contentHash,
        uint256 price,
        address token
    ) external returns (uint256 datasetId) {
        _requireToken(token);
        datasetId = ++datasetCount;
        Dataset storage dataset = _datasets[datasetId];
        dataset.owner = msg.sender;
        dataset.price = price.toUint128();
        dataset.token = token;
        _priceTokens[datasetId].push(token);
        emit DatasetRegistered(datasetId, msg.sender, uri, contentHash, price, token);
    }

    /// @notice Publishes the next version, with the first chunk of the submissions it adds. A version holds what it and all
    /// earlier ones name.
    /// @param root Merkle root over the content hashes of everything in the version, see `verifyContribution`
    function publishVersion(
        uint256 datasetId,
        bytes32 root,
        string calldata uri,
        uint256[] calldata submissionIds
    ) external returns (uint64 version) {
        Dataset storage dataset = _ownDataset(datasetId);
        version = ++dataset.version;
        contentRoot[datasetId][version] = root;
        emit DatasetVersionPublished(datasetId, version, root, uri);
        if (submissionIds.length != 0) _contribute(datasetId, dataset, submissionIds);
    }

    /// @notice Names further submissions of the newest version.
    /// @param version must be the newest: two calls that cross must not put a chunk under the wrong version
    function addContributions(uint256 datasetId, uint64 version, uint256[] calldata submissionIds) external {
        Dataset storage dataset = _ownDataset(datasetId);
        if (version == 0 || version != dataset.version) revert NotNewestVersion(version, dataset.version);
        if (submissionIds.length == 0) revert InvalidBatch(0);
        _contribute(datasetId, dataset, submissionIds);
    }

    /// @dev Each submission is named once per dataset, and gives its contributor one unit of what comes in from now on.
    function _contribute(uint256 datasetId, Dataset storage dataset, uint256[] calldata submissionIds) private {
        uint256 length = submissionIds.length;
        if (length > BATCH_MAX) revert InvalidBatch(length);
        emit DatasetContributions(datasetId, dataset.version, submissionIds);
        for (uint256 i = 0; i < length; ++i) {
            address contributor = _name(datasetId, dataset, submissionIds[i]);
            _setUnits(datasetId, dataset, contributor, unitsOf[datasetId][contributor] + 1, dataset.totalUnits + 1);
        }
    }

    function _name(
        uint256 datasetId,
        Dataset storage dataset,
        uint256 submissionId
    ) private returns (address contributor) {
        Submission storage submission = _submission(submissionId);
        SubmissionStatus status = submission.status;
        if (
            status != SubmissionStatus.Accepted &&
            status != SubmissionStatus.Paid &&
            status != SubmissionStatus.Forgone
        ) revert WrongSubmissionStatus(submissionId, status);
        // Otherwise anybody could decorate a dataset with the good work of strangers.
        Task storage task = _tasks[submission.taskId];
        if (task.datasetId != datasetId && task.requester != dataset.owner) {
            revert UnrelatedWork(datasetId, submissionId);
        }
        if (isContribution[datasetId][submissionId]) revert AlreadyContributed(datasetId, submissionId);
        isContribution[datasetId][submissionId] = true;
        return submission.contributor;
    }

    /// @notice Takes back the unit of a submission that was penalised after a version named it. Anyone may, since the
    /// arbiter has decided already. What it earned before stays with its contributor, and it stays named in its version.
    function revokeShare(uint256 datasetId, uint256 submissionId) external {
        Dataset storage dataset = _dataset(datasetId);
        Submission storage submission = _submission(submissionId);
        if (!isContribution[datasetId][submissionId]) revert NotContributed(datasetId, submissionId);
        if (submission.status != SubmissionStatus.Penalised) {
            revert WrongSubmissionStatus(submissionId, submission.status);
        }
        // A penalised submission can never be named again, so this cannot be done twice.
        isContribution[datasetId][submissionId] = false;
        address contributor = submission.contributor;
        _setUnits(datasetId, dataset, contributor, unitsOf[datasetId][contributor] - 1, dataset.totalUnits - 1);
    }

    /// @notice Changes price and token of what is sold from now on.
    function setPrice(uint256 datasetId, address token, uint256 price) external {
        Dataset storage dataset = _ownDataset(datasetId);
        if (token != dataset.token) {
            _requireToken(token);
            _addPriceToken(datasetId, token);
            dataset.token = token;
        }
        dataset.price = price.toUint128();
        emit DatasetPriceChanged(datasetId, token, price);
    }

    /// @notice 0 listed, 1 suspended, 2 ended for good. Revenue can be claimed in any of them.
    function setStatus(uint256 datasetId, uint8 status) external {
        Dataset storage dataset = _ownDataset(datasetId);
        if (status > STATUS_ENDED) revert InvalidStatus(status);
        dataset.status = status;
        emit DatasetStatusChanged(datasetId, status);
    }

    /// @notice Buys a dataset. The fee goes to the treasury, the rest to those who hold units of its revenue, or to its owner
    /// while nobody does.
    /// @param token the token the buyer means to pay in: with `maxPrice` alone an owner could switch to a dearer token that
    /// the buyer has also approved
    /// @param maxPrice most base units the buyer is willing to pay
    function purchase(uint256 datasetId, address token, uint256 maxPrice) external nonReentrant {
        Dataset storage dataset = _dataset(datasetId);
        if (dataset.status != STATUS_LISTED) revert DatasetNotListed(datasetId);
        uint256 gross = dataset.price;
        if (token != dataset.token || gross > maxPrice) revert PriceChanged(dataset.token, gross);
        uint256 fee = (gross * feeBps) / BPS;
        uint256 net = gross - fee;
        address payee = treasury;

        emit DatasetPurchased(datasetId, msg.sender, token, gross);
        if (fee != 0) emit PurchaseFeeCharged(datasetId, payee, token, fee);
        if (net != 0) {
            Revenue storage revenue = _revenue[datasetId][token];
            revenue.unclaimed += net;
            uint256 totalUnits = dataset.totalUnits;
            if (totalUnits == 0) _entitlements[datasetId][token][dataset.owner].owed += net * REVENUE_SCALE;
            else revenue.perUnit += (net * REVENUE_SCALE) / totalUnits;
            emit RevenueReceived(datasetId, token, net);
        }
        if (gross != 0) _pull(token, gross);
        if (fee != 0) IERC20(token).safeTransfer(payee, fee);
    }

    /// @notice Sends the caller its share of a dataset's revenue in one token. The fraction of a base unit stays owed.
    function claimRevenue(uint256 datasetId, address token) external nonReentrant returns (uint256 amount) {
        _dataset(datasetId);
        Entitlement storage entitlement = _settle(datasetId, token, msg.sender);
        amount = entitlement.owed / REVENUE_SCALE;
        if (amount == 0) revert NothingToClaim(datasetId, token);

        entitlement.owed -= amount * REVENUE_SCALE;
        _revenue[datasetId][token].unclaimed -= amount;
        emit RevenueClaimed(datasetId, msg.sender, token, amount);
        IERC20(token).safeTransfer(msg.sender, amount);
    }

    /// @dev What was earned with the old units is settled first, in every token the dataset was ever priced in.
    function _setUnits(
        uint256 datasetId,
        Dataset storage dataset,
        address contributor,
        uint256 units,
        uint128 totalUnits
    ) private {
        address[] storage tokens = _priceTokens[datasetId];
        uint256 length = tokens.length;
        for (uint256 i = 0; i < length; ++i) _settle(datasetId, tokens[i], contributor);
        unitsOf[datasetId][contributor] = units;
        dataset.totalUnits = totalUnits;
        emit SharesSet(datasetId, contributor, units, totalUnits);
    }

    function _settle(
        uint256 datasetId,
        address token,
        address account
    ) private returns (Entitlement storage entitlement) {
        entitlement = _entitlements[datasetId][token][account];
        uint256 perUnit = _revenue[datasetId][token].perUnit;
        uint256 fresh = perUnit - entitlement.perUnitSeen;
        if (fresh != 0) {
            entitlement.owed += fresh * unitsOf[datasetId][account];
            entitlement.perUnitSeen = perUnit;
        }
    }

    function _addPriceToken(uint256 datasetId, address token) private {
        address[] storage tokens = _priceTokens[datasetId];
        uint256 length = tokens.length;
        for (uint256 i = 0; i < length; ++i) if (tokens[i] == token) return;
        if (length == PRICE_TOKENS_MAX) revert TooManyPriceTokens(datasetId);
        tokens.push(token);
    }

    // ------------------------------------------------------------------------------------------------ views

    function getTask(uint256 taskId) external view returns (Task memory) {
        return _task(taskId);
    }

    function getSubmission(uint256 submissionId) external view returns (Submission memory) {
        return _submission(submissionId);
    }

    function getDataset(uint256 datasetId) external view returns (Dataset memory) {
        return _dataset(datasetId);
    }

    /// @notice Every token the dataset was ever priced in.
    function priceTokens(uint256 datasetId) external view returns (address[] memory) {
        return _priceTokens[datasetId];
    }

    /// @notice What one accepted submission takes out of the escrow: its reward and the fee on top.
    function costOfAcceptance(uint256 taskId) external view returns (uint256) {
        Task storage task = _task(taskId);
        return uint256(task.reward) + _fee(task);
    }

    /// @notice What the market holds for a dataset in a token: all that can still be claimed, and the rounding.
    function unclaimedRevenue(uint256 datasetId, address token) external view returns (uint256) {
        return _revenue[datasetId][token].unclaimed;
    }

    /// @notice What `claimRevenue` would send now.
    function claimable(uint256 datasetId, address token, address account) external view returns (uint256) {
        Entitlement storage entitlement = _entitlements[datasetId][token][account];
        uint256 fresh = _revenue[datasetId][token].perUnit - entitlement.perUnitSeen;
        return (entitlement.owed + fresh * unitsOf[datasetId][account]) / REVENUE_SCALE;
    }

    /// @notice Whether a content hash is under a version's root. The leaf is hashed twice, as by OpenZeppelin's
    /// `StandardMerkleTree.of([[contentHash], …], ["bytes32"])`, so that an inner node cannot pass for a leaf.
    function verifyContribution(
        uint256 datasetId,
        uint64 version,
        bytes32 contentHash,
        bytes32[] calldata proof
    ) external view returns (bool) {
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(contentHash))));
        return MerkleProof.verifyCalldata(proof, contentRoot[datasetId][version], leaf);
    }

    // ------------------------------------------------------------------------------------------------ helpers

    /// @dev Rounded down, in the requester's favour.
    function _fee(Task storage task) private view returns (uint256) {
        return (uint256(task.reward) * task.feeBps) / BPS;
    }

    function _task(uint256 taskId) private view returns (Task storage task) {
        task = _tasks[taskId];
        if (task.requester == address(0)) revert UnknownTask(taskId);
    }

    function _openTask(uint256 taskId) private view returns (Task storage task) {
        task = _task(taskId);
        if (task.outcome != 0) revert TaskIsClosed(taskId);
    }

    function _requireRequester(Task storage task) private view {
        if (msg.sender != task.requester) revert NotRequester(msg.sender);
    }

    function _submission(uint256 submissionId) private view returns (Submission storage submission) {
        submission = _submissions[submissionId];
        if (submission.status == SubmissionStatus.None) revert UnknownSubmission(submissionId);
    }

    function _pendingForRequester(
        uint256 submissionId
    ) private view returns (Submission storage submission, Task storage task) {
        submission = _submission(submissionId);
        task = _openTask(submission.taskId);
        _requireRequester(task);
        if (submission.status != SubmissionStatus.Pending) {
            revert WrongSubmissionStatus(submissionId, submission.status);
        }
    }

    function _accepted(uint256 submissionId) private view returns (Submission storage submission) {
        submission = _submission(submissionId);
        if (submission.status != SubmissionStatus.Accepted) {
            revert WrongSubmissionStatus(submissionId, submission.status);
        }
    }

    function _dataset(uint256 datasetId) private view returns (Dataset storage dataset) {
        dataset = _datasets[datasetId];
        if (dataset.owner == address(0)) revert UnknownDataset(datasetId);
    }

    /// @dev An ended dataset can no longer be changed by anybody.
    function _ownDataset(uint256 datasetId) private view returns (Dataset storage dataset) {
        dataset = _dataset(datasetId);
        if (msg.sender != dataset.owner) revert NotDatasetOwner(msg.sender);
        if (dataset.status == STATUS_ENDED) revert DatasetEnded(datasetId);
    }

    /// @dev Catches mistakes; whether a contract is an honest token is for those who use it to know.
    function _requireToken(address token) private view {
        if (token.code.length == 0) revert NotAToken(token);
    }

    /// @dev Measures what came: with a token that takes a fee of its own, the escrow would promise more than it holds.
    function _pull(address token, uint256 amount) private {
        uint256 held = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = IERC20(token).balanceOf(address(this)) - held;
        if (received != amount) revert UnexpectedAmountReceived(amount, received);
    }
}
