import type { MarketAudit } from '../../audit/audit.ts'
import type { Compared } from '../../audit/balances.ts'
import type { Finding } from '../../audit/finding.ts'
import { sentenceOf } from '../../audit/keep.ts'
import { formatCount } from '../duration.ts'
import { printable } from '../table.ts'

/** One line: what, where, both figures, and the event that would explain them. */
export const findingLine = (finding: Finding): string =>
  printable(`${finding.code}  ${finding.market ?? `chain ${finding.chainId}`}, ${sentenceOf(finding)}`)

/** One line: which books, how much of them was looked at, and what came of it. */
export const marketLine = (audit: MarketAudit): string => {
  const { name, protocol, address, chainId, block, tasks, payouts, findings, records, notMade } = audit
  const who = `${name ?? protocol} ${address}, chain ${chainId}, block ${formatCount(block)}`
  const rows = tasks === null || payouts === null ? [] : [`${plural(tasks, 'task')}, ${plural(payouts, 'payout')}`]
  const states = records === null || records.of === 0 ? [] : [`${ofAll(records)} compared with its contract`]
  const open = notMade.map((what) => `not checked: ${what}`)
  const verdict = findings === 0 ? 'no finding' : plural(findings, 'finding')
  return printable(`${who}: ${[...rows, chainText(audit.chain), ...states, ...open, verdict].join('; ')}`)
}

const ofAll = ({ asked, of }: { asked: number; of: number }): string =>
  asked === of ? plural(of, 'record') : `${formatCount(asked)} of ${plural(of, 'record')}`

const chainText = (compared: Compared | null): string => {
  if (compared === null) return 'not compared with the chain'
  const { tokens, contracts, silentTokens, skipped } = compared
  if (skipped !== null) return `not compared with the chain: ${skipped}`
  const silent = silentTokens.length === 0 ? '' : ` (no balance told by ${silentTokens.join(', ')})`
  return `${plural(tokens, 'token')} compared with ${plural(contracts, 'contract')} on the chain${silent}`
}

const plural = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
