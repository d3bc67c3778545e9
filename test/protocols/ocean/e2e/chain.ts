import { type Abi, type AbiFunction, type Address, encodeAbiParameters, type Log, toFunctionSelector } from 'viem'
import { createAnvilClient } from '../../../../src/demo/anvil.ts'
import type { Hex } from '../../../../src/domain/hex.ts'
import type { Artifact } from './artifacts.ts'

/** A contract that can be spoken to. The address is lower-case. */
export type Contract = { readonly address: Hex; readonly abi: Abi }

/** A mined transaction, with its logs in their order. */
export type Mined = { readonly tx: Hex; readonly from: Hex; readonly block: bigint; readonly logs: readonly Log[] }

/** One call, so that a wallet can bundle it with others. */
export type Call = { readonly to: Contract; readonly functionName: string; readonly args: readonly unknown[] }

export const call = (to: Contract, functionName: string, ...args: readonly unknown[]): Call => ({
  to,
  functionName,
  args,
})

/** Always the same, so that a transaction's hash depends on nothing but the play. */
const GAS = 15_000_000n
const GAS_PRICE = 2_000_000_000n

/** The node as this driver uses it: who signs is named at each call, and everything waits until it is mined. */
export const openChain = async (rpcUrl: string) => {
  const chainId = await createAnvilClient(rpcUrl).getChainId()
  const client = createAnvilClient(rpcUrl, chainId)

  const mined = async (hash: Hex): Promise<Mined> => {
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`Transaction ${hash} was mined, and failed.`)
    return { tx: hash, from: lower(receipt.from), block: receipt.blockNumber, logs: receipt.logs }
  }

  const deploy = async (from: Hex, { abi, bytecode }: Artifact, args: readonly unknown[] = []) => {
    const hash = await client.deployContract({ abi, bytecode, args, account: from, gas: GAS, gasPrice: GAS_PRICE })
    const receipt = await client.waitForTransactionReceipt({ hash })
    return { address: lower(receipt.contractAddress!), abi, block: receipt.blockNumber }
  }

  const send = async (from: Hex, { to, functionName, args }: Call): Promise<Mined> => {
    const request = { address: to.address, abi: to.abi, functionName, args, account: from, gasPrice: GAS_PRICE }
    // The estimate is where a refusal says its reason.
    await client.estimateContractGas(request)
    return mined(await client.writeContract({ ...request, gas: GAS }))
  }

  const sendRaw = async (from: Hex, to: Hex, data: Hex): Promise<Mined> => {
    const request = { account: from, to, data, gasPrice: GAS_PRICE }
    await client.estimateGas(request)
    return mined(await client.sendTransaction({ ...request, gas: GAS }))
  }

  const read = async <T>({ to, functionName, args }: Call): Promise<T> =>
    (await client.readContract({ address: to.address, abi: to.abi, functionName, args })) as T

  /** Sets the clock forward, for the next block. */
  const passTime = async (seconds: number) => {
    await client.increaseTime({ seconds })
    await client.mine({ blocks: 1 })
  }

  const accounts = async (): Promise<Hex[]> => (await client.getAddresses()).map(lower)

  const height = () => client.getBlockNumber()

  return { chainId, deploy, send, sendRaw, read, passTime, accounts, height }
}

export type Chain = Awaited<ReturnType<typeof openChain>>

export const lower = (address: Address): Hex => address.toLowerCase() as Hex

/**
 * Calldata of a function whose texts are given as bytes. Solidity encodes both alike, and only so can a text be what JavaScript
 * cannot hold: invalid UTF-8.
 */
export const encodeWithRawTexts = (contract: Contract, functionName: string, args: readonly unknown[]): Hex => {
  const found = contract.abi.find(
    (item): item is AbiFunction => item.type === 'function' && item.name === functionName,
  )!
  const inputs = JSON.parse(JSON.stringify(found.inputs).replaceAll('"type":"string"', '"type":"bytes"'))
  return `${toFunctionSelector(found)}${encodeAbiParameters(inputs, args).slice(2)}`
}
