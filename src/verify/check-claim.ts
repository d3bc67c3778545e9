import type { DecodedReceipt } from '../proof/receipt.ts'
import { type Check, check } from './check.ts'
import type { PayoutClaim } from './proof-file.ts'
import { type Statement, statementsOf, transferIn } from './statement.ts'

// What a receipt, proven to be in its block, shows of a payout.

/** The checks of a receipt that was not proven. */
export const unproven = (): readonly Check[] =>
  (['LOG_IN_RECEIPT', 'LOG_MATCHES_RECORD', 'TRANSFER_MATCHES'] as const).map((name) =>
    check(name, 'UNKNOWN', 'Nothing is known of the receipt.'),
  )

/** Whether the log is there, says what is claimed, and the token moved. */
export const checkClaim = (receipt: DecodedReceipt, claim: PayoutClaim): readonly Check[] => {
  const found = checkLog(receipt, claim)
  if (found.result !== 'PASS') {
    const detail = 'There is no log to look at.'
    return [found, check('LOG_MATCHES_RECORD', 'UNKNOWN', detail), check('TRANSFER_MATCHES', 'UNKNOWN', detail)]
  }
  const stated = findStatement(receipt, claim)
  return [found, checkStatement(stated, claim), checkTransfer(receipt, claim, stated)]
}

const checkLog = ({ success, logs }: DecodedReceipt, { logPosition, contract }: PayoutClaim): Check => {
  const name = 'LOG_IN_RECEIPT'
  const log = logs[logPosition]
  if (success === false) return check(name, 'FAIL', 'The transaction failed: nothing that it did counts.')
  if (!log) return check(name, 'FAIL', `The receipt has ${logs.length} logs, and none at position ${logPosition}.`)
  if (log.address !== contract) {
    return check(name, 'FAIL', `The log at position ${logPosition} is of contract ${log.address}, not of ${contract}.`)
  }
  return check(name, 'PASS', `The receipt has a log of contract ${contract} at position ${logPosition}.`)
}

/** What the log says that bears on the claim. */
type Stated =
  /** It cannot be read, or what it is does not state who was paid. */
  | { readonly kind: 'silent'; readonly why: string }
  /** It is another event, or says something else. */
  | { readonly kind: 'other'; readonly why: string }
  | { readonly kind: 'says'; readonly statement: Statement }

const findStatement = ({ logs }: DecodedReceipt, claim: PayoutClaim): Stated => {
  const log = logs[claim.logPosition]!
  const known = statementsOf(claim.protocol, log)
  if (known === null) {
    const why = `The log is in the block, but this checker cannot read it as an event of the protocol "${claim.protocol}".`
    return { kind: 'silent', why }
  }
  if (known.event !== claim.event) return { kind: 'other', why: `The log is ${known.event}, not ${claim.event}.` }
  if (known.statements.length === 0) {
    const why = `The log is ${known.event}, which does not state by itself who was paid how much.`
    return { kind: 'silent', why }
  }
  const amount = claim.gross ?? claim.amount
  const statement = known.statements.find(
    (each) =>
      each.recipient === claim.contributor &&
      (each.token === null || each.token === claim.token) &&
      (each.shared ? each.amount >= amount : each.amount === amount),
  )
  if (statement) return { kind: 'says', statement }
  return {
    kind: 'other',
    why: `${known.event} does not state ${amount} of ${claim.token} for ${claim.contributor}.`,
  }
}

const checkStatement = (stated: Stated, { event, contributor, token, amount, gross }: PayoutClaim): Check => {
  const name = 'LOG_MATCHES_RECORD'
  if (stated.kind !== 'says') return check(name, stated.kind === 'silent' ? 'UNKNOWN' : 'FAIL', stated.why)
  const { statement } = stated
  const whole = gross ?? amount
  if (statement.shared && statement.amount > whole) {
    const detail = `${event} states ${statement.amount} for ${contributor}, of which ${whole} are said to be this payout.`
    return check(name, 'UNKNOWN', detail)
  }
  const what = statement.token === null ? `${whole} (the event names no token)` : `${whole} of token ${token}`
  return check(name, 'PASS', `${event} states ${what} for ${contributor}${gross === null ? '' : ', before fees'}.`)
}

const checkTransfer = ({ logs }: DecodedReceipt, claim: PayoutClaim, stated: Stated): Check => {
  const name = 'TRANSFER_MATCHES'
  const { transferPosition, token, receiver, amount } = claim
  if (transferPosition === null) return checkNoTransfer({ logs }, claim, stated)
  const transfer = transferIn(logs[transferPosition])
  if (transfer === null) return check(name, 'FAIL', `The log at position ${transferPosition} is no token transfer.`)
  if (transfer.token !== token || transfer.to !== receiver || transfer.amount < amount) {
    const moved = `${transfer.amount} of token ${transfer.token} to ${transfer.to}`
    return check(name, 'FAIL', `The transfer at position ${transferPosition} moves ${moved}, which is not the payout.`)
  }
  if (transfer.amount > amount) {
    const isShare = stated.kind === 'says' && stated.statement.shared
    const detail = `The transfer moves ${transfer.amount} to ${receiver}, of which ${amount} are said to be this payout.`
    return check(name, isShare ? 'UNKNOWN' : 'FAIL', detail)
  }
  return check(name, 'PASS', `Token ${token} moved ${amount} to ${receiver} in the same transaction.`)
}

const checkNoTransfer = (
  { logs }: Pick<DecodedReceipt, 'logs'>,
  { token, receiver, amount }: PayoutClaim,
  stated: Stated,
): Check => {
  const name = 'TRANSFER_MATCHES'
  if (amount === 0n) return check(name, 'UNKNOWN', 'Nothing was to be paid, and no transfer shows it.')
  if (stated.kind !== 'says' || stated.statement.shared) {
    return check(name, 'UNKNOWN', 'No transfer is named, and the log does not tell that there had to be one.')
  }
  const agrees = logs
    .map(transferIn)
    .some((each) => each?.token === token && each.to === receiver && each.amount === amount)
  return agrees
    ? check(name, 'UNKNOWN', 'A transfer agrees, but is not said to be of this payout: it may stand for another.')
    : check(name, 'FAIL', `No transfer of the transaction brings ${amount} of token ${token} to ${receiver}.`)
}
