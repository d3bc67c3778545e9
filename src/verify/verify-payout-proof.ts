import { checkReceiptProof } from '../proof/receipt-proof.ts'
import { type Check, type CheckResult, check, resultOf } from './check.ts'
import { checkClaim, unproven } from './check-claim.ts'
import { type PayoutClaim, type PayoutProof, parsePayoutProof } from './proof-file.ts'

export type { Check, CheckName, CheckResult } from './check.ts'
export type { PayoutClaim, PayoutProof } from './proof-file.ts'

/** What became of a proof. */
export type Verification = {
  /** PASS when every check passes, FAIL when any fails, else UNKNOWN. */
  readonly result: CheckResult
  readonly checks: readonly Check[]
  /** What is proven when `result` is PASS; null when the file is no proof. */
  readonly proof: PayoutProof | null
}

/** Whether the block is the one that is trusted. A file proves nothing about that: its hash may be of a block that nobody else has. */
const checkBlock = (blockHash: string, trusted: string | undefined): Check => {
  const name = 'BLOCK_CANONICAL'
  if (trusted === undefined) {
    const detail = `Compare the block hash ${blockHash} with a source that you trust: the proof is worth as much as that.`
    return check(name, 'UNKNOWN', detail)
  }
  if (typeof trusted !== 'string' || trusted.toLowerCase() !== blockHash) {
    return check(name, 'FAIL', `The proof is of block ${blockHash}, not of the one that is trusted.`)
  }
  return check(name, 'PASS', `The proof is of the trusted block ${blockHash}.`)
}

/**
 * Checks the proof of a payout offline, in Node or a browser: that the receipt is in the block, the log in the receipt, and that
 * log and token transfer say what is claimed. `file` is the parsed JSON. Without `trustedBlockHash`, which must come from
 * elsewhere, the result is never PASS. Never throws.
 */
export const verifyPayoutProof = (file: unknown, trustedBlockHash?: string): Verification => {
  const proof = parsePayoutProof(file)
  if ('problem' in proof) {
    const detail = `This is no payout proof of version 1: ${proof.problem}.`
    return { result: 'FAIL', checks: [check('RECEIPT_IN_BLOCK', 'FAIL', detail)], proof: null }
  }
  const checks = [checkBlock(proof.receipt.blockHash, trustedBlockHash), ...checkReceipt(proof)]
  return { result: resultOf(checks), checks, proof }
}

/** Everything that needs no block hash from elsewhere. */
export const checkReceipt = ({
  receipt,
  claim,
}: Pick<PayoutProof, 'receipt'> & { readonly claim: PayoutClaim }): Check[] => {
  const shown = checkReceiptProof(receipt)
  if ('fault' in shown) {
    return [check('RECEIPT_IN_BLOCK', 'FAIL', `The receipt is not proven: ${shown.fault}.`), ...unproven()]
  }
  const { header, transactionIndex } = shown
  const detail = `The receipt of transaction ${transactionIndex} is in block ${header.number}, by the header's receiptsRoot.`
  return [check('RECEIPT_IN_BLOCK', 'PASS', detail), ...checkClaim(shown.receipt, claim)]
}
