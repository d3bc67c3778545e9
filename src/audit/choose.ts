import { eq } from 'drizzle-orm'
import { DaybookError } from '../errors.ts'
import { packId, slotOf } from '../store/ids.ts'
import { createReader } from '../store/read/reader.ts'
import type { Db, Rows } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Book } from './book.ts'
import { endOf } from './history.ts'

export type Choice = { readonly market: string | undefined; readonly block: number | undefined }

/** The chains to audit: those that have a chosen market and anything indexed. */
export const chooseChains = async (db: Db, tables: Tables, choice: Choice): Promise<number[]> => {
  const { market, block } = choice
  const reader = createReader(db, tables)
  const [chains, all] = [await reader.chains(), await reader.markets()]
  const chosen = await chosenMarkets(db, tables, market)
  if (market !== undefined && chosen.length === 0) {
    const known = all.length === 0 ? 'it has none' : `it has ${all.map(({ address }) => address).join(', ')}`
    throw new DaybookError(
      'USAGE',
      `--market: found ${market}, expected the address or the id of a market of this database (${known}).`,
    )
  }
  const indexed = chains.flatMap(({ chain, cursor }) =>
    cursor !== undefined && chosen.some(({ id }) => slotOf(id) === chain.slot) ? [{ chainId: chain.id, cursor }] : [],
  )
  if (indexed.length === 0)
    throw new DaybookError('USAGE', 'Nothing of the markets is indexed yet: there is no book to audit.')
  const short = indexed.find(({ cursor }) => block !== undefined && cursor.block < block)
  if (short) {
    const { chainId, cursor } = short
    const message = `--block: found ${block}, but chain ${chainId} is indexed up to block ${cursor.block}.`
    throw new DaybookError('USAGE', message, { details: { chainId, block, indexedBlock: cursor.block } })
  }
  return indexed.map(({ chainId }) => chainId)
}

/** A chain's books on this snapshot, as of the newest block or an older one; null when they are gone. */
export const openBook = async (
  db: Db,
  tables: Tables,
  { chainId, market, block }: Choice & { chainId: number },
): Promise<Book | null> => {
  const state = (await createReader(db, tables).chains()).find(({ chain }) => chain.id === chainId)
  if (state?.cursor === undefined) return null
  const { cursor, chain } = state
  const { slot } = chain
  const markets = (await chosenMarkets(db, tables, market)).filter(({ id }) => slotOf(id) === slot)
  const book = { db, tables, chainId, slot, cursor, markets }
  if (block === undefined || block === cursor.block)
    return { ...book, block: cursor.block, hash: cursor.hash, end: null }
  const [header] = await db
    .select({ hash: tables.blocks.hash })
    .from(tables.blocks)
    .where(eq(tables.blocks.id, packId(slot, block)))
  return { ...book, block, hash: header?.hash ?? null, end: await endOf({ db, tables, slot }, block) }
}

const chosenMarkets = async (
  db: Db,
  tables: Tables,
  market: string | undefined,
): Promise<readonly Rows['markets'][]> => {
  const reader = createReader(db, tables)
  const [chains, all] = [await reader.chains(), await reader.markets()]
  const chainIdOf = ({ id }: Rows['markets']) => chains.find(({ chain }) => chain.slot === slotOf(id))?.chain.id
  return market === undefined ? all : all.filter((row) => isNamed(row, chainIdOf(row), market))
}

/** By its address in any letter case, or by its id in the API, which is made of type, chain and address. */
const isNamed = ({ address }: Rows['markets'], chainId: number | undefined, text: string): boolean =>
  address === text.toLowerCase() ||
  Buffer.from(text, 'base64url').toString('utf8').toLowerCase() === `market:${chainId}:${address}`
