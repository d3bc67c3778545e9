import { and, count, eq, lt } from 'drizzle-orm'
import type { Count } from '../protocols/witness.ts'
import type { Rows } from '../store/store.ts'
import { numberIn } from './ask.ts'
import type { Asking } from './asking.ts'
import { type Book, blockOfLog, namesOf } from './book.ts'
import type { Witnessed } from './emitted.ts'
import type { Stretch, Tell } from './finding.ts'
import type { Locator } from './locate.ts'
import { walk } from './walk.ts'

/** How many a contract says that there were: when the books begin and at their end. Null where it does not say, or nobody knows. */
export type Counted = { readonly atStart: bigint | null; readonly atEnd: bigint | null }

export type Counts = {
  readonly counts: ReadonlyMap<Count, Counted>
  /** The contract was not there before the market's first block. */
  readonly isNew: boolean
}

/** Missing numbers that are told each by itself. */
const NAMED_MAX = 1_000

/** What the contract counts itself, before its market's first block and at the books' block; null when no node has that state any more. */
export const askCounts = async ({ ask, pin }: Asking, { market, witness }: Witnessed): Promise<Counts | null> => {
  const questions = witness.counts.map(({ call }) => ({ to: market.address, data: call }))
  if (questions.length === 0) return { counts: new Map(), isNew: false }
  const atEnd = await ask(pin, questions)
  if (atEnd === null) return null
  // Before it was deployed a contract answers nothing, and had made nothing.
  const before = market.startBlock === 0 ? [] : await ask({ number: market.startBlock - 1, hash: null }, questions)
  const counts = new Map(
    witness.counts.map((each, i): [Count, Counted] => [
      each,
      {
        atStart: before === null ? null : (numberIn(before[i]) ?? 0n),
        atEnd: numberIn(atEnd[i]),
      },
    ]),
  )
  return { counts, isNew: before?.length === questions.length && before.every((answer) => answer === null) }
}

type Known = {
  /** Null when the contract was not asked. */
  readonly counted: ReadonlyMap<Count, Counted> | null
  /** Nothing of the market can be older than the books. */
  readonly seenFromBirth: boolean
  readonly locator: Locator | null
}

/** A market made as many records as its contract says, and numbers that count up leave none out. */
export const auditCounts = async (
  book: Book,
  { market, witness, isWhole }: Witnessed,
  { counted, seenFromBirth, locator }: Known,
  tell: Tell,
): Promise<void> => {
  for (const each of witness.counts) {
    const { atStart, atEnd } = counted?.get(each) ?? { atStart: null, atEnd: null }
    // A contract that keeps no such count may number as it likes; without it, only its events tell what it is.
    if (counted !== null ? atEnd === null : !isWhole) continue
    const { of } = each
    if ('table' in of) {
      const { first, table } = of
      const from = atStart !== null ? first + atStart : seenFromBirth ? first : null
      const last = atEnd === null ? null : first + atEnd - 1n
      const { call, event } = each
      // The block in which its contract came to have made so many.
      const given = async (number: bigint, stretch: Stretch) =>
        (await locator?.first(
          stretch,
          { to: market.address, data: call },
          (answer) => (numberIn(answer) ?? 0n) > number - first,
        )) ?? null
      await auditNumbers(book, market, { event, table, from, last, given }, tell)
      continue
    }
    if (atStart === null || atEnd === null) continue
    const rows = BigInt(await countContracts(book, market, of.role))
    if (rows === atEnd - atStart) continue
    tell(market.id, 'CONTRACT_COUNT', {
      subject: `contracts in the role ${of.role} of the market`,
      found: String(rows),
      expected: String(atEnd - atStart),
      why: `by its contract's own count since block ${market.startBlock}`,
      event: each.event,
      blocks: { from: market.startBlock, to: book.block },
    })
  }
}

