import type { Hex } from '../../../../src/domain/hex.ts'
import { type Code, ownContracts, published } from './artifacts.ts'
import { encode } from './call.ts'
import type { Cast } from './cast.ts'
import type { Token } from './ledger.ts'
import type { ScriptNode } from './node.ts'
import type { Platform } from './world.ts'

/** All of it before the first escrow: in units of HMT. */
export const HMT_SUPPLY = 1_000_000_000n
/** Blocks that an unstaked token waits. */
const LOCK_BLOCKS = 4
/** What RewardPool keeps of each slash, in HMT's smallest units. */
export const REWARD_FEE = 10n ** 18n
/** Percent that the new Staking keeps of each slash. */
export const SLASH_FEE_PERCENT = 10

/** Everything but the generations that come by upgrading: the factory begins as generation 1. */
export const deployPlatform = async (node: ScriptNode, { owner }: Cast): Promise<Platform> => {
  const startBlock = (await node.blockNumber()) + 1
  const deploy = (code: Code, args?: readonly unknown[]) => node.deploy(owner, code, args)
  const behindProxy = async (code: Code, initialize: Hex) => deploy(published.proxy, [await deploy(code), initialize])

  const hmt = await deployToken(deploy, published.hmToken, 'HMT', 18, [HMT_SUPPLY, 'HUMAN Token', 18, 'HMT'])
  const dollar = await deployToken(deploy, published.testToken, 'USDX', 6, ['Dollar of the tests', 'USDX', 6])
  const oldStaking = await behindProxy(
    published.oldStaking,
    encode('initialize(address,uint256,uint32)', [hmt.address, 1n, LOCK_BLOCKS]),
  )
  const rewardPool = await behindProxy(
    published.rewardPool,
    encode('initialize(address,address,uint256)', [hmt.address, oldStaking, REWARD_FEE]),
  )
  await node.send({ from: owner, to: oldStaking, data: encode('setRewardPool(address)', [rewardPool]) })
  const legacyFactories = new Map<Hex, Hex>()
  for (const { address } of [hmt, dollar]) {
    legacyFactories.set(address, await deploy(published.legacyFactory, [address]))
  }
  return {
    startBlock,
    hmt,
    dollar,
    oldStaking,
    rewardPool,
    legacyFactories,
    staking: await deploy(published.staking, [hmt.address, 1n, LOCK_BLOCKS, SLASH_FEE_PERCENT]),
    kvStore: await deploy(published.kvStore),
    factory: await behindProxy(published.factory1, encode('initialize(address)', [oldStaking])),
    batch: await deploy(ownContracts().Batch),
    impostor: await deploy(ownContracts().Impostor),
  }
}

const deployToken = async (
  deploy: (code: Code, args: readonly unknown[]) => Promise<Hex>,
  code: Code,
  symbol: string,
  decimals: number,
  args: readonly unknown[],
): Promise<Token> => ({ address: await deploy(code, args), symbol, decimals })
