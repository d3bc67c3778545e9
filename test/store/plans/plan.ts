import Database from 'better-sqlite3'
import { vi } from 'vitest'

/** How SQLite answers a statement: as it says itself, line by line. */
export type Plan = { readonly statement: string; readonly lines: readonly string[] }

type Statement = Database.Statement<unknown[]>

/** Collects the statements that give rows while something runs, on whatever connection, and asks SQLite how it answers them. */
export const planner = (file: string) => {
  const client = new Database(file, { readonly: true })
  const statements = new Set<string>()
  const prototype = Object.getPrototypeOf(client.prepare('select 1')) as Statement
  const { all } = prototype
  const spy = vi.spyOn(prototype, 'all').mockImplementation(function (this: Statement, ...values: unknown[]) {
    statements.add(this.source)
    return all.apply(this, values)
  })
  const explain = (statement: string): Plan => {
    const rows = client.prepare<unknown[]>(`explain query plan ${statement}`)
    // Which index is taken follows from the statement, not from what is put in: nothing was counted beforehand.
    const parameters = Array.from(statement.matchAll(/\?/g), () => null)
    return { statement, lines: (all.apply(rows, parameters) as { detail: string }[]).map(({ detail }) => detail) }
  }
  return {
    plansOf: async (work: () => Promise<unknown>): Promise<readonly Plan[]> => {
      statements.clear()
      await work()
      return [...statements].filter((text) => text.startsWith('select')).map(explain)
    },
    close: () => {
      spy.mockRestore()
      client.close()
    },
  }
}

/** Rows of a configuration, not of a chain's events: read whole at any time. */
const small = ['chains', 'cursors', 'sync_status', 'markets', 'market_money', 'reorgs', 'task_statuses']

/**
 * `EXACT`: an index holds the rows of the answer one after the other. `WALK`: rows come in the order wanted, and each is tested until
 * the page is full. `SORT`: all that match are sorted for one page. `SCAN`: a whole table is read.
 */
export type Way = 'EXACT' | 'WALK' | 'SORT' | 'SCAN'
const ways: readonly Way[] = ['EXACT', 'WALK', 'SORT', 'SCAN']

const wayOf = ({ statement, lines }: Plan): Way => {
  const sorts = lines.some((line) => line.includes('TEMP B-TREE FOR ORDER BY'))
  const scans = lines.filter((line) => {
    const table = /^SCAN (\w+)/.exec(line)?.[1]
    return table !== undefined && !small.includes(table) && !/^m\d+$/.test(table)
  })
  // Nothing is read for what nothing can meet.
  if (/ where 1 = 0 /.test(statement)) return 'EXACT'
  // The page of a walk ends with its limit; a temporary order has read everything first.
  if (scans.length > 0 && (sorts || !/ limit \?/.test(statement))) return 'SCAN'
  if (sorts) return 'SORT'
  return scans.length > 0 && / where /.test(statement) ? 'WALK' : 'EXACT'
}

/** The worst of several statements. */
export const worstWay = (plans: readonly Plan[]): Way =>
  ways[Math.max(0, ...plans.map((plan) => ways.indexOf(wayOf(plan))))]!
