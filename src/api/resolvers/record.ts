import { type Confidence, confidences, nameOf } from '../../domain/codes.ts'
import { chainOf } from '../../store/read/reader.ts'
import type { Rows } from '../../store/store.ts'
import type { Context } from '../context.ts'
import { marketById, present } from '../known.ts'
import { encodeId, type NodeType } from '../node-ids.ts'
import type { EventRefSource, TokenAmountSource } from '../sources.ts'

// What every record made from a log answers alike.

/** Of rows that change. */
export const changing = {
  createdBy: ({ createdLog }: { readonly createdLog: number }): EventRefSource => ({ logId: createdLog }),
  updatedBy: ({ updatedLog }: { readonly updatedLog: number }): EventRefSource => ({ logId: updatedLog }),
}

/** Of rows that never change. */
export const unchanging = {
  createdBy: ({ logId }: { readonly logId: number }): EventRefSource => ({ logId }),
  updatedBy: ({ logId }: { readonly logId: number }): EventRefSource => ({ logId }),
}

export const inMarket = {
  market: ({ marketId }: { readonly marketId: number }, _: object, context: Context): Promise<Rows['markets']> =>
    marketById(context, marketId),
}

/** Of rows that say how far the chain states them. */
export const stated = {
  confidence: ({ confidence }: { readonly confidence: number }): Confidence => nameOf(confidences, confidence),
}

type InMarket = { readonly marketId: number }

/** Parts of an id that name a market. */
export const marketParts = async (
  context: Context,
  { marketId }: InMarket,
): Promise<[chainId: number, market: string]> => {
  const { chain } = await chainOf(context.reader, marketId)
  return [chain.id, (await marketById(context, marketId)).address]
}

/** The id of a record that its market has a key for. */
export const keyedId =
  (type: NodeType) =>
  async (row: InMarket & { readonly key: string }, _: object, context: Context): Promise<string> =>
    encodeId(type, ...(await marketParts(context, row)), row.key)

/** Parts of an id that name a log. */
export const logParts = async ({ load, reader }: Context, logId: number): Promise<[number, string, number]> => {
  const log = present(await load.log.load(logId), 'log')
  return [(await chainOf(reader, logId)).chain.id, log.transaction.hash, log.logIndex]
}

/** The id of a record that is a part of a log. */
export const logId =
  (type: NodeType) =>
  async (row: { readonly logId: number; readonly part: number }, _: object, context: Context): Promise<string> =>
    encodeId(type, ...(await logParts(context, row.logId)), row.part)

/** An amount of the row's own token. */
export const amountOf =
  <K extends string>(key: K) =>
  (row: { readonly tokenId: number } & Readonly<Record<K, bigint>>): TokenAmountSource => ({
    tokenId: row.tokenId,
    raw: row[key],
  })
