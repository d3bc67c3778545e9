import type { Hex } from '../../domain/hex.ts'
import type { Protocol } from '../protocol.ts'
import { dataMarketEvents } from './abi.ts'
import { datasets } from './datasets.ts'
import type { Readings } from './readings.ts'
import { submissions } from './submissions.ts'
import { tasks } from './tasks.ts'
import { witness } from './witness.ts'

const market: Readings = {
  FeeChanged: ({ args }) => [{ type: 'MarketChanged', owner: null, feeBps: args.feeBps as number }],
  OwnershipTransferred: ({ args }) => [{ type: 'MarketChanged', owner: args.newOwner as Hex, feeBps: null }],
}

/**
 * What each event means. Left out, see README.md: RevenueReceived is read with its purchase, SharesSet says how revenue will be
 * split, which RevenueClaimed shows, and OwnershipTransferStarted changes nothing.
 */
const readings: Readings = { ...tasks, ...submissions, ...datasets, ...market }

/** The reference market, contracts/DataMarket.sol. */
export const dataMarket: Protocol = {
  name: 'datamarket',
  roles: { market: { events: dataMarketEvents, holds: true } },
  root: 'market',
  configurable: [],
  showsDebts: true,
  witness,
  translate: ({ logs }) =>
    logs.map((log, at) => ({
      logIndex: log.log.logIndex,
      events: readings[log.eventName]?.(log, logs, at) ?? [],
    })),
}
