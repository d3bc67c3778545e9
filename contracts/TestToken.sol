// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title An ERC-20 for demos and tests
/// @notice Anyone may mint any amount to anyone. Worth nothing, on purpose: never use it where money is meant.
contract TestToken is ERC20 {
    uint8 private immutable _decimals;

    constructor(string memory name_, string memory symbol_, uint8 decimals_) ERC20(name_, symbol_) {
        _decimals = decimals_;
    }

    /// @notice 6 as the large dollar tokens have, or 18 as most others; the books must be right for both.
    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    /// @notice Open to everyone.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
