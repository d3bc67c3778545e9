import { redactDeep, redactUrls } from '../config/redact.ts'
import type { Log } from '../log.ts'

type Fields = Readonly<Record<string, unknown>>

/** A log in which no URL is ever whole, whoever wrote the line. `before` runs first: a progress line makes room. */
export const createSafeLog = (log: Log, before: () => void = () => {}): Log => {
  const safely =
    (level: keyof Log) =>
    (sentence: string, fields: Fields = {}): void => {
      before()
      log[level](redactUrls(sentence), redactDeep(fields) as Fields)
    }
  return { debug: safely('debug'), info: safely('info'), warn: safely('warn'), error: safely('error') }
}
