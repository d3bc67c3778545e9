import { setTimeout as delay } from 'node:timers/promises'
import { type Abi, encodeDeployData, getContractAddress, numberToHex } from 'viem'
import { type AnvilClient, createAnvilClient } from '../../../../src/demo/anvil.ts'
import type { Hex } from '../../../../src/domain/hex.ts'
import { TRANSFER_TOPIC } from '../../../../src/protocols/erc20.ts'
import type { Code } from './artifacts.ts'
import { type Call, encode } from './call.ts'
import type { Place } from './truth.ts'

/** The largest call of the script, a manifest of 12 kB, needs nine millions; a block of anvil holds thirty. */
const GAS = 14_000_000n
/** For transactions that share a block. */
const GAS_SMALL = 4_000_000n
const ETHER_PLENTY = 10n ** 24n
const RECEIPT_MS_MAX = 20_000

/** The chain as the script uses it: anybody sends, without keys. */
export type ScriptNode = {
  readonly chainId: number
  /** Sends one transaction and waits for its block; throws when it fails. */
  send(call: Call): Promise<Place>
  /** Several transactions in one block, in this order. */
  sendInOneBlock(calls: readonly Call[]): Promise<readonly Place[]>
  deploy(from: Hex, code: Code, args?: readonly unknown[]): Promise<Hex>
  /** Calls a getter that answers one word. */
  word(to: Hex, signature: string, args?: readonly unknown[]): Promise<bigint>
  /** Every Transfer of a token from a block on. */
  transfers(token: Hex, fromBlock: number): Promise<readonly TransferLog[]>
  /** The address of the n-th contract from now that a contract makes. */
  nextChild(factory: Hex, n?: number): Promise<Hex>
  /** Gives an account ether where it has none. */
  enrich(account: Hex): Promise<void>
  travel(seconds: number): Promise<void>
  blockNumber(): Promise<number>
}

export type TransferLog = {
  readonly tx: Hex
  readonly block: number
  readonly transactionIndex: number
  readonly from: Hex
  readonly to: Hex
  readonly amount: bigint
}

type RawLog = {
  readonly transactionHash: Hex
  readonly transactionIndex: Hex
  readonly blockNumber: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
}

type Ask = (method: string, params?: readonly unknown[]) => Promise<unknown>

type Receipt = {
  readonly status: Hex
  readonly transactionHash: Hex
  readonly blockNumber: Hex
  readonly contractAddress: Hex | null
  readonly logs: readonly { readonly blockTimestamp?: Hex }[]
}

export const openNode = async (rpcUrl: string): Promise<ScriptNode> => {
  const client = createAnvilClient(rpcUrl, await createAnvilClient(rpcUrl).getChainId())
  const ask: Ask = (method, params = []) => client.request({ method, params } as never)
  await ask('anvil_autoImpersonateAccount', [true])

  const asked = ({ from, to, data }: Call, gas: bigint, priority: bigint) => [
    { from, to, data, gas: numberToHex(gas), maxFeePerGas: FEE_MAX, maxPriorityFeePerGas: numberToHex(priority) },
  ]
  const settle = async (receipt: Receipt, call: Call): Promise<Place> => {
    if (BigInt(receipt.status) !== 1n)
      throw new Error(`A transaction of the script failed: ${await reasonOf(client, call)}`)
    const timestamp = receipt.logs[0]?.blockTimestamp ?? (await timestampOf(ask, receipt.blockNumber))
    return { tx: receipt.transactionHash, block: Number(receipt.blockNumber), timestamp: Number(timestamp) }
  }

  return {
    chainId: client.chain.id,
    send: async (call) => settle((await ask('eth_sendTransactionSync', asked(call, GAS, 1n))) as Receipt, call),
    sendInOneBlock: async (calls) => {
      await ask('evm_setAutomine', [false])
      // The one that pays more comes first.
      const hashes: Hex[] = []
      for (const [i, call] of calls.entries())
        hashes.push((await ask('eth_sendTransaction', asked(call, GAS_SMALL, BigInt(calls.length - i)))) as Hex)
      await ask('evm_mine')
      await ask('evm_setAutomine', [true])
      const places: Place[] = []
      for (const [i, tx] of hashes.entries()) places.push(await settle(await receiptOf(ask, tx), calls[i]!))
      return places
    },
    deploy: async (from, { abi, bytecode }, args = []) => {
      const data = encodeDeployData({ abi: abi as Abi, bytecode: bytecode as Hex, args })
      const receipt = (await ask('eth_sendTransactionSync', [{ from, data, gas: numberToHex(GAS) }])) as Receipt
      if (BigInt(receipt.status) !== 1n || !receipt.contractAddress) throw new Error('A deployment failed.')
      return receipt.contractAddress.toLowerCase() as Hex
    },
    word: async (to, signature, args) =>
      BigInt((await ask('eth_call', [{ to, data: encode(signature, args) }, 'latest'])) as Hex),
    transfers: async (token, fromBlock) => {
      const filter = { address: token, topics: [TRANSFER_TOPIC], fromBlock: numberToHex(fromBlock), toBlock: 'latest' }
      return ((await ask('eth_getLogs', [filter])) as RawLog[]).map(transferOf)
    },
    nextChild: async (factory, n = 0) => {
      const nonce = await client.getTransactionCount({ address: factory })
      return getContractAddress({ from: factory, nonce: BigInt(nonce + n) }).toLowerCase() as Hex
    },
    enrich: async (account) => {
      const balance = await client.getBalance({ address: account })
      if (balance < ETHER_PLENTY / 1_000n) await client.setBalance({ address: account, value: ETHER_PLENTY })
    },
    travel: async (seconds) => {
      const { timestamp } = await client.getBlock()
      await ask('evm_setNextBlockTimestamp', [numberToHex(timestamp + BigInt(seconds))])
      await ask('evm_mine')
    },
    blockNumber: async () => Number(await client.getBlockNumber()),
  }
}

/** The base fee begins at one thousand millionth of an ether, and falls. */
const FEE_MAX = numberToHex(100_000_000_000n)

const timestampOf = async (ask: Ask, block: Hex): Promise<Hex> =>
  ((await ask('eth_getBlockByNumber', [block, false])) as { timestamp: Hex }).timestamp

const receiptOf = async (ask: Ask, tx: Hex): Promise<Receipt> => {
  const deadline = Date.now() + RECEIPT_MS_MAX
  while (Date.now() < deadline) {
    const receipt = (await ask('eth_getTransactionReceipt', [tx])) as Receipt | null
    if (receipt) return receipt
    await delay(3)
  }
  throw new Error(`The node has not mined ${tx}.`)
}

/** Asks again what failed: the receipt does not say why. */
const reasonOf = async (client: AnvilClient, call: Call): Promise<string> => {
  try {
    await client.call({ account: call.from, to: call.to, data: call.data })
    return 'it would pass now'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const transferOf = ({ transactionHash, transactionIndex, blockNumber, topics, data }: RawLog): TransferLog => ({
  tx: transactionHash,
  block: Number(blockNumber),
  transactionIndex: Number(transactionIndex),
  from: `0x${topics[1]!.slice(26)}`,
  to: `0x${topics[2]!.slice(26)}`,
  amount: BigInt(data),
})
