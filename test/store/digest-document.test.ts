import { execFileSync, spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { amountToBytes } from '../../src/store/amount-bytes.ts'
import type { Columns } from '../../src/store/columns.ts'
import {
  CHECKPOINT_BLOCKS,
  DIGEST_ALGORITHM,
  digestAt,
  digestOf,
  holdsId,
  recordTables,
} from '../../src/store/digest.ts'
import { packId } from '../../src/store/ids.ts'
import { defineTables } from '../../src/store/tables.ts'
import { CHAIN_ID, enterHistory, openWriter, temporarySqlite } from '../simulation/books-of.ts'
import { chaosChain, GENESIS } from '../simulation/chaos-market.ts'
import { createRandom } from '../simulation/random.ts'

// docs/digest.md against the tables and the code: what it says is what is done.

const file = join(import.meta.dirname, '../../docs/digest.md')
const document = readFileSync(file, 'utf8')

type Definition = {
  readonly name: string
  readonly columns: Record<string, { readonly name: string; readonly kind: string }>
}

/** The tables' own definition, with each column's type by name. */
const definitions = (): Record<string, Definition> => {
  const column = (kind: string) => (name: string) => {
    const known: Record<string, unknown> = { kind, name }
    const chained: object = new Proxy({}, { get: (_, key) => known[String(key)] ?? (() => chained) })
    return chained
  }
  const columns = {
    table: (name: string, list: object) => ({ name, columns: list }),
    ...{ id: column('id'), key: column('id'), int: column('int'), serial: column('int') },
    ...{
      amount: column('amount'),
      hex: column('bytes'),
      bytes: column('bytes'),
      text: column('text'),
      json: column('json'),
    },
  }
  return defineTables(columns as unknown as Columns) as unknown as Record<string, Definition>
}

test('it lists every table and column, in order, by its type', () => {
  const tables = definitions()
  const expected = recordTables.map((name) => {
    const { name: sql, columns } = tables[name]!
    const list = Object.values(columns).map((column) => `${column.name} ${column.kind}`)
    return `| \`${name}\` | \`${sql}\` | ${list.join(', ')} |`
  })
  const listed = document.split('\n').filter((line) => /^\| `\w+` \| `\w+` \|/.test(line))
  expect(listed).toEqual(expected)
})

test('a column is an id by its name exactly where it is one by its definition', () => {
  for (const name of recordTables) {
    for (const [property, { kind }] of Object.entries(definitions()[name]!.columns))
      expect({ name, property, id: holdsId(property) }).toEqual({ name, property, id: kind === 'id' })
  }
})

test('its worked example comes out as it says', () => {
  const example = document.slice(document.indexOf('## Worked example'), document.indexOf('## What it covers'))
  const lines = /```\n([\s\S]*?)\n```/.exec(example)![1]!.split('\n')
  expect(lines.length).toBe(10)
  let sum = 0n
  for (let i = 0; i < lines.length; i += 2) {
    const own = `0x${hash('sha256', lines[i]!, 'hex')}`
    expect(lines[i + 1]!.trim()).toBe(own)
    sum += BigInt(own)
  }
  const rowSum = `0x${(sum % 2n ** 256n).toString(16).padStart(64, '0')}` as const
  expect(example).toContain(`Their sum is \`${rowSum}\``)
  expect(example).toContain(`\n${DIGEST_ALGORITHM}|31337|${rowSum}\n`)
  expect(example).toContain(`which is \`${digestOf(31337, rowSum)}\``)
  expect(sum).toBeGreaterThan(2n ** 256n)
})

test('its numbers are those of the code', () => {
  for (const [number, bytes] of [
    [1000n, '8203e8'],
    [-1000n, '7efc17'],
  ] as const) {
    expect(amountToBytes(number).toString('hex')).toBe(bytes)
    expect(document).toContain(`\`${bytes}\``)
  }
  expect(document).toContain(`each ${CHECKPOINT_BLOCKS.toLocaleString('en')} blocks of history`)
  expect(document).toContain(`Algorithm: \`${DIGEST_ALGORITHM}\``)
})

// Where there is no Python there is nothing to compare with; continuous integration has one.
const python = spawnSync('python3', ['-c', 'import sqlite3']).status === 0
const requirePython = process.env.CI !== undefined

describe.runIf(python || requirePython)('a second program that knows only the document', () => {
  const program = join(import.meta.dirname, 'second-digest.py')

  for (const seed of [1, 2, 3]) {
    test(`computes the same digest, in any slot (seed ${seed})`, async () => {
      const store = await temporarySqlite()
      const { chains } = store.tables
      // Other chains were here first.
      for (let slot = 0; slot < seed - 1; slot++) {
        const other = { slot, name: '', startBlock: 0, deployment: '', finality: '', completeness: '' }
        await store.transaction(({ db }) => db.insert(chains).values({ id: 1 + slot, ...other }))
      }
      await enterHistory(await openWriter(store), chaosChain(createRandom(seed), GENESIS, 120), 50)
      const [chain] = await store.read((db) => db.select().from(chains).where(eq(chains.id, CHAIN_ID)))
      expect(chain!.slot).toBe(seed - 1)
      const [{ file: database }] = (await store.query("select file from pragma_database_list where name = 'main'")) as [
        { file: string },
      ]
      const run = () =>
        execFileSync('python3', [program, file, database, String(CHAIN_ID)], { encoding: 'utf8' }).trim()
      const { digest } = (await store.read((db) => digestAt(db, store.tables, CHAIN_ID)))!
      const [own, rows] = run().split(' ')
      expect(own).toBe(digest)
      expect(Number(rows)).toBeGreaterThan(500)
      // It sees what was changed.
      const { accounts } = store.tables
      await store.transaction(({ db }) =>
        db
          .update(accounts)
          .set({ roles: 77 })
          .where(eq(accounts.id, packId(seed - 1, 1))),
      )
      expect(run().split(' ')[0]).not.toBe(digest)
      await store.close()
    })
  }
})
