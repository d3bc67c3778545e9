import { proveReceipt } from '../proof/receipt-proof.ts'
import { numberOf } from '../store/ids.ts'
import { chainOf } from '../store/read/reader.ts'
import { type Check, check, resultOf } from '../verify/check.ts'
import { type PayoutProof, payoutProofFile } from '../verify/proof-file.ts'
import { checkReceipt } from '../verify/verify-payout-proof.ts'
import { checkAccrual, checkLedger } from './check-books.ts'
import type { Context } from './context.ts'
import type { Told } from './evidence.ts'
import { positionsIn, type Recorded, recordedPayout } from './payout-claim.ts'
import type { PayoutSource, PayoutVerificationSource } from './sources.ts'

/**
 * Verifies a payout now: nodes are asked for its block's header and receipts, and what these prove is compared with the books. What
 * cannot be had leaves checks UNKNOWN; it is never an error.
 */
export const verifyPayout = async (context: Context, payout: PayoutSource): Promise<PayoutVerificationSource> => {
  const { chain, cursor } = await chainOf(context.reader, payout.id)
  const recorded = await recordedPayout(context, payout)
  const books = [await checkLedger(context, payout), await checkAccrual(context, payout)]
  const { block } = recorded.log
  const place = { number: numberOf(block.id), hash: block.hash }
  const final = cursor !== undefined && place.number <= cursor.finalized
  const told = await context.moment().evidence(context, chain.id, place, final)

  const { checks, proof } = checkBlock(told, recorded, { chainId: chain.id, finalWhenMade: final })
  const all = [checkCanonical(told, place), checkFinal(place.number, cursor?.finalized), ...checks, ...books]
  return { result: resultOf(all), checks: all, proof, checkedAt: told.at }
}

const checkCanonical = (told: Told, { number, hash }: { readonly number: number; readonly hash: string }): Check => {
  const name = 'BLOCK_CANONICAL'
  if ('silence' in told) return check(name, 'UNKNOWN', told.silence)
  if (told.canonical === hash) return check(name, 'PASS', `The chain's block ${number} is ${hash}.`)
  return told.canonical === null
    ? check(name, 'UNKNOWN', `The node that was asked has no block ${number}.`)
    : check(name, 'FAIL', `The chain's block ${number} is ${told.canonical}, and the payout is in ${hash}.`)
}

const checkFinal = (number: number, finalized: number | undefined): Check => {
  const name = 'BLOCK_FINALIZED'
  if (finalized !== undefined && number <= finalized) return check(name, 'PASS', `Block ${number} is final.`)
  return check(name, 'UNKNOWN', `Block ${number} is not final yet: the chain may still take it back.`)
}

const unknown = (detail: string): readonly Check[] =>
  (['RECEIPT_IN_BLOCK', 'LOG_IN_RECEIPT', 'LOG_MATCHES_RECORD', 'TRANSFER_MATCHES'] as const).map((name) =>
    check(name, 'UNKNOWN', detail),
  )

type Block = { readonly checks: readonly Check[]; readonly proof: PayoutProof | null }

const checkBlock = (told: Told, recorded: Recorded, how: Pick<PayoutProof, 'chainId' | 'finalWhenMade'>): Block => {
  if ('silence' in told) return { checks: unknown(told.silence), proof: null }
  const { headerRlp, receipts, doubt } = told
  if (headerRlp === null || receipts === null) return { checks: unknown(doubt ?? 'Nothing was told.'), proof: null }
  const { logPosition, transferPosition } = positionsIn(receipts, recorded)
  const receipt = proveReceipt(headerRlp, receipts, recorded.log.transaction.txIndex)
  if (receipt === null || logPosition === null) return { checks: missing(receipts.length, recorded), proof: null }
  const claim = { ...recorded.claim, logPosition, transferPosition }
  return { checks: checkReceipt({ receipt, claim }), proof: { ...how, claim, receipt } }
}

/** The block is proven whole, and the log is not in it. */
const missing = (transactions: number, { log }: Recorded): readonly Check[] => {
  const [, , matches, transfer] = unknown('The log on record is not in its block.')
  const { txIndex } = log.transaction
  const there = txIndex < transactions
  return [
    there
      ? check('RECEIPT_IN_BLOCK', 'PASS', `Transaction ${txIndex} has a receipt in the block.`)
      : check('RECEIPT_IN_BLOCK', 'FAIL', `The block has ${transactions} transactions, and none at index ${txIndex}.`),
    check('LOG_IN_RECEIPT', 'FAIL', 'The receipt holds no log like the one on record.'),
    matches!,
    transfer!,
  ]
}

/** The proof as a file for `daybook verify-proof`. */
export const proofFileOf = ({ proof }: PayoutVerificationSource) => (proof === null ? null : payoutProofFile(proof))
