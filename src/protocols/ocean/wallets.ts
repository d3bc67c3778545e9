import type { DomainEvent, Money } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Memory } from '../memory.ts'
import { derived } from './money.ts'

// An escrow keeps one balance per account and token: what the account deposited, what came back to it, and what it earned. Daybook
// tells earnings apart, since they were accrued for a job: what leaves the balance pays the oldest of them first, and only then what
// the account put in itself. Claims are a linked list, so that a payee who never withdraws costs no more per job.

/** An account's balance in an escrow, in one token. Amounts are decimal texts. */
type Wallet = { readonly own: string; readonly first: string | null; readonly last: string | null }

/** What is left unpaid of a job's reward. */
type Claim = { readonly left: string; readonly next: string | null }

export type WalletOf = { readonly escrow: Hex; readonly account: Hex; readonly token: Hex }

const walletKey = ({ escrow, account, token }: WalletOf) => `wallet:${escrow}:${account}:${token}`
const claimKey = (task: string) => `claim:${task}`

const walletIn = (memory: Memory, of: WalletOf): Wallet =>
  memory.recall<Wallet>(walletKey(of)) ?? { own: '0', first: null, last: null }

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
  const events = [memory.remember(claimKey(task), { left: String(amount), next: null } satisfies Claim)]
  if (wallet.last !== null) {
    const last = memory.recall<Claim>(claimKey(wallet.last))!
    events.push(memory.remember(claimKey(wallet.last), { ...last, next: task } satisfies Claim))
  }
  events.push(memory.remember(walletKey(of), { ...wallet, first: wallet.first ?? task, last: task } satisfies Wallet))
  return events
}

/** A part of an amount that pays a job's reward. */
export type Paid = { readonly task: string; readonly amount: bigint }

/** Takes up to an amount from the oldest claims; says which, and what is left of the amount. */
export const payClaims = (
  memory: Memory,
  of: WalletOf,
  amount: bigint,
): { readonly paid: readonly Paid[]; readonly rest: bigint; readonly remembered: DomainEvent[] } => {
  let { own, first, last } = walletIn(memory, of)
  let rest = amount
  const paid: Paid[] = []
  const remembered: DomainEvent[] = []
  while (rest > 0n && first !== null) {
    const claim: Claim = memory.recall<Claim>(claimKey(first))!
    const left = BigInt(claim.left)
    const part = left < rest ? left : rest
    paid.push({ task: first, amount: part })
    rest -= part
    remembered.push(memory.remember(claimKey(first), { ...claim, left: String(left - part) } satisfies Claim))
    if (part < left) break
    first = claim.next
    if (first === null) last = null
  }
  if (paid.length > 0) remembered.push(memory.remember(walletKey(of), { own, first, last } satisfies Wallet))
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
