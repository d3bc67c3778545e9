import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import { createMemory } from '../memory.ts'
import type { Contract, DecodedLog, MarketTransaction, MarketView, Meaning, Protocol } from '../protocol.ts'
import {
  datatokenEvents,
  dispenserEvents,
  escrowEvents,
  exchangeEvents,
  factoryEvents,
  nftEvents,
  routerEvents,
} from './abi.ts'
import { canceled, claimed, deposited, locked, withdrawn } from './compute.ts'
import type { Context, Reader } from './context.ts'
import {
  datatokenCleaned,
  metadataSet,
  metadataState,
  newPaymentCollector,
  nftCreated,
  nftOf,
  nftTransferred,
  tokenCreated,
} from './datasets.ts'
import {
  activated,
  collectorChanged,
  deactivated,
  exchangeCreated,
  opcCollectorChanged,
  rateChanged,
} from './exchange.ts'
import { createFlows } from './flows.ts'
import { findLots } from './lots.ts'
import { seenIn } from './money.ts'
import { consumeMarketFee, providerFee, publishMarketFee } from './order-fees.ts'
import { orderReused, orderStarted } from './orders.ts'
import { marketFeeCollected, oceanFeeCollected, tokenCollected } from './revenue.ts'
import { swapped } from './swaps.ts'
import { witness } from './witness.ts'

const ownershipTransferred: Reader = ({ args }) => [
  { type: 'MarketChanged', owner: args.newOwner as Hex, feeBps: null },
]

/** What is read, by role and event; README.md says why the rest is not. */
const readers: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  factory: { NFTCreated: nftCreated, TokenCreated: tokenCreated, OwnershipTransferred: ownershipTransferred },
  router: { OPCCollectorChanged: opcCollectorChanged },
  nft: {
    MetadataCreated: metadataSet,
    MetadataUpdated: metadataSet,
    MetadataState: metadataState,
    Transfer: nftTransferred,
  },
  datatoken: {
    OrderStarted: orderStarted,
    OrderReused: orderReused,
    PublishMarketFee: publishMarketFee,
    ConsumeMarketFee: consumeMarketFee,
    ProviderFee: providerFee,
    NewPaymentCollector: newPaymentCollector,
    CleanedPermissions: datatokenCleaned,
  },
  fixedRateExchange: {
    ExchangeCreated: exchangeCreated,
    ExchangeRateChanged: rateChanged,
    ExchangeActivated: activated,
    ExchangeDeactivated: deactivated,
    PublishMarketFeeChanged: collectorChanged,
    Swapped: swapped,
    TokenCollected: tokenCollected,
    MarketFeeCollected: marketFeeCollected,
    OceanFeeCollected: oceanFeeCollected,
  },
  escrow: { Deposit: deposited, Withdraw: withdrawn, Lock: locked, Claimed: claimed, Canceled: canceled },
}

/** What comes to a datatoken contract or leaves it, and belongs to nothing else, is held for its dataset (template 3 keeps stakes). */
const strayMoney = ({ transaction, view, memory, flows }: Context): Meaning[] =>
  transaction.transfers.flatMap((transfer): Meaning[] => {
    if (flows.isTaken(transfer)) return []
    const [giver, taker] = [view.roleOf(transfer.from), view.roleOf(transfer.to)]
    const datatoken = taker === 'datatoken' ? transfer.to : transfer.from
    if ((giver === undefined) === (taker === undefined) || (giver ?? taker) !== 'datatoken') return []
    const dataset = nftOf(memory, datatoken)
    if (dataset === undefined) return []
    flows.take(transfer)
    const money = { ...seenIn(transfer, transfer), confidence: 'DERIVED' } as const
    const incoming = taker !== undefined
    return [{ logIndex: transfer.logIndex, events: [{ type: 'TokensMoved', incoming, dataset, money }] }]
  })

const translate = (transaction: MarketTransaction, view: MarketView): Meaning[] => {
  const flows = createFlows(transaction, view)
  const context: Context = {
    transaction,
    view,
    memory: createMemory(view),
    flows,
    lots: findLots(transaction, view),
    swaps: new Map(),
    ordered: new Map(),
  }
  const read = transaction.logs.map((log) => ({
    logIndex: log.log.logIndex,
    events: readers[log.role]?.[log.eventName]?.(log, context) ?? [],
    taken: flows.drain(),
  }))
  const stray = strayMoney(context)
  // A transfer that a statement of money names needs no claim beside it, and those of datatokens are accounted for nowhere.
  const named = new Set(read.flatMap(({ events }) => events.map(transferLogOf)))
  const money = new Set(transaction.transfers.map(({ logIndex }) => logIndex))
  const meanings = read.flatMap(({ logIndex, events, taken }): Meaning[] => {
    const claims = taken.filter((index) => money.has(index) && !named.has(index))
    if (claims.length > 0) return [{ logIndex, events, claims }]
    return events.length > 0 ? [{ logIndex, events }] : []
  })
  return [...meanings, ...stray].sort((a, b) => a.logIndex - b.logIndex)
}

const transferLogOf = (event: DomainEvent): number | null => ('money' in event ? event.money.transferLog : null)

const announces = ({ role, eventName, args }: DecodedLog): Contract[] => {
  const contract = (address: unknown, as: string): Contract[] => [{ address: address as Hex, role: as }]
  switch (`${role}/${eventName}`) {
    case 'factory/NFTCreated':
      return contract(args.newTokenAddress, 'nft')
    case 'factory/TokenCreated':
      return contract(args.newTokenAddress, 'datatoken')
    case 'router/FixedRateContractAdded':
      return contract(args.contractAddress, 'fixedRateExchange')
    case 'router/DispenserContractAdded':
      return contract(args.contractAddress, 'dispenser')
    default:
      return []
  }
}

/** Markets' fees of an order go from the payer straight to the market. */
const pays = ({ role, eventName, args }: DecodedLog): Hex[] => {
  if (role !== 'datatoken') return []
  if (eventName === 'PublishMarketFee') return [args.PublishMarketFeeAddress as Hex]
  return eventName === 'ConsumeMarketFee' ? [args.consumeMarketFeeAddress as Hex] : []
}

/** Ocean Protocol v4: data NFTs, their datatokens and orders, fixed-rate exchanges, and the escrow for compute jobs. */
export const ocean: Protocol = {
  name: 'ocean',
  roles: {
    factory: { events: factoryEvents, holds: true },
    router: { events: routerEvents, holds: true },
    nft: { events: nftEvents, holds: false },
    datatoken: { events: datatokenEvents, holds: true },
    fixedRateExchange: { events: exchangeEvents, holds: true },
    dispenser: { events: dispenserEvents, holds: false },
    escrow: { events: escrowEvents, holds: true },
  },
  root: 'factory',
  configurable: ['fixedRateExchange', 'dispenser', 'escrow', 'router'],
  showsDebts: true,
  witness,
  announces,
  pays,
  translate,
}
