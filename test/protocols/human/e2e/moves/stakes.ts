import type { Hex } from '../../../../../src/domain/hex.ts'
import { encode } from '../call.ts'
import { REWARD_FEE, SLASH_FEE_PERCENT } from '../deploy.ts'
import type { Book } from '../ledger.ts'
import type { World } from '../world.ts'
import type { Move } from './play.ts'

const change = ({ stakes }: World, staking: Hex, staker: Hex, amount: bigint): void => {
  const key = `${staking} ${staker}`
  stakes.set(key, (stakes.get(key) ?? 0n) + amount)
}

export const stake = (world: World, staking: Hex, staker: Hex, amount: bigint): Move => ({
  from: staker,
  to: staking,
  data: encode('stake(uint256)', [amount]),
  enter: () => {
    world.ledger.move(world.platform.hmt.address, staker, staking, amount)
    change(world, staking, staker, amount)
  },
})

/** Locked for some blocks, then to be fetched. */
export const unstake = (staking: Hex, staker: Hex, amount: bigint): Move => ({
  from: staker,
  to: staking,
  data: encode('unstake(uint256)', [amount]),
})

export const fetchUnstaked = (world: World, staking: Hex, staker: Hex, amount: bigint): Move => ({
  from: staker,
  to: staking,
  data: encode('withdraw()'),
  enter: () => {
    world.ledger.move(world.platform.hmt.address, staking, staker, amount)
    change(world, staking, staker, -amount)
  },
})

/** Old Staking: a part of the stake answers for an escrow. */
export const allocate = ({ platform }: World, book: Book, amount: bigint): Move => ({
  from: book.launcher,
  to: platform.oldStaking,
  data: encode('allocate(address,uint256)', [book.address, amount]),
})

export const closeAllocation = ({ platform }: World, book: Book): Move => ({
  from: book.launcher,
  to: platform.oldStaking,
  data: encode('closeAllocation(address)', [book.address]),
})

/** The old one sends all of it to RewardPool, which keeps a fee and remembers the rest for the slasher. */
export const slashOld = (world: World, book: Book, amount: bigint): Move => ({
  from: world.cast.owner,
  to: world.platform.oldStaking,
  data: encode('slash(address,address,address,uint256)', [world.cast.slasher, book.launcher, book.address, amount]),
  enter: () => {
    const { ledger, platform } = world
    ledger.move(platform.hmt.address, platform.oldStaking, platform.rewardPool, amount)
    change(world, platform.oldStaking, book.launcher, -amount)
  },
})

/** No event but the tokens' own. Slashes below the fee have left no reward. */
export const distributeReward = ({ cast, ledger, platform }: World, book: Book, slashes: readonly bigint[]): Move => ({
  from: cast.stranger,
  to: platform.rewardPool,
  data: encode('distributeReward(address)', [book.address]),
  enter: () => {
    for (const amount of slashes.filter((each) => each >= REWARD_FEE))
      ledger.move(platform.hmt.address, platform.rewardPool, cast.slasher, amount - REWARD_FEE)
  },
})

/** The new one keeps its fee in itself, and in the staker's stake. */
export const slashNew = (world: World, book: Book, amount: bigint): Move => {
  const net = amount - (amount * BigInt(SLASH_FEE_PERCENT)) / 100n
  const { cast, ledger, platform } = world
  return {
    from: cast.owner,
    to: platform.staking,
    data: encode('slash(address,address,address,uint256)', [cast.slasher, book.launcher, book.address, amount]),
    enter: () => {
      ledger.move(platform.hmt.address, platform.staking, cast.slasher, net)
      change(world, platform.staking, book.launcher, -net)
    },
  }
}

export const withdrawSlashFees = ({ cast, ledger, platform }: World, amount: bigint): Move => ({
  from: cast.owner,
  to: platform.staking,
  data: encode('withdrawFees()'),
  enter: () => ledger.move(platform.hmt.address, platform.staking, cast.owner, amount),
})
