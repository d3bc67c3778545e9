import { bigint, bigserial, customType } from 'drizzle-orm/pg-core'
import type { Hex } from '../domain/hex.ts'

export { index, pgTable as table, text, uniqueIndex } from 'drizzle-orm/pg-core'

// The same names as columns.sqlite.ts, with the same data types outside the database; see there for what each means.

export const id = (name: string) => bigint(name, { mode: 'number' })
export const key = (name: string) => bigint(name, { mode: 'number' }).primaryKey()
export const int = (name: string) => bigint(name, { mode: 'number' })
export const amount = customType<{ data: bigint; driverData: string }>({
  // No precision: a sum of amounts of a token without a real supply can be wider than 256 bits, and is still exact.
  dataType: () => 'numeric',
  toDriver: (value) => value.toString(),
  fromDriver: (value) => BigInt(value),
})
export const hex = customType<{ data: Hex; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.slice(2), 'hex'),
  fromDriver: (bytes) => `0x${Buffer.from(bytes).toString('hex')}`,
})
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
})
export const serial = (name: string) => bigserial(name, { mode: 'number' }).primaryKey()
export const json = customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => JSON.parse(value),
})
