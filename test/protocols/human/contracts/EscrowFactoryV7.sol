// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EscrowFactoryBase} from "./EscrowFactoryBase.sol";
import {EscrowV7} from "./EscrowV7.sol";

/// @notice Launches escrows of generation 7.
contract EscrowFactoryV7 is EscrowFactoryBase {
    using SafeERC20 for IERC20;

    uint256 private constant DURATION = 100 days;

    function createEscrow(address token, string calldata jobRequesterId) public returns (address escrow) {
        escrow = address(new EscrowV7(token, msg.sender, admin, DURATION, kvstore));
        _enter(escrow);
        emit LaunchedV2(token, escrow, jobRequesterId);
    }

    function createFundAndSetupEscrow(
        address token,
        uint256 amount,
        string calldata jobRequesterId,
        address reputationOracle,
        address recordingOracle,
        address exchangeOracle,
        string calldata manifest,
        string calldata hash
    ) external returns (address escrow) {
        escrow = createEscrow(token, jobRequesterId);
        IERC20(token).safeTransferFrom(msg.sender, escrow, amount);
        EscrowV7(escrow).setup(reputationOracle, recordingOracle, exchangeOracle, manifest, hash);
    }
}
