import { and, eq, inArray } from 'drizzle-orm'
import { codeOf, ledgerAccountTypes } from '../domain/codes.ts'
import type { Rows } from '../store/store.ts'
import type { Asking, Balance } from './asking.ts'
import { type Book, blockOfLog, namesOf } from './book.ts'
import { explainBalance } from './explain-balance.ts'
import type { Tell } from './finding.ts'

type Answers = {
  readonly market: Rows['markets']
  readonly holders: readonly Rows['contracts'][]
  readonly tokens: readonly Rows['tokens'][]
  /** Of each holder, in the order of the tokens. */
  readonly balances: readonly (readonly Balance[])[]
}

/** Where each task has a contract of its own (HUMAN), that contract holds what the ledger says, in the task's token. */
export const auditEscrows = async (
  book: Book,
  { market, holders, tokens, balances }: Answers,
  { locator }: Asking,
  tell: Tell,
): Promise<void> => {
  // At an older block, the rows of tasks say nothing of then.
  if (book.end !== null) return
  const tasks = await tasksAt(book, market, holders)
  const ledger = await escrowed(book, [...tasks.values()])
  for (const [i, { address }] of holders.entries()) {
    const task = tasks.get(address)
    const at = tokens.findIndex(({ id }) => id === task?.tokenId)
    const [token, expected] = [tokens[at]?.address, balances[i]?.[at] ?? null]
    if (!task || token === undefined || expected === null) continue
    const found = ledger.get(task.id) ?? 0n
    if (found === expected) continue
    const from = (await blockOfLog(book, task.createdLog)) ?? market.startBlock
    const place = { market, tokenId: task.tokenId, token, holders: [address], subjectId: task.id, from }
    tell(market.id, 'BALANCE', {
      subject: `escrow of task ${task.key}, token ${token}`,
      found: String(found),
      expected: String(expected),
      why: `balanceOf(${address}) at block ${book.block}`,
      ...(await explainBalance(book, place, { found, expected, locator })),
      record: namesOf(book).record('Task', task),
      token,
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
