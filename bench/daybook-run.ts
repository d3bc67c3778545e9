import { openStore } from '../src/store/open.ts'
import { compare } from './compare.ts'
import { runDaybook } from './daybook-process.ts'
import { readFound } from './found.ts'
import { MEGABYTE, type Measured, since } from './measured.ts'
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
  const requests = since(before, await node.usage())
  const store = await openStore(database, { write: false })
  try {
    return {
      events: node.logs,
      seconds: ran.seconds,
      eventsPerSecond: node.logs / ran.seconds,
      cpuSeconds: ran.cpuSeconds,
      rssMegabytesMax: ran.rssBytesMax / MEGABYTE,
      bytesPerEvent: (await store.size()) / node.logs,
      requests,
      endedAt: ran.endedAt,
      differences: compare(node.expected, await readFound(store)),
    }
  } finally {
    await store.close()
  }
}
