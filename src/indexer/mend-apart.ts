import { Worker } from 'node:worker_threads'
import { DaybookError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Mend, MendOptions } from './mend.ts'

/** What the thread is given, as data. */
export type MendGiven = Pick<MendOptions, 'chain' | 'markets'> & { readonly database: string }

/** What the thread tells: lines for the log, and at last whether a gap is left. */
export type MendTold =
  | { readonly log: readonly [level: keyof Log, sentence: string, fields: Readonly<Record<string, unknown>>] }
  | { readonly isLeft: boolean }

const THREAD = new URL('./mend-thread.ts', import.meta.url)
/** As bin/daybook.js loads the program: in half the time. What this process was told of its own heap, V8 does not take for a thread. */
const ARGUMENTS = ['compile-cache.js', 'light-packages.js'].flatMap((name) => [
  '--import',
  new URL(`../../bin/${name}`, import.meta.url).href,
])

/**
 * Mends in a thread of its own, with its own connections to the database at this URL: a thousand blocks are read again and compared in
 * half a second of work, and a new block must not wait for that. Rejects with whatever ends the thread before it has told.
 */
export const mendApart =
  (database: string): Mend =>
  ({ chain, markets, log, signal }) =>
    new Promise((resolve, reject) => {
      const workerData: MendGiven = { database, chain, markets }
      const thread = new Worker(THREAD, { workerData, execArgv: ARGUMENTS })
      const stop = () => thread.postMessage('stop')
      signal?.addEventListener('abort', stop, { once: true })
      if (signal?.aborted) stop()
      let isLeft: boolean | null = null
      thread.on('message', (told: MendTold) => {
        if ('isLeft' in told) isLeft = told.isLeft
        else log[told.log[0]](told.log[1], told.log[2])
      })
      thread.on('error', reject)
      thread.on('exit', (code) => {
        signal?.removeEventListener('abort', stop)
        if (isLeft !== null) resolve(isLeft)
        else if (signal?.aborted) resolve(true)
        else reject(new DaybookError('INVARIANT', `The thread that closes gaps ended with ${code} and told nothing.`))
      })
    })
