import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { showDatabase } from '../../config/database-url.ts'
import { redactUrls } from '../../config/redact.ts'
import { DaybookError } from '../../errors.ts'
import type { Store } from '../../store/store.ts'
import type { Context } from '../context.ts'
import { formatBytes } from '../duration.ts'
import type { Finding, FindingState } from './finding.ts'

const finding = (check: string, state: FindingState, found: string, advice: string | null = null): Finding => ({
  subject: 'database',
  check,
  state,
  found,
  advice,
})

/** Whether the database is there, current, and may be written; nothing is written to find out. */
export const examineDatabase = async (database: string, context: Context): Promise<Finding[]> => {
  const file = database.startsWith('sqlite:') ? resolve(context.folder, database.slice('sqlite:'.length)) : null
  const findings = file === null ? [] : [await fileFinding(file)]
  if (file !== null && !(await isAllowed(file, constants.F_OK))) return findings
  try {
    const store = await context.parts.openStore(database, { write: false })
    try {
      findings.push(finding('reachable', 'ok', `${showDatabase(database)}, ${formatBytes(await store.size())}`))
      findings.push(finding('schema', 'ok', 'current'))
      if (file === null) findings.push(await rightsFinding(store))
    } finally {
      await store.close()
    }
  } catch (error) {
    findings.push(failure(error))
  }
  return findings
}

const failure = (error: unknown): Finding => {
  if (!(error instanceof DaybookError)) throw error
  const found = redactUrls(error.message)
  if (error.code === 'DATABASE_SCHEMA') {
    return finding(
      'schema',
      'change',
      found,
      'Run `daybook migrate`, or this version’s `daybook index`, which does it too.',
    )
  }
  const isSilent = error.action === 'retry-later'
  return finding(
    'reachable',
    isSilent ? 'silent' : 'change',
    found,
    'Check the database’s address, and whether it runs.',
  )
}

const isAllowed = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  )

/** SQLite writes the file and, beside it, its log: the folder must be writable too. */
const fileFinding = async (file: string): Promise<Finding> => {
  const exists = await isAllowed(file, constants.F_OK)
  let folder = dirname(file)
  while (!(await isAllowed(folder, constants.F_OK)) && dirname(folder) !== folder) folder = dirname(folder)
  const isWritable =
    (await isAllowed(folder, constants.W_OK | constants.X_OK)) && (!exists || (await isAllowed(file, constants.W_OK)))
  if (!isWritable) {
    const advice = `Let this user write to ${folder}, or name another place under "database".`
    return finding('writable', 'change', `${exists ? file : folder} is not`, advice)
  }
  return finding('writable', 'ok', exists ? file : `${file} does not exist yet; \`daybook index\` makes it`)
}

const rightsFinding = async (store: Store): Promise<Finding> => {
  const statement = `select has_schema_privilege(current_schema(), 'create') as allowed, pg_is_in_recovery() as replica`
  const [row] = await store.query(statement)
  if (row?.replica === true) {
    return finding(
      'writable',
      'note',
      'a replica, for reading only',
      '`daybook serve` can use it, `daybook index` cannot.',
    )
  }
  if (row?.allowed === true) return finding('writable', 'ok', 'yes')
  return finding('writable', 'change', 'no', 'Grant this user CREATE on the schema.')
}
