import type { Hex } from '../../../../../src/domain/hex.ts'
import { encode } from '../call.ts'
import type { Oracle } from '../ledger.ts'
import type { World } from '../world.ts'
import { type Move, play } from './play.ts'

const remember = ({ keys }: World, account: Hex, key: string, value: string): void => {
  keys.set(`${account} ${key}`, { account, key, value })
}

export const setKey = (world: World, account: Hex, key: string, value: string): Move => ({
  from: account,
  to: world.platform.kvStore,
  data: encode('set(string,string)', [key, value]),
  enter: () => remember(world, account, key, value),
})

export const setKeys = (
  world: World,
  account: Hex,
  entries: readonly (readonly [key: string, value: string])[],
): Move => ({
  from: account,
  to: world.platform.kvStore,
  data: encode('setBulk(string[],string[])', [entries.map(([key]) => key), entries.map(([, value]) => value)]),
  enter: () => {
    for (const [key, value] of entries) remember(world, account, key, value)
  },
})

/** From generation 6 on an escrow asks KVStore: what the oracles are to take has to be there before. */
export const agreeOnFees = async (world: World, oracles: readonly Oracle[]): Promise<void> => {
  for (const { address, percentage } of oracles) {
    if (world.keys.get(`${address} fee`)?.value === String(percentage)) continue
    await play(world, setKey(world, address, 'fee', String(percentage)))
  }
}
