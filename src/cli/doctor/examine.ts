import type { ChainConfig, Config } from '../../config/config.ts'
import { showDatabase } from '../../config/database-url.ts'
import type { Context } from '../context.ts'
import { examineDatabase } from './database.ts'
import { estimatesOf } from './estimate.ts'
import type { NodeFacts } from './exam.ts'
import type { Diagnosis, Estimate, Finding } from './finding.ts'
import { examineNode } from './node.ts'

/** Looks at everything the configuration names, and changes nothing. Nodes are asked one after the other: they count requests. */
export const examine = async (config: Config, context: Context): Promise<Diagnosis> => {
  const findings: Finding[] = [configurationFinding(config)]
  const estimates: Estimate[] = []
  findings.push(...(await examineDatabase(config.database, context)))
  for (const chain of config.chains) {
    const { found, facts } = await examineChain(chain, config, context)
    findings.push(...found)
    const startBlock = startBlockOf(chain, config)
    if (facts && startBlock !== null) estimates.push(...estimatesOf(chain, startBlock, facts))
  }
  return { findings, estimates }
}

const configurationFinding = ({ chains, markets, database }: Config): Finding => ({
  subject: 'configuration',
  check: 'fields',
  state: 'ok',
  found: `${plural(chains.length, 'chain')}, ${plural(markets.length, 'market')}, database ${showDatabase(database)}`,
  advice: null,
})

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const startBlockOf = ({ id }: ChainConfig, { markets }: Config): number | null => {
  const blocks = markets.filter((market) => market.chainId === id).map((market) => market.startBlock)
  return blocks.length === 0 ? null : Math.min(...blocks)
}

const examineChain = async (chain: ChainConfig, { markets }: Config, context: Context) => {
  const own = markets.filter((market) => market.chainId === chain.id)
  const found: Finding[] = []
  if (own.length === 0) {
    const subject = `chain ${chain.name} (${chain.id})`
    const advice = 'Add a market of this chain under "markets", or take the chain out.'
    found.push({ subject, check: 'markets', state: 'note', found: 'none', advice })
  }
  const nodes: { findings: Finding[]; facts: NodeFacts | null }[] = []
  for (const url of chain.rpc) nodes.push(await examineNode(url, { chain, markets: own, context }))
  // One node is enough to go on with: a dead one beside it is something to change, not to wait for.
  const isAlone = nodes.every(({ facts }) => facts === null)
  for (const { findings } of nodes) {
    found.push(...(isAlone ? findings : findings.map((finding) => asChange(finding))))
  }
  return { found, facts: nodes.find(({ facts }) => facts !== null)?.facts ?? null }
}

const asChange = (finding: Finding): Finding =>
  finding.state === 'silent'
    ? { ...finding, state: 'change', advice: 'The other nodes of the chain answer; repair or remove this one.' }
    : finding
