import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Db, Store, Transaction } from '../../../src/store/store.ts'
import type { VirtualTime } from './virtual-time.ts'

/** Where in a write the process ends. */
export type CrashPoint =
  /** Before the n-th statement of a transaction. */
  | { readonly at: 'statement'; readonly n: number }
  /** With everything written and nothing committed. */
  | { readonly at: 'before commit' }
  /** With everything committed, and nobody told. */
  | { readonly at: 'after commit' }

/** The process is gone: whatever it still does reaches nothing. */
class Crash extends Error {}

/** A database that fails on request, for one process's lifetime. */
export type FailingStore = {
  readonly store: Store
  /** The same database to somebody else, who goes on reading. */
  readonly reader: Store
  /** The next transaction that gets so far ends the process there; null when it is not to. */
  crashAt(point: CrashPoint): void
  /** Ends the process now, between statements. */
  kill(): void
  readonly crashed: () => boolean
  /** Where the files are as they were when the process ended. */
  readonly file: () => string
  /** SQLite: no page more than there are may be written until the returned function is called. */
  fillDisk(): () => void
  /** SQLite: another program holds the write lock until the returned function is called. */
  lock(): () => void
  /** Statements that failed because the disk was full or the database locked. */
  readonly refused: () => number
}

const PAGES_UNLIMITED = 1_073_741_823
const STATEMENTS = ['select', 'insert', 'update', 'delete', '$count'] as const

type Inner = Store & { readonly writer?: Database.Database | null }

export const createFailingStore = (
  inner: Inner,
  { file, time }: { readonly file: string; readonly time: VirtualTime },
): FailingStore => {
  let point: CrashPoint | null = null
  let dead = false
  let refused = 0
  let current = file

  /** What a machine's file system holds when a process dies: all that it wrote, committed or not. */
  const die = (): never => {
    if (!dead) {
      dead = true
      if (inner.dialect === 'sqlite') {
        const folder = `${file}.after-crash`
        mkdirSync(folder)
        current = join(folder, 'books.db')
        copyFileSync(file, current)
        if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${current}-wal`)
      }
    }
    throw new Crash('The process was killed.')
  }
  const alive = () => {
    if (dead) throw new Crash('The process was killed.')
  }

  const watch = (tx: Transaction): Transaction => {
    let statement = 0
    const next = () => {
      alive()
      statement += 1
      if (point?.at === 'statement' && statement >= point.n) die()
    }
    const counted =
      <A extends unknown[], R>(work: (...some: A) => R) =>
      (...some: A): R => {
        next()
        return work(...some)
      }
    const statements = STATEMENTS.map((name) => [
      name,
      counted((tx.db[name] as (...some: unknown[]) => unknown).bind(tx.db)),
    ])
    // Statements that only read may also go by what drizzle has inside (store/read/ask.ts): these are not counted.
    const db: Db = Object.assign(Object.create(tx.db), Object.fromEntries(statements))
    return {
      db,
      insert: counted(tx.insert),
      append: counted(tx.append),
      replace: counted(tx.replace),
      find: counted(tx.find) as Transaction['find'],
      findNow: tx.findNow && (counted(tx.findNow) as Transaction['findNow']),
      deleteAbove: counted(tx.deleteAbove),
      indicesOf: counted(tx.indicesOf),
      define: counted(tx.define),
    }
  }

  /** SQLite is in this process, and done when it returns. */
  const outside = inner.dialect === 'sqlite' ? <T>(work: () => Promise<T>) => work() : time.outside

  const store: Store = {
    ...inner,
    transaction: (work) =>
      outside(async () => {
        alive()
        try {
          const result = await inner.transaction(async (tx) => {
            const done = await work(watch(tx))
            alive()
            if (point?.at === 'before commit') die()
            return done
          })
          if (point?.at === 'after commit') die()
          return result
        } catch (error) {
          if (isRefusal(error)) refused += 1
          throw error
        }
      }),
    read: (work) =>
      outside(async () => {
        alive()
        return inner.read(work)
      }),
  }

  return {
    store,
    reader: { ...inner, read: (work) => outside(() => inner.read(work)) },
    crashAt: (chosen) => {
      point = chosen
    },
    kill: () => {
      try {
        die()
      } catch {}
    },
    crashed: () => dead,
    file: () => current,
    fillDisk: () => {
      const pages = inner.writer!.pragma('page_count', { simple: true }) as number
      inner.writer!.pragma(`max_page_count = ${pages}`)
      return () => {
        if (inner.writer!.open) inner.writer!.pragma(`max_page_count = ${PAGES_UNLIMITED}`)
      }
    },
    lock: () => {
      const other = new Database(file)
      other.pragma('busy_timeout = 0')
      other.exec('begin immediate')
      return () => {
        if (!other.open) return
        other.exec('rollback')
        other.close()
      }
    },
    refused: () => refused,
  }
}

const isRefusal = (error: unknown): boolean => {
  for (let cause = error as { code?: unknown; cause?: unknown } | undefined; cause; cause = cause.cause as typeof cause)
    if (/^SQLITE_(FULL|BUSY)/.test(String(cause.code ?? ''))) return true
  return false
}
