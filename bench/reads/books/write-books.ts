import type Database from 'better-sqlite3'
import { amountToBytes } from '../../../src/store/amount-bytes.ts'
import { openStore } from '../../../src/store/open.ts'
import { drawWork } from './draw-work.ts'
import { createFill } from './fill.ts'
import { fillChain, writeStanding } from './fill-chain.ts'
import { fillRecords } from './fill-records.ts'
import { fillSums } from './fill-sums.ts'
import { type Size, sizeOf, UNIT, UNITS_MAX } from './world.ts'
import { writeMarket } from './write-market.ts'

// Books of one market with any number of payouts, written by statements inside the database: what reads are measured on. All that
// answers are made of is there and agrees: records, links, and what is kept added up. The ledger has its accounts and balances, and no
// postings; tasks have no list of contributors: no page that is measured shows them.

/** Nothing can be undone, and what is sorted goes to files where it is much: memory does not grow with the books. */
const SETTINGS = ['journal_mode = off', 'synchronous = off', 'temp_store = file', 'cache_size = -200000', 'threads = 2']

/** Writes books into a new file, which is no database while it is made: whoever breaks it off removes it. */
export const writeBooks = async (file: string, { payouts, seed }: { payouts: number; seed: number }): Promise<Size> => {
  const size = sizeOf(payouts)
  const store = await openStore(file, { write: true })
  const { writer } = store as unknown as { writer: Database.Database }
  try {
    for (const setting of SETTINGS) writer.pragma(setting)
    writer.function('worth', { deterministic: true }, createWorth())
    const indices = dropIndices(writer)
    drawWork(writer, size, seed)
    await store.transaction(async (tx) => {
      const fill = createFill(writer)
      fillChain(fill, size)
      await writeStanding(tx, size)
      await writeMarket(tx, size)
      fillRecords(fill, size)
      fillSums(fill)
    })
    writer.exec('drop view work; drop table drawn')
    for (const text of indices) writer.exec(text)
    writer.pragma('journal_mode = wal')
  } finally {
    await store.close()
  }
  return size
}

/** An amount of so many units as the database keeps it: most of them over and over. */
const createWorth = () => {
  const bytesOf = (units: number) => amountToBytes(BigInt(units) * UNIT)
  const known = Array.from({ length: UNITS_MAX + 1 }, (_, units) => bytesOf(units))
  return (units: unknown) => known[units as number] ?? bytesOf(units as number)
}

/** Indices are made at the end, by the very statements that made them: those are given back. */
const dropIndices = (writer: Database.Database): string[] => {
  const made = writer.prepare(`select name, sql from sqlite_master where type = 'index' and sql is not null`).all() as {
    name: string
    sql: string
  }[]
  for (const { name } of made) writer.exec(`drop index "${name}"`)
  return made.map(({ sql }) => sql)
}
