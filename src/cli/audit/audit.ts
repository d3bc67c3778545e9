import { createNodes, type Nodes } from '../../chain/nodes.ts'
import type { Config } from '../../config/config.ts'
import { DaybookError } from '../../errors.ts'
import type { Store } from '../../store/store.ts'
import type { Context } from '../context.ts'
import { sentenceOf } from '../exit.ts'
import { auditBalances, type Compared } from './balances.ts'
import type { Book } from './book.ts'
import { type Choice, chooseBooks } from './choose.ts'
import { auditCounters } from './counters.ts'
import { auditEarnings } from './earnings.ts'
import type { Finding, Tell } from './finding.ts'
import { auditLedger, type Held } from './ledger.ts'
import { type AskProgress, createAskProgress } from './progress.ts'
import type { MarketAudit } from './report.ts'
import { auditTasks } from './tasks.ts'

export type Audit = {
  readonly findings: readonly Finding[]
  readonly markets: readonly MarketAudit[]
  /** Chains whose nodes did not answer, with the reason. */
  readonly silent: readonly { readonly chainId: number; readonly reason: string }[]
}

export type AuditOptions = Choice & {
  /** Whose nodes are asked; null to ask none. */
  readonly config: Config | null
  /** Is told each finding at once. */
  readonly onFinding: (finding: Finding) => void
}

/** Requests under way at one node, as when indexing. */
const CONCURRENCY = 8

/** Checks the books of each market, by themselves and against the chain, on one snapshot of the database. */
export const auditStore = (
  store: Store,
  context: Pick<Context, 'stderr' | 'log' | 'clock' | 'signal'>,
  { config, onFinding, ...choice }: AuditOptions,
): Promise<Audit> =>
  store.read(async (db) => {
    const audit = { findings: [] as Finding[], markets: [] as MarketAudit[], silent: [] as Audit['silent'][number][] }
    const progress = createAskProgress(context)
    for (const book of await chooseBooks(db, store.tables, choice)) {
      const tell: Tell = (marketId, code, what) => {
        const market = book.markets.find(({ id }) => id === marketId)?.address ?? null
        const finding: Finding = { code, chainId: book.chainId, market, ...what }
        audit.findings.push(finding)
        progress.clear()
        onFinding(finding)
      }
      const held = await auditLedger(book, tell)
      const tasks = await auditTasks(book, tell)
      await auditEarnings(book, tell)
      await auditCounters(book, tell)
      const { compared, silence } = await compare(book, held, { config, context, progress, tell })
      if (silence !== null) audit.silent.push({ chainId: book.chainId, reason: silence })
      for (const { id, address, name, protocol, payouts } of book.markets) {
        const findings = audit.findings.filter(({ chainId, market }) => chainId === book.chainId && market === address)
        audit.markets.push({
          chainId: book.chainId,
          address,
          name,
          protocol,
          block: book.block,
          tasks: tasks.get(id) ?? 0,
          payouts,
          findings: findings.length,
          chain: compared?.get(id) ?? null,
        })
      }
    }
    return audit
  })

type Comparing = {
  readonly config: Config | null
  readonly context: Pick<Context, 'log' | 'clock' | 'signal'>
  readonly progress: AskProgress
  readonly tell: Tell
}

/** Each market against the chain. A chain that does not answer now leaves the findings in the books as they are. */
const compare = async (
  book: Book,
  held: Held,
  { config, context, progress, tell }: Comparing,
): Promise<{ compared: ReadonlyMap<number, Compared> | null; silence: string | null }> => {
  if (config === null) return { compared: null, silence: null }
  const compared = new Map<number, Compared>()
  const skip = (skipped: string): Compared => ({ tokens: 0, contracts: 0, silentTokens: [], skipped })
  try {
    const nodes = nodesOf(book, config, context)
    for (const market of book.markets) {
      const holding = held.get(market.id) ?? new Map<number, bigint>()
      const report = (asked: number, total: number) => progress.report(book.chainId, asked, total)
      const asking = { nodes, signal: context.signal, report }
      compared.set(market.id, await auditBalances(book, { market, held: holding }, asking, tell))
    }
    return { compared, silence: null }
  } catch (error) {
    if (!(error instanceof DaybookError) || error.action !== 'retry-later') throw error
    for (const { id } of book.markets) if (!compared.has(id)) compared.set(id, skip('no node answers'))
    return { compared, silence: sentenceOf(error) }
  } finally {
    progress.clear()
  }
}

const nodesOf = ({ chainId }: Book, { chains }: Config, context: Comparing['context']): Nodes => {
  const chain = chains.find(({ id }) => id === chainId)
  if (chain === undefined) {
    const message = `Chain ${chainId} of the database is not in the configuration: name its node there, or audit with --offline.`
    throw new DaybookError('USAGE', message, { details: { chainId } })
  }
  const urls = chain.rpc.filter((url) => !/^wss?:/i.test(url))
  return createNodes({ chainId, urls, concurrency: chain.concurrency ?? CONCURRENCY }, context)
}
