// A supervisor of stand-ins, to be ended from outside.
import { fileURLToPath } from 'node:url'
import { listenForSignals } from '../../../src/cli/signals.ts'
import { supervise } from '../../../src/cli/supervise.ts'
import { silentLog } from '../../../src/log.ts'

const stop = new AbortController()
listenForSignals(stop)
const program = fileURLToPath(new URL('child.mjs', import.meta.url))
const children = [{ name: 'one', args: process.argv.slice(2) }]
process.exit(await supervise(children, { log: silentLog, signal: stop.signal, program }))
