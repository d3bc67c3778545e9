import type { Hex } from '../domain/hex.ts'
import { slotOf } from '../store/ids.ts'
import { type ChainState, chainOf } from '../store/read/reader.ts'
import type { Rows } from '../store/store.ts'
import type { Context } from './context.ts'

// Chains and markets are few and read whole: finding one asks the database nothing.

export const chainById = async ({ reader }: Context, chainId: number): Promise<ChainState | undefined> =>
  (await reader.chains()).find(({ chain }) => chain.id === chainId)

export const marketById = async ({ reader }: Context, id: number): Promise<Rows['markets']> => {
  const found = (await reader.markets()).find((market) => market.id === id)
  if (found === undefined) throw new RangeError(`No market has id ${id}.`)
  return found
}

export const marketAt = async ({ reader }: Context, slot: number, address: Hex): Promise<Rows['markets'] | undefined> =>
  (await reader.markets()).find((market) => market.address === address && slotOf(market.id) === slot)

/** A row that another one points at: it is there, or the books are broken. */
export const present = <T>(row: T | undefined | null, what: string): T => {
  if (row === undefined || row === null) throw new RangeError(`Missing ${what}.`)
  return row
}

/** Decimals of a token, as its contract says. */
export const decimalsOf = async (context: Context, token: Rows['tokens']): Promise<number | null> =>
  (await metadataOf(context, token))?.decimals ?? null

export const metadataOf = async ({ load, reader }: Context, token: Rows['tokens']) => {
  const { chain } = await chainOf(reader, token.id)
  return (await load.tokenMetadata.load(token.address)).find((row) => row.chainId === chain.id)
}
