// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Emits any log it is told to: signatures are free to copy, and only the address tells a forgery.
contract Forger {
    function forge(bytes32[] calldata topics, bytes calldata data) external {
        bytes memory body = data;
        bytes32[] memory t = topics;
        assembly {
            let from := add(body, 32)
            let size := mload(body)
            switch mload(t)
            case 1 { log1(from, size, mload(add(t, 32))) }
            case 2 { log2(from, size, mload(add(t, 32)), mload(add(t, 64))) }
            case 3 { log3(from, size, mload(add(t, 32)), mload(add(t, 64)), mload(add(t, 96))) }
            default { log4(from, size, mload(add(t, 32)), mload(add(t, 64)), mload(add(t, 96)), mload(add(t, 128))) }
        }
    }
}
