import type Database from 'better-sqlite3'

/** Statements that a connection keeps, each some kilobytes: the API asks in a few hundred forms. */
const STATEMENTS_MAX = 500

/**
 * A connection that reads a statement's text once, for as long as the statement is among those used last. It is for readers that
 * fetch whole answers at a time: a statement is never stepped through by two.
 */
export const keepStatements = (client: Database.Database): Database.Database => {
  const kept = new Map<string, Database.Statement>()
  const prepare = (text: string): Database.Statement => {
    const statement = kept.get(text) ?? client.prepare(text)
    kept.delete(text)
    kept.set(text, statement)
    const oldest = kept.size > STATEMENTS_MAX ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    // Whoever had it before may have asked for rows as arrays.
    return statement.reader ? statement.raw(false) : statement
  }
  return Object.create(client, { prepare: { value: prepare } }) as Database.Database
}
