import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { type Measured, measuredOf } from './measured.ts'
import { startMeasured } from './measured-process.ts'
import type { NodeProcess } from './node-process.ts'
import { foundInPeer, type PeerRows } from './peer-books.ts'

const PROGRAM = fileURLToPath(new URL('./peers/plain/main.ts', import.meta.url))

/** The plain loop of bench/peers/plain over this node into a new database file, and what that says afterwards. */
export const runPlain = async (folder: string, node: NodeProcess, file: string): Promise<Measured> => {
  const before = await node.usage()
  const { url, market, startBlock } = node
  const argv = [PROGRAM, '--rpc', url, '--market', market, '--from', String(startBlock), '--database', file]
  const ran = await startMeasured({ argv, cwd: folder }).ended
  if (ran.code !== 0) throw new Error(`The plain loop ended with ${ran.code}:\n${ran.stderr}`)
  return measuredOf(node, ran, { before, bytes: statSync(file).size, found: foundInPeer(readPlain(file)) })
}

/** The rows of a database that the plain loop wrote. */
export const readPlain = (file: string): PeerRows => {
  const database = new Database(file, { readonly: true })
  const rows = <Row>(columns: string, table: string) =>
    database.prepare<[], Row>(`select ${columns} from ${table}`).raw().all()
  try {
    return {
      tasks: rows('id', 'tasks'),
      submissions: rows('id, task', 'submissions'),
      reviews: rows('submission', 'reviews'),
      payouts: rows('task, submission, token, amount', 'payouts'),
      datasets: rows('id', 'datasets'),
      purchases: rows('dataset, token, amount', 'purchases'),
      earnings: rows('contributor, token, sum, payouts', 'earnings'),
    }
  } finally {
    database.close()
  }
}
