// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

library Legacy {
    event BulkTransfer(uint256 indexed _txId, uint256 _bulkCount);
}

/// @notice Emits what a factory and its escrows emit, and moves nothing.
contract Impostor {
    event Launched(address token, address escrow);
    event LaunchedV2(address token, address escrow, string jobRequesterId);
    event PendingV2(
        string manifest,
        string hash,
        address reputationOracle,
        address recordingOracle,
        address exchangeOracle
    );
    event BulkTransfer(uint256 indexed _txId, address[] _recipients, uint256[] _amounts, bool _isPartial);
    event BulkTransferV2(
        uint256 indexed _txId,
        address[] _recipients,
        uint256[] _amounts,
        bool _isPartial,
        string finalResultsUrl
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
    event Fund(uint256 amount);
    event Completed();
    event Transfer(address indexed from, address indexed to, uint256 value);
    event DataSaved(address indexed sender, string key, string value);

    /// @notice Announces an escrow, this contract itself or a real one, as if it were the factory.
    function announce(address token, address escrow) external {
        emit Launched(token, escrow);
        emit LaunchedV2(token, escrow, "impostor");
    }

    /// @notice A whole life of an escrow, told by nobody's escrow.
    function pretend(address[] calldata recipients, uint256[] calldata amounts) external {
        emit PendingV2("https://impostor.example", "0", msg.sender, msg.sender, msg.sender);
        emit Fund(1e24);
        for (uint256 i; i < recipients.length; i++) emit Transfer(address(this), recipients[i], amounts[i]);
        emit Legacy.BulkTransfer(1, recipients.length);
        emit BulkTransfer(1, recipients, amounts, true);
        emit BulkTransferV2(1, recipients, amounts, true, "https://impostor.example");
        emit BulkTransferV3(0, recipients, amounts, false, "https://impostor.example", "0");
        emit OracleFeeTransfer(recipients, amounts);
        emit DataSaved(msg.sender, "fee", "25");
        emit Completed();
    }
}
