import { CommanderError } from 'commander'
import { redactDeep, redactUrls } from '../config/redact.ts'
import { DaybookError, type ErrorAction } from '../errors.ts'

/** Exit codes, the same for every command. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, difference: 3, tryLater: 75 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

const codeOfAction: Record<ErrorAction, ExitCode> = {
  'fix-use': EXIT.wrongUse,
  'retry-later': EXIT.tryLater,
  investigate: EXIT.failed,
}

/** The one place where a failure becomes an exit code. */
export const exitCodeOf = (error: unknown): ExitCode => {
  if (error instanceof DaybookError) return codeOfAction[error.action]
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse
  return EXIT.failed
}

/** What people read: one sentence, or the list of a configuration's problems. No URL in it is whole. */
export const sentenceOf = (error: unknown): string => {
  if (error instanceof DaybookError) return redactUrls(error.message)
  if (error instanceof CommanderError) return capitalised(error.message.replace(/^error: /, ''))
  const text = error instanceof Error ? error.message : String(error)
  return `Unexpected failure: ${redactUrls(text.split('\n')[0]!)}`
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What programs read on stderr with `--json`. */
export const jsonOf = (error: unknown): string => {
  const known = error instanceof DaybookError
  const code = known ? error.code : error instanceof CommanderError ? 'USAGE' : 'UNEXPECTED'
  const details = known ? (redactDeep(error.details) as object) : {}
  return JSON.stringify({ error: { code, message: sentenceOf(error), ...details } })
}

/** For `--log-level debug`: where it happened, cause by cause. */
export const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  const own = redactUrls(error.stack ?? '')
  return error.cause === undefined ? own : `${own}\nCaused by ${stackOf(error.cause) || sentenceOf(error.cause)}`
}
