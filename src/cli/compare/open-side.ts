import { parseDatabase, showDatabase } from '../../config/database-url.ts'
import { DaybookError } from '../../errors.ts'
import { type Context, withStore } from '../context.ts'
import { findChain } from './chain-books.ts'
import { serverSide } from './server.ts'
import { databaseSide, type Side } from './sides.ts'

/** Opens what a word names, a server by its address or a database, for the length of `work`: a database stands still for it. */
export const withSide = async <T>(
  context: Context,
  word: string,
  chainId: number,
  work: (side: Side) => Promise<T>,
): Promise<T> => {
  if (/^https?:\/\//i.test(word) && URL.canParse(word)) return work(await serverSide(word, chainId))
  const database = parseDatabase(word)
  if (database === null) {
    throw new DaybookError(
      'USAGE',
      'Found a side that is neither a database nor a server; expected sqlite:PATH, a path, postgres://…, or http(s)://…/graphql.',
    )
  }
  const name = showDatabase(database)
  return withStore(context, database, { write: false }, (store) =>
    store.read(async (db) => work(databaseSide(name, await findChain(db, store.tables, chainId, name)))),
  )
}
