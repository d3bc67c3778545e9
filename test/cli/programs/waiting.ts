// Waits to be told to stop, and takes its time about it.
import { listenForSignals } from '../../../src/cli/signals.ts'

const stop = new AbortController()
listenForSignals(stop)
stop.signal.addEventListener('abort', () => {
  process.stdout.write('stopping\n')
  setTimeout(() => process.exit(0), Number(process.argv[2]))
})
setInterval(() => {}, 1_000)
process.stdout.write('ready\n')
