import { InvalidArgumentError, Option } from 'commander'
import { DaybookError } from '../../errors.ts'
import { wholeNumber } from '../arguments.ts'
import { type Context, withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { EXIT } from '../exit.ts'
import { createProgress } from '../progress.ts'
import { findingLine, findingsOf, summaryLine, type VerifyFinding } from '../verify/report.ts'

type Options = {
  chain?: number
  from?: number
  to?: number
  gaps?: boolean
  sample?: number
  seed?: number
  level: 'bloom' | 'receipts'
  heal?: boolean
}

const share = (text: string): number => {
  const value = Number(text)
  if (value > 0 && value < 1) return value
  throw new InvalidArgumentError('Expected a share above 0 and below 1, like 0.02.')
}

export const addVerify: AddCommand = (program, act) => {
  program
    .command('verify')
    .description('ask the nodes again and check the stored blocks and logs; exits 3 when something differs')
    .option('--chain <id>', 'only this chain', wholeNumber(1))
    .option('--from <block>', 'from this block on (default: the first)', wholeNumber(0))
    .option('--to <block>', 'up to this block (default: the newest indexed one)', wholeNumber(0))
    .option('--gaps', 'only where less is proved than the configuration demands')
    .option('--sample <share>', 'all blocks that show logs, and this share of the others (0.02 for 2 %)', share)
    .option('--seed <number>', 'which blocks the sample is of (default: others each time)', wholeNumber(0, 2 ** 32 - 1))
    .addOption(
      new Option('--level <level>', 'what to check: blooms, or receipts against the headers')
        .choices(['bloom', 'receipts'])
        .default('receipts'),
    )
    .option('--heal', 'put missing logs in and false ones out, and fold again what follows from them')
    .addHelpText('after', example('daybook verify --sample 0.02', 'daybook verify --chain 137 --from 40000000 --heal'))
    .action(
      act<Options>(async (context, options) => {
        const { from, to, gaps = false } = options
        if (gaps && (from !== undefined || to !== undefined || options.sample !== undefined)) {
          throw new DaybookError('USAGE', '--gaps: found with --from, --to or --sample, expected alone.')
        }
        return verify(context, options)
      }),
    )
}

const verify = async (context: Context, options: Options): Promise<number> => {
  const { parts, signal, json, print, clock } = context
  const { from, to, gaps = false, heal = false } = options
  const config = await context.loadConfig()
  const chains = config.chains.filter(({ id }) => options.chain === undefined || options.chain === id)
  if (chains.length === 0) {
    const known = config.chains.map(({ id }) => id).join(', ')
    throw new DaybookError(
      'USAGE',
      `--chain: found ${options.chain}, expected a chain of the configuration (${known}).`,
    )
  }
  const seed = options.seed ?? Math.floor(clock.now() % 2 ** 32)
  const sample = options.sample === undefined ? null : { share: options.sample, seed }
  const names = new Map(config.chains.map(({ id, name }) => [id, name]))
  const progress = createProgress({ ...context, names, verb: 'Verifying' })
  const findings: VerifyFinding[] = []
  const summaries: { chainId: number; seed: number | null; open: number; stretches: unknown; levels: unknown }[] = []
  let isOpen = false
  await withStore(context, config.database, { write: true }, async (store) => {
    for (const chain of chains) {
      const markets = config.markets.filter(({ chainId }) => chainId === chain.id)
      if (markets.length === 0) continue
      const started = clock.now()
      let first: number | null = null
      const onBlocks = (block: number, head: number) => {
        first ??= block
        const blocksPerSecond = ((block - first) * 1000) / Math.max(1, clock.now() - started)
        const still = { finalized: null, events: 0, eventsPerSecond: 0 }
        progress.report({ chainId: chain.id, phase: 'VERIFYING', block, head, blocksPerSecond, ...still })
      }
      const verified = await parts.verifyChain({
        store,
        chain,
        markets,
        log: progress.log,
        clock,
        stretch: gaps
          ? { gapsUpTo: Number.POSITIVE_INFINITY }
          : { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
        sample,
        level: options.level === 'bloom' ? 'BLOOM_CONSISTENT' : 'RECEIPTS_PROVEN',
        heal,
        signal,
        onBlocks,
      })
      progress.done()
      const found = findingsOf(chain.id, verified, { healed: heal })
      findings.push(...found)
      isOpen ||= verified.open.length > 0
      const { stretches, levels, open } = verified
      summaries.push({ chainId: chain.id, seed: sample && seed, open: open.length, stretches, levels })
      if (json) continue
      for (const finding of found) print(findingLine(finding))
      print(summaryLine(chain.name, verified))
      if (sample) print(`Blocks were chosen by seed ${seed}: --seed ${seed} reads the same ones again.`)
    }
  })
  if (json) print(JSON.stringify({ findings, chains: summaries }))
  return findings.some(({ healed }) => !healed) || (heal && isOpen) ? EXIT.difference : EXIT.done
}
