import { formatCount } from '../cli/duration.ts'
import { formatAmount } from '../domain/amount.ts'
import { heldTypes, type Summary, type TokenSummary } from './summary.ts'

/** A summary as people read it, line by line. */
export const summaryLines = (summary: Summary): string[] => [
  `Tasks         ${listOf(summary.tasks)}`,
  `Submissions   ${listOf(summary.submissions)}`,
  `Datasets      ${formatCount(summary.datasets)}`,
  `Contributors  ${formatCount(summary.contributors)}`,
  '',
  ...summary.tokens.flatMap(tokenLines),
  summary.isTrue
    ? 'Every ledger balances, and the market holds on chain what the books say.'
    : 'THE BOOKS DIFFER FROM THE CHAIN.',
]

const listOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([word, count]) => `${formatCount(count)} ${word}`)
    .join(', ')

const tokenLines = (token: TokenSummary): string[] => {
  const { symbol, address, decimals, payouts, paid, held, onChain, ledgersBalance, agrees } = token
  const show = (raw: bigint) => shortened(formatAmount(raw, decimals))
  const parts = heldTypes.map((type) => `${type.toLowerCase()} ${show(held[type])}`)
  return [
    `${symbol ?? address}`,
    `  paid out    ${show(paid)} in ${formatCount(payouts)} payouts`,
    `  books       ${parts.join(' + ')}`,
    `  on chain    ${show(onChain)}${agrees ? '' : '  <- differs'}${ledgersBalance ? '' : '  <- ledger does not balance'}`,
    '',
  ]
}

/** Exact, without the zeros at the end. */
const shortened = (amount: string): string => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount)

/** A summary as programs read it: amounts are text, exact. */
export const summaryDocument = (summary: Summary) => ({
  ...summary,
  tokens: summary.tokens.map(({ paid, held, onChain, ...token }) => ({
    ...token,
    paid: String(paid),
    held: Object.fromEntries(heldTypes.map((type) => [type.toLowerCase(), String(held[type])])),
    onChain: String(onChain),
  })),
})
