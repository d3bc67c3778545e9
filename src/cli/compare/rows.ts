import { canonicalRow, type RecordTable, readPage, recordTables } from '../../store/digest.ts'
import { numberOf, packId } from '../../store/ids.ts'
import { type ChainBooks, columnsOf } from './chain-books.ts'

const PAGE = 5_000

export type AnyRow = { readonly id: number } & Record<string, unknown>
/** A row by its table and its chain's own number. */
export type RowRef = { readonly table: RecordTable; readonly number: number }

async function* rowsOf({ db, tables, slot }: ChainBooks, name: RecordTable): AsyncGenerator<AnyRow> {
  for (let after = packId(slot, 0); ; ) {
    const rows = await readPage(db, tables, name, { slot, after, limit: PAGE })
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}

/** Every row that one side has and the other has not, or has otherwise, table by table and in order within each. */
export const diffRows = async (a: ChainBooks, b: ChainBooks): Promise<RowRef[]> => {
  const found: RowRef[] = []
  const columns = columnsOf(a.tables)
  for (const table of recordTables) {
    const [left, right] = [rowsOf(a, table), rowsOf(b, table)]
    let [x, y] = [(await left.next()).value, (await right.next()).value] as [AnyRow | undefined, AnyRow | undefined]
    while (x || y) {
      const [m, n] = [x ? numberOf(x.id) : Number.POSITIVE_INFINITY, y ? numberOf(y.id) : Number.POSITIVE_INFINITY]
      const number = Math.min(m, n)
      const same =
        m === n && canonicalRow(table, columns[table], x!) === canonicalRow(table, columns[table], y as AnyRow)
      if (!same) found.push({ table, number })
      if (m === number) x = (await left.next()).value as AnyRow | undefined
      if (n === number) y = (await right.next()).value as AnyRow | undefined
    }
  }
  return found
}
