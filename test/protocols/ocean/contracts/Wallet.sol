// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice An account that is a contract: it does several calls in one transaction, as smart wallets and brokers do.
contract Wallet {
    struct Call {
        address to;
        bytes data;
    }

    function run(Call[] calldata calls) external {
        for (uint256 i = 0; i < calls.length; i++) {
            (bool done, bytes memory result) = calls[i].to.call(calls[i].data);
            if (!done) {
                assembly {
                    revert(add(result, 32), mload(result))
                }
            }
        }
    }
}
