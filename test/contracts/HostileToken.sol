// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token that does what the market must withstand: keep a part for itself, or call back while it moves.
contract HostileToken is ERC20("Hostile", "HOST") {
    uint256 public toll;
    address public target;
    bytes public payload;
    /// @notice How the last call back ended; the token goes on either way, to show that the market stays whole.
    bool public calledBack;
    bytes public answer;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setToll(uint256 toll_) external {
        toll = toll_;
    }

    function callBack(address target_, bytes calldata payload_) external {
        target = target_;
        payload = payload_;
    }

    /// @notice Lets this token be a party in a market: a requester, a contributor, a buyer.
    function act(address to, bytes calldata data) external {
        (bool done, bytes memory result) = to.call(data);
        if (!done) {
            assembly {
                revert(add(result, 32), mload(result))
            }
        }
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from == address(0) || to == address(0)) return;
        if (toll != 0) super._update(to, address(0), toll);
        if (target != address(0)) (calledBack, answer) = target.call(payload);
    }
}
