import { addressOf, portNumber, wholeNumber } from '../arguments.ts'
import { type AddCommand, example } from '../define.ts'

type Options = { port?: number; host?: string; seed: number; once?: boolean }

/** Seeds are 32-bit numbers. */
const SEED_MAX = 2 ** 32 - 1

export const addDemo: AddCommand = (program, act) => {
  program
    .command('demo')
    .description('start a local chain with a lively market on it, index it and serve it')
    .option('--port <number>', 'port of the API and explorer (default: PORT, else 4000)', portNumber)
    .option('--host <host>', 'host to listen on (default: HOST, else 127.0.0.1)')
    .option('--seed <number>', 'what happens on the market follows from it', wholeNumber(0, SEED_MAX), 1)
    .option('--once', 'play a fixed script, index to the head, print a summary and exit')
    .addHelpText('after', example('daybook demo --port 8080', 'daybook demo --once --json'))
    .action(
      act<Options>(async ({ parts, env, log, signal, json }, options) => {
        const { port, host } = addressOf(options, env)
        return parts.runDemo({ port, host, seed: options.seed, once: options.once ?? false, json, log, signal })
      }),
    )
}
