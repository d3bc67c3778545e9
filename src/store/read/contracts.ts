import { and, asc, inArray, isNull, sql } from 'drizzle-orm'
import type { Rows } from '../store.ts'
import type { Reader } from './reader.ts'

/** Contracts of some markets in some roles: first those that the configuration names, then in the order of announcement. */
export const contractsIn = async (
  { db, tables: { contracts } }: Reader,
  marketIds: readonly number[],
  roles: readonly string[],
): Promise<Rows['contracts'][]> =>
  db
    .select()
    .from(contracts)
    .where(and(inArray(contracts.marketId, [...marketIds]), inArray(contracts.role, [...roles])))
    .orderBy(sql`case when ${isNull(contracts.logId)} then 0 else 1 end`, asc(contracts.id))
