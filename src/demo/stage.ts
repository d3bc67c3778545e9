import { numberToHex } from 'viem'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { type Addresses, type Call, encodeCall } from './call.ts'
import type { Block } from './history.ts'
import type { Ask, Request } from './rpc.ts'

export type Stage = {
  /** Plays one block: sends its transactions, mines them in their order at its time, and makes sure that each did what it was for. */
  play(block: Block): Promise<void>
  /** Transactions and logs so far. */
  count(): { readonly blocks: number; readonly transactions: number; readonly logs: number }
}

/** The largest batch of the market needs a quarter of it; the node's blocks hold many. */
const GAS = numberToHex(16_000_000n)
/** A transaction is mined before those that pay less: falling prices make the order of the script that of the block. */
const GAS_PRICE_FIRST = 100_000_000_000n
/** For gas, more than can be used up. */
const ETHER = numberToHex(10n ** 24n)

type Receipt = { readonly transactionHash: Hex; readonly status: Hex; readonly logs: readonly unknown[] }

/** Puts a script on a chain that mines only when told, and lets transactions come from any address. */
export const createStage = ({ ask, addresses }: { ask: Ask; addresses: Addresses }): Stage => {
  const nonces = new Map<Hex, bigint>()
  const total = { blocks: 0, transactions: 0, logs: 0 }

  /** Who comes for the first time gets ether; the owner has sent something already. */
  const welcome = async (calls: readonly Call[]) => {
    const strangers = [...new Set(calls.map(({ from }) => from))].filter((from) => !nonces.has(from))
    if (strangers.length === 0) return
    await ask(strangers.map((from): Request => ['anvil_setBalance', [from, ETHER]]))
    const known = await ask(strangers.map((from): Request => ['eth_getTransactionCount', [from, 'latest']]))
    strangers.forEach((from, i) => {
      nonces.set(from, BigInt(known[i] as Hex))
    })
  }
  const requestOf = (call: Call, i: number): Request => {
    const nonce = nonces.get(call.from)!
    nonces.set(call.from, nonce + 1n)
    const transaction = {
      from: call.from,
      to: addresses[call.to],
      data: encodeCall(call, addresses),
      gas: GAS,
      gasPrice: numberToHex(GAS_PRICE_FIRST - BigInt(i)),
      nonce: numberToHex(nonce),
    }
    return ['eth_sendTransaction', [transaction]]
  }
  return {
    count: () => ({ ...total }),
    play: async ({ time, calls }) => {
      await welcome(calls)
      const hashes = await ask(calls.map(requestOf))
      await ask([['evm_mine', [numberToHex(time)]]])
      const receipts = (await ask([['eth_getBlockReceipts', ['latest']]]))[0] as Receipt[]
      checkReceipts(calls, hashes as Hex[], receipts)
      total.blocks += 1
      total.transactions += calls.length
      total.logs += receipts.reduce((sum, { logs }) => sum + logs.length, 0)
    },
  }
}

/** A demo that silently loses a step shows a market that never was. */
const checkReceipts = (calls: readonly Call[], hashes: readonly Hex[], receipts: readonly Receipt[]) => {
  calls.forEach((call, i) => {
    const receipt = receipts[i]
    if (!receipt || receipt.transactionHash !== hashes[i]) throw failed(call, 'was not mined in its place')
    if (receipt.status !== '0x1') throw failed(call, 'was reverted')
  })
}

const failed = ({ step, name, from, args }: Call, what: string) =>
  new DaybookError('INVARIANT', `The demo's script is wrong: "${step}" (${name} from ${from}) ${what}.`, {
    details: { step, name, from, args: args.map(String) },
  })
