import { hostOf } from './redact.ts'

export const DATABASE_EXPECTED = 'sqlite:PATH, the path of a file, or postgres://…'

/**
 * A database in its one normal form, `sqlite:PATH` or `postgres://…`; null when it is neither. SQLite's `:memory:` is refused:
 * the writer and the readers are different connections, and of different processes.
 */
export const parseDatabase = (text: string): string | null => {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.includes('\0')) return null
  if (/^postgres(ql)?:/i.test(trimmed)) {
    if (!/^postgres(ql)?:\/\//i.test(trimmed) || hostOf(trimmed) === null) return null
    return trimmed.replace(/^postgres(ql)?:/i, 'postgres:')
  }
  const path = trimmed.replace(/^sqlite:(\/\/(?=\/))?/i, '')
  // A single letter before the colon is a drive; anything longer is a scheme we do not know.
  if (path === '' || path.startsWith(':') || /^[a-z][a-z0-9+.-]+:/i.test(path) || path.startsWith('//')) return null
  return `sqlite:${path}`
}

/** A database as it may be shown: a file's path, or a host and a name without user and password. */
export const showDatabase = (url: string): string => {
  if (!url.startsWith('postgres:')) return url
  const { host, pathname } = new URL(url)
  return `postgres://${host}${pathname}`
}
