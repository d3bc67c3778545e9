// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

interface IStore {
    function get(address account, string memory key) external view returns (string memory);
}

/// @notice Generation 7 of HUMAN's escrow for tests: the same events and the same movements of tokens, written anew.
contract EscrowV7 {
    using SafeERC20 for IERC20;

    enum Status {
        Launched,
        Pending,
        Partial,
        Paid,
        Complete,
        Cancelled,
        ToCancel
    }

    event IntermediateStorage(string url, string hash);
    event PendingV3(
        string manifest,
        string hash,
        address reputationOracle,
        address recordingOracle,
        address exchangeOracle,
        uint8 reputationOracleFeePercentage,
        uint8 recordingOracleFeePercentage,
        uint8 exchangeOracleFeePercentage
    );
    event BulkTransferV3(
        bytes32 indexed payoutId,
        address[] recipients,
        uint256[] amounts,
        bool isPartial,
        string finalResultsUrl,
        string finalResultsHash
    );
    event OracleFeeTransfer(address[] oracles, uint256[] amounts);
    event Cancelled();
    event Completed();
    event Fund(uint256 amount);
    event Withdraw(address token, uint256 amount);
    event CancellationRequested();
    event CancellationRefund(uint256 amount);

    Status public status;
    address public immutable token;
    address public immutable launcher;
    address public immutable admin;
    address public immutable kvstore;
    uint256 public immutable duration;
    address private immutable _factory;
    address[3] public oracles;
    uint8[3] public percentages;
    uint256 public fundAmount;
    /// @notice What is there for workers; the oracles' part stands beside it.
    uint256 public remainingFunds;
    uint256 public reservedFunds;
    uint256[3] private _fees;
    string public intermediateResultsUrl;
    mapping(bytes32 => bool) private _payouts;

    modifier onlyBy(address allowed) {
        require(msg.sender == admin || msg.sender == allowed, "not allowed");
        _;
    }

    modifier notExpired() {
        require(duration > block.timestamp, "expired");
        _;
    }

    constructor(address token_, address launcher_, address admin_, uint256 duration_, address kvstore_) {
        token = token_;
        launcher = launcher_;
        admin = admin_;
        duration = block.timestamp + duration_;
        kvstore = kvstore_;
        _factory = msg.sender;
    }

    function setup(
        address reputationOracle,
        address recordingOracle,
        address exchangeOracle,
        string calldata manifest,
        string calldata hash
    ) external notExpired {
        require(msg.sender == launcher || msg.sender == admin || msg.sender == _factory, "not allowed");
        require(status == Status.Launched, "not launched");
        oracles = [reputationOracle, recordingOracle, exchangeOracle];
        fundAmount = IERC20(token).balanceOf(address(this));
        require(fundAmount > 0, "no funds");
        remainingFunds = fundAmount;
        for (uint256 o; o < 3; o++) {
            percentages[o] = _percentage(oracles[o]);
            _fees[o] = (percentages[o] * fundAmount) / 100;
            remainingFunds -= _fees[o];
        }
        status = Status.Pending;
        emit PendingV3(
            manifest,
            hash,
            reputationOracle,
            recordingOracle,
            exchangeOracle,
            percentages[0],
            percentages[1],
            percentages[2]
        );
        emit Fund(fundAmount);
    }

    function storeResults(
        string calldata url,
        string calldata hash,
        uint256 fundsToReserve
    ) external onlyBy(oracles[1]) notExpired {
        require(status == Status.Pending || status == Status.Partial || status == Status.ToCancel, "wrong status");
        require(fundsToReserve <= remainingFunds - reservedFunds, "not enough");
        if (bytes(url).length > 0) intermediateResultsUrl = url;
        reservedFunds += fundsToReserve;
        emit IntermediateStorage(url, hash);
        if (status != Status.ToCancel) return;
        if (reservedFunds == 0) return _finalize();
        uint256 unreserved = remainingFunds - reservedFunds;
        if (unreserved == 0) return;
        remainingFunds = reservedFunds;
        IERC20(token).safeTransfer(launcher, unreserved);
        emit CancellationRefund(unreserved);
    }

    function bulkPayOut(
        address[] calldata recipients,
        uint256[] calldata amounts,
        string memory url,
        string memory hash,
        string memory payoutId,
        bool forceComplete
    ) external onlyBy(oracles[0]) notExpired {
        bytes32 id = keccak256(bytes(payoutId));
        require(!_payouts[id], "paid before");
        _payouts[id] = true;
        require(recipients.length == amounts.length && amounts.length > 0 && amounts.length <= 100, "wrong length");
        uint256 total;
        for (uint256 i; i < amounts.length; i++) {
            require(amounts[i] > 0, "zero");
            total += amounts[i];
            IERC20(token).safeTransfer(recipients[i], amounts[i]);
        }
        require(total <= reservedFunds, "not enough");
        reservedFunds -= total;
        remainingFunds -= total;
        bool isPartial = remainingFunds != 0 && !forceComplete;
        emit BulkTransferV3(id, recipients, amounts, isPartial, url, hash);
        if (!isPartial) _finalize();
        else if (status != Status.ToCancel) status = Status.Partial;
    }

    function requestCancellation() external onlyBy(launcher) {
        require(remainingFunds != 0 || status == Status.Launched, "wrong status");
        bool launched = status == Status.Launched;
        status = Status.ToCancel;
        emit CancellationRequested();
        if (duration <= block.timestamp) return _finalize();
        if (!launched) return;
        uint256 balance = IERC20(token).balanceOf(address(this));
        if (balance > 0) IERC20(token).safeTransfer(launcher, balance);
        status = Status.Cancelled;
        emit Cancelled();
    }

    function cancel() external onlyBy(oracles[0]) notExpired {
        require(status == Status.ToCancel, "wrong status");
        _finalize();
    }

    function complete() external onlyBy(oracles[0]) notExpired {
        bool unpaid = status == Status.Pending && bytes(intermediateResultsUrl).length > 0 && reservedFunds == 0;
        require(status == Status.Partial || unpaid, "wrong status");
        _finalize();
    }

    function withdraw(address token_) external onlyBy(launcher) {
        uint256 amount = IERC20(token_).balanceOf(address(this));
        if (token_ == token) amount -= remainingFunds + _fees[0] + _fees[1] + _fees[2];
        require(amount > 0, "no funds");
        IERC20(token_).safeTransfer(msg.sender, amount);
        emit Withdraw(token_, amount);
    }

    /// @dev Oracles are paid where work was ever handed in; what is then left goes back.
    function _finalize() private {
        uint256 rest = remainingFunds;
        remainingFunds = 0;
        reservedFunds = 0;
        if (bytes(intermediateResultsUrl).length > 0) _payOracles();
        else rest += _fees[0] + _fees[1] + _fees[2];
        delete _fees;
        bool cancelling = status == Status.ToCancel;
        if (rest > 0) {
            IERC20(token).safeTransfer(launcher, rest);
            if (cancelling) emit CancellationRefund(rest);
        }
        status = cancelling ? Status.Cancelled : Status.Complete;
        if (cancelling) emit Cancelled();
        else emit Completed();
    }

    function _payOracles() private {
        address[] memory payees = new address[](3);
        uint256[] memory amounts = new uint256[](3);
        for (uint256 o; o < 3; o++) {
            (payees[o], amounts[o]) = (oracles[o], _fees[o]);
            if (_fees[o] > 0) IERC20(token).safeTransfer(oracles[o], _fees[o]);
        }
        emit OracleFeeTransfer(payees, amounts);
    }

    function _percentage(address oracle) private view returns (uint8 percentage) {
        bytes memory digits = bytes(IStore(kvstore).get(oracle, "fee"));
        require(digits.length > 0, "no fee");
        for (uint256 i; i < digits.length; i++) percentage = percentage * 10 + (uint8(digits[i]) - 48);
        require(percentage <= 25, "too much");
    }
}
