import { nameOf, payoutKinds, submissionStatuses } from '../domain/codes.ts'
import { showsDebts } from '../protocols/registry.ts'
import { type Check, check } from '../verify/check.ts'
import type { Context } from './context.ts'
import { marketById } from './known.ts'
import { movementOf } from './resolvers/ledger.ts'
import type { PayoutSource } from './sources.ts'

// What the books themselves show of a payout.

/** Debits equal credits, and the payout's amount was received. */
export const checkLedger = async (context: Context, { id, amount }: PayoutSource): Promise<Check> => {
  const name = 'LEDGER_BALANCES'
  const movement = await movementOf(context, 'PAYOUT', id)
  if (movement === null) {
    return amount === 0n
      ? check(name, 'PASS', 'Nothing was paid, and the ledger has no entries for it.')
      : check(name, 'FAIL', 'The ledger has no entries for it.')
  }
  const entries = (await context.load.postingsOf.load(movement.id)).map((entry) => entry.amount)
  const sum = (some: readonly bigint[]) => some.reduce((total, each) => total + each, 0n)
  if (sum(entries) !== 0n) return check(name, 'FAIL', `Its entries in the ledger sum to ${sum(entries)}, not to 0.`)
  const received = sum(entries.filter((each) => each > 0n))
  return received === amount
    ? check(name, 'PASS', `Its ${entries.length} entries in the ledger balance, and state ${amount} received.`)
    : check(name, 'FAIL', `Its entries in the ledger state ${received} received, and the payout is of ${amount}.`)
}

/** What it settles was owed, or accepted, by an earlier log. Rows and logs of a chain are numbered in its order. */
export const checkAccrual = async (context: Context, payout: PayoutSource): Promise<Check> => {
  const name = 'ACCRUED_BEFORE_PAID'
  const { load } = context
  const reward = payout.rewardId === null ? undefined : await load.reward.load(payout.rewardId)
  if (reward !== undefined && reward.createdLog < payout.logId) {
    return check(name, 'PASS', `An earlier event states the reward that it settles, of ${reward.amount}.`)
  }
  const submission = payout.submissionId === null ? undefined : await load.submission.load(payout.submissionId)
  if (submission && submission.decidedLog !== null && submission.decidedLog < payout.logId) {
    const status = nameOf(submissionStatuses, submission.status)
    return status === 'ACCEPTED'
      ? check(name, 'PASS', 'The submission it pays for was accepted by an earlier event.')
      : check(name, 'FAIL', 'The submission it pays for was rejected.')
  }
  if (nameOf(payoutKinds, payout.kind) === 'REVENUE_SHARE') {
    return check(
      name,
      'UNKNOWN',
      'A share of revenue is owed by what the contract reckons, which no event states before.',
    )
  }
  const { protocol } = await marketById(context, payout.marketId)
  return showsDebts(protocol)
    ? check(name, 'FAIL', 'No earlier event shows that it was owed, or the work accepted.')
    : check(name, 'UNKNOWN', 'In this market nothing on the chain shows what is owed before it is paid.')
}
