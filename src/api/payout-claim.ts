import type { Hex } from '../domain/hex.ts'
import { decodeReceipt, type ReceiptLog } from '../proof/receipt.ts'
import type { Entry } from '../proof/trie.ts'
import type { LogRow } from '../store/read/by-key.ts'
import type { PayoutClaim } from '../verify/proof-file.ts'
import type { Context } from './context.ts'
import { describe } from './event.ts'
import { marketById, present } from './known.ts'
import type { PayoutSource } from './sources.ts'
import { unpacked } from './unpacked.ts'

/** A log on record, and as the chain gave it. */
type RecordedLog = LogRow & Awaited<ReturnType<typeof unpacked>>

/** What the books say of a payout, to be held against its receipt. */
export type Recorded = {
  readonly claim: Omit<PayoutClaim, 'logPosition' | 'transferPosition'>
  readonly log: RecordedLog
  /** The transfer it was matched with. */
  readonly transfer: RecordedLog | null
}

export const recordedPayout = async (context: Context, payout: PayoutSource): Promise<Recorded> => {
  const { load } = context
  const logOf = async (id: number): Promise<RecordedLog> => {
    const row = present(await load.log.load(id), 'log')
    return { ...row, ...(await unpacked(context, row)) }
  }
  const log = await logOf(payout.logId)
  const addressOf = async (id: number) => present(await load.account.load(id), 'account').address
  return {
    claim: {
      protocol: (await marketById(context, payout.marketId)).protocol,
      contract: log.emitter.address,
      event: (await describe(context, log)).eventName,
      contributor: await addressOf(payout.accountId),
      receiver: await addressOf(payout.receiverId),
      token: present(await load.token.load(payout.tokenId), 'token').address,
      amount: payout.amount,
      gross: payout.gross === payout.amount ? null : payout.gross,
    },
    log,
    transfer: payout.transferLog === null ? null : await logOf(payout.transferLog),
  }
}

const isSame = (log: ReceiptLog | undefined, { emitter, topics, data }: RecordedLog): boolean =>
  log !== undefined &&
  log.address === emitter.address &&
  log.data === data &&
  log.topics.length === topics.length &&
  log.topics.every((topic: Hex, i) => topic === topics[i])

/**
 * Where logs on record stand in the receipt of their transaction: by their index in the block where that agrees, since equal logs may
 * follow each other, else by their bytes. Null for one that is not there.
 */
export const positionsIn = (receipts: readonly Entry[], { log, transfer }: Recorded) => {
  const decoded = receipts.slice(0, log.transaction.txIndex + 1).map(({ value }) => decodeReceipt(value))
  const logs = decoded[log.transaction.txIndex]?.logs ?? []
  const before = decoded.slice(0, -1).reduce((sum, receipt) => sum + (receipt?.logs.length ?? 0), 0)
  const positionOf = (row: RecordedLog): number | null => {
    const expected = row.logIndex - before
    if (isSame(logs[expected], row)) return expected
    const found = logs.findIndex((each) => isSame(each, row))
    return found < 0 ? null : found
  }
  return { logPosition: positionOf(log), transferPosition: transfer === null ? null : positionOf(transfer) }
}
