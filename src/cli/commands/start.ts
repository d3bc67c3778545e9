import { addressOf, portNumber } from '../arguments.ts'
import type { Context } from '../context.ts'
import { type AddCommand, example } from '../define.ts'

type Options = { port?: number; host?: string }

export const addStart: AddCommand = (program, act) => {
  program
    .command('start')
    .description('index and serve what the configuration says')
    .option('--port <number>', 'port of the API and explorer (default: PORT, else 4000)', portNumber)
    .option('--host <host>', 'host to listen on (default: HOST, else 127.0.0.1)')
    .addHelpText('after', example('daybook start', 'daybook start --config /etc/daybook.json --port 80 --host 0.0.0.0'))
    .action(
      act<Options>(async (context, options) => {
        const { parts, env, log, signal } = context
        const { port, host } = addressOf(options, env)
        // Checked once here, so that a mistake is told once and not by each child.
        const { database } = await context.loadConfig()
        // The API cannot open a database that is not there, and only one process should make it.
        await parts.migrateStore(database)
        const children = [
          { name: 'index', args: ['index', ...passedOn(context)] },
          { name: 'serve', args: ['serve', '--port', String(port), '--host', host, ...passedOn(context)] },
        ]
        // By the environment, not by an argument: a list of processes shows arguments to everybody.
        return parts.supervise(children, { log, signal, env: { ...env, DATABASE_URL: database } })
      }),
    )
}

/** The options that every command takes, as the children are to have them. */
const passedOn = ({ options, logLevel }: Context): string[] => [
  ...(options.config === undefined ? [] : ['--config', options.config]),
  ...(options.json ? ['--json'] : []),
  '--log-level',
  logLevel,
]
