import { wholeNumber } from '../arguments.ts'
import { withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { formatCount } from '../duration.ts'
import { EXIT } from '../exit.ts'
import { createProgress } from '../progress.ts'

type Options = { once?: boolean; toBlock?: number }

export const addIndex: AddCommand = (program, act) => {
  program
    .command('index')
    .description('index only: follow the chains of the configuration into the database')
    .option('--once', 'stop at the node’s head and exit')
    .option('--to-block <number>', 'stop at this block and exit', wholeNumber(0))
    .addHelpText('after', example('daybook index --once'))
    .action(
      act<Options>(async (context, { once = false, toBlock }) => {
        const { parts, clock, signal, json, stderr, env, print } = context
        const config = await context.loadConfig()
        const names = new Map(config.chains.map((chain) => [chain.id, chain.name]))
        const progress = createProgress({
          stderr,
          env,
          clock,
          names,
          log: context.log,
          ...(json ? { onReport: (report) => print(JSON.stringify(report)) } : {}),
        })
        const { log, report } = progress
        try {
          await withStore(context, config.database, { write: true }, (store) =>
            parts.runIndexer({ store, config, log, clock, once, toBlock, signal, onProgress: report }),
          )
        } finally {
          progress.done()
        }
        const hasEnd = once || toBlock !== undefined
        const isDone = !(hasEnd && signal.aborted)
        if (json) print(JSON.stringify({ done: isDone, chains: progress.latest() }))
        else if (hasEnd) {
          for (const { chainId, block, events } of progress.latest()) {
            const place = block === null ? 'nothing to index' : `indexed to block ${formatCount(block)}`
            print(`${names.get(chainId)}: ${place}, ${formatCount(events)} new events`)
          }
        }
        if (isDone) return EXIT.done
        stderr.write('Stopped before the end. What is indexed is kept; the same command goes on from there.\n')
        return EXIT.failed
      }),
    )
}
