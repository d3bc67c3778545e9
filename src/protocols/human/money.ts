import type { FeeKind, FundingKind } from '../../domain/codes.ts'
import type { DomainEvent, Money } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Transfer } from '../../domain/settlement.ts'
import type { Claimed } from './claims.ts'
import type { Scene } from './escrow.ts'

// How what an escrow did with money is said.

/** Money that only a transfer shows. */
export const shown = (transfer: Transfer): Money => ({
  token: transfer.token,
  amount: transfer.amount,
  from: transfer.from,
  to: transfer.to,
  settlement: 'MATCHED',
  transferLog: transfer.logIndex,
  confidence: 'DERIVED',
})

/**
 * Money that an event states. Nothing to pay needs no transfer (1.x and 3.x send none): then the tokens agree with the event by
 * not moving, and there is no log to name.
 */
export const stated = (escrow: Hex, token: Hex, { row, transfer }: Claimed): Money => {
  if (!transfer) {
    const settlement = row.amount === 0n ? 'MATCHED' : 'UNMATCHED'
    const confidence = 'ONCHAIN'
    return { token, amount: row.amount, from: escrow, to: row.to, settlement, transferLog: null, confidence }
  }
  return transfer.amount === row.amount ? { ...shown(transfer), confidence: 'ONCHAIN' } : shown(transfer)
}

export const paid = (
  scene: Pick<Scene, 'address'>,
  contributor: Hex,
  gross: bigint | null,
  money: Money,
): DomainEvent => ({
  type: 'PayoutMade',
  kind: 'REWARD',
  contributor,
  gross,
  task: scene.address,
  submission: null,
  dataset: null,
  reward: null,
  publisherEarns: true,
  money,
})

/** The fee of an oracle. */
export const charged = (scene: Pick<Scene, 'address'>, payee: Hex, money: Money): DomainEvent =>
  fee(scene, 'ORACLE', payee, money)

/** What the token itself took out of the escrow. */
export const taken = (scene: Pick<Scene, 'address'>, payee: Hex, money: Money): DomainEvent =>
  fee(scene, 'PLATFORM', payee, money)

const fee = (scene: Pick<Scene, 'address'>, kind: FeeKind, payee: Hex, money: Money): DomainEvent => ({
  type: 'FeeCharged',
  kind,
  payee,
  task: scene.address,
  dataset: null,
  ofLog: null,
  purchase: null,
  held: false,
  money,
})

export const funded = (
  scene: Pick<Scene, 'address'>,
  kind: FundingKind,
  account: Hex | null,
  money: Money,
): DomainEvent => ({ type: 'TaskFunded', task: scene.address, kind, account, wallet: false, money })

/** Tokens that no transfer brought within sight: they were there before the escrow was known. */
export const foundThere = ({ address, token }: Pick<Scene, 'address' | 'token'>, amount: bigint): DomainEvent =>
  funded({ address }, 'DEPOSIT', null, {
    token,
    amount,
    from: null,
    to: address,
    settlement: 'UNMATCHED',
    transferLog: null,
    confidence: 'DERIVED',
  })
