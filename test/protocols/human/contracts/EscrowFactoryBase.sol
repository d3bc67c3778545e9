// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";

interface IStake {
    function getAvailableStake(address staker) external view returns (uint256);
}

/// @notice What the factories of all generations since 2023 share: the places of their variables, and being replaced behind a proxy.
abstract contract EscrowFactoryBase {
    uint256[51] private _before;
    address public owner;
    uint256[149] private _between;
    uint256 public counter;
    mapping(address => uint256) public escrowCounters;
    address public lastEscrow;
    address public staking;
    uint256 public minimumStake;
    address public admin;
    address public kvstore;

    event LaunchedV2(address token, address escrow, string jobRequesterId);
    event SetStakingAddress(address indexed stakingAddress);
    event SetMinumumStake(uint256 indexed minimumStake);

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }

    /// @notice The generations before and after ask this of their successor.
    function proxiableUUID() external pure returns (bytes32) {
        return ERC1967Utils.IMPLEMENTATION_SLOT;
    }

    function upgradeTo(address implementation) external onlyOwner {
        ERC1967Utils.upgradeToAndCall(implementation, "");
    }

    function setStakingAddress(address staking_) external onlyOwner {
        staking = staking_;
        emit SetStakingAddress(staking_);
    }

    function setMinimumStake(uint256 minimumStake_) external onlyOwner {
        minimumStake = minimumStake_;
        emit SetMinumumStake(minimumStake_);
    }

    function setAdmin(address admin_) external onlyOwner {
        admin = admin_;
    }

    function hasEscrow(address escrow) external view returns (bool) {
        return escrowCounters[escrow] != 0;
    }

    function _enter(address escrow) internal {
        require(IStake(staking).getAvailableStake(msg.sender) >= minimumStake, "insufficient stake");
        counter++;
        escrowCounters[escrow] = counter;
        lastEscrow = escrow;
    }
}
