import type { Hex } from '../../domain/hex.ts'
import { DaybookError } from '../../errors.ts'
import { type RecordTable, recordTables, sumOfRows } from '../../store/digest.ts'
import { firstOtherAnswer } from './answers.ts'
import type { Parting } from './bisect.ts'
import type { ChainBooks, IndexedBooks } from './chain-books.ts'
import { describeRow, logIdOf, type RowDifference, readRow } from './describe.ts'
import { createKeptCheck, keptSums } from './kept.ts'
import { lastChanges } from './last-changes.ts'
import { firstRawDifference } from './raw.ts'
import { type BlockState, openReplay, type Replay } from './replay.ts'
import { diffRows, type RowRef } from './rows.ts'

/** What two databases differ in: where, and the first row. */
export type Difference = {
  /** The first block at whose end they differ; null where no log made the row (the configuration did, or nothing). */
  readonly block: number | null
  /** Between which kept states it lies, where the states themselves tell. */
  readonly between: Parting | null
  /** Null where only what is kept beside the rows differs. */
  readonly row: RowDifference | null
  /** Rows that differ, where they were counted. */
  readonly rows: number | null
  /** One sentence on what it looks like. */
  readonly why: string
}

const orderOf = (table: RecordTable): number => recordTables.indexOf(table)
const NEVER = Number.POSITIVE_INFINITY

/** The first of some rows: by the block that made or last changed it, then by the log it speaks of, then by table and number. */
const firstOf = async (
  sides: readonly [ChainBooks, ChainBooks],
  refs: readonly RowRef[],
  blockOf: (row: RowRef) => number | null,
) => {
  const placed = refs.map((ref) => ({ ref, block: blockOf(ref) }))
  const earliest = placed.reduce((least, { block }) => Math.min(least, block ?? NEVER), NEVER)
  const own = placed.filter(({ block }) => (block ?? NEVER) === earliest).map(({ ref }) => ref)
  const logged = await Promise.all(
    own.slice(0, 1_000).map(async (ref) => {
      const rows = await Promise.all(sides.map((books) => readRow(books, ref)))
      const log = rows[0] ? await logIdOf(sides[0], ref.table, rows[0]) : null
      return { ref, rows: rows as unknown as Parameters<typeof describeRow>[2], log: log ?? NEVER }
    }),
  )
  logged.sort(
    (x, y) =>
      (x.log === y.log ? 0 : x.log - y.log) ||
      orderOf(x.ref.table) - orderOf(y.ref.table) ||
      x.ref.number - y.ref.number,
  )
  const { ref, rows } = logged[0]!
  const row = await describeRow(sides, ref.table, rows)
  return { row, block: earliest === NEVER ? (row.log?.blockNumber ?? null) : earliest }
}

const noBlock = () => null
/** Something differs, and it cannot be told where. */
const UNKNOWN = { block: null, between: null, row: null, rows: null }
const OTHER_FOLD =
  'was made by another version of the fold, or by a configuration that its rows do not give back: its logs are not folded again.'

/** The first of the rows in which two sides differ, with the block that made it by `source`'s own logs. */
const firstRow = async (
  sides: readonly [ChainBooks, ChainBooks],
  refs: readonly RowRef[],
  source: IndexedBooks,
  foldable: boolean,
): Promise<Pick<Difference, 'block' | 'row' | 'rows'>> => {
  const blockOf = foldable ? await lastChanges(source, source.cursor.block, refs) : noBlock
  return { ...(await firstOf(sides, refs, blockOf)), rows: refs.length }
}

/** Whether a database's rows are those that its own sum speaks of. */
export const isWhole = async ({ db, tables, slot, cursor }: IndexedBooks): Promise<boolean> =>
  (await sumOfRows(db, tables, slot)) === cursor.rowSum

/** Folds everything up to a block; tells why where it cannot be folded. */
const followAll = async (
  replay: Replay,
  through: number,
  follow: (states: readonly BlockState[]) => void,
): Promise<string | null> => {
  try {
    for (;;) {
      const states = await replay.advance(through)
      if (states.length === 0) return null
      follow(states)
    }
  } catch (error) {
    if (error instanceof DaybookError && error.code === 'INVARIANT') return error.message
    throw error
  }
}

/** Folds a database's raw logs to its newest block and compares what comes out with its rows and its kept states. */
export const explainAlone = async (
  books: IndexedBooks,
  side: 'A' | 'B' | 'this database',
): Promise<Difference | null> => {
  const kept = await keptSums(books, books.cursor.block)
  const replay = await openReplay(books)
  try {
    if (!replay.sameFold) return { ...UNKNOWN, why: `${side} ${OTHER_FOLD}` }
    const check = createKeptCheck(kept, replay.initial.rowSum)
    const failure = await followAll(replay, books.cursor.block, check.follow)
    if (failure !== null) return { ...UNKNOWN, why: `Of ${side}: ${failure}` }
    const { firstWrong, lastRight } = check.end()
    const between = firstWrong && { after: lastRight, through: firstWrong.block }
    return await replay.read(async (folded) => {
      const pair: readonly [ChainBooks, ChainBooks] = side === 'B' ? [folded, books] : [books, folded]
      const refs = await diffRows(pair[0], pair[1])
      if (refs.length > 0) {
        const why =
          firstWrong === null
            ? `The rows of ${side} are not what its own logs make: they were changed after they were written.`
            : `The rows of ${side} are not what its own logs make, and a state it keeps is not either: its logs, or rows and states together, were changed.`
        return { ...(await firstRow(pair, refs, books, true)), between, why }
      }
      if (!firstWrong) return null
      const why = `A state that ${side} keeps, as of block ${firstWrong.block}, is not what its own logs make, though its rows are.`
      return { block: firstWrong.block, between, row: null, rows: 0, why }
    })
  } finally {
    await replay.close()
  }
}

