import { type DomainEvent, statesMoney } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import { createMemory } from '../memory.ts'
import type { MarketTransaction, MarketView, Meaning, Protocol } from '../protocol.ts'
import {
  escrowEvents,
  factoryEvents,
  kvStoreEvents,
  legacyFactoryEvents,
  rewardPoolEvents,
  stakingEvents,
} from './abi.ts'
import { isLaunch, translateFactory } from './launch.ts'
import { type Share, translateShare } from './scene.ts'
import { witness } from './witness.ts'

/** What concerns each escrow, in the order in which the transaction first speaks of it. */
const sharesOf = ({ logs, transfers }: MarketTransaction, view: MarketView): readonly Share[] => {
  const shares = new Map<Hex, { [key in 'logs' | 'outgoing' | 'incoming']: Share[key][number][] }>()
  const shareOf = (address: Hex) => {
    const share = shares.get(address) ?? { logs: [], outgoing: [], incoming: [] }
    shares.set(address, share)
    return share
  }
  const isEscrow = (address: Hex) => view.roleOf(address) === 'escrow'
  for (const decoded of logs) if (decoded.role === 'escrow') shareOf(decoded.log.address).logs.push(decoded)
  for (const transfer of transfers) {
    if (isEscrow(transfer.from)) shareOf(transfer.from).outgoing.push(transfer)
    if (isEscrow(transfer.to)) shareOf(transfer.to).incoming.push(transfer)
  }
  const launchedAt = new Map(logs.filter(isLaunch).map(({ args, log }) => [args.escrow as Hex, log.logIndex]))
  return [...shares].map(([address, share]) => ({ address, ...share, launchedAt: launchedAt.get(address) }))
}

const rank = (event: DomainEvent): number => (event.type === 'TaskPosted' ? 0 : statesMoney(event) ? 1 : 2)

/** One meaning a log, in order; in it money comes first, for the place of a payout in its bulk is its part of the log. */
const inOrder = (meanings: readonly Meaning[]): readonly Meaning[] => {
  const byLog = new Map<number, DomainEvent[]>()
  for (const { logIndex, events } of meanings) {
    const own = byLog.get(logIndex) ?? []
    for (const event of events) own.push(event)
    byLog.set(logIndex, own)
  }
  return [...byLog]
    .sort(([a], [b]) => a - b)
    .map(([logIndex, events]) => ({ logIndex, events: events.toSorted((a, b) => rank(a) - rank(b)) }))
}

/** HUMAN Protocol, every generation of its escrows: README.md says what each event becomes. */
export const human: Protocol = {
  name: 'human',
  roles: {
    factory: { events: factoryEvents, holds: false },
    legacyFactory: { events: legacyFactoryEvents, holds: false },
    escrow: { events: escrowEvents, holds: true },
    kvStore: { events: kvStoreEvents, holds: false },
    staking: { events: stakingEvents, holds: false },
    rewardPool: { events: rewardPoolEvents, holds: false },
  },
  root: 'factory',
  configurable: ['legacyFactory', 'kvStore', 'staking', 'rewardPool'],
  // Recording oracles keep to themselves whose answers are to be paid.
  showsDebts: false,
  witness,
  announces: (decoded) => (isLaunch(decoded) ? [{ address: decoded.args.escrow as Hex, role: 'escrow' }] : []),
  translate: (transaction, view) => {
    const memory = createMemory(view)
    const ofFactories = transaction.logs.flatMap((decoded) => translateFactory(decoded, memory, view) ?? [])
    return inOrder([
      ...ofFactories,
      ...sharesOf(transaction, view).flatMap((share) => translateShare(share, memory, view)),
    ])
  },
}
