import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type KeyedTable, naturalKeys } from '../../src/indexer/natural-keys.ts'
import { openStore } from '../../src/store/open.ts'
import { putOffIndices } from '../../src/store/put-off.ts'
import { type Plan, planner } from '../store/plans/plan.ts'

test('the fold finds every row by an index, also while those for reading are put off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-keys-'))
  const file = join(folder, 'books.db')
  const store = await openStore(file, { write: true })
  await store.transaction((tx) => putOffIndices(tx, store))
  const plan = planner(file)
  const used: Record<string, readonly Plan[]> = {}
  for (const table of Object.keys(naturalKeys) as KeyedTable[]) {
    const properties: readonly string[] = naturalKeys[table]
    const none = properties.map(() => null)
    used[table] = await plan.plansOf(() =>
      store.transaction((tx) => tx.find(table, properties as readonly never[], [none], 1)),
    )
  }
  // By an index, with each part of the key: a search by the row number alone would be a scan.
  const wrong = Object.entries(used).flatMap(([table, plans]) => {
    // As many as the configuration names.
    if (table === 'markets') return []
    const parts = naturalKeys[table as KeyedTable].length
    const line = plans.flatMap(({ lines }) => lines).join('; ')
    const isByKey = /^SEARCH \w+ USING (COVERING )?INDEX [^;]*$/.test(line)
    return isByKey && line.match(/[\w>]=\?/g)?.length === parts ? [] : [`${table}: ${line}`]
  })
  expect(wrong).toEqual([])
  plan.close()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})
