import { toHex } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'
import type { Move, Row } from './book.ts'
import { type Contract, call, type Mined } from './chain.ts'
import { ONE, shares, type Token } from './deploy.ts'
import { boundedFee } from './exchange.ts'
import { placeOf } from './logs.ts'
import type { World } from './world.ts'

type Job = Row<'jobs'>

/** The escrow for compute jobs as the script keeps it: who has what in it, and which jobs are open. */
export const openEscrow = (world: World, contract: Contract) => {
  const { book, chain, receivers } = world
  const escrow = contract.address
  const isEnterprise = escrow === world.enterpriseEscrow.address
  const funds = new Map<string, { account: Hex; token: Hex; available: bigint; locked: bigint }>()
  const tokenOf = (address: Hex): Token => Object.values(world.tokens).find((token) => token.address === address)!
  const label = (kind: string) => (isEnterprise ? `${kind}, enterprise escrow` : kind)

  const fundsOf = (account: Hex, token: Hex) => {
    const key = `${account}/${token}`
    const found = funds.get(key) ?? { account, token, available: 0n, locked: 0n }
    funds.set(key, found)
    return found
  }

  const feeOf = (token: Token, amount: bigint): bigint =>
    isEnterprise
      ? boundedFee(token, amount)
      : (amount * (token.approved ? shares.swapApproved : shares.swapOther)) / ONE
  const feePayee = isEnterprise ? world.feeCollector.address : receivers.opc

  const deposit = async (payer: Hex, list: readonly (readonly [Token, bigint])[]): Promise<void> => {
    for (const [token, amount] of list) {
      await world.supply(payer, token, amount)
      await world.allow(payer, token.contract, escrow)
    }
    const moves = list.map(([token, amount]) => ({ token: token.address, from: payer, to: escrow, amount }))
    const mined =
      list.length === 1
        ? await world.act(label('deposit'), payer, call(contract, 'deposit', list[0]![0].address, list[0]![1]), moves)
        : await world.act(
            label('depositMultiple'),
            payer,
            call(contract, 'depositMultiple', ...columns(list.map(([token, amount]) => [token.address, amount]))),
            moves,
          )
    for (const [i, [token, amount]] of list.entries()) {
      fundsOf(payer, token.address).available += amount
      const place = placeOf(mined, escrow, 'Deposit', i)
      book.escrowMoves.push({ ...place, kind: 'deposit', escrow, account: payer, token: token.address, amount })
    }
  }

  const authorize = async (payer: Hex, payee: Hex, token: Token, max: bigint, seconds = 3_600n, count = 100n) => {
    await world.act(label('authorize'), payer, call(contract, 'authorize', token.address, payee, max, seconds, count))
  }

  const lock = async (payee: Hex, wishes: readonly LockWish[]): Promise<Job[]> => {
    const rows = wishes.map(({ jobId, token, payer, amount, seconds = 600n }) => [
      jobId,
      token.address,
      payer,
      amount,
      seconds,
    ])
    const mined =
      wishes.length === 1
        ? await world.act(label('createLock'), payee, call(contract, 'createLock', ...rows[0]!))
        : await world.act(label('createLocks'), payee, call(contract, 'createLocks', ...columns(rows)))
    return wishes.map(({ jobId, token, payer, amount }, i) => {
      const wallet = fundsOf(payer, token.address)
      wallet.available -= amount
      wallet.locked += amount
      const job: Job = {
        escrow,
        payer,
        payee,
        jobId,
        token: token.address,
        locked: amount,
        lock: placeOf(mined, escrow, 'Lock', i),
        outcome: 'open',
        end: null,
        claimed: 0n,
        opcFee: 0n,
        returned: 0n,
      }
      book.jobs.push(job)
      return job
    })
  }

  const noteClaim = (mined: Mined, job: Job, amount: bigint, nth: number): void => {
    const fee = feeOf(tokenOf(job.token), amount)
    const wallet = fundsOf(job.payer, job.token)
    wallet.locked -= job.locked
    wallet.available += job.locked - amount
    fundsOf(job.payee, job.token).available += amount - fee
    Object.assign(job, {
      outcome: 'claimed',
      end: placeOf(mined, escrow, 'Claimed', nth),
      claimed: amount,
      opcFee: fee,
      returned: job.locked - amount,
    })
  }

  const noteCancel = (mined: Mined, job: Job, nth: number): void => {
    const wallet = fundsOf(job.payer, job.token)
    wallet.locked -= job.locked
    wallet.available += job.locked
    Object.assign(job, { outcome: 'canceled', end: placeOf(mined, escrow, 'Canceled', nth), returned: job.locked })
  }

  const feeMoves = (claims: readonly Claim[]): Move[] =>
    claims.map(({ job, amount }) => ({
      token: job.token,
      from: escrow,
      to: feePayee,
      amount: feeOf(tokenOf(job.token), amount),
    }))

  const proof = toHex('proof of work')
  const claimRows = (claims: readonly Claim[]) =>
    claims.map(({ job, amount }) => [job.jobId, job.token, job.payer, amount, proof])

  /** Claims; what was locked beyond it returns to the payer's wallet in the escrow. */
  const claim = async (payee: Hex, claims: readonly Claim[]): Promise<void> => {
    const rows = claimRows(claims)
    const mined =
      claims.length === 1
        ? await world.act(label('claimLock'), payee, call(contract, 'claimLock', ...rows[0]!), feeMoves(claims))
        : await world.act(label('claimLocks'), payee, call(contract, 'claimLocks', ...columns(rows)), feeMoves(claims))
    for (const [i, { job, amount }] of claims.entries()) noteClaim(mined, job, amount, i)
  }

  /** Claims, and takes all that the payee has in that token. */
  const claimAndWithdraw = async (payee: Hex, claims: readonly Claim[]): Promise<void> => {
    const moves = feeMoves(claims)
    const before = new Map(claims.map(({ job }) => [job.token, fundsOf(payee, job.token).available]))
    for (const { job, amount } of claims) {
      before.set(job.token, before.get(job.token)! + amount - feeOf(tokenOf(job.token), amount))
    }
    for (const [token, amount] of before) moves.push({ token, from: escrow, to: payee, amount })
    const rows = claimRows(claims)
    const mined =
      claims.length === 1
        ? await world.act(
            label('claimLockAndWithdraw'),
            payee,
            call(contract, 'claimLockAndWithdraw', ...rows[0]!),
            moves,
          )
        : await world.act(
            label('claimLocksAndWithdraw'),
            payee,
            call(contract, 'claimLocksAndWithdraw', ...columns(rows)),
            moves,
          )
    for (const [i, { job, amount }] of claims.entries()) noteClaim(mined, job, amount, i)
    let i = 0
    for (const [token, amount] of before) noteWithdraw(mined, payee, token, amount, i++)
  }

  const noteWithdraw = (mined: Mined, account: Hex, token: Hex, amount: bigint, nth: number): void => {
    fundsOf(account, token).available -= amount
    book.escrowMoves.push({
      ...placeOf(mined, escrow, 'Withdraw', nth),
      kind: 'withdraw',
      escrow,
      account,
      token,
      amount,
    })
  }

  /** A claim that comes too late: the contract cancels instead, and nothing fails. */
  const claimTooLate = async (payee: Hex, job: Job, andWithdraw = false): Promise<void> => {
    const functionName = andWithdraw ? 'claimLockAndWithdraw' : 'claimLock'
    const args = [job.jobId, job.token, job.payer, job.locked, proof]
    const amount = fundsOf(payee, job.token).available
    const moves = andWithdraw ? [{ token: job.token, from: escrow, to: payee, amount }] : []
    const mined = await world.act(
      label(`${functionName}, too late`),
      payee,
      call(contract, functionName, ...args),
      moves,
    )
    noteCancel(mined, job, 0)
    if (andWithdraw) noteWithdraw(mined, payee, job.token, amount, 0)
  }

  /** Anybody may release what has expired; the jobs are named in the order in which the contract finds them. */
  const cancelExpired = async (by: Hex, jobs: readonly Job[]): Promise<void> => {
    const rows = jobs.map(({ jobId, token, payer, payee }) => [jobId, token, payer, payee])
    const mined =
      jobs.length === 1
        ? await world.act(label('cancelExpiredLock'), by, call(contract, 'cancelExpiredLock', ...rows[0]!))
        : await world.act(label('cancelExpiredLocks'), by, call(contract, 'cancelExpiredLocks', ...columns(rows)))
    for (const [i, job] of jobs.entries()) noteCancel(mined, job, i)
  }

  const withdraw = async (account: Hex, list: readonly (readonly [Token, bigint])[]): Promise<void> => {
    const possible = list.filter(([token, amount]) => amount <= fundsOf(account, token.address).available)
    const mined = await world.act(
      label(possible.length === list.length ? 'withdraw' : 'withdraw, more than there is'),
      account,
      call(contract, 'withdraw', ...columns(list.map(([token, amount]) => [token.address, amount]))),
      possible.map(([token, amount]) => ({ token: token.address, from: escrow, to: account, amount })),
    )
    for (const [i, [token, amount]] of possible.entries()) noteWithdraw(mined, account, token.address, amount, i)
  }

  const passTime = (seconds: number) => chain.passTime(seconds)

  return {
    contract,
    deposit,
    authorize,
    lock,
    claim,
    claimAndWithdraw,
    claimTooLate,
    cancelExpired,
    withdraw,
    passTime,
    funds,
    fundsOf,
  }
}

export type EscrowScript = ReturnType<typeof openEscrow>

export type LockWish = {
  readonly jobId: bigint
  readonly token: Token
  readonly payer: Hex
  readonly amount: bigint
  readonly seconds?: bigint
}

export type Claim = { readonly job: Job; readonly amount: bigint }

/** Rows as columns: the functions for several take an array per argument. */
const columns = (rows: readonly (readonly unknown[])[]): unknown[][] =>
  (rows[0] ?? []).map((_, i) => rows.map((row) => row[i]))
