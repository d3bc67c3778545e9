import type { Hex } from '../../../../src/domain/hex.ts'
import { ownContracts, published } from './artifacts.ts'
import { encode } from './call.ts'
import type { Stage, World } from './world.ts'

/** The order of the builds in EscrowV4.sol. */
const builds = ['summed', 'per row', 'fee rows'] as const

/** What is launched in turn: by legacy factories, then by the one that is upgraded in place. Nobody has shown that the build with fee rows ever went live. */
export const stagesOf = ({ feeRows = false } = {}): readonly Stage[] => [
  { generation: 'legacy', build: null },
  { generation: '1', build: null },
  { generation: '3', build: null },
  { generation: '4', build: 'summed', indexedLaunch: true },
  { generation: '4', build: 'summed' },
  { generation: '4', build: 'per row' },
  ...(feeRows ? [{ generation: '4', build: 'fee rows' } as const] : []),
  { generation: '5', build: null },
  { generation: '6', build: null },
  { generation: '7', build: null },
]

/** Replaces the factory's code in place, and tells it what the new code wants to know. */
export const enterStage = async (world: World, stage: Stage): Promise<void> => {
  const { cast, node, platform } = world
  const tell = (signature: string, ...args: readonly unknown[]) =>
    node.send({ from: cast.owner, to: platform.factory, data: encode(signature, args) })
  const before = world.stage.generation
  world.stage = stage
  if (stage.generation === 'legacy' || stage.generation === '1') return

  const launched = await node.word(platform.factory, 'counter()')
  await tell('upgradeTo(address)', await deployFactory(world, stage))
  if ((await node.word(platform.factory, 'counter()')) !== launched) throw new Error('The upgrade lost its variables.')
  if (before === '3') {
    await tell('setStakingAddress(address)', platform.staking)
    await tell('setMinimumStake(uint256)', 1n)
    await tell('setAdmin(address)', cast.owner)
  }
  if (stage.generation === '6') await tell('setKVStoreAddress(address)', platform.kvStore)
}

const deployFactory = ({ cast, node }: World, { generation, build, indexedLaunch = false }: Stage): Promise<Hex> => {
  const { EscrowFactoryV4, EscrowFactoryV7 } = ownContracts()
  if (generation === '4') return node.deploy(cast.owner, EscrowFactoryV4, [builds.indexOf(build!), indexedLaunch])
  if (generation === '3') return node.deploy(cast.owner, published.factory3)
  if (generation === '5') return node.deploy(cast.owner, published.factory5)
  if (generation === '6') return node.deploy(cast.owner, published.factory6)
  return node.deploy(cast.owner, EscrowFactoryV7)
}
