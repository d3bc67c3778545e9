import { readFileSync } from 'node:fs'
import { systemClock } from '../../../src/clock.ts'
import type { Config } from '../../../src/config/config.ts'
import { runIndexer } from '../../../src/indexer/run.ts'
import type { Progress } from '../../../src/indexer/telemetry.ts'
import { createLog } from '../../../src/log.ts'
import { openStore } from '../../../src/store/open.ts'

// The indexer in a process that has loaded everything, and begins when it is told to: what is killed then is work, and no start-up.

const config = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Config

process.stdin.once('data', async () => {
  const store = await openStore(config.database, { write: true })
  let begun = false
  const onProgress = ({ block }: Progress) => {
    if (block === null) return
    if (!begun) process.stdout.write('begun\n')
    begun = true
  }
  await runIndexer({ store, config, log: createLog('error'), clock: systemClock, once: false, onProgress })
})
process.stdout.write('ready\n')