/** Folds both raw records side by side, up to the first block that comes out differently. */
const firstFoldedApart = async (a: IndexedBooks, b: IndexedBooks, through: number): Promise<Difference | null> => {
  const replays: Replay[] = []
  try {
    for (const books of [a, b]) replays.push(await openReplay(books))
    const [x, y] = replays as [Replay, Replay]
    const tell = async (block: number, why: string): Promise<Difference> =>
      x.read((left) =>
        y.read(async (right) => {
          const refs = await diffRows(left, right)
          const first = await firstOf([left, right], refs, noBlock)
          return { block, between: null, row: first.row, rows: refs.length, why }
        }),
      )
    if (x.initial.rowSum !== y.initial.rowSum)
      return { ...(await tell(0, 'The two were configured differently.')), block: null }
    for (;;) {
      const [left, right] = [await x.advance(through), await y.advance(through)]
      const at = left.findIndex((state, i) => state.rowSum !== right[i]?.rowSum)
      if (at >= 0) {
        const { block } = left[at]!
        await x.backTo(block)
        await y.backTo(block)
        const told = await firstOtherAnswer(a, b)
        return await tell(
          block,
          `Their logs are the same and fold differently: ${told ?? 'nothing on record says why'}.`,
        )
      }
      if (left.length === 0) return null
    }
  } finally {
    for (const replay of replays) await replay.close()
  }
}

/** Where kept states tell the two apart. */
const partingOfKept = async (a: IndexedBooks, b: IndexedBooks, through: number): Promise<Parting | null> => {
  const others = new Map((await keptSums(b, through)).map(({ block, rowSum }) => [block, rowSum]))
  let after: number | null = null
  for (const { block, rowSum } of await keptSums(a, through)) {
    const other: Hex | undefined = others.get(block)
    if (other === undefined) continue
    if (other !== rowSum) return { after, through: block }
    after = block
  }
  return null
}

export type Facts = {
  /** Both are compared as of the end of this block. */
  readonly through: number
  /** Whether the digests that both keep of it are the same; null where one keeps none. */
  readonly digestsEqual: boolean | null
  /** Whether each side's rows are those of its own sum. */
  readonly whole: readonly [boolean, boolean]
  /** Whether the states that both keep below it are the same. */
  readonly kept: boolean
  /** Whether this program folds as the one that made both. */
  readonly foldable: boolean
}

/** Finds out where and in what two databases of one chain differ up to a block. Null when in nothing. */
export const explain = async (
  a: IndexedBooks,
  b: IndexedBooks,
  { through, digestsEqual, whole, kept, foldable }: Facts,
): Promise<Difference | null> => {
  const sameHeight = a.cursor.block === through && b.cursor.block === through
  // Whole states that were equal once: what differs now was changed since, row by row.
  if (sameHeight && digestsEqual) {
    const refs = await diffRows(a, b)
    const changed = whole[0] ? (whole[1] ? 'One side was' : 'B was') : whole[1] ? 'A was' : 'Both were'
    const why = `${changed} changed after it was written: the digests that both keep are the same.`
    if (refs.length > 0) return { ...(await firstRow([a, b], refs, whole[0] ? a : b, foldable)), between: null, why }
  }
  const raw = await firstRawDifference(a, b, through)
  if (raw) {
    const why = raw.logs[0]
      ? raw.logs[1]
        ? raw.table === 'blocks'
          ? 'The same logs, under another block.'
          : 'Both hold this log, and not the same.'
        : 'Only A holds this log.'
      : raw.table === 'blocks'
        ? 'The same logs, under another block.'
        : 'Only B holds this log.'
    const row = await describeRow([a, b], raw.table, raw.rows)
    return { block: raw.block, between: await partingOfKept(a, b, through), row, rows: null, why }
  }
  if (!foldable) {
    if (!sameHeight) return null
    const refs = await diffRows(a, b)
    const why =
      'Their logs are the same, and this program does not fold as the one that made them: rows are compared as they are.'
    return refs.length === 0 ? null : { ...(await firstRow([a, b], refs, a, false)), between: null, why }
  }
  const apart = await firstFoldedApart(a, b, through)
  // Neither side's own rows are in doubt: only how the two compare was not known.
  if (apart || (whole[0] && whole[1] && kept && digestsEqual !== false)) return apart
  return (await explainAlone(a, 'A')) ?? (await explainAlone(b, 'B'))
}
