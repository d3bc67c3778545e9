// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slotOf } from '../../src/store/ids.ts'
import { fuzzing, type Json, spoiltJson, spoiltText } from '../helpers/mutations.ts'
import { naiveLists } from './naive.ts'
import { type Served, serveOn } from './serve.ts'
import { createWorld } from './world.ts'

// Cursors with something wrong in them, in the right list or another: refused as no cursor, or the rows behind the place they name.

type Position = readonly (bigint | number | string | null)[]
type Direction = 'ASC' | 'DESC'
/** One order of a list, read from end to end. */
type Walked = {
  readonly query: string
  readonly field: string | null
  readonly direction: Direction
  readonly page: string
  /** Every row's id and cursor, in order. */
  readonly rows: readonly { readonly id: string; readonly cursor: string; readonly position: Position }[]
}

const opened = (cursor: string): any => JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
const closed = (inner: unknown): string => Buffer.from(JSON.stringify(inner)).toString('base64url')

/** A value in a cursor: amounts are written `n5`. */
const inCursor = (value: any) => (typeof value === 'string' && /^n-?\d+$/.test(value) ? BigInt(value.slice(1)) : value)
const positionOf = (cursor: string): Position => opened(cursor).slice(2).map(inCursor)

/** Nothing comes last, whichever way the rest goes. */
const comesAfter = (row: Position, place: Position, direction: Direction): boolean => {
  for (const [i, a] of row.entries()) {
    const b = place[i]!
    if (a === b || (typeof a === 'bigint' && typeof b === 'bigint' && a === b)) continue
    if (a === null || b === null) return a === null
    return direction === 'ASC' ? a > b : a < b
  }
  return false
}

/** Whether the time and the number of a row contradict each other: rows are numbered by time, and either may be gone by. */
const isNowhere = ({ field, direction, rows }: Walked, place: Position): boolean => {
  const [time, id] = place
  if (field !== 'CREATED_AT' || typeof time !== 'number' || typeof id !== 'number') return false
  const own = rows.filter(({ position }) => slotOf(position[1] as number) === slotOf(id))
  return (
    own.length === 0 ||
    own.some(({ position }) => comesAfter(position, place, direction) !== comesAfter([position[1]!], [id], direction))
  )
}

const ask = (list: { query: string; order: string | null }) =>
  list.order === null
    ? `query ($first: Int, $after: String) { page: ${list.query}(first: $first, after: $after) { edges { cursor node { id } } } }`
    : `query ($first: Int, $after: String, $orderBy: [${list.order}!]) { page: ${list.query}(first: $first, after: $after, orderBy: $orderBy) { edges { cursor node { id } } } }`

const variables = ({ field, direction }: Walked, after?: string) => ({
  first: 100,
  ...(after === undefined ? {} : { after }),
  ...(field === null ? {} : { orderBy: [{ field, direction }] }),
})

