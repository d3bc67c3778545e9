import { inArray } from 'drizzle-orm'
import type { Hex } from '../../domain/hex.ts'
import { numberOf, packId } from '../ids.ts'
import { addressesIn } from '../log-body.ts'
import type { Db } from '../store.ts'
import type { Tables } from '../tables.ts'

const IDS_AT_ONCE = 500

/** The addresses that these packed logs of a chain name, by number; without those that are not there. */
export const readAddresses = async (
  db: Db,
  { addresses }: Tables,
  slot: number,
  bodies: readonly Buffer[],
): Promise<ReadonlyMap<number, Hex>> => {
  const numbers = [...new Set(bodies.flatMap(addressesIn))]
  const found = new Map<number, Hex>()
  for (let at = 0; at < numbers.length; at += IDS_AT_ONCE) {
    const ids = numbers.slice(at, at + IDS_AT_ONCE).map((number) => packId(slot, number))
    for (const { id, address } of await db.select().from(addresses).where(inArray(addresses.id, ids)))
      found.set(numberOf(id), address)
  }
  return found
}
