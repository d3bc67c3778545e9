import { sendersOf } from './cast.ts'
import { HMT_SUPPLY } from './deploy.ts'
import { play } from './moves/play.ts'
import { stake } from './moves/stakes.ts'
import { approve, supply } from './moves/tokens.ts'
import type { World } from './world.ts'

const SHARE = 50_000_000n
const ENDLESS = 2n ** 256n - 1n

/** Gives everybody what it needs to begin: ether, tokens, and to requesters a stake in either Staking. */
export const furnish = async (world: World): Promise<void> => {
  const { cast, ledger, platform } = world
  const { batch, dollar, hmt } = platform
  ledger.mint(hmt.address, cast.owner, HMT_SUPPLY * 10n ** 18n)
  for (const account of [...cast.requesters, batch, cast.sponsor]) {
    await play(world, supply(world, hmt, account, SHARE * 10n ** 18n))
    await play(world, supply(world, dollar, account, SHARE * 10n ** 6n))
  }
  for (const account of [...cast.requesters, batch]) {
    for (const staking of [platform.oldStaking, platform.staking]) {
      await play(world, approve(hmt, account, staking, ENDLESS))
      await play(world, stake(world, staking, account, 1_000n * 10n ** 18n))
    }
    for (const token of [hmt, dollar]) await play(world, approve(token, account, platform.factory, ENDLESS))
  }
}

/** Ether for those who send; before anything is deployed. */
export const enrichSenders = async ({ cast, node }: Pick<World, 'cast' | 'node'>): Promise<void> => {
  for (const account of sendersOf(cast)) await node.enrich(account)
}