for (const [engine, chains] of [
  ['SQLite', 1],
  ['SQLite', 2],
  ['PostgreSQL', 2],
] as const)
  describe(`cursors, on ${engine} with ${chains} chain${chains === 1 ? '' : 's'}`, () => {
    const world = createWorld(7, chains)
    let served: Served
    const walks: Walked[] = []
    beforeAll(async () => {
      served = await serveOn(engine, world)
      for (const list of naiveLists(world)) {
        const fields = list.order === null ? [null] : Object.keys(list.orders)
        for (const field of fields)
          for (const direction of field === null ? (['ASC'] as const) : (['ASC', 'DESC'] as const)) {
            const walk = { query: list.query, field, direction, page: ask(list) }
            const rows: Walked['rows'][number][] = []
            for (let after: string | undefined; ; ) {
              const { page } = await served.data(walk.page, variables({ ...walk, rows }, after))
              for (const { cursor, node } of page.edges)
                rows.push({ id: node.id, cursor, position: positionOf(cursor) })
              if (page.edges.length < 100) break
              after = page.edges.at(-1).cursor
            }
            if (rows.length > 1) walks.push({ ...walk, rows })
          }
      }
    })
    afterAll(() => served.stop())

    const outcomes = { read: 0, refused: 0 }
    const examine = async (walk: Walked, cursor: string) => {
      const { data, errors } = await served.ask(walk.page, variables(walk, cursor))
      if (errors) {
        // A NUL is in no text that the API takes.
        const code = cursor.includes('\0') ? 'BAD_USER_INPUT' : 'INVALID_CURSOR'
        expect(errors.map(({ extensions }) => extensions.code)).toEqual([code])
        outcomes.refused += 1
        return
      }
      outcomes.read += 1
      const own = walk.rows[0]!.position
      if (cursor === '') {
        expect(data.page.edges[0].node.id).toBe(walk.rows[0]!.id)
        return
      }
      const inner = opened(cursor)
      expect(inner.slice(0, 2)).toEqual(opened(walk.rows[0]!.cursor).slice(0, 2))
      const place = positionOf(cursor)
      expect(place).toHaveLength(own.length)
      // The value's kind is the column's.
      for (const [i, value] of place.entries())
        if (value !== null)
          expect(
            walk.rows
              .map(({ position }) => position[i])
              .filter((known) => known !== null)
              .map((known) => typeof known),
          ).toContain(typeof value)
      const found: string[] = data.page.edges.map(({ node }: any) => node.id)
      const behind = ({ position }: Walked['rows'][number]) => comesAfter(position, place, walk.direction)
      if (isNowhere(walk, place)) {
        // Rows of the list in its order, whatever the place that nobody was given may mean.
        expect(found).toEqual(walk.rows.map(({ id }) => id).filter((id) => found.includes(id)))
        return
      }
      expect(found).toEqual(
        walk.rows
          .filter(behind)
          .slice(0, 100)
          .map(({ id }) => id),
      )
    }

    test('with an amount for an address, or the other way round, are refused', async () => {
      const isRefused = async (walk: Walked, at: number, value: string) => {
        const inner = opened(walk.rows[0]!.cursor) as Json[]
        const { errors } = await served.ask(walk.page, variables(walk, closed(inner.with(at, value))))
        expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['INVALID_CURSOR'])
      }
      const byAmount = walks.filter(({ rows }) => typeof rows[0]!.position[0] === 'bigint')
      expect(byAmount.length).toBeGreaterThan(0)
      for (const walk of byAmount) await isRefused(walk, 2, '0xab')
      // Contributors of several chains are told apart by their addresses.
      const byAddress = walks.filter(({ rows }) => typeof rows[0]!.position.at(-1) === 'string')
      expect(byAddress.length > 0).toBe(chains > 1)
      for (const walk of byAddress) await isRefused(walk, -1, 'n5')
    })

    test('are refused, or lead to the rows behind the place they name', async () => {
      expect(walks.length).toBeGreaterThan(10)
      const cursors = fc.nat(walks.length - 1).chain((index) => {
        const walk = walks[index]!
        const own = fc.constantFrom(...walk.rows.map(({ cursor }) => cursor))
        const other = fc.constantFrom(...walks).map(({ rows }) => rows[0]!.cursor)
        const values = fc.constantFrom(
          'n5',
          'n-5',
          `n${'9'.repeat(80)}`,
          '0x',
          '0xab',
          `0x${'ff'.repeat(64)}`,
          -1,
          0,
          2 ** 53 - 1,
          null,
          'x',
        )
        return fc.tuple(
          fc.constant(index),
          fc.oneof(
            other,
            own.chain(spoiltText),
            own.chain((cursor) =>
              spoiltText(JSON.stringify(opened(cursor))).map((text) => Buffer.from(text).toString('base64url')),
            ),
            own.chain((cursor) => spoiltJson(opened(cursor) as Json).map(closed)),
            // Everything right but one value.
            fc.tuple(own, fc.nat(5), values).map(([cursor, at, value]) => {
              const inner = opened(cursor) as unknown[]
              return closed(inner.with(2 + (at % (inner.length - 2)), value))
            }),
          ),
        )
      })
      await fc.assert(
        fc.asyncProperty(cursors, ([index, cursor]) => examine(walks[index]!, cursor)),
        fuzzing(120),
      )
      expect(outcomes.read).toBeGreaterThan(0)
      expect(outcomes.refused).toBeGreaterThan(0)
      if (process.env.FUZZ_COUNT) console.log(outcomes)
    })
  })
