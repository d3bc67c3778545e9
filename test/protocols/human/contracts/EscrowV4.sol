// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @notice How the year of generation 4 went on: fees by the summed percentage, then per row, then written into the event as rows.
enum Build {
    SUMMED,
    PER_ROW,
    FEE_ROWS
}

/// @notice Generation 4 of HUMAN's escrow for tests: the same events and the same movements of tokens, written anew.
contract EscrowV4 {
    using SafeERC20 for IERC20;

    enum Status {
        Launched,
        Pending,
        Partial,
        Paid,
        Complete,
        Cancelled
    }

    event TrustedHandlerAdded(address _handler);
    event IntermediateStorage(string _url, string _hash);
    event PendingV2(
        string manifest,
        string hash,
        address reputationOracle,
        address recordingOracle,
        address exchangeOracle
    );
    event BulkTransferV2(
        uint256 indexed _txId,
        address[] _recipients,
        uint256[] _amounts,
        bool _isPartial,
        string finalResultsUrl
    );
    event Cancelled();
    event Completed();
    event Fund(uint256 _amount);
    event Withdraw(address _token, uint256 _amount);

    Status public status;
    address public immutable token;
    address public immutable launcher;
    address public immutable canceler;
    Build private immutable _build;
    uint256 public immutable duration;
    address[3] public oracles;
    uint8[3] public percentages;
    uint256 public remainingFunds;
    string public intermediateResultsUrl;
    mapping(address => bool) public areTrustedHandlers;

    modifier trusted() {
        require(areTrustedHandlers[msg.sender], "not trusted");
        _;
    }

    modifier trustedOr(uint256 oracle) {
        require(areTrustedHandlers[msg.sender] || msg.sender == oracles[oracle], "not trusted");
        _;
    }

    modifier notExpired() {
        require(duration > block.timestamp, "expired");
        _;
    }

    constructor(address token_, address launcher_, uint256 duration_, address[] memory handlers, Build build) {
        token = token_;
        launcher = launcher_;
        canceler = launcher_;
        duration = block.timestamp + duration_;
        _build = build;
        areTrustedHandlers[launcher_] = true;
        for (uint256 i; i < handlers.length; i++) {
            areTrustedHandlers[handlers[i]] = true;
            emit TrustedHandlerAdded(handlers[i]);
        }
    }

    function setup(
        address reputationOracle,
        address recordingOracle,
        address exchangeOracle,
        uint8 reputationOracleFeePercentage,
        uint8 recordingOracleFeePercentage,
        uint8 exchangeOracleFeePercentage,
        string calldata manifest,
        string calldata hash
    ) external trusted notExpired {
        require(status == Status.Launched, "not launched");
        oracles = [reputationOracle, recordingOracle, exchangeOracle];
        percentages = [reputationOracleFeePercentage, recordingOracleFeePercentage, exchangeOracleFeePercentage];
        require(_sum() <= 100, "too much");
        status = Status.Pending;
        remainingFunds = IERC20(token).balanceOf(address(this));
        require(remainingFunds > 0, "no funds");
        emit PendingV2(manifest, hash, reputationOracle, recordingOracle, exchangeOracle);
        emit Fund(remainingFunds);
    }

    function storeResults(string calldata url, string calldata hash) external trustedOr(1) notExpired {
        require(status == Status.Pending || status == Status.Partial, "wrong status");
        intermediateResultsUrl = url;
        emit IntermediateStorage(url, hash);
    }

    function bulkPayOut(
        address[] calldata recipients,
        uint256[] calldata amounts,
        string memory url,
        string memory,
        uint256 txId,
        bool forceComplete
    ) external trustedOr(0) notExpired {
        require(status == Status.Pending || status == Status.Partial, "wrong status");
        require(recipients.length == amounts.length && amounts.length > 0 && amounts.length < 100, "wrong length");
        (address[] memory payees, uint256[] memory rows) = _move(recipients, amounts);
        bool isPartial = remainingFunds != 0 && !forceComplete;
        if (isPartial) status = Status.Partial;
        // The last build said that it was complete before it said what it paid.
        if (!isPartial && _build == Build.FEE_ROWS) _complete();
        emit BulkTransferV2(txId, payees, rows, isPartial, url);
        if (!isPartial && _build != Build.FEE_ROWS) _complete();
    }

    function complete() external trustedOr(0) notExpired {
        require(_build != Build.SUMMED && status == Status.Partial, "wrong status");
        _complete();
    }

    function cancel() external trusted returns (bool) {
        require(remainingFunds != 0 && status != Status.Complete, "wrong status");
        IERC20(token).safeTransfer(canceler, remainingFunds);
        remainingFunds = 0;
        status = Status.Cancelled;
        emit Cancelled();
        return true;
    }

    function withdraw(address token_) external trusted returns (bool) {
        uint256 amount = IERC20(token_).balanceOf(address(this));
        if (token_ == token) {
            require(amount > remainingFunds, "no funds");
            amount -= remainingFunds;
        }
        IERC20(token_).safeTransfer(canceler, amount);
        emit Withdraw(token_, amount);
        return true;
    }

    function _complete() private {
        if (remainingFunds > 0) IERC20(token).safeTransfer(launcher, remainingFunds);
        remainingFunds = 0;
        status = Status.Complete;
        emit Completed();
    }

    /// @dev The workers first, then the oracles. Returns what the event says of it.
    function _move(
        address[] calldata recipients,
        uint256[] calldata amounts
    ) private returns (address[] memory, uint256[] memory) {
        uint256 total;
        uint256[3] memory fees;
        uint256[] memory nets = new uint256[](amounts.length);
        for (uint256 i; i < amounts.length; i++) {
            require(amounts[i] > 0, "zero");
            total += amounts[i];
            uint256[3] memory shares;
            (nets[i], shares) = _split(amounts[i]);
            IERC20(token).safeTransfer(recipients[i], nets[i]);
            for (uint256 o; o < 3; o++) fees[o] += shares[o];
        }
        require(total <= remainingFunds, "not enough");
        remainingFunds -= total;
        for (uint256 o; o < 3; o++) {
            if (_build == Build.SUMMED) fees[o] = (percentages[o] * total) / 100;
            if (percentages[o] > 0) IERC20(token).safeTransfer(oracles[o], fees[o]);
        }
        return _build == Build.FEE_ROWS ? _withFeeRows(recipients, nets, fees) : (recipients, amounts);
    }

    function _split(uint256 amount) private view returns (uint256 net, uint256[3] memory shares) {
        if (_build == Build.SUMMED) return (amount - (_sum() * amount) / 100, shares);
        net = amount;
        for (uint256 o; o < 3; o++) {
            shares[o] = (percentages[o] * amount) / 100;
            net -= shares[o];
        }
    }

    function _sum() private view returns (uint256) {
        return uint256(percentages[0]) + percentages[1] + percentages[2];
    }

    /// @dev Each oracle has its own place behind the workers; that of one without a percentage stays empty.
    function _withFeeRows(
        address[] calldata recipients,
        uint256[] memory nets,
        uint256[3] memory fees
    ) private view returns (address[] memory payees, uint256[] memory rows) {
        uint256 count = recipients.length;
        payees = new address[](count + 3);
        rows = new uint256[](count + 3);
        for (uint256 i; i < count; i++) (payees[i], rows[i]) = (recipients[i], nets[i]);
        for (uint256 o; o < 3; o++) {
            if (percentages[o] > 0) (payees[count + o], rows[count + o]) = (oracles[o], fees[o]);
        }
    }
}
