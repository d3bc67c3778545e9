import { type Confidence, confidences, nameOf } from '../../domain/codes.ts'
import { after, type Soon } from '../../store/read/later.ts'
import { chainOf, type Reader } from '../../store/read/reader.ts'
import type { Rows } from '../../store/store.ts'
import type { Context } from '../context.ts'
import { marketById, presently } from '../known.ts'
import { encodeId, type NodeType } from '../node-ids.ts'
import { reads } from '../reads.ts'
import type { EventRefSource, TokenAmountSource } from '../sources.ts'

// What every record made from a log answers alike.

type Created = { readonly createdLog: number; readonly createdAt: number }
type Updated = { readonly updatedLog: number; readonly updatedAt?: number }
type Stated = { readonly logId: number; readonly createdAt: number }

const statedBy = reads(
  ['logId', 'createdAt'],
  ({ logId, createdAt }: Stated): EventRefSource => ({ logId, timestamp: createdAt }),
)

/** Of rows that change. Rows hold the times of their logs' blocks, so that nobody looks for these. */
export const changing = {
  createdBy: reads(
    ['createdLog', 'createdAt'],
    ({ createdLog, createdAt }: Created): EventRefSource => ({ logId: createdLog, timestamp: createdAt }),
  ),
  updatedBy: reads(
    ['updatedLog', 'updatedAt'],
    ({ updatedLog, updatedAt }: Updated): EventRefSource => ({ logId: updatedLog, timestamp: updatedAt }),
  ),
}

/** Of rows that never change. */
export const unchanging = { createdBy: statedBy, updatedBy: statedBy }

export const inMarket = {
  market: reads(
    ['marketId'],
    ({ marketId }: { readonly marketId: number }, _: object, context: Context): Soon<Rows['markets']> =>
      marketById(context, marketId),
  ),
}

/** Of rows that say how far the chain states them. */
export const stated = {
  confidence: reads(
    ['confidence'],
    ({ confidence }: { readonly confidence: number }): Confidence => nameOf(confidences, confidence),
  ),
}

type InMarket = { readonly marketId: number }

type MarketParts = readonly [chainId: number, market: string]
/** Worked out once for an operation: most of its ids are of one market. */
const named = new WeakMap<Reader, Map<number, Soon<MarketParts>>>()

const marketPartsOf = (context: Context, marketId: number): Soon<MarketParts> =>
  after(chainOf(context.reader, marketId), ({ chain }) =>
    after(marketById(context, marketId), ({ address }): MarketParts => [chain.id, address]),
  )

/** Parts of an id that name a market. */
export const marketParts = (context: Context, { marketId }: InMarket): Soon<MarketParts> => {
  const own = named.get(context.reader) ?? new Map<number, Soon<MarketParts>>()
  named.set(context.reader, own)
  const known = own.get(marketId)
  if (known !== undefined) return known
  const parts = marketPartsOf(context, marketId)
  own.set(marketId, parts)
  return parts
}

/** The id of a record that its market has a key for. */
export const keyedId = (type: NodeType) =>
  reads(
    ['marketId', 'key'],
    (row: InMarket & { readonly key: string }, _: object, context: Context): Soon<string> =>
      after(marketParts(context, row), (parts) => encodeId(type, ...parts, row.key)),
  )

/** Parts of an id that name a log. */
export const logParts = ({ load, reader }: Context, logId: number): Soon<[number, string, number]> =>
  after(presently(load.logHead.load(logId), 'log'), ({ transactionHash, logIndex }) =>
    after(chainOf(reader, logId), ({ chain }): [number, string, number] => [chain.id, transactionHash, logIndex]),
  )

/** The id of a record that is a part of a log. */
export const logId = (type: NodeType) =>
  reads(
    ['logId', 'part'],
    (row: { readonly logId: number; readonly part: number }, _: object, context: Context): Soon<string> =>
      after(logParts(context, row.logId), (parts) => encodeId(type, ...parts, row.part)),
  )

/** An amount of the row's own token. */
export const amountOf = <K extends string>(key: K) =>
  reads(
    ['tokenId', key],
    (row: { readonly tokenId: number } & Readonly<Record<K, bigint>>): TokenAmountSource => ({
      tokenId: row.tokenId,
      raw: row[key],
    }),
  )
