import { openStore } from '../src/store/open.ts'
import { runDaybook } from './daybook-process.ts'
import { readFound } from './found.ts'
import { type Measured, measuredOf } from './measured.ts'
import type { NodeProcess } from './node-process.ts'

export type DaybookRun = { readonly folder: string; readonly node: NodeProcess; readonly database: string }

/** `daybook index --once` in a folder with a configuration for this node, and what the database says afterwards. */
export const indexOnce = (run: DaybookRun): Promise<Measured> => measure(run, ['index', '--once'])

/** `daybook refold` of a database that was indexed before. */
export const refold = (run: DaybookRun): Promise<Measured> => measure(run, ['refold'])

const measure = async ({ folder, node, database }: DaybookRun, command: readonly string[]): Promise<Measured> => {
  const before = await node.usage()
  const ran = await runDaybook(folder, [...command, '--database', database, '--log-level', 'warn'])
  if (ran.code !== 0) throw new Error(`daybook ${command.join(' ')} ended with ${ran.code}:\n${ran.stderr}`)
  const store = await openStore(database, { write: false })
  try {
    return await measuredOf(node, ran, { before, bytes: await store.size(), found: await readFound(store) })
  } finally {
    await store.close()
  }
}
