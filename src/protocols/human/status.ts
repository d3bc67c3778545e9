import type { TaskStatus } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { DecodedLog, Meaning } from '../protocol.ts'
import type { Scene } from './escrow.ts'
import { isCounted } from './legacy.ts'

const ended: readonly (TaskStatus | undefined)[] = ['CANCELLED', 'COMPLETED']

/** A legacy escrow that is paid out may be complete, too: that changes nothing but its status(), so nobody knows from here. */
const afterBulk = (scene: Scene, decoded: DecodedLog, now: TaskStatus | undefined): TaskStatus | undefined => {
  // One build of 4.x completes before it names its last payouts.
  if (ended.includes(now) || now === 'CANCELLING') return now
  if (isCounted(decoded) && decoded.args.isPartial === undefined) {
    // One that is paid out pays no more, unless it is complete, and then it stays so.
    if (now === 'UNKNOWN') return 'COMPLETED'
    return scene.heldBefore(decoded.log.logIndex) > 0n ? 'PARTIAL' : 'UNKNOWN'
  }
  return decoded.args.isPartial ? 'PARTIAL' : 'PAID'
}

const after = (scene: Scene, decoded: DecodedLog, now: TaskStatus | undefined): TaskStatus | undefined => {
  switch (decoded.eventName) {
    case 'Pending':
    case 'PendingV2':
    case 'PendingV3':
      return 'OPEN'
    case 'BulkTransfer':
    case 'BulkTransferV2':
    case 'BulkTransferV3':
      return afterBulk(scene, decoded, now)
    case 'CancellationRequested':
      return 'CANCELLING'
    case 'Cancelled':
      return 'CANCELLED'
    case 'Completed':
      return 'COMPLETED'
    default:
      return now
  }
}

/** The states an escrow goes through in one transaction; `cancelled` are transfers that alone show a cancellation. */
export const translateStatus = (
  scene: Scene,
  start: TaskStatus | undefined,
  cancelled: ReadonlySet<number>,
): Meaning[] => {
  const steps = [
    ...scene.logs.map((decoded) => ({
      logIndex: decoded.log.logIndex,
      next: (now: TaskStatus | undefined) => after(scene, decoded, now),
    })),
    ...[...cancelled].map((logIndex) => ({ logIndex, next: (): TaskStatus => 'CANCELLED' })),
  ].sort((a, b) => a.logIndex - b.logIndex)
  let now = start
  return steps.flatMap(({ logIndex, next }) => {
    const status = next(now)
    if (status === undefined || status === now) return []
    now = status
    const changed: DomainEvent = { type: 'TaskStatusChanged', task: scene.address, status }
    return [{ logIndex, events: [changed] }]
  })
}
