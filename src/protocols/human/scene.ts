import type { TaskStatus } from '../../domain/codes.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Transfer } from '../../domain/settlement.ts'
import type { Memory } from '../memory.ts'
import type { DecodedLog, MarketView, Meaning } from '../protocol.ts'
import { translateBulk, translateOracleFees } from './bulk.ts'
import { createClaims } from './claims.ts'
import { type EscrowNote, noteKey, type Scene, spanAfter, spanOf } from './escrow.ts'
import { translateDeposit, translateFund, translateOutflow } from './funding.ts'
import { foundBefore } from './launch.ts'
import { translateLeftovers } from './leftovers.ts'
import { isCounted, translateCounted } from './legacy.ts'
import { translateResults, translateSetup } from './setup.ts'
import { translateStatus } from './status.ts'

/** One escrow's share of a transaction. */
export type Share = {
  readonly address: Hex
  readonly logs: readonly DecodedLog[]
  readonly outgoing: readonly Transfer[]
  readonly incoming: readonly Transfer[]
  /** Index of the log that launched it, when this transaction did. */
  readonly launchedAt: number | undefined
}

const createScene = (share: Share, memory: Memory, view: MarketView): Scene | undefined => {
  const { address, logs, outgoing, incoming } = share
  let note = memory.recall<EscrowNote>(noteKey(address))
  if (!note) return undefined
  const { token } = note
  const atStart =
    share.launchedAt === undefined ? (view.task(address)?.remaining ?? 0n) : foundBefore(address, token, view)
  const total = (transfers: readonly Transfer[], before: number): bigint =>
    transfers.reduce((sum, each) => (each.token === token && each.logIndex < before ? sum + each.amount : sum), 0n)
  return {
    address,
    token,
    logs,
    claims: createClaims(outgoing),
    note: () => note!,
    learn: (news) => {
      const learnt = { ...note!, ...news }
      if (JSON.stringify(learnt) !== JSON.stringify(note)) note = learnt
    },
    heldBefore: (logIndex) => atStart + total(incoming, logIndex) - total(outgoing, logIndex),
  }
}

const translateOwn = (scene: Scene, at: number, memory: Memory, view: MarketView): readonly Meaning[] => {
  const decoded = scene.logs[at]!
  const { logIndex } = decoded.log
  const span = spanOf(scene, at)
  switch (decoded.eventName) {
    case 'Pending':
    case 'PendingV2':
    case 'PendingV3':
      return [{ logIndex, events: translateSetup(scene, decoded) }]
    case 'Fund':
      return [{ logIndex, events: translateFund(scene, decoded) }]
    case 'BulkTransfer':
    case 'BulkTransferV2':
    case 'BulkTransferV3':
      return isCounted(decoded)
        ? translateCounted(scene, decoded, span)
        : translateBulk(scene, decoded, { span, next: spanAfter(scene, at) }, { memory, view })
    case 'OracleFeeTransfer':
      return [translateOracleFees(scene, decoded, span, memory)]
    case 'Withdraw':
    case 'CancellationRefund':
      return [translateOutflow(scene, decoded, span)]
    case 'IntermediateStorage':
      return [{ logIndex, events: translateResults(scene, decoded) }]
    default:
      // TrustedHandlerAdded says who may call; the rest are states, see status.ts.
      return []
  }
}

/** Deposits, in the order of their transfers; those that came before the escrow did are told when it was launched. */
const translateDeposits = ({ incoming, launchedAt = -1 }: Share, scene: Scene): Meaning[] =>
  incoming
    .filter((transfer) => transfer.amount > 0n && (transfer.from !== scene.address || scene.claims.isClaimed(transfer)))
    .map((transfer) => ({
      logIndex: Math.max(launchedAt, transfer.logIndex),
      events: [translateDeposit(scene, transfer)],
    }))

/** What a transaction means for one escrow: what its events say, what is left unsaid, what came in, and the states it went through. */
export const translateShare = (share: Share, memory: Memory, view: MarketView): readonly Meaning[] => {
  const scene = createScene(share, memory, view)
  if (!scene) return []
  const before = scene.note()
  const start: TaskStatus | undefined = share.launchedAt === undefined ? view.task(share.address)?.status : 'CREATED'
  const said = share.logs.flatMap((_, at) => translateOwn(scene, at, memory, view))
  const { meanings: unsaid, cancelled } = translateLeftovers(scene)
  const meanings = [
    ...said,
    ...unsaid,
    ...translateDeposits(share, scene),
    ...translateStatus(scene, start, cancelled),
  ].filter(({ events }) => events.length > 0)
  if (scene.note() === before) return meanings
  // All that was learnt at once, with the last thing that is told.
  const told = meanings.length > 0 ? meanings : share.logs.map(({ log }) => log)
  const logIndex = Math.max(...told.map((each) => each.logIndex))
  return [...meanings, { logIndex, events: [memory.remember(noteKey(share.address), scene.note())] }]
}
