import { expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { packId } from '../../src/store/ids.ts'
import { readAddresses } from '../../src/store/read/addresses.ts'
import { bothStores } from '../helpers/both-stores.ts'

const stores = bothStores()

/** The first and the second begin alike, so that an index of heads finds both. */
const all: readonly Hex[] = [`0x${'ab'.repeat(20)}`, `0x${'ab'.repeat(19)}ac`, `0x${'00'.repeat(19)}01`]

test.each(['sqlite', 'postgres'] as const)(
  '%s: rows are found by bytes of which an index has the heads',
  async (dialect) => {
    const store = stores[dialect]
    const rowsIn = (slot: number, from = 0) =>
      all.slice(from).map((address, i) => ({ id: packId(slot, from + i + 1), address }))
    await store.transaction(async (tx) => {
      await tx.insert('addresses', [...rowsIn(0), ...rowsIn(1, 1)])
    })
    const stranger: Hex = `0x${'ab'.repeat(18)}0000`
    await store.transaction(async (tx) => {
      const keys = [...all, stranger].map((address) => [address])
      const found = await tx.find('addresses', ['address'], keys, 0)
      expect(found.sort((a, b) => a.id - b.id)).toEqual(rowsIn(0))
      expect(await tx.find('addresses', ['address'], [[all[0]]], 1)).toEqual([])
      expect(await tx.find('addresses', ['id'], [[packId(1, 2)]], 1)).toEqual([rowsIn(1, 1)[0]])
    })
    const bodies = [Buffer.from([251, 1, 251, 3]), Buffer.from([33, 251, 3, 251, 9])]
    expect(await store.read((db) => readAddresses(db, store.tables, 0, bodies))).toEqual(
      new Map([
        [1, all[0]],
        [3, all[2]],
      ]),
    )
  },
)
