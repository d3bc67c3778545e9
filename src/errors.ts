/** What the caller should do about an error; the process's exit code follows from it. */
export type ErrorAction = 'fix-use' | 'retry-later' | 'investigate'

/** Every failure this program knows by name, and what to do about it. docs/errors.md describes each; a test keeps the two alike. */
export const errorCodes = {
  CONFIG_INVALID: 'fix-use',
  CONFIG_CHANGED: 'fix-use',
  USAGE: 'fix-use',
  RPC_UNAVAILABLE: 'retry-later',
  RPC_NONSENSE: 'retry-later',
  CHAIN_MISMATCH: 'fix-use',
  RESPONSE_INCONSISTENT: 'retry-later',
  REORG_TOO_DEEP: 'investigate',
  BOOKS_MOVED: 'retry-later',
  DATABASE_UNREACHABLE: 'retry-later',
  SERVER_UNREACHABLE: 'retry-later',
  DATABASE_SCHEMA: 'fix-use',
  DATABASE_BUSY: 'retry-later',
  LEDGER_UNBALANCED: 'investigate',
  INVARIANT: 'investigate',
} as const satisfies Record<string, ErrorAction>

export type ErrorCode = keyof typeof errorCodes

/** A failure with a code, a sentence for people (what was found, what was expected, what to do) and its data. */
export class DaybookError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DaybookError'
    this.code = code
    this.details = options.details ?? {}
  }

  get action(): ErrorAction {
    return errorCodes[this.code]
  }
}

/** Throws INVARIANT when something this program itself guarantees does not hold: a bug, never bad input. */
export function assertInvariant(
  condition: unknown,
  message: string,
  details: Record<string, unknown> = {},
): asserts condition {
  if (!condition) throw new DaybookError('INVARIANT', message, { details })
}
