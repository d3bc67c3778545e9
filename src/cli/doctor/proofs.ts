import { compareBloom } from '../../chain/bloom.ts'
import { bloomOf } from '../../chain/check.ts'
import type { Header } from '../../chain/header.ts'
import { parseLog } from '../../chain/logs.ts'
import { toQuantity } from '../../chain/quantity.ts'
import { logsByRoot } from '../../chain/receipts-proof.ts'
import type { ChainConfig } from '../../config/config.ts'
import { formatCount } from '../duration.ts'
import type { NodeFacts, Tell } from './exam.ts'
import type { Probe } from './probe.ts'

type Exam = { readonly chain: ChainConfig; readonly headers: readonly Header[]; readonly tell: Tell }

/** Whether what is configured asks for proof by receipts. */
const asksProof = ({ completeness }: ChainConfig): boolean =>
  completeness === 'receipts' || typeof completeness === 'object'

/** Whether headers hash to their hashes, which then commit to their blooms and to the roots of their receipts. */
export const headersFinding = ({ chain, headers, tell }: Exam): void => {
  const unsound = headers.filter((header) => header.sound !== true).length
  const share = `${formatCount(unsound)} of ${formatCount(headers.length)} do not hash to their hashes`
  const found = `${share} (the chain has fields of its own, or the node leaves some out): receipts prove nothing there`
  const advice =
    'Try another node; if that is the chain’s way, set chains[].completeness to "bloom", which needs no proof.'
  if (unsound === 0) tell('headers', 'ok', 'hash to their hashes')
  else if (asksProof(chain)) tell('headers', 'change', found, advice)
  else tell('headers', 'note', found)
}

/** Whether the receipts of a whole block can be read at once, add up to its header, and agree with its bloom. */
export const receiptsFinding = async (probe: Probe, exam: Exam): Promise<Pick<NodeFacts, 'receiptsMs'>> => {
  const { chain, headers, tell } = exam
  // The fullest block shows most types of transactions.
  const header = [...headers].sort((a, b) => b.transactions - a.transactions)[0]
  if (header === undefined) return { receiptsMs: null }
  const { answer, ms } = await probe.ask('eth_getBlockReceipts', [toQuantity(header.number)])
  if ('error' in answer || !Array.isArray(answer.result)) {
    const reason = 'error' in answer ? answer.error.message : 'the answer is no list'
    const found = `not supported (${reason}): doubts are settled by asking another way, and some stay unsettled`
    const advice = 'Use a node that has this method; else receipts are asked for one transaction at a time.'
    tell('eth_getBlockReceipts', asksProof(chain) ? 'change' : 'note', found, asksProof(chain) ? advice : null)
    return { receiptsMs: null }
  }
  const receipts = answer.result as readonly { readonly type?: unknown; readonly logs?: unknown }[]
  const proof = logsByRoot(receipts, header)
  if (typeof proof === 'string') {
    const advice = 'Set chains[].completeness to "bloom" if no node of the chain does better.'
    const wanted = asksProof(chain) && header.sound === true
    tell('eth_getBlockReceipts', wanted ? 'change' : 'note', `supported. ${proof}`, wanted ? advice : null)
  } else {
    const types = [...new Set(receipts.map(({ type }) => String(type ?? '0x0')))].sort()
    const shown = types.length === 0 ? '' : ` (types ${types.join(', ')})`
    tell('eth_getBlockReceipts', 'ok', `add up to the header of block ${formatCount(header.number)}${shown}`)
  }
  bloomFinding(exam, header, receipts)
  return { receiptsMs: ms }
}

const bloomFinding = ({ chain, tell }: Exam, header: Header, receipts: readonly { readonly logs?: unknown }[]) => {
  const items = receipts.flatMap(({ logs }) => (Array.isArray(logs) ? (logs as Record<string, unknown>[]) : []))
  const logs = items.map((item) => parseLog(item)).flatMap((placed) => (typeof placed === 'string' ? [] : [placed.log]))
  if (logs.length === 0) return tell('blooms', 'note', 'unknown: no log in the block that was looked at')
  const relation = compareBloom(header.logsBloom, bloomOf(logs))
  if (relation === 'equal') return tell('blooms', 'ok', 'agree with the receipts')
  if (relation === 'within')
    return tell('blooms', 'note', 'have more bits than the receipts explain: more blocks are in doubt')
  const found = 'lack logs that the receipts have, so that they rule nothing out'
  if (chain.completeness === 'linked') return tell('blooms', 'note', found)
  tell('blooms', 'change', found, 'Set chains[].completeness to "linked", or use another node.')
}
