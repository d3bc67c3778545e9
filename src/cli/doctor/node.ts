import { headerOf, headerRequest } from '../../chain/header.ts'
import { parseQuantity } from '../../chain/quantity.ts'
import type { ChainConfig } from '../../config/config.ts'
import { DaybookError } from '../../errors.ts'
import { batchFinding, blockTimestampFinding } from './abilities.ts'
import { contractFindings, finalityFinding, headFinding } from './agreement.ts'
import type { NodeExam, NodeFacts, Tell } from './exam.ts'
import type { Finding } from './finding.ts'
import { createProbe, type Probe } from './probe.ts'
import { headersFinding, receiptsFinding } from './proofs.ts'
import { probeRange } from './range.ts'

/** Everything that is asked of one node. `facts` is null when it does not answer, or is of another chain. */
export const examineNode = async (
  url: string,
  exam: NodeExam,
): Promise<{ findings: Finding[]; facts: NodeFacts | null }> => {
  const { chain, context } = exam
  const probe = createProbe(url, context)
  const findings: Finding[] = []
  const subject = `chain ${chain.name} (${chain.id}), node ${probe.name}`
  const tell: Tell = (check, state, found, advice = null) => findings.push({ subject, check, state, found, advice })
  if (/^wss?:/i.test(url)) {
    tell('use', 'note', 'a WebSocket URL: it only tells of new heads; questions go to the http:// and https:// nodes')
    return { findings, facts: null }
  }
  try {
    return { findings, facts: await question(probe, exam, tell) }
  } catch (error) {
    if (!(error instanceof DaybookError)) throw error
    tell('answers', 'silent', error.message, 'Check the URL and its key, and whether the node runs.')
    return { findings, facts: null }
  }
}

const question = async (probe: Probe, exam: NodeExam, tell: Tell): Promise<NodeFacts | null> => {
  const { chain, markets, context } = exam
  if (!(await isSameChain(probe, chain, tell))) return null
  const latest = headerRequest('latest')
  const head = headerOf((await probe.ask(latest.method, latest.params)).answer, 'latest', probe.name)
  if (head === null) {
    tell('head', 'silent', 'the node has no block yet', 'Wait until it has synchronised.')
    return null
  }
  headFinding(head, exam, tell)
  await finalityFinding(probe, exam, head, tell)
  await contractFindings(probe, markets, head, tell)
  const range = await probeRange(probe, { head: head.number, markets, signal: context.signal }, tell)
  const { headers, ...batch } = await batchFinding(probe, { head, markets }, tell)
  headersFinding({ chain, headers, tell })
  const receipts = await receiptsFinding(probe, { chain, headers, tell })
  blockTimestampFinding(range.sample, tell)
  const eventShare = range.eventBlocks / range.blocks
  return { head, rangeBlocks: range.blocks, logsMs: range.ms, eventShare, ...batch, ...receipts }
}

const isSameChain = async (probe: Probe, chain: ChainConfig, tell: Tell): Promise<boolean> => {
  const { answer } = await probe.ask('eth_chainId', [])
  const id = 'result' in answer ? parseQuantity(answer.result) : null
  if (id === chain.id) {
    tell('chain id', 'ok', String(id))
    return true
  }
  const found = id === null ? 'the node does not tell it' : `${id}, but the configuration says ${chain.id}`
  tell('chain id', 'change', found, `Give the URL of a node of chain ${chain.id}, or correct chains[].id.`)
  return false
}
