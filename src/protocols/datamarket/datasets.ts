import type { Log } from '../../domain/block.ts'
import type { Hex } from '../../domain/hex.ts'
import { cleanText } from '../../domain/text.ts'
import type { DecodedLog } from '../protocol.ts'
import { COUNT_MAX, earlier, key, money, placeOf, type Readings } from './readings.ts'

const statuses = ['LISTED', 'SUSPENDED', 'ENDED'] as const

/** What is left of a purchase: the market says so in the same transaction, right after. */
const netOf = (logs: readonly DecodedLog[], at: number): bigint | null => {
  for (const { eventName, args } of logs.slice(at + 1)) {
    if (eventName === 'DatasetPurchased') return null
    if (eventName === 'RevenueReceived' && args.datasetId === logs[at]!.args.datasetId) return args.amount as bigint
  }
  return null
}

const ofPurchase = (log: Log | null): string | null => log && placeOf(log)

/** Datasets, their sales, and what their contributors get of these. */
export const datasets: Readings = {
  DatasetRegistered: ({ args }) => [
    {
      type: 'DatasetRegistered',
      dataset: key(args.datasetId),
      publisher: args.owner as Hex,
      name: null,
      uri: cleanText(args.uri as string),
      contentHash: args.contentHash as Hex,
      price: args.price as bigint,
      token: args.token as Hex,
    },
  ],
  DatasetPriceChanged: ({ args }) => [
    { type: 'DatasetPriced', dataset: key(args.datasetId), price: args.price as bigint, token: args.token as Hex },
  ],
  DatasetStatusChanged: ({ args }) => {
    const status = statuses[args.status as number]
    return status ? [{ type: 'DatasetStatusChanged', dataset: key(args.datasetId), status }] : []
  },
  DatasetVersionPublished: ({ args }) => {
    if ((args.version as bigint) > COUNT_MAX) return []
    return [
      {
        type: 'DatasetVersionPublished',
        dataset: key(args.datasetId),
        number: Number(args.version),
        contentHash: args.contentRoot as Hex,
        uri: cleanText(args.uri as string),
      },
    ]
  },
  DatasetContributions: ({ args }) => {
    if ((args.version as bigint) > COUNT_MAX) return []
    return [
      {
        type: 'ContributionsAdded',
        dataset: key(args.datasetId),
        version: Number(args.version),
        submissions: (args.submissionIds as bigint[]).map(String),
      },
    ]
  },
  DatasetPurchased: ({ args, log }, logs, at) => [
    {
      type: 'PurchaseMade',
      purchase: placeOf(log),
      dataset: key(args.datasetId),
      buyer: args.buyer as Hex,
      net: netOf(logs, at),
      held: true,
      money: money(args, null, log.address),
    },
  ],
  PurchaseFeeCharged: ({ args, log }, logs, at) => [
    {
      type: 'FeeCharged',
      kind: 'PROTOCOL',
      payee: args.payee as Hex,
      task: null,
      dataset: key(args.datasetId),
      ofLog: null,
      purchase: ofPurchase(earlier(logs, at, 'DatasetPurchased', 'datasetId')),
      held: false,
      money: money(args, log.address, args.payee as Hex),
    },
  ],
  RevenueClaimed: ({ args, log }) => [
    {
      type: 'PayoutMade',
      kind: 'REVENUE_SHARE',
      contributor: args.contributor as Hex,
      gross: null,
      task: null,
      submission: null,
      dataset: key(args.datasetId),
      reward: null,
      publisherEarns: false,
      money: money(args, log.address, args.contributor as Hex),
    },
  ],
}
