import { and, eq, exists, gte, inArray, lt, not, or, type SQL, sql } from 'drizzle-orm'
import { codeOf, type LedgerAccountType, ledgerAccountTypes } from '../../../domain/codes.ts'
import type { Hex } from '../../../domain/hex.ts'
import { slotOf } from '../../ids.ts'
import type { Tables } from '../../tables.ts'
import { chain, type Field, inSlot, marketsOf, reference, timeRange } from '../filter.ts'
import { lowerBound } from '../lower-bound.ts'
import { always, checkIn, never, type Operators, within } from '../operators.ts'
import type { Reader } from '../reader.ts'
import { logsOfTransactions } from './by-log.ts'
import { type List, tableList } from './list.ts'

/** Kinds of ledger account that stand for somebody. */
export const ownedTypes = (
  ['PAYABLE', 'EARNINGS', 'FUNDING', 'FEES'] as const satisfies readonly LedgerAccountType[]
).map((type) => codeOf(ledgerAccountTypes, type))

type Operand = readonly [operator: string, operand: unknown]
const given = (operators: unknown): Operand[] =>
  Object.entries(operators as Operators).filter(([, operand]) => operand !== null && operand !== undefined)

/** A condition on the row a posting points at: it is looked up by key for each posting passed on the way. */
const onAccount =
  ({ ledgerAccounts, postings }: Tables, condition: (value: unknown, reader: Reader) => SQL | Promise<SQL>): Field =>
  async (value, { reader }) =>
    exists(
      reader.db
        .select({ one: sql`1` })
        .from(ledgerAccounts)
        .where(and(eq(ledgerAccounts.id, postings.accountId), await condition(value, reader))),
    )

const onMovement = ({ movements, postings }: Tables, reader: Reader, condition: SQL): SQL =>
  exists(
    reader.db
      .select({ one: sql`1` })
      .from(movements)
      .where(and(eq(movements.id, postings.movementId), condition)),
  )

const byOwner =
  ({ ledgerAccounts, postings }: Tables): Field =>
  async (operators, { accountsOf }) => {
    const owned = (accounts?: readonly number[]): SQL => {
      const whose = accounts === undefined ? undefined : inArray(ledgerAccounts.subjectId, [...accounts])
      if (accounts?.length === 0) return never
      return sql`${postings.accountId} in (select ${ledgerAccounts.id} from ${ledgerAccounts} where ${and(inArray(ledgerAccounts.type, ownedTypes), whose)})`
    }
    const conditions: SQL[] = []
    for (const [operator, operand] of given(operators)) {
      if (operator === 'isNull') conditions.push(operand === true ? not(owned()) : owned())
      else {
        const single = operator === 'eq' || operator === 'ne'
        const condition = owned(await accountsOf(single ? [operand as Hex] : (checkIn(operand as Hex[]) as Hex[])))
        conditions.push(operator === 'eq' || operator === 'in' ? condition : not(condition))
      }
    }
    return and(...conditions) ?? always
  }

/** A time is a movement's, movements are numbered by time, and so are their postings: a time is a range of postings. */
const byTime =
  ({ movements, postings }: Tables): Field =>
  async (operators, { reader, order }) => {
    const sides: SQL[] = []
    for (const { chain } of await reader.chains()) {
      const { slot } = chain
      if (order !== undefined && 'slot' in order && order.slot !== slot) continue
      const range = await timeRange(operators as Operators, postings.id, async (seconds) => {
        const movement = await lowerBound(reader, movements, movements.createdAt, slot, seconds)
        return lowerBound(reader, postings, postings.movementId, slot, movement)
      })
      sides.push(order !== undefined && 'slot' in order ? range : and(inSlot(postings.id, slot), range)!)
    }
    return or(...sides) ?? never
  }

const movementsOf = async (postings: Tables['postings'], reader: Reader, hashes: readonly Hex[]): Promise<SQL> => {
  const { movements } = reader.tables
  const ranges: SQL[] = []
  const firstOf = async (slot: number, log: number) =>
    lowerBound(
      reader,
      postings,
      postings.movementId,
      slot,
      await lowerBound(reader, movements, movements.logId, slot, log),
    )
  const logs = await logsOfTransactions(reader, hashes)
  for (const log of logs) {
    const slot = slotOf(log)
    const [low, high] = [await firstOf(slot, log), await firstOf(slot, log + 1)]
    if (low < high) ranges.push(and(gte(postings.id, low), lt(postings.id, high))!)
  }
  return or(...ranges) ?? never
}

const byTransaction =
  ({ postings }: Tables): Field =>
  async (operators, { reader }) => {
    const conditions: SQL[] = []
    for (const [operator, operand] of given(operators))
      conditions.push(
        await movementsOf(
          postings,
          reader,
          operator === 'eq' ? [operand as Hex] : (checkIn(operand as Hex[]) as Hex[]),
        ),
      )
    return and(...conditions) ?? always
  }

const marketId = (tables: Tables): Field => {
  const field = reference(tables.movements.marketId, 'Market')
  return async (operators, context) => onMovement(tables, context.reader, await field(operators, context))
}

export const entryList = (tables: Tables): List =>
  tableList('ledgerEntries', tables.postings, {
    account: reference(tables.postings.accountId, 'LedgerAccount'),
    owner: byOwner(tables),
    type: onAccount(tables, (types) =>
      within(
        tables.ledgerAccounts.type,
        (types as LedgerAccountType[]).map((type) => codeOf(ledgerAccountTypes, type)),
      ),
    ),
    market: marketId(tables),
    chainId: chain(tables.postings.id),
    protocol: async (names, { reader }) =>
      onMovement(tables, reader, within(tables.movements.marketId, await marketsOf(reader, names))),
    token: async (operators, context) => {
      const condition = await reference(tables.ledgerAccounts.tokenId, 'Token')(operators, context)
      return onAccount(tables, () => condition)(operators, context)
    },
    createdAt: byTime(tables),
    transactionHash: byTransaction(tables),
  })
