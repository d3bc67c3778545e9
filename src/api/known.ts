import { formatAmount } from '../domain/amount.ts'
import type { Hex } from '../domain/hex.ts'
import { slotOf } from '../store/ids.ts'
import { after, type Soon } from '../store/read/later.ts'
import { type ChainState, chainOf } from '../store/read/reader.ts'
import type { Rows } from '../store/store.ts'
import type { Context } from './context.ts'

// Chains and markets are few and read whole: finding one asks the database nothing.

export const chainById = ({ reader }: Context, chainId: number): Soon<ChainState | undefined> =>
  after(reader.chains(), (chains) => chains.find(({ chain }) => chain.id === chainId))

export const marketById = ({ reader }: Context, id: number): Soon<Rows['markets']> =>
  after(reader.markets(), (markets) => {
    const found = markets.find((market) => market.id === id)
    if (found === undefined) throw new RangeError(`No market has id ${id}.`)
    return found
  })

export const marketAt = ({ reader }: Context, slot: number, address: Hex): Soon<Rows['markets'] | undefined> =>
  after(reader.markets(), (markets) =>
    markets.find((market) => market.address === address && slotOf(market.id) === slot),
  )

/** A row that another one points at: it is there, or the books are broken. */
export const present = <T>(row: T | undefined | null, what: string): T => {
  if (row === undefined || row === null) throw new RangeError(`Missing ${what}.`)
  return row
}

/** That row, when it comes. */
export const presently = <T>(row: Soon<T | undefined | null>, what: string): Soon<T> =>
  after(row, (found) => present(found, what))

/** Decimals of a token, as its contract says. */
export const decimalsOf = (context: Context, token: Rows['tokens']): Soon<number | null> =>
  after(metadataOf(context, token), (metadata) => metadata?.decimals ?? null)

export const metadataOf = ({ load, reader }: Context, token: Rows['tokens']): Soon<Rows['tokenMetadata'] | undefined> =>
  after(chainOf(reader, token.id), ({ chain }) =>
    after(load.tokenMetadata.load(token.address), (rows) => rows.find((row) => row.chainId === chain.id)),
  )

/** An amount as people write it, by the decimals of its token. */
export const amountIn = (context: Context, tokenId: number, raw: bigint): Soon<string> =>
  after(presently(context.load.token.load(tokenId), 'token'), (token) =>
    after(decimalsOf(context, token), (decimals) => formatAmount(raw, decimals)),
  )
