import { REWARD_FEE, SLASH_FEE_PERCENT } from '../deploy.ts'
import { complete } from '../moves/end.ts'
import { play } from '../moves/play.ts'
import {
  allocate,
  closeAllocation,
  distributeReward,
  fetchUnstaked,
  slashNew,
  slashOld,
  stake,
  unstake,
  withdrawSlashFees,
} from '../moves/stakes.ts'
import { type Case, openEscrow, payAll } from './case.ts'

const HMT = 10n ** 18n
/** More than the lock, in blocks: each move is one. */
const WAIT_BLOCKS = 6

/** Stakes, and what becomes of them when an escrow went wrong. */
export const stakeCases: readonly Case[] = [
  {
    name: 'a requester is slashed, three times, in the old Staking',
    from: '1',
    to: '3',
    play: async (world, story) => {
      const launcher = world.cast.requesters[1]!
      const book = await openEscrow(world, story, { launcher })
      await play(world, allocate(world, book, 100n * HMT))
      const slashes = [REWARD_FEE - 1n, REWARD_FEE, 7n * HMT + BigInt(world.random.int(1_000))]
      for (const amount of slashes) await play(world, slashOld(world, book, amount))
      await play(world, distributeReward(world, book, slashes))
      await payAll(world, book, 1)
      await play(world, complete(world, book))
      await play(world, closeAllocation(world, book))
    },
  },
  {
    name: 'a requester is slashed in the new Staking',
    from: '4',
    play: async (world, story) => {
      const launcher = world.cast.requesters[2]!
      const book = await openEscrow(world, story, { launcher })
      const amount = 3n * HMT + BigInt(world.random.int(1_000))
      await play(world, slashNew(world, book, amount))
      await play(world, withdrawSlashFees(world, (amount * BigInt(SLASH_FEE_PERCENT)) / 100n))
    },
  },
  ...(['oldStaking', 'staking'] as const).map(
    (which): Case => ({
      name: `stakes go up and down in ${which}`,
      hasEscrow: false,
      from: which === 'oldStaking' ? '1' : '5',
      to: which === 'oldStaking' ? '1' : '5',
      play: async (world) => {
        const staking = world.platform[which]
        const staker = world.cast.requesters[0]!
        const amount = 5n * HMT + BigInt(world.random.int(1_000))
        await play(world, unstake(staking, staker, amount))
        for (let i = 0; i < WAIT_BLOCKS; i++) await play(world, stake(world, staking, staker, 1n + BigInt(i)))
        await play(world, fetchUnstaked(world, staking, staker, amount))
      },
    }),
  ),
]
