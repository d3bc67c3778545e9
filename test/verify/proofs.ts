import { type AbiEvent, keccak256, toHex } from 'viem'
import type { Hex } from '../../src/domain/hex.ts'
import { encodeHeader } from '../../src/proof/header.ts'
import { proveReceipt } from '../../src/proof/receipt-proof.ts'
import { receiptEntries, receiptsRoot } from '../../src/proof/receipts-root.ts'
import { dataMarketEvents } from '../../src/protocols/datamarket/abi.ts'
import { erc20Events } from '../../src/protocols/erc20.ts'
import { type PayoutClaim, payoutProofFile } from '../../src/verify/proof-file.ts'
import { type BareLog, encodeEvent } from '../protocols/helpers/encode.ts'

// A block made up for tests, in which a market pays a contributor.

export const account = (n: number): Hex => `0x${(n + 1).toString(16).padStart(2, '0').repeat(20)}`
export const [market, token, alice, bob] = [account(0), account(1), account(2), account(3)]

export const eventOf = (events: readonly unknown[], name: string): AbiEvent =>
  (events as readonly AbiEvent[]).find((event) => event.name === name)!

export const transferLog = (from: Hex, to: Hex, value: bigint, of: Hex = token): BareLog =>
  encodeEvent(of, erc20Events[0], { from, to, value })

export const payoutLog = (contributor: Hex, amount: bigint): BareLog =>
  encodeEvent(market, eventOf(dataMarketEvents, 'PayoutMade'), {
    taskId: 1n,
    submissionId: 2n,
    contributor,
    token,
    amount,
  })

export const receiptOf = (logs: readonly BareLog[], more: Readonly<Record<string, unknown>> = {}) => ({
  type: '0x2',
  status: '0x1',
  cumulativeGasUsed: '0x5208',
  logsBloom: `0x${'00'.repeat(256)}`,
  logs,
  ...more,
})

const headerOf = (receipts: readonly unknown[]) => ({
  parentHash: toHex(1, { size: 32 }),
  sha3Uncles: toHex(2, { size: 32 }),
  miner: account(9),
  stateRoot: toHex(3, { size: 32 }),
  transactionsRoot: toHex(4, { size: 32 }),
  receiptsRoot: receiptsRoot(receipts),
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: '0x0',
  number: '0x10',
  gasLimit: '0x1c9c380',
  gasUsed: '0x5208',
  timestamp: '0x65000000',
  extraData: '0x',
  mixHash: toHex(5, { size: 32 }),
  nonce: '0x0000000000000000',
  baseFeePerGas: '0x7',
})

export const AMOUNT = 1_000_000n

const claim: PayoutClaim = {
  protocol: 'datamarket',
  contract: market,
  event: 'PayoutMade',
  contributor: alice,
  receiver: alice,
  token,
  amount: AMOUNT,
  gross: null,
  logPosition: 1,
  transferPosition: 0,
}

/** The payout's own logs. */
export const paidLogs = [transferLog(market, alice, AMOUNT), payoutLog(alice, AMOUNT)]

/** A proof of the receipt at `index`, as a file; and the hash of its block. */
export const proofOf = (receipts: readonly unknown[], index: number, what: Partial<PayoutClaim> = {}) => {
  const header = encodeHeader(headerOf(receipts))!
  const receipt = proveReceipt(header, receiptEntries(receipts)!, index)
  if (receipt === null) throw new Error('This block cannot be proven.')
  const file = payoutProofFile({ chainId: 31_337, finalWhenMade: true, claim: { ...claim, ...what }, receipt })
  return { file, blockHash: keccak256(header) }
}

/** Twenty transactions of others around that of the payout. */
export const block = Array.from({ length: 20 }, (_, index) =>
  receiptOf(index === 11 ? paidLogs : [transferLog(bob, account(index), BigInt(index))], {
    cumulativeGasUsed: toHex(21_000 * (index + 1)),
  }),
)
export const PAID_AT = 11
