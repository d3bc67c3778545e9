import { Command, Option } from 'commander'
import { DaybookError } from '../errors.ts'
import { logLevels } from '../log.ts'
import { addAudit } from './commands/audit.ts'
import { addBackup } from './commands/backup.ts'
import { addCompare } from './commands/compare.ts'
import { addDemo } from './commands/demo.ts'
import { addDigest } from './commands/digest.ts'
import { addDoctor } from './commands/doctor.ts'
import { addIndex } from './commands/index-chains.ts'
import { addMigrate } from './commands/migrate.ts'
import { addProvePayout } from './commands/prove-payout.ts'
import { addQuery } from './commands/query.ts'
import { addRefold } from './commands/refold.ts'
import { addResolve } from './commands/resolve.ts'
import { addServe } from './commands/serve.ts'
import { addStart } from './commands/start.ts'
import { addStatus } from './commands/status.ts'
import { addVerify } from './commands/verify.ts'
import { addVerifyProof } from './commands/verify-proof.ts'
import { createContext, type GlobalOptions } from './context.ts'
import { type Act, type AddCommand, example } from './define.ts'
import { EXIT, exitCodeOf, jsonOf, sentenceOf, stackOf } from './exit.ts'
import type { Parts, Surroundings } from './parts.ts'

/** In the order of the help: what most people want first. */
const commands: readonly AddCommand[] = [
  addDemo,
  addStart,
  addIndex,
  addServe,
  addStatus,
  addDoctor,
  addVerify,
  addResolve,
  addAudit,
  addProvePayout,
  addVerifyProof,
  addRefold,
  addDigest,
  addCompare,
  addQuery,
  addMigrate,
  addBackup,
]

/** Wide enough for the tables of this program, and the same everywhere, so that help reads alike in a pipe. */
const HELP_COLUMNS = 100

/** The command line. `act` runs a command's work; without it (for help and documentation) nothing happens. */
export const createProgram = (around: Pick<Surroundings, 'stdout' | 'stderr' | 'version'>, act: Act): Command => {
  const program = new Command('daybook')
    .description('The open books of decentralised data markets: indexes them from a chain and serves them by GraphQL.')
    .version(around.version, '--version', 'print the version')
    .option('--config <file>', 'configuration (default: daybook.config.ts, then .json, in this folder)')
    .option('--database <url>', 'sqlite:PATH, a path, or postgres://…; wins over DATABASE_URL and the configuration')
    .option('--json', 'print JSON on stdout: one document, or one per line')
    .addOption(new Option('--log-level <level>', 'how much to log on stderr (default: info)').choices(logLevels))
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, helpWidth: HELP_COLUMNS })
    .configureOutput({
      writeOut: (text) => around.stdout.write(text),
      writeErr: (text) => around.stderr.write(text),
      outputError: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .addHelpText('after', example('daybook demo', 'daybook doctor --config daybook.config.json'))
  for (const add of commands) add(program, act)
  return program
}

/** Runs one command line and tells the exit code. It never throws. */
export const run = async (argv: readonly string[], parts: Parts, around: Surroundings): Promise<number> => {
  let code: number = EXIT.done
  const act: Act =
    (work) =>
    async (...given) => {
      const command = given.at(-1) as Command
      const context = createContext(parts, around, command.optsWithGlobals<GlobalOptions>())
      code = (await work(context, command.opts() as never, ...(command.processedArgs as string[]))) ?? EXIT.done
    }
  try {
    await createProgram(around, act).parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    return report(error, argv, around)
  }
}

/** Options may themselves be what is wrong, so the two that matter here are looked for in the words as they came. */
export const report = (
  error: unknown,
  argv: readonly string[],
  { stderr, env, signal }: Pick<Surroundings, 'stderr' | 'env' | 'signal'>,
): number => {
  const code = exitCodeOf(error)
  const shown = (error as { code?: unknown }).code
  const isHelp = code === EXIT.done || shown === 'commander.help'
  if (isHelp) return code
  // What is broken off by a signal fails in many ways, none of which means anything.
  if (signal.aborted && !(error instanceof DaybookError)) {
    stderr.write('Stopped.\n')
    return code
  }
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const at = words.indexOf('--log-level')
  const level = words.includes('--log-level=debug') ? 'debug' : at < 0 ? env.LOG_LEVEL : words[at + 1]
  stderr.write(`${words.includes('--json') ? jsonOf(error) : sentenceOf(error)}\n`)
  if (level === 'debug') stderr.write(`${stackOf(error)}\n`)
  return code
}
