import { once } from 'node:events'
import type { ChainConfig } from '../../config/config.ts'
import { DaybookError } from '../../errors.ts'
import { addressOf, portNumber } from '../arguments.ts'
import { type Context, withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { listenError } from '../listen-error.ts'

type Options = { port?: number; host?: string }

export const addServe: AddCommand = (program, act) => {
  program
    .command('serve')
    .description('API and explorer only, over a database that another process writes')
    .option('--port <number>', 'port to listen on; 0 takes any free one (default: PORT, else 4000)', portNumber)
    .option('--host <host>', 'host to listen on (default: HOST, else 127.0.0.1)')
    .addHelpText('after', example('daybook serve --database postgres://reader@db.internal/daybook --host 0.0.0.0'))
    .action(
      act<Options>(async (context, options) => {
        const { parts, env, log, signal, json, print, version } = context
        const address = addressOf(options, env)
        const { name, database, api } = await context.loadDatabase()
        await withStore(context, database, { write: false }, async (store) => {
          const limits = api === undefined ? {} : { limits: api }
          const chains = await chainsOf(context)
          const options = { store, name, ...address, log, version, ...limits, chains }
          const server = await parts.startServer(options).catch((error: unknown) => {
            throw listenError(error, address) ?? error
          })
          print(json ? JSON.stringify({ url: server.url }) : `Serving ${name} at ${server.url}`)
          try {
            if (!signal.aborted) await once(signal, 'abort')
          } finally {
            await server.stop()
          }
        })
        return undefined
      }),
    )
}

/** The chains whose nodes prove payouts. The API needs none: a configuration without them, or none at all, is no failure here. */
const chainsOf = async (context: Context): Promise<readonly ChainConfig[]> => {
  try {
    return (await context.loadConfig()).chains
  } catch (error) {
    if (!(error instanceof DaybookError)) throw error
    context.log.info('No chain is configured: payouts are shown, and not proven by nodes.', { reason: error.message })
    return []
  }
}
