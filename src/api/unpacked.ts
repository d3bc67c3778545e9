import type { Hex } from '../domain/hex.ts'
import { packId, slotOf } from '../store/ids.ts'
import { addressesIn, unpackBody } from '../store/log-body.ts'
import type { LogRow } from '../store/read/by-key.ts'
import type { Context } from './context.ts'
import { present } from './known.ts'

/** A log as the chain gave it. */
export const unpacked = async (
  { load }: Context,
  { id, emitter, body }: LogRow,
): Promise<{ readonly topics: readonly Hex[]; readonly data: Hex }> => {
  const addresses = new Map<number, Hex>()
  const read = async (number: number) => {
    const row = present(await load.address.load(packId(slotOf(id), number)), 'address')
    addresses.set(number, row.address)
  }
  await Promise.all([...new Set(addressesIn(body))].map(read))
  return unpackBody(emitter, body, (number) => addresses.get(number)!)
}
