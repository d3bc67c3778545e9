import { withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { EXIT } from '../exit.ts'
import { createProgress } from '../progress.ts'

export const addRefold: AddCommand = (program, act) => {
  program
    .command('refold')
    .description('rebuild the state from the stored raw logs, without the network')
    .addHelpText('after', example('daybook refold'))
    .action(
      act<object>(async (context) => {
        const { parts, signal, json, stderr, env, clock, print } = context
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
            parts.refold({ store, config, log, signal, onProgress: report }),
          )
        } finally {
          progress.done()
        }
        print(
          json ? JSON.stringify({ done: !signal.aborted }) : signal.aborted ? 'Stopped before the end.' : 'Refolded.',
        )
        return signal.aborted ? EXIT.failed : EXIT.done
      }),
    )
}
