import { hash } from 'node:crypto'
import type { Hex } from '../domain/hex.ts'

/** Content is often pinned late, and hosts come back: nothing is given up, only asked for ever more seldom. */
const FIRST_SECONDS = 60
const LAST_SECONDS = 7 * 86_400

/**
 * Seconds to wait after so many attempts: a minute, doubled each time up to a week, and a quarter more or less so that documents which
 * failed together do not come back together. Which way, the document's key says: the same every time.
 */
export const waitSeconds = (attempts: number, key: Hex): number => {
  const whole = Math.min(FIRST_SECONDS * 2 ** Math.min(attempts - 1, 30), LAST_SECONDS)
  const share = Number.parseInt(hash('sha256', `${key}${attempts}`, 'hex').slice(0, 8), 16) / 2 ** 32
  return Math.round(whole * (0.75 + share / 2))
}
