// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EscrowFactoryBase} from "./EscrowFactoryBase.sol";
import {Build, EscrowV4} from "./EscrowV4.sol";

/// @notice Four days long the token and the escrow were topics: the same signature, another shape.
library IndexedLaunch {
    event LaunchedV2(address indexed token, address indexed escrow, string jobRequesterId);
}

/// @notice Launches escrows of generation 4.
contract EscrowFactoryV4 is EscrowFactoryBase {
    uint256 private constant DURATION = 100 days;
    Build private immutable _build;
    bool private immutable _indexed;

    constructor(Build build, bool indexed_) {
        _build = build;
        _indexed = indexed_;
    }

    function createEscrow(
        address token,
        address[] calldata handlers,
        string calldata jobRequesterId
    ) external returns (address) {
        address escrow = address(new EscrowV4(token, msg.sender, DURATION, handlers, _build));
        _enter(escrow);
        if (_indexed) emit IndexedLaunch.LaunchedV2(token, escrow, jobRequesterId);
        else emit LaunchedV2(token, escrow, jobRequesterId);
        return escrow;
    }
}
