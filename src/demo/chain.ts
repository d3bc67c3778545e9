import { type Anvil, startAnvil } from './anvil.ts'
import type { Addresses } from './call.ts'
import type { Person } from './cast.ts'
import { deployMarket } from './deploy.ts'
import { FEE_BPS } from './market.ts'
import { createAsk } from './rpc.ts'
import { createStage, type Stage } from './stage.ts'

/** A local chain with the market and its tokens on it, ready for a script. */
export type DemoChain = {
  readonly anvil: Anvil
  readonly addresses: Addresses
  readonly startBlock: number
  readonly stage: Stage
}

export const CHAIN_ID = 31_337

/**
 * Past states are only kept for the last blocks, in memory: a live market goes on for days, and what a killed node wrote to disk
 * stays there. An epoch of 8 slots makes a block final when it is 16 blocks old, so that one can watch it happen.
 */
const ARGUMENTS = ['--prune-history', '64', '--slots-in-an-epoch', '8', '--gas-limit', '1000000000', '--accounts', '1']

/** Starts the chain at `start` and deploys the contracts. */
export const startChain = async (
  { owner, treasury }: { readonly owner: Person; readonly treasury: Person },
  start: number,
): Promise<DemoChain> => {
  const anvil = await startAnvil({ chainId: CHAIN_ID, genesisTime: start, impersonate: true, args: ARGUMENTS })
  try {
    const ask = createAsk(anvil.url)
    await ask([['anvil_setBalance', [owner.address, `0x${(10n ** 24n).toString(16)}`]]])
    // A second a block, whatever the clock says: the same seed gives the same chain.
    await ask([['anvil_setBlockTimestampInterval', [1]]])
    const deployed = await deployMarket(anvil.url, {
      owner: owner.address,
      treasury: treasury.address,
      feeBps: FEE_BPS,
    })
    await ask([['anvil_removeBlockTimestampInterval', []]])
    await ask([['evm_setAutomine', [false]]])
    const { market, dollar, coin } = deployed
    const addresses = { market, dollar, coin }
    return { anvil, addresses, startBlock: Number(deployed.startBlock), stage: createStage({ ask, addresses }) }
  } catch (error) {
    await anvil.stop()
    throw error
  }
}
