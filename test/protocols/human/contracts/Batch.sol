// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A wallet that does several things in one transaction, for whoever asks.
contract Batch {
    struct Call {
        address to;
        bytes data;
    }

    function run(Call[] calldata calls) external {
        for (uint256 i; i < calls.length; i++) {
            (bool done, bytes memory result) = calls[i].to.call(calls[i].data);
            if (!done) {
                assembly {
                    revert(add(result, 32), mload(result))
                }
            }
        }
    }
}
