/** Checks of a payout, by the names that the API gives them. */
export type CheckName =
  | 'BLOCK_CANONICAL'
  | 'BLOCK_FINALIZED'
  | 'RECEIPT_IN_BLOCK'
  | 'LOG_IN_RECEIPT'
  | 'LOG_MATCHES_RECORD'
  | 'TRANSFER_MATCHES'
  | 'LEDGER_BALANCES'
  | 'ACCRUED_BEFORE_PAID'

/** UNKNOWN: could not be made, or not now. */
export type CheckResult = 'PASS' | 'FAIL' | 'UNKNOWN'

/** One check; `detail` is one sentence for people. */
export type Check = { readonly name: CheckName; readonly result: CheckResult; readonly detail: string }

export const check = (name: CheckName, result: CheckResult, detail: string): Check => ({ name, result, detail })

/** PASS when every check passes, FAIL when any fails. */
export const resultOf = (checks: readonly Check[]): CheckResult => {
  if (checks.some(({ result }) => result === 'FAIL')) return 'FAIL'
  return checks.length > 0 && checks.every(({ result }) => result === 'PASS') ? 'PASS' : 'UNKNOWN'
}
