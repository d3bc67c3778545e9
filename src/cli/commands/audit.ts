import type { Audit, AuditOptions } from '../../audit/audit.ts'
import type { Nodes } from '../../chain/nodes.ts'
import type { Config } from '../../config/config.ts'
import { DaybookError } from '../../errors.ts'
import { wholeNumber } from '../arguments.ts'
import { type Context, withStore } from '../context.ts'
import { type AddCommand, example } from '../define.ts'
import { EXIT, sentenceOf } from '../exit.ts'

type Options = {
  market?: string
  block?: number
  offline?: boolean
  locate?: boolean
  records?: number
  store?: boolean
}

/** Records of each kind that a contract is asked about: 50 go into one request. */
const RECORDS_MAX = 20_000
/** Requests under way at one node, as when indexing. */
const CONCURRENCY = 8

export const addAudit: AddCommand = (program, act) => {
  program
    .command('audit')
    .description('check the books by themselves and against the chain; exits 3 when something differs')
    .option('--market <id>', 'only this market: its address, or its id in the API')
    .option('--block <number>', 'as of this block (default: the newest indexed one)', wholeNumber(0))
    .option('--offline', 'ask no node: check the books by themselves only')
    .option('--locate', 'look for the very blocks of differences, which takes an archive node')
    .option(
      '--records <number>',
      `most records of each kind to ask contracts about (default: ${RECORDS_MAX})`,
      wholeNumber(1),
    )
    .option('--no-store', 'do not write down the result for the API')
    .addHelpText('after', example('daybook audit', 'daybook audit --offline --json', 'daybook audit --locate'))
    .action(
      act<Options>(async (context, options) => {
        const { json, print, stderr, signal } = context
        const { market, block, offline = false, locate = false, records = RECORDS_MAX, store: keep = true } = options
        const config = offline ? null : await context.loadConfig()
        const { database } = config ?? (await context.loadDatabase())
        const { auditStore } = await import('../../audit/audit.ts')
        const { createAskProgress } = await import('../audit/progress.ts')
        const { findingLine, marketLine } = await import('../audit/report.ts')
        const nodesOf = config === null ? null : await nodesIn(config, context)
        const progress = createAskProgress(context)
        const onFinding: AuditOptions['onFinding'] = (finding) => {
          progress.clear()
          if (!json) print(findingLine(finding))
        }
        const audit = await withStore(context, database, { write: false }, (store) =>
          auditStore(store, {
            ...{ market, block, nodesOf, locate, signal, onFinding },
            recordsMax: records,
            onAsked: progress.report,
          }),
        ).finally(progress.clear)
        if (json) print(jsonOf(audit))
        else for (const each of audit.markets) print(marketLine(each))
        for (const { reason } of audit.silent)
          stderr.write(`${sentenceOf(new DaybookError('RPC_UNAVAILABLE', reason))}\n`)
        if (keep && !offline && block === undefined) await keepResult(context, database, audit)
        if (audit.findings.length > 0) return EXIT.difference
        return audit.silent.length > 0 ? EXIT.tryLater : EXIT.done
      }),
    )
}

/** What a program reads. Row ids are this database's own affair. */
const jsonOf = ({ findings, markets }: Audit): string =>
  JSON.stringify({ findings, markets: markets.map(({ marketId: _, ...market }) => market) })

/** What was found is told already: a database that cannot be written to now takes nothing away from it. */
const keepResult = async (context: Context, database: string, audit: Audit): Promise<void> => {
  const { keepAudit } = await import('../../audit/keep.ts')
  try {
    await withStore(context, database, { write: true }, (store) =>
      keepAudit(store, audit, Math.floor(context.clock.now() / 1_000)),
    )
  } catch (error) {
    context.stderr.write(
      `The result was not written down, so the API goes on serving the last one: ${sentenceOf(error)}\n`,
    )
  }
}

const nodesIn = async ({ chains }: Config, context: Context): Promise<(chainId: number) => Nodes> => {
  const { createNodes } = await import('../../chain/nodes.ts')
  return (chainId) => {
    const chain = chains.find(({ id }) => id === chainId)
    if (chain === undefined) {
      const message = `Chain ${chainId} of the database is not in the configuration: name its node there, or audit with --offline.`
      throw new DaybookError('USAGE', message, { details: { chainId } })
    }
    const urls = chain.rpc.filter((url) => !/^wss?:/i.test(url))
    return createNodes({ chainId, urls, concurrency: chain.concurrency ?? CONCURRENCY }, context)
  }
}
