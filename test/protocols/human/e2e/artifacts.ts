import { readdirSync, readFileSync } from 'node:fs'
import proxy from 'human-core-1/artifacts/@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol/ERC1967Proxy.json' with {
  type: 'json',
}
import factory1 from 'human-core-1/artifacts/contracts/EscrowFactory.sol/EscrowFactory.json' with { type: 'json' }
import hmToken from 'human-core-1/artifacts/contracts/HMToken.sol/HMToken.json' with { type: 'json' }
import rewardPool from 'human-core-1/artifacts/contracts/RewardPool.sol/RewardPool.json' with { type: 'json' }
import oldStaking from 'human-core-1/artifacts/contracts/Staking.sol/Staking.json' with { type: 'json' }
import factory3 from 'human-core-3/artifacts/contracts/EscrowFactory.sol/EscrowFactory.json' with { type: 'json' }
import legacyFactory from 'human-core-3/artifacts/contracts/legacy/EscrowFactory.sol/EscrowFactory.json' with {
  type: 'json',
}
import factory5 from 'human-core-5/artifacts/contracts/EscrowFactory.sol/EscrowFactory.json' with { type: 'json' }
import factory6 from 'human-core-6/artifacts/contracts/EscrowFactory.sol/EscrowFactory.json' with { type: 'json' }
import kvStore from 'human-core-6/artifacts/contracts/KVStore.sol/KVStore.json' with { type: 'json' }
import staking from 'human-core-6/artifacts/contracts/Staking.sol/Staking.json' with { type: 'json' }
import testToken from '../../../../contracts/artifacts/TestToken.json' with { type: 'json' }
import { compile } from '../../../../contracts/compile.ts'

/** The ABI's type differs between a JSON file and a compiler's answer; only the constructor is read from it. */
export type Code = { readonly abi: unknown; readonly bytecode: string }

const ownNames = ['Batch', 'EscrowFactoryV4', 'EscrowFactoryV7', 'Impostor'] as const

/** The bytecode that was published, as it was published. */
export const published = {
  factory1,
  factory3,
  factory5,
  factory6,
  hmToken,
  kvStore,
  legacyFactory,
  oldStaking,
  proxy,
  rewardPool,
  staking,
  testToken,
}

let compiled: Readonly<Record<(typeof ownNames)[number], Code>> | undefined

/** Our own contracts, compiled once per process: the generations that were not published, and the odd ones of the cases. */
export const ownContracts = (): Readonly<Record<(typeof ownNames)[number], Code>> => {
  compiled ??= compileOwn()
  return compiled
}

const compileOwn = () => {
  const folder = new URL('../contracts/', import.meta.url)
  const sources = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')])
  const artifacts = compile(Object.fromEntries(sources))
  const entries = ownNames.map((name) => [name, artifacts.find(({ contractName }) => contractName === name)!])
  return Object.fromEntries(entries) as Record<(typeof ownNames)[number], Code>
}
