import { wholeNumber } from '../arguments.ts'
import { withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { formatCount } from '../duration.ts'
import { EXIT } from '../exit.ts'
import { createProgress } from '../progress.ts'

type Options = { once?: boolean; toBlock?: number }

type Work = (signal: AbortSignal) => Promise<void>

/**
 * Documents are fetched while the indexer runs, or once after it when it has an end; whatever ends the indexer ends that too, and
 * nothing about documents ends the indexer.
 */
const beside = async (index: Work, documents: Work, { hasEnd, signal }: { hasEnd: boolean; signal: AbortSignal }) => {
  if (hasEnd) {
    await index(signal)
    if (!signal.aborted) await documents(signal)
    return
  }
  const ended = new AbortController()
  const end = () => ended.abort()
  signal.addEventListener('abort', end, { once: true })
  const fetching = documents(ended.signal)
  try {
    await index(signal)
  } finally {
    end()
    await fetching
  }
}

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
        const hasEnd = once || toBlock !== undefined
        try {
          await withStore(context, config.database, { write: true }, (store) => {
            const around = { store, log, clock }
            return beside(
              (signal) => parts.runIndexer({ ...around, config, once, toBlock, signal, onProgress: report }),
              (signal) => parts.runDocuments({ ...around, rules: config.metadata, once: hasEnd, signal }),
              { hasEnd, signal },
            )
          })
        } finally {
          progress.done()
        }
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
