import type { Hex } from '../../domain/hex.ts'
import { formatCount } from '../duration.ts'
import { printable } from '../table.ts'
import type { Compared } from './balances.ts'
import type { Finding } from './finding.ts'

/** What an audit of one market came to. */
export type MarketAudit = {
  readonly chainId: number
  readonly address: Hex
  readonly name: string | null
  readonly protocol: string
  /** The books are as of the end of this block. */
  readonly block: number
  readonly tasks: number
  readonly payouts: number
  readonly findings: number
  /** Null with --offline. */
  readonly chain: Compared | null
}

/** One line: what, where, both figures. */
export const findingLine = ({ code, chainId, market, subject, found, expected }: Finding): string =>
  printable(`${code}  ${market ?? `chain ${chainId}`}, ${subject}: found ${found}, expected ${expected}`)

/** One line: which books, how much of them was looked at, and what came of it. */
export const marketLine = ({ findings, ...audit }: MarketAudit): string => {
  const { name, protocol, address, chainId, block, tasks, payouts } = audit
  const who = `${name ?? protocol} ${address}, chain ${chainId}, block ${formatCount(block)}`
  const verdict = findings === 0 ? 'no finding' : plural(findings, 'finding')
  return printable(
    `${who}: ${plural(tasks, 'task')}, ${plural(payouts, 'payout')}; ${chainText(audit.chain)}; ${verdict}`,
  )
}

const chainText = (compared: Compared | null): string => {
  if (compared === null) return 'not compared with the chain'
  const { tokens, contracts, silentTokens, skipped } = compared
  if (skipped !== null) return `not compared with the chain: ${skipped}`
  const silent = silentTokens.length === 0 ? '' : ` (no balance told by ${silentTokens.join(', ')})`
  return `${plural(tokens, 'token')} compared with ${plural(contracts, 'contract')} on the chain${silent}`
}

const plural = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