type Numbers = {
  readonly event: string
  readonly table: 'tasks' | 'submissions' | 'datasets'
  /** The first number that must be there; null where those below the lowest may be older than the books. */
  readonly from: bigint | null
  /** The last that was given; null where nobody says. */
  readonly last: bigint | null
  /** The block that a number was given in, within a stretch; null where nobody knows. */
  given(number: bigint, stretch: Stretch): Promise<number | null>
}

const nouns = { tasks: 'Task', submissions: 'Submission', datasets: 'Dataset' } as const

const auditNumbers = async (
  book: Book,
  market: Rows['markets'],
  { event, table, from, last, given }: Numbers,
  tell: Tell,
): Promise<void> => {
  let [next, told] = [from, 0n]
  let lastLog: number | null = null
  const record = namesOf(book).record
  /** Between its neighbours, as the books have them. */
  const tellMissing = async (start: bigint, end: bigint, nextLog: number | null) => {
    const after = lastLog === null ? null : await blockOfLog(book, lastLog)
    const before = nextLog === null ? null : await blockOfLog(book, nextLog)
    const wide = { from: after ?? market.startBlock, to: before ?? book.block }
    for (let number = start; number <= end && told < NAMED_MAX; number += 1n, told += 1n) {
      const block = await given(number, wide)
      tell(market.id, 'MISSING_ID', {
        subject: `${nouns[table].toLowerCase()} ${number}`,
        found: 'no record',
        expected: 'a record',
        why: `numbers of ${table} count up by ones`,
        event: `${event} of ${nouns[table].toLowerCase()} ${number}`,
        blocks: block === null ? wide : { from: block, to: block },
        record: record(nouns[table], { marketId: market.id, key: String(number) }),
      })
    }
    if (end - start + 1n > NAMED_MAX && told === BigInt(NAMED_MAX)) {
      told += 1n
      const found = `more numbers up to ${end} without a record`
      tell(market.id, 'MISSING_ID', { subject: table, found, expected: 'a record for each', why: 'as above' })
    }
  }
  for await (const row of walk(book, table, ['id']) as AsyncIterable<Rows['tasks']>) {
    if (book.end !== null && row.createdLog >= book.end.logs) break
    if (row.marketId !== market.id) continue
    const number = /^\d+$/.test(row.key) ? BigInt(row.key) : null
    // Not counted up after all: nothing can be said.
    if (number === null || (next !== null && number < next)) {
      if (last === null) return
      tell(market.id, 'CONTRACT_COUNT', {
        subject: `${nouns[table].toLowerCase()} ${row.key}`,
        found: 'out of its order',
        expected: `the number ${next} or above`,
        why: `numbers of ${table} count up by ones`,
        record: record(nouns[table], row),
      })
      continue
    }
    if (next !== null && number > next) await tellMissing(next, number - 1n, row.createdLog)
    if (last !== null && number > last) {
      tell(market.id, 'CONTRACT_COUNT', {
        subject: `${nouns[table].toLowerCase()} ${number}`,
        found: 'a record',
        expected: 'none',
        why: `its contract has given no number above ${last}`,
        record: record(nouns[table], row),
      })
    }
    next = number + 1n
    lastLog = row.createdLog
  }
  if (last !== null && next !== null && next <= last) await tellMissing(next, last, null)
}

/** Contracts of a role that the market's own contract announced. */
const countContracts = async (
  { db, tables: { contracts, logs, emitters }, end }: Book,
  market: Rows['markets'],
  role: string,
): Promise<number> => {
  const [row] = await db
    .select({ times: count() })
    .from(contracts)
    .innerJoin(logs, eq(logs.id, contracts.logId))
    .innerJoin(emitters, eq(emitters.id, logs.emitterId))
    .where(
      and(
        eq(contracts.marketId, market.id),
        eq(contracts.role, role),
        eq(emitters.address, market.address),
        end === null ? undefined : lt(contracts.logId, end.logs),
      ),
    )
  return Number(row?.times ?? 0)
}
