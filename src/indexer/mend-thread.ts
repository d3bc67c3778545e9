import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../clock.ts'
import type { Log } from '../log.ts'
import { openStore } from '../store/open.ts'
import { mendGaps } from './mend.ts'
import type { MendGiven, MendTold } from './mend-apart.ts'

// A thread that mends the gaps of one chain, tells whether one is left, and ends; started by mend-apart.ts.

const { database, chain, markets } = workerData as MendGiven
const parent = parentPort!
const tell = (told: MendTold) => parent.postMessage(told)
const logAt =
  (level: keyof Log): Log[keyof Log] =>
  (sentence, fields = {}) =>
    tell({ log: [level, sentence, fields] })
const log: Log = { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') }

const stop = new AbortController()
parent.once('message', () => stop.abort())

const store = await openStore(database, { write: true })
try {
  tell({ isLeft: await mendGaps({ store, chain, markets, log, clock: systemClock, signal: stop.signal }) })
} catch (error) {
  if (!stop.signal.aborted) throw error
} finally {
  await store.close()
  parent.close()
}
