import { and, eq, gte, inArray, lt } from 'drizzle-orm'
import { codeOf, ledgerAccountTypes } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import type { Figures, Question } from '../protocols/witness.ts'
import { idRange } from '../store/read/reader.ts'
import type { Rows } from '../store/store.ts'
import type { Asking } from './asking.ts'
import { type Book, blockOfLog, namesOf } from './book.ts'
import type { Witnessed } from './emitted.ts'
import { differences, figuresOfDatasets, figuresOfSubmissions, figuresOfTasks, isMoney, type Known } from './figures.ts'
import type { Tell } from './finding.ts'
import type { Moved } from './transfers.ts'
import { walk } from './walk.ts'

/** How many records a contract was asked about, of how many. */
export type Asked = { readonly asked: number; readonly of: number }

/** Records asked about at a time. */
const RECORDS_AT_ONCE = 376

type Difference = { readonly figure: string; readonly found: string; readonly expected: string }
/** A record as it is asked about. */
type Ask<R> = { readonly row: R; readonly questions: readonly Question[] }

/** What a market's contract says of each record is what the books say of it. Null when no node has the state of that block any more. */
export const auditStates = async (
  book: Book,
  witnessed: Witnessed,
  { asking, moved }: { asking: Asking; moved: readonly Moved[] },
  tell: Tell,
): Promise<Asked | null> => {
  const { market, witness } = witnessed
  const names = namesOf(book)
  const total = { asked: 0, of: 0 }
  const explain = createExplain(book, witnessed, { asking, moved }, tell)

  const each = async <R extends Rows['tasks'] | Rows['submissions'] | Rows['datasets']>(
    table: 'tasks' | 'submissions' | 'datasets',
    type: 'Task' | 'Submission' | 'Dataset',
    figures: (rows: readonly R[]) => Promise<Known[]>,
  ): Promise<boolean> => {
    const questions = witness[table]
    if (questions === undefined) return true
    const all = await countOf(book, table, market)
    const step = Math.max(1, Math.ceil(all / asking.recordsMax))
    total.of += all
    let some: R[] = []
    const flush = async (): Promise<boolean> => {
      if (some.length === 0) return true
      asking.signal.throwIfAborted()
      const asks = some.map((row): Ask<R> => ({ row, questions: questions(row.key, market.address) }))
      const told = await askAll(asking, asks)
      if (told === null) return false
      const known = await figures(some)
      for (const [i, row] of some.entries()) {
        for (const difference of differences(known[i]!, told[i]!.figures))
          await explain(type, row, difference, told[i]!.by)
      }
      total.asked += some.length
      asking.report(total.asked, total.of, 'records')
      some = []
      return true
    }
    let place = book.block % step
    for await (const row of walk(book, table, ['id']) as AsyncIterable<R>) {
      if (row.marketId !== market.id) continue
      place += 1
      if (place % step !== 0) continue
      some.push(row)
      if (some.length === RECORDS_AT_ONCE && !(await flush())) return false
    }
    return flush()
  }

  const whole =
    (await each<Rows['tasks']>('tasks', 'Task', (rows) => figuresOfTasks(rows, names))) &&
    (await each<Rows['submissions']>('submissions', 'Submission', (rows) => figuresOfSubmissions(book, rows, names))) &&
    (await each<Rows['datasets']>('datasets', 'Dataset', (rows) => figuresOfDatasets(book, rows, names))) &&
    (await auditRevenue(book, witnessed, asking, explain)) &&
    (await auditMarket(book, witnessed, asking, tell))
  return whole ? total : null
}

/** What a contract said of a record, and the question that each figure answers. */
type Told = { readonly figures: Figures; readonly by: ReadonlyMap<string, Question> }

/** Of each record; a question that is not answered adds nothing. */
const askAll = async <R>({ ask, pin }: Asking, asks: readonly Ask<R>[]): Promise<Told[] | null> => {
  const flat = asks.flatMap(({ questions }) => questions)
  const answers = await ask(pin, flat)
  if (answers === null) return null
  let at = 0
  return asks.map(({ questions }) => {
    const [figures, by] = [{} as Record<string, string>, new Map<string, Question>()]
    for (const question of questions) {
      const answer = answers[at++]
      const said = answer == null ? null : question.read(answer)
      for (const [figure, value] of Object.entries(said ?? {})) {
        figures[figure] = value
        by.set(figure, question)
      }
    }
    return { figures, by }
  })
}

type Kept = Rows['tasks'] | Rows['submissions'] | Rows['datasets']

/** Tells a difference with the event that would explain it, and the block it is in where that can be known. */
const createExplain =
  (
    book: Book,
    { market, witness }: Witnessed,
    { asking, moved }: { asking: Asking; moved: readonly Moved[] },
    tell: Tell,
  ) =>
  async (
    type: 'Task' | 'Submission' | 'Dataset',
    row: Kept,
    { figure, found, expected }: Difference,
    by: ReadonlyMap<string, Question>,
  ): Promise<void> => {
    const money = isMoney(figure)
    const difference = money ? BigInt(expected) - BigInt(found) : 0n
    // Tokens that were seen moving for no reason, by just as much, were moved by it.
    const at = money ? moved.filter(({ amount }) => amount === difference) : []
    const made = (await blockOfLog(book, row.createdLog)) ?? market.startBlock
    const wide = { from: made, to: book.block }
    const block =
      at.length === 1 ? at[0]!.block : money ? null : await turned(asking, wide, by.get(figure), { figure, expected })
    tell(market.id, money ? 'CONTRACT_MONEY' : 'CONTRACT_STATE', {
      subject: `${figure} of ${type.toLowerCase()} ${row.key}`,
      found,
      expected,
      why: 'by its contract',
      event: `${witness.eventOf(figure, found, expected)}, ${type.toLowerCase()} ${row.key}`,
      blocks: block === null ? wide : { from: block, to: block },
      record: namesOf(book).record(type, row),
      token: at[0]?.token ?? null,
    })
  }

