import { and, eq, inArray } from 'drizzle-orm'
import { codeOf, ledgerAccountTypes } from '../../domain/codes.ts'
import type { Rows } from '../../store/store.ts'
import type { Balance } from './ask-balances.ts'
import type { Book } from './book.ts'
import type { Tell } from './finding.ts'

type Answers = {
  readonly market: Rows['markets']
  readonly holders: readonly Rows['contracts'][]
  readonly tokens: readonly Rows['tokens'][]
  /** Of each holder, in the order of the tokens. */
  readonly balances: readonly (readonly Balance[])[]
}

/** Where each task has a contract of its own (HUMAN), that contract holds what the ledger says, in the task's token. */
export const auditEscrows = async (book: Book, { market, holders, tokens, balances }: Answers, tell: Tell) => {
  const tasks = await tasksAt(book, market, holders)
  const ledger = await escrowed(book, [...tasks.values()])
  for (const [i, { address }] of holders.entries()) {
    const task = tasks.get(address)
    const expected = balances[i]?.[tokens.findIndex(({ id }) => id === task?.tokenId)] ?? null
    if (!task || expected === null) continue
    const found = ledger.get(task.id) ?? 0n
    if (found === expected) continue
    tell(market.id, 'BALANCE', {
      subject: `escrow of task ${task.key}, token ${tokens.find(({ id }) => id === task.tokenId)?.address}`,
      found: String(found),
      expected: `${expected}, balanceOf(${address}) at block ${book.block}`,
    })
  }
}

/** Tasks by their contracts' addresses. */
const tasksAt = async (
  { db, tables: { tasks } }: Book,
  market: Rows['markets'],
  holders: readonly Rows['contracts'][],
): Promise<ReadonlyMap<string, Rows['tasks']>> => {
  const addresses = holders.map(({ address }) => address)
  const rows = await db
    .select()
    .from(tasks)
    .where(and(eq(tasks.marketId, market.id), inArray(tasks.key, addresses)))
  return new Map(rows.map((task) => [task.key, task]))
}

/** What the ledger holds for each task in the task's own token. */
const escrowed = async (
  { db, tables: { ledgerAccounts } }: Book,
  tasks: readonly Rows['tasks'][],
): Promise<ReadonlyMap<number, bigint>> => {
  if (tasks.length === 0) return new Map()
  const tokenOf = new Map(tasks.map(({ id, tokenId }) => [id, tokenId]))
  const rows = await db
    .select()
    .from(ledgerAccounts)
    .where(
      and(
        eq(ledgerAccounts.type, codeOf(ledgerAccountTypes, 'ESCROW')),
        inArray(
          ledgerAccounts.subjectId,
          tasks.map(({ id }) => id),
        ),
      ),
    )
  return new Map(
    rows
      .filter(({ subjectId, tokenId }) => tokenOf.get(subjectId) === tokenId)
      .map(({ subjectId, balance }) => [subjectId, balance]),
  )
}
