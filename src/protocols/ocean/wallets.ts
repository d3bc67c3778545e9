import type { DomainEvent, Money } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Memory } from '../memory.ts'
import { derived } from './money.ts'

// An escrow keeps one balance per account and token: what the account deposited, what came back to it, and what it earned. Daybook
// tells earnings apart, since they were accrued for a job: what leaves the balance pays the oldest of them first, and only then what
// the account put in itself. Claims are numbered and kept apart, so that a payee who never withdraws costs no more per job.

/** An account's balance in an escrow, in one token. Amounts are decimal texts. */
type Wallet = {
  readonly own: string
  /** Number of the oldest claim that is not paid in full. */
  readonly oldest: number
  readonly claims: number
}

/** What is left unpaid of a job's reward. */
type Claim = { readonly task: string; readonly left: string }

export type WalletOf = { readonly escrow: Hex; readonly account: Hex; readonly token: Hex }

const nameOf = ({ escrow, account, token }: WalletOf) => `${escrow}:${account}:${token}`
const walletKey = (of: WalletOf) => `wallet:${nameOf(of)}`
const claimKey = (of: WalletOf, number: number) => `claim:${nameOf(of)}:${number}`

const walletIn = (memory: Memory, of: WalletOf): Wallet =>
  memory.recall<Wallet>(walletKey(of)) ?? { own: '0', oldest: 0, claims: 0 }

/** The account's own money grows, or shrinks by what is negative. */
export const addOwn = (memory: Memory, of: WalletOf, amount: bigint): DomainEvent[] => {
  if (amount === 0n) return []
  const wallet = walletIn(memory, of)
  return [memory.remember(walletKey(of), { ...wallet, own: String(BigInt(wallet.own) + amount) })]
}

/** A job earned the account something; it waits behind what it earned before. */
export const addClaim = (memory: Memory, of: WalletOf, task: string, amount: bigint): DomainEvent[] => {
  if (amount === 0n) return []
  const wallet = walletIn(memory, of)
  return [
    memory.remember(claimKey(of, wallet.claims), { task, left: String(amount) } satisfies Claim),
    memory.remember(walletKey(of), { ...wallet, claims: wallet.claims + 1 } satisfies Wallet),
  ]
}

/** Claims that are asked for at once where one is not in memory; twice as many as were paid so far, once there are more. */
const AHEAD = 64

/** A claim; undefined while the books load it, and with it those that are likely to be next. */
const claimIn = (memory: Memory, of: WalletOf, number: number, { oldest, claims }: Wallet): Claim | undefined => {
  const claim = memory.recall<Claim>(claimKey(of, number))
  if (claim) return claim
  const end = Math.min(claims, number + AHEAD + 2 * (number - oldest))
  for (let next = number + 1; next < end; next++) memory.recall(claimKey(of, next))
  return undefined
}

/** A part of an amount that pays a job's reward. */
export type Paid = { readonly task: string; readonly amount: bigint }

/** Takes up to an amount from the oldest claims; says which, and what is left of the amount. */
export const payClaims = (
  memory: Memory,
  of: WalletOf,
  amount: bigint,
): { readonly paid: readonly Paid[]; readonly rest: bigint; readonly remembered: DomainEvent[] } => {
  const wallet = walletIn(memory, of)
  let { oldest } = wallet
  let rest = amount
  const paid: Paid[] = []
  const remembered: DomainEvent[] = []
  while (rest > 0n && oldest < wallet.claims) {
    const claim = claimIn(memory, of, oldest, wallet)
    if (!claim) break
    const left = BigInt(claim.left)
    const part = left < rest ? left : rest
    paid.push({ task: claim.task, amount: part })
    rest -= part
    remembered.push(memory.remember(claimKey(of, oldest), { ...claim, left: String(left - part) } satisfies Claim))
    if (part < left) break
    oldest++
  }
  if (paid.length > 0) remembered.push(memory.remember(walletKey(of), { ...wallet, oldest } satisfies Wallet))
  return { paid, rest, remembered }
}

/** How much of an amount the account's own money does not cover. */
export const beyondOwn = (memory: Memory, of: WalletOf, amount: bigint): bigint => {
  const own = BigInt(walletIn(memory, of).own)
  return amount > own ? amount - own : 0n
}

export const payouts = (account: Hex, paid: readonly Paid[], money: Money): DomainEvent[] =>
  paid.map(({ task, amount }) => ({
    type: 'PayoutMade',
    kind: 'REWARD',
    contributor: account,
    gross: null,
    task,
    submission: null,
    dataset: null,
    reward: task,
    publisherEarns: false,
    money: derived({ ...money, amount }),
  }))
