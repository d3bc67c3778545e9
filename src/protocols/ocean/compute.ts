import { encodePacked, keccak256 } from 'viem'
import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Memory } from '../memory.ts'
import type { DecodedLog } from '../protocol.ts'
import { type Context, earlierLog, type Reader } from './context.ts'
import { derived, seenIn, stated } from './money.ts'
import { addClaim, addOwn, beyondOwn, payClaims, payouts, type WalletOf } from './wallets.ts'

/** What is remembered of the newest job under a number: numbers are free again when a job has ended. */
type Job = { readonly count: number; readonly task: string; readonly locked: string }

/** The last second of the year 9999: a later end is none. */
const LAST_SECOND = 253_402_300_799n

const argumentsOf = ({ log, args }: DecodedLog) => ({
  escrow: log.address,
  payer: args.payer as Hex,
  payee: args.payee as Hex,
  token: args.token as Hex,
  amount: args.amount as bigint,
  jobId: args.jobId as bigint,
})

const jobKey = ({ escrow, payee, payer, jobId }: ReturnType<typeof argumentsOf>) =>
  `job:${escrow}:${payee}:${payer}:${jobId}`

const walletOf = (escrow: Hex, account: Hex, token: Hex): WalletOf => ({ escrow, account, token })

export const deposited: Reader = (log, { flows, memory }) => {
  const { escrow, payer: account, token, amount } = argumentsOf(log)
  const statement = { token, amount, from: account, to: escrow }
  const transfer = flows.after(log.log.logIndex, statement)
  flows.take(transfer)
  return [
    { type: 'WalletMoved', incoming: true, account, money: seenIn(transfer, statement) },
    ...addOwn(memory, walletOf(escrow, account, token), amount),
  ]
}

/** What an account takes out pays the oldest of what it earned first; the rest is its own money. */
export const withdrawn: Reader = (log, { flows, memory }) => {
  const { escrow, payer: account, token, amount } = argumentsOf(log)
  const statement = { token, amount, from: escrow, to: account }
  const transfer = flows.after(log.log.logIndex, statement)
  flows.take(transfer)
  const money = seenIn(transfer, statement)
  const wallet = walletOf(escrow, account, token)
  const { paid, rest, remembered } = payClaims(memory, wallet, amount)
  const moved: DomainEvent[] =
    rest > 0n || amount === 0n
      ? [{ type: 'WalletMoved', incoming: false, account, money: { ...money, amount: rest } }]
      : []
  return [...payouts(account, paid, money), ...moved, ...remembered, ...addOwn(memory, wallet, -rest)]
}

/** An account that spends in the escrow what it earned there was paid with it: nothing moves, but the reward is settled. */
const spendEarned = (memory: Memory, wallet: WalletOf, needed: bigint): DomainEvent[] => {
  const { escrow, account, token } = wallet
  const { paid, remembered } = payClaims(memory, wallet, needed)
  const spent = paid.reduce((sum, { amount }) => sum + amount, 0n)
  if (spent === 0n) return []
  const money = stated({ token, amount: spent, from: escrow, to: account })
  return [
    ...payouts(account, paid, money),
    { type: 'WalletMoved', incoming: true, account, money: derived({ ...money, from: account, to: escrow }) },
    ...remembered,
    ...addOwn(memory, wallet, spent),
  ]
}

/** A payee sets money of the payer aside for a job. */
export const locked: Reader = (log, { memory, transaction }) => {
  const all = argumentsOf(log)
  const { escrow, payer, payee, token, amount, jobId } = all
  const key = jobKey(all)
  const count = (memory.recall<Job>(key)?.count ?? 0) + 1
  const task = keccak256(
    encodePacked(['address', 'address', 'address', 'uint256', 'uint256'], [escrow, payee, payer, jobId, BigInt(count)]),
  )
  const end = BigInt(transaction.timestamp) + (log.args.expiry as bigint)
  const wallet = walletOf(escrow, payer, token)
  return [
    ...spendEarned(memory, wallet, beyondOwn(memory, wallet, amount)),
    {
      type: 'TaskPosted',
      task,
      poster: payer,
      dataset: null,
      token,
      reward: null,
      capacity: null,
      deadline: end > LAST_SECOND ? null : Number(end),
      uri: '',
      externalRef: String(jobId),
    },
    { type: 'TaskRoleGiven', task, role: 'payee', account: payee, feeBps: null },
    {
      type: 'TaskFunded',
      task,
      kind: 'DEPOSIT',
      account: payer,
      wallet: true,
      money: stated({ token, amount, from: payer, to: escrow }),
    },
    { type: 'TaskStatusChanged', task, status: 'OPEN' },
    ...addOwn(memory, wallet, -amount),
    memory.remember(key, { count, task, locked: String(amount) } satisfies Job),
  ]
}

/** What a job does not use goes back to what the escrow holds for the payer. */
const returned = (memory: Memory, log: DecodedLog, task: string, amount: bigint): DomainEvent[] => {
  const { escrow, payer, token } = argumentsOf(log)
  if (amount === 0n) return []
  return [
    {
      type: 'TaskFunded',
      task,
      kind: 'REFUND',
      account: payer,
      wallet: true,
      money: stated({ token, amount, from: escrow, to: payer }),
    },
    ...addOwn(memory, walletOf(escrow, payer, token), amount),
  ]
}

/** The community's fee leaves right before Claimed, and no event says so: the only transfer out since the contract's last event. */
const feeOf = (log: DecodedLog, context: Context) => {
  const { escrow, token, amount } = argumentsOf(log)
  const since = earlierLog(context, log, () => true)?.log.logIndex
  const transfer = context.flows.before(log.log.logIndex, { token, from: escrow }, since)
  if (!transfer || transfer.amount > amount) return undefined
  context.flows.take(transfer)
  return transfer
}

/** The payee claims what the job cost, less the fee; the rest of what was locked is the payer's again. */
export const claimed: Reader = (log, context) => {
  const { memory } = context
  const all = argumentsOf(log)
  const { escrow, payee, token, amount } = all
  const job = memory.recall<Job>(jobKey(all))
  if (!job) return []
  const { task } = job
  const fee = feeOf(log, context)
  const net = amount - (fee?.amount ?? 0n)
  const unused = BigInt(job.locked) - amount
  const events: DomainEvent[] = []
  if (net > 0n)
    events.push({ type: 'RewardAccrued', reward: task, contributor: payee, token, amount: net, task, submission: null })
  if (fee)
    events.push({
      type: 'FeeCharged',
      kind: 'PROTOCOL',
      payee: fee.to,
      task,
      dataset: null,
      ofLog: null,
      purchase: null,
      held: false,
      money: derived(seenIn(fee, fee)),
    })
  return [
    ...events,
    ...returned(memory, log, task, unused > 0n ? unused : 0n),
    { type: 'TaskStatusChanged', task, status: 'COMPLETED' },
    ...addClaim(memory, walletOf(escrow, payee, token), task, net),
  ]
}

/** A job that nobody claimed in time, released by anybody, or by a claim that came too late. */
export const canceled: Reader = (log, { memory }) => {
  const all = argumentsOf(log)
  const job = memory.recall<Job>(jobKey(all))
  if (!job) return []
  return [
    ...returned(memory, log, job.task, all.amount),
    { type: 'TaskStatusChanged', task: job.task, status: 'CANCELLED' },
  ]
}
