import type { Abi, Address } from 'viem'
import dataMarket from '../../contracts/artifacts/DataMarket.json' with { type: 'json' }
import testToken from '../../contracts/artifacts/TestToken.json' with { type: 'json' }
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { type AnvilClient, createAnvilClient } from './anvil.ts'

/** A market with two tokens to pay in, one of each common precision. Addresses are lower-case. */
export type DeployedMarket = {
  readonly market: Address
  /** DUSD, "Demo Dollar", 6 decimals. */
  readonly dollar: Address
  /** DDC, "Demo Data Coin", 18 decimals. */
  readonly coin: Address
  readonly owner: Address
  readonly treasury: Address
  /** Block of the market's deployment: nothing before it concerns the market. */
  readonly startBlock: bigint
}

export type DeployOptions = {
  /** Deploys and owns the market; the node's first account when not given. */
  readonly owner?: Address
  /** Receives the fees; the node's second account when not given. */
  readonly treasury?: Address
  /** On top of rewards and out of sales, basis points. */
  readonly feeBps?: number
}

type Artifact = { readonly abi: unknown; readonly bytecode: string }

/** Deploys the market and its tokens to a node that signs for its accounts, as anvil does. */
export const deployMarket = async (url: string, options: DeployOptions = {}): Promise<DeployedMarket> => {
  const client = await connect(url)
  const [first, second = first] = await client.getAddresses()
  const owner = options.owner ?? first
  const treasury = options.treasury ?? second
  if (owner === undefined || treasury === undefined) {
    throw new DaybookError('USAGE', 'The node holds no account to deploy from: name an owner and a treasury.')
  }

  const dollar = await deployToken(client, owner, { name: 'Demo Dollar', symbol: 'DUSD', decimals: 6 })
  const coin = await deployToken(client, owner, { name: 'Demo Data Coin', symbol: 'DDC', decimals: 18 })
  const market = await deployContract(client, owner, dataMarket, [owner, options.feeBps ?? 250, treasury])
  return {
    market: market.address,
    dollar: dollar.address,
    coin: coin.address,
    owner: lowerCase(owner),
    treasury: lowerCase(treasury),
    startBlock: market.block,
  }
}

/** Deploys one more token that anyone can mint. */
export const deployToken = (
  client: AnvilClient,
  from: Address,
  { name, symbol, decimals }: { readonly name: string; readonly symbol: string; readonly decimals: number },
) => deployContract(client, from, testToken, [name, symbol, decimals])

/** Deploys a compiled contract and waits for its block. */
export const deployContract = async (
  client: AnvilClient,
  from: Address,
  { abi, bytecode }: Artifact,
  args: readonly unknown[] = [],
): Promise<{ readonly address: Address; readonly block: bigint }> => {
  const hash = await client.deployContract({ abi: abi as Abi, bytecode: bytecode as Hex, args, account: from })
  const receipt = await client.waitForTransactionReceipt({ hash })
  if (receipt.status !== 'success' || !receipt.contractAddress) {
    throw new DaybookError('USAGE', `The node mined the deployment ${hash}, but no contract came of it.`, {
      details: { hash, status: receipt.status },
    })
  }
  return { address: lowerCase(receipt.contractAddress), block: receipt.blockNumber }
}

/** The node says which chain it is; transactions have to name it. */
const connect = async (url: string): Promise<AnvilClient> =>
  createAnvilClient(url, await createAnvilClient(url).getChainId())

const lowerCase = (address: Address): Address => address.toLowerCase() as Address
