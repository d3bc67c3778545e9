import {
  type Abi,
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  concat,
  decodeErrorResult,
  encodeFunctionData,
  keccak256,
  maxUint256,
  parseEventLogs,
} from 'viem'
import { dataMarketAbi, testTokenAbi } from '../../contracts/artifacts/abi.ts'
import { type AnvilClient, createAnvilClient } from '../../src/demo/anvil.ts'
import { deployMarket } from '../../src/demo/deploy.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { dataMarketEvents } from '../../src/protocols/datamarket/abi.ts'

/** Each person of the tests is one of the node's accounts. */
export type People = Readonly<
  Record<
    'owner' | 'treasury' | 'requester' | 'alice' | 'bob' | 'carol' | 'publisher' | 'buyer' | 'arbiter' | 'stranger',
    Address
  >
>

/** What a call to the market did: its events in order, by name. */
export type Outcome = {
  readonly events: readonly (readonly [name: string, args: Record<string, unknown>])[]
  readonly gasUsed: bigint
}

export const RICH = 1_000_000_000_000n

/** A market with the default fee of 250 basis points; everybody has RICH of either token, and has approved the market. */
export const openMarket = async (url: string) => {
  const client = createAnvilClient(url)
  const [owner, treasury, requester, alice, bob, carol, publisher, buyer, arbiter, stranger] =
    (await client.getAddresses()) as [Address, ...Address[]]
  const people = { owner, treasury, requester, alice, bob, carol, publisher, buyer, arbiter, stranger } as People
  const { market, dollar, coin } = await deployMarket(url)
  for (const token of [dollar, coin]) {
    for (const person of [people.requester, people.buyer]) await supply(client, token, person, market)
  }

  const send = async (from: Address, functionName: string, args: readonly unknown[] = []): Promise<Outcome> => {
    const hash = await client.writeContract({
      address: market,
      abi: dataMarketAbi as Abi,
      functionName,
      args,
      account: from,
    })
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`${functionName} was mined, and failed.`)
    const logs = receipt.logs.filter((log) => log.address === market)
    const events = parseEventLogs({ abi: dataMarketEvents, logs }).map(
      (log) => [log.eventName, lowerCased(log.args as Record<string, unknown>)] as const,
    )
    return { events, gasUsed: receipt.gasUsed }
  }

  /** The name of the error that refuses a call; undefined when it would pass. */
  const refusal = async (from: Address, functionName: string, args: readonly unknown[] = []) => {
    // A token's refusal comes through the market.
    const abi = [...dataMarketAbi, ...testTokenAbi] as Abi
    try {
      await client.simulateContract({ address: market, abi, functionName, args, account: from })
      return undefined
    } catch (error) {
      return nameOf(error)
    }
  }

  const read = async <T>(functionName: string, args: readonly unknown[] = []): Promise<T> =>
    (await client.readContract({ address: market, abi: dataMarketAbi as Abi, functionName, args })) as T

  const balanceOf = (token: Address, account: Address) =>
    client.readContract({ address: token, abi: testTokenAbi, functionName: 'balanceOf', args: [account] })

  const now = async () => (await client.getBlock()).timestamp

  const passTime = async (seconds: number) => {
    await client.increaseTime({ seconds })
    await client.mine({ blocks: 1 })
  }

  /** Balance of the market in a token, and what its own state says it must be: the two are equal at any time. */
  const holdings = async (token: Address) => {
    let owed = 0n
    for (let id = 1n; id <= BigInt(await read<number>('taskCount')); id++) {
      const task = await read<{ token: Address; free: bigint; reserved: bigint }>('getTask', [id])
      if (task.token.toLowerCase() === token) owed += task.free + task.reserved
    }
    for (let id = 1n; id <= BigInt(await read<number>('datasetCount')); id++) {
      owed += await read<bigint>('unclaimedRevenue', [id, token])
    }
    return { held: await balanceOf(token, market), owed }
  }

  return { client, people, market, dollar, coin, send, refusal, read, balanceOf, now, passTime, holdings }
}

export type Market = Awaited<ReturnType<typeof openMarket>>

export const supply = async (client: AnvilClient, token: Address, person: Address, spender: Address) => {
  const mint = { functionName: 'mint', args: [person, RICH] } as const
  const approve = { functionName: 'approve', args: [spender, maxUint256] } as const
  for (const call of [mint, approve]) {
    const hash = await client.writeContract({ address: token, abi: testTokenAbi, ...call, account: person })
    await client.waitForTransactionReceipt({ hash })
  }
}

export const marketCall = (functionName: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({ abi: dataMarketAbi as Abi, functionName, args })

export const errorName = (data: Hex): string => decodeErrorResult({ abi: dataMarketAbi, data }).errorName

/** Leaf and root as OpenZeppelin's StandardMerkleTree makes them; two leaves are enough to show the order does not matter. */
export const leafOf = (contentHash: Hex): Hex => keccak256(keccak256(contentHash))
export const parentOf = (a: Hex, b: Hex): Hex => keccak256(concat(a < b ? [a, b] : [b, a]))

const nameOf = (error: unknown): string => {
  const revert =
    error instanceof BaseError ? error.walk((cause) => cause instanceof ContractFunctionRevertedError) : null
  if (!(revert instanceof ContractFunctionRevertedError)) throw error
  return revert.data?.errorName ?? revert.reason ?? 'no reason'
}

const lowerCased = (args: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      typeof value === 'string' && value.startsWith('0x') ? value.toLowerCase() : value,
    ]),
  )
