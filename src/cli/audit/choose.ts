import { DaybookError } from '../../errors.ts'
import { slotOf } from '../../store/ids.ts'
import { createReader } from '../../store/read/reader.ts'
import type { Db, Rows } from '../../store/store.ts'
import type { Tables } from '../../store/tables.ts'
import type { Book } from './book.ts'

export type Choice = { readonly market: string | undefined; readonly block: number | undefined }

/** The books to audit: one for each chain that has a chosen market and anything indexed. */
export const chooseBooks = async (db: Db, tables: Tables, { market, block }: Choice): Promise<Book[]> => {
  const reader = createReader(db, tables)
  const [chains, all] = [await reader.chains(), await reader.markets()]
  const chainIdOf = ({ id }: Rows['markets']) => chains.find(({ chain }) => chain.slot === slotOf(id))?.chain.id
  const chosen = market === undefined ? all : all.filter((row) => isNamed(row, chainIdOf(row), market))
  if (market !== undefined && chosen.length === 0) {
    const known = all.length === 0 ? 'it has none' : `it has ${all.map(({ address }) => address).join(', ')}`
    throw new DaybookError(
      'USAGE',
      `--market: found ${market}, expected the address or the id of a market of this database (${known}).`,
    )
  }
  const books = chains.flatMap(({ chain, cursor }) => {
    const markets = chosen.filter(({ id }) => slotOf(id) === chain.slot)
    if (cursor === undefined || markets.length === 0) return []
    return [{ db, tables, chainId: chain.id, slot: chain.slot, block: cursor.block, markets }]
  })
  if (books.length === 0)
    throw new DaybookError('USAGE', 'Nothing of the markets is indexed yet: there is no book to audit.')
  const other = books.find((book) => block !== undefined && book.block !== block)
  if (other) {
    const { chainId, block: newest } = other
    const message = `--block: found ${block}, but only the newest indexed block can be audited yet (${newest} on chain ${chainId}).`
    throw new DaybookError('USAGE', message, { details: { chainId, block, indexedBlock: newest } })
  }
  return books
}

/** By its address in any letter case, or by its id in the API, which is made of type, chain and address. */
const isNamed = ({ address }: Rows['markets'], chainId: number | undefined, text: string): boolean =>
  address === text.toLowerCase() ||
  Buffer.from(text, 'base64url').toString('utf8').toLowerCase() === `market:${chainId}:${address}`
