import type { DecodedLog, Meaning } from '../protocol.ts'
import type { Span } from './claims.ts'
import type { Scene } from './escrow.ts'
import { charged, funded, paid, shown } from './money.ts'
import { giveOracles, oraclesPaid } from './oracles.ts'

/** A bulk that states only how many were paid: BulkTransfer of the legacy escrow, and of 2022. */
export const isCounted = ({ eventName, args }: DecodedLog): boolean =>
  eventName === 'BulkTransfer' && args.bulkCount !== undefined

/** The reputation oracle's fee and the recording oracle's, always, also of nothing. */
const FEES = 2

/**
 * The workers in order, then both oracles: the last transfers before the log. Escrows of 2022 that have had all their answers
 * give the rest back to the poster in between.
 */
export const translateCounted = (scene: Scene, { log, args }: DecodedLog, span: Span): Meaning[] => {
  const { claims, token } = scene
  const free = claims.free(token, span)
  const paidInAll = Number(args.bulkCount as bigint) + FEES
  const last = free.at(-1)
  const poster = scene.note().poster
  const rest =
    last !== undefined &&
    free.length === paidInAll + 1 &&
    last.amount > 0n &&
    last.to === (poster ?? last.to) &&
    scene.heldBefore(log.logIndex) <= 0n
      ? claims.claim(last)
      : undefined
  const ofBulk = (rest ? free.slice(0, -1) : free).slice(-paidInAll).map(claims.claim)
  // A token that tells only of some: without all of them, nobody can tell the oracles from the workers.
  const workerCount = ofBulk.length === paidInAll ? paidInAll - FEES : ofBulk.length
  const workers = ofBulk.slice(0, workerCount)
  const fees = ofBulk.slice(workerCount)
  const roles = fees.length === FEES ? giveOracles(scene, oraclesPaid(fees)) : []
  return [
    ...fees.map((fee) => ({ logIndex: fee.logIndex, events: [charged(scene, fee.to, shown(fee))] })),
    ...(rest ? [{ logIndex: rest.logIndex, events: [funded(scene, 'REFUND', rest.to, shown(rest))] }] : []),
    {
      logIndex: log.logIndex,
      events: [...workers.map((transfer) => paid(scene, transfer.to, null, shown(transfer))), ...roles],
    },
  ]
}
