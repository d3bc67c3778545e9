import { customType, integer, text as sqliteText } from 'drizzle-orm/sqlite-core'
import type { Hex } from '../domain/hex.ts'
import { amountFromBytes, amountFromHex, amountToBytes } from './amount-bytes.ts'

export { index, sqliteTable as table, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** A row's number, packed with its chain (store/ids.ts): a safe integer. */
export const id = (name: string) => integer(name)
/** The primary key. */
export const key = (name: string) => integer(name).primaryKey()
/** A count, an index, a code or a time in seconds: a safe integer. */
export const int = (name: string) => integer(name)
// Both kinds of bytes are read as SQLite has them and as its hex() writes them out (read/pick.ts).

/** A signed integer of any width a sum of amounts can have; compares and sorts as a number. */
export const amount = customType<{ data: bigint; driverData: Buffer | string }>({
  dataType: () => 'blob',
  toDriver: amountToBytes,
  fromDriver: (stored) => (typeof stored === 'string' ? amountFromHex(stored) : amountFromBytes(stored)),
})
/** Bytes, as lower-case hex outside the database. */
export const hex = customType<{ data: Hex; driverData: Buffer | string }>({
  dataType: () => 'blob',
  toDriver: (value) => Buffer.from(value.slice(2), 'hex'),
  fromDriver: (stored) => `0x${typeof stored === 'string' ? stored.toLowerCase() : stored.toString('hex')}`,
})
/** Bytes as they are. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'blob' })
/** A number that the database hands out, for rows that no chain orders. */
export const serial = (name: string) => integer(name).primaryKey({ autoIncrement: true })
/** JSON kept as text, so that both databases give back what was put in, to the letter. */
export const json = <T>(name: string) => sqliteText(name, { mode: 'json' }).$type<T>()
