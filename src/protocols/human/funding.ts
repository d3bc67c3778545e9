import { NOBODY } from '../../domain/address.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Transfer } from '../../domain/settlement.ts'
import type { DecodedLog, Meaning } from '../protocol.ts'
import { type Span, setCutsAside } from './claims.ts'
import type { Scene } from './escrow.ts'
import { foundThere, funded, shown, stated } from './money.ts'

/** Tokens that arrive, of any kind. What was minted into the escrow came from nobody. */
export const translateDeposit = (scene: Pick<Scene, 'address'>, transfer: Transfer): DomainEvent =>
  funded(scene, 'DEPOSIT', transfer.from === NOBODY ? null : transfer.from, shown(transfer))

/** Fund states all that the escrow holds: what no transfer brought was there before the escrow was known. */
export const translateFund = (scene: Scene, { log, args }: DecodedLog): DomainEvent[] => {
  const amount = (args.amount as bigint) - scene.heldBefore(log.logIndex)
  if (amount <= 0n) return []
  return [foundThere(scene, amount)]
}

/** The transfer that an amount without a receiver speaks of: the newest before the log; else, of a token with a fee, the largest. */
const sentOut = ({ claims }: Scene, token: Hex, amount: bigint, span: Span): Transfer | undefined => {
  const near = claims.free(token, span)
  const exact = near.findLast((transfer) => transfer.amount === amount)
  if (exact) return exact
  const less = near.filter((transfer) => transfer.amount > 0n && transfer.amount < amount)
  const largest = less.reduce<Transfer | undefined>((a, b) => (a && a.amount >= b.amount ? a : b), undefined)
  if (largest) return largest
  const anywhere = claims.free(token, { after: -1, before: Number.POSITIVE_INFINITY })
  return anywhere.find((transfer) => transfer.amount === amount && amount > 0n)
}

/** Withdraw takes what is not budget, of any token; CancellationRefund gives budget back. Neither names the receiver. */
export const translateOutflow = (scene: Scene, { log, eventName, args }: DecodedLog, span: Span): Meaning => {
  const kind = eventName === 'Withdraw' ? 'WITHDRAWAL' : 'REFUND'
  const token = kind === 'WITHDRAWAL' ? (args.token as Hex) : scene.token
  const amount = args.amount as bigint
  const meaning = (events: DomainEvent[]): Meaning => ({ logIndex: log.logIndex, events })
  const transfer = sentOut(scene, token, amount, span)
  if (transfer) {
    scene.claims.claim(transfer)
    const claimed = { row: { to: transfer.to, amount }, transfer }
    setCutsAside(scene.claims, token, [claimed], span)
    return meaning([
      funded(scene, kind, transfer.to, stated(scene.address, token, claimed)),
      ...(kind === 'REFUND' ? knowPoster(scene, transfer.to) : []),
    ])
  }
  if (amount === 0n) return meaning([])
  const from = scene.address
  const money = {
    token,
    amount,
    from,
    to: null,
    settlement: 'UNMATCHED',
    transferLog: null,
    confidence: 'ONCHAIN',
  } as const
  return meaning([funded(scene, kind, null, money)])
}

/** Every generation refunds whoever launched the escrow, and nobody else. */
export const knowPoster = (scene: Scene, poster: Hex): DomainEvent[] => {
  if (scene.note().poster !== undefined) return []
  scene.learn({ poster })
  return [{ type: 'TaskPosterKnown', task: scene.address, poster }]
}