/** Figures that are what the last event about them made them: with another figure, it is that event that is missing. */
const lasting: ReadonlySet<string> = new Set(['state', 'outcome', 'status', 'price', 'owner', 'feeBps'])

/** The block in which a contract came to say of a record what it says now; null where that is not looked for, or nobody knows. */
const turned = async (
  { locator }: Asking,
  stretch: { from: number; to: number },
  question: Question | undefined,
  { figure, expected }: { figure: string; expected: string },
): Promise<number | null> => {
  if (locator === null || question === undefined || !lasting.has(figure)) return null
  const says = (answer: Hex | null) => (answer === null ? null : question.read(answer))?.[figure] === expected
  return locator.first(stretch, question, says)
}

type Explain = ReturnType<typeof createExplain>

const REVENUE = codeOf(ledgerAccountTypes, 'REVENUE')

/** What the books hold for a dataset in each token is what its contract says. */
const auditRevenue = async (
  book: Book,
  { market, witness }: Witnessed,
  asking: Asking,
  explain: Explain,
): Promise<boolean> => {
  const { revenue } = witness
  if (revenue === undefined) return true
  const { db, tables, slot } = book
  const names = namesOf(book)
  const { first, end } = idRange(slot)
  const { ledgerAccounts } = tables
  const rows = await db
    .select()
    .from(ledgerAccounts)
    .where(
      and(
        eq(ledgerAccounts.type, REVENUE),
        eq(ledgerAccounts.marketId, market.id),
        gte(ledgerAccounts.id, first),
        lt(ledgerAccounts.id, end),
      ),
    )
  for (let i = 0; i < rows.length; i += RECORDS_AT_ONCE) {
    const some = rows.slice(i, i + RECORDS_AT_ONCE)
    const ids = some.map(({ subjectId }) => subjectId)
    const datasets = new Map((await rowsOf(book, ids)).map((row) => [row.id, row]))
    const tokens = await names.lookUp(
      'tokens',
      some.map(({ tokenId }) => tokenId),
    )
    const asks = some.map(({ subjectId, tokenId }): Ask<null> => {
      const [dataset, token] = [datasets.get(subjectId), tokens.get(tokenId)]
      return { row: null, questions: dataset && token ? [revenue(dataset.key, token, market.address)] : [] }
    })
    const told = await askAll(asking, asks)
    if (told === null) return false
    for (const [j, { subjectId, balance }] of some.entries()) {
      const dataset = datasets.get(subjectId)
      if (dataset === undefined) continue
      for (const difference of differences({ unclaimed: String(balance) }, told[j]!.figures))
        await explain('Dataset', dataset, difference, told[j]!.by)
    }
  }
  return true
}

/** Owner and fee of the market itself. */
const auditMarket = async (
  book: Book,
  { market, witness }: Witnessed,
  asking: Asking,
  tell: Tell,
): Promise<boolean> => {
  const questions = witness.market?.(market.address) ?? []
  const told = (await askAll(asking, [{ row: null, questions }]))?.[0]
  if (told === undefined) return false
  const names = namesOf(book)
  const { ownerId, feeBps } = market
  const owner = ownerId === null ? null : ((await names.lookUp('accounts', [ownerId])).get(ownerId) ?? null)
  const known = { owner, feeBps: feeBps === null ? null : String(feeBps) }
  const unknown = await bornUnknown(asking, market, { known, told })
  for (const { figure, found, expected } of [...differences(known, told.figures), ...unknown]) {
    tell(market.id, 'CONTRACT_STATE', {
      subject: `${figure} of the market`,
      found,
      expected,
      why: 'by its contract',
      event: witness.eventOf(figure, found, expected),
      blocks: { from: market.startBlock, to: book.block },
    })
  }
  return true
}

/** What the books should know and do not: a contract that was not there before the first block has said all that it is within them. */
const bornUnknown = async (
  { ask }: Asking,
  { startBlock }: Rows['markets'],
  { known, told: { figures, by } }: { known: Known; told: Told },
): Promise<Difference[]> => {
  const missing = Object.entries(figures).filter(([figure]) => known[figure] === null)
  if (missing.length === 0 || startBlock === 0) return []
  const questions = missing.map(([figure]) => by.get(figure)!)
  const before = await ask({ number: startBlock - 1, hash: null }, questions)
  return missing
    .filter((_, i) => before !== null && before[i] === null)
    .map(([figure, expected]) => ({ figure, found: 'unknown', expected }))
}

const rowsOf = async ({ db, tables: { datasets } }: Book, ids: readonly number[]) =>
  db
    .select()
    .from(datasets)
    .where(inArray(datasets.id, [...ids]))

const countOf = async (
  { db, tables }: Book,
  name: 'tasks' | 'submissions' | 'datasets',
  market: Rows['markets'],
): Promise<number> => db.$count(tables[name], eq(tables[name].marketId, market.id))
