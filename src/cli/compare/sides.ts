import { eq } from 'drizzle-orm'
import type { Hex } from '../../domain/hex.ts'
import { digestAt } from '../../store/digest.ts'
import { packId } from '../../store/ids.ts'
import type { IndexedBooks } from './chain-books.ts'

/** A digest as one side tells it. */
export type Told = {
  readonly blockNumber: number
  readonly blockHash: Hex | null
  readonly digest: Hex
  readonly algorithm: string
}

/** One of the two that are compared: a database, or a server that answers for one. */
export type Side = {
  /** As it may be shown. */
  readonly name: string
  /** What decides the rows; null where a server's answer speaks of several chains together. */
  readonly deployment: string | null
  readonly startBlock: number
  readonly newest: number
  readonly finalized: number
  /** Null where no state is kept that is the state at that block. */
  digestAt(block: number): Promise<Told | null>
  /** Null where the block's header is not on record. */
  hashAt(block: number): Promise<Hex | null>
  /** The rows themselves; null for a server. */
  readonly books: IndexedBooks | null
}

/** A database as one side of a comparison. */
export const databaseSide = (name: string, books: IndexedBooks): Side => {
  const { db, tables, slot, chain, cursor } = books
  return {
    name,
    deployment: chain.deployment,
    startBlock: chain.startBlock,
    newest: cursor.block,
    finalized: cursor.finalized,
    digestAt: (block) => digestAt(db, tables, chain.id, block),
    hashAt: async (block) => {
      if (block === cursor.block) return cursor.hash
      const [row] = await db
        .select({ hash: tables.blocks.hash })
        .from(tables.blocks)
        .where(eq(tables.blocks.id, packId(slot, block)))
      return row?.hash ?? null
    },
    books,
  }
}
