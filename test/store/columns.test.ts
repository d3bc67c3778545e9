import { getTableColumns, getTableName } from 'drizzle-orm'
import { expect, expectTypeOf, test } from 'vitest'
import * as postgres from '../../src/store/columns.postgres.ts'
import * as sqlite from '../../src/store/columns.sqlite.ts'
import * as postgresTables from '../../src/store/schema.postgres.ts'
import * as sqliteTables from '../../src/store/schema.sqlite.ts'
import { defineTables } from '../../src/store/tables.ts'

type Data<F> = F extends (name: string) => { _: { data: infer D } } ? D : never
type Lite = typeof sqlite
type Pg = typeof postgres

test('both databases build columns of the same names and data types', () => {
  expect(Object.keys(postgres).sort()).toEqual(Object.keys(sqlite).sort())
  expectTypeOf<Data<Lite['id']>>().toEqualTypeOf<Data<Pg['id']>>()
  expectTypeOf<Data<Lite['key']>>().toEqualTypeOf<Data<Pg['key']>>()
  expectTypeOf<Data<Lite['int']>>().toEqualTypeOf<Data<Pg['int']>>()
  expectTypeOf<ReturnType<Lite['amount']>['_']['data']>().toEqualTypeOf<ReturnType<Pg['amount']>['_']['data']>()
  expectTypeOf<ReturnType<Lite['hex']>['_']['data']>().toEqualTypeOf<ReturnType<Pg['hex']>['_']['data']>()
  expectTypeOf<ReturnType<Lite['bytes']>['_']['data']>().toEqualTypeOf<ReturnType<Pg['bytes']>['_']['data']>()
})

test('every table that is defined is there for drizzle-kit, on both databases', () => {
  const names = Object.keys(defineTables(sqlite)).sort()
  expect(Object.keys(sqliteTables).sort()).toEqual(names)
  expect(Object.keys(postgresTables).sort()).toEqual(names)
})

test('ids are the first column of every table that is numbered', () => {
  for (const table of Object.values(sqliteTables)) {
    const [first] = Object.values(getTableColumns(table))
    if ('id' in table) expect(first?.name, getTableName(table)).toBe('id')
  }
})
