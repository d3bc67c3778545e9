import { type Header, headerRequest, parseHeader } from '../../chain/header.ts'
import { toQuantity } from '../../chain/quantity.ts'
import type { MarketConfig } from '../../config/config.ts'
import { formatCount, formatSeconds } from '../duration.ts'
import type { NodeExam, Tell } from './exam.ts'
import type { Probe } from './probe.ts'

/** Blocks of local chains come when somebody sends a transaction, and their clock is often moved by hand. */
const LOCAL_CHAINS: readonly number[] = [1337, 31337]
/** The slowest chains make a block in some fifteen seconds; a node that shows none for so long is behind. */
const HEAD_AGE_SECONDS_MAX = 900
/** Chains allow block times some seconds ahead; more than this is a wrong clock here. */
const CLOCK_AHEAD_SECONDS_MAX = 60

/** The head, its age by this machine's clock, and whether the markets have begun. */
export const headFinding = (head: Header, { chain, markets, context }: NodeExam, tell: Tell): void => {
  const ageSeconds = Math.round(context.clock.now() / 1_000) - head.timestamp
  const isLocal = LOCAL_CHAINS.includes(chain.id)
  const age = ageSeconds < 0 ? `${formatSeconds(-ageSeconds)} ahead of this clock` : `${formatSeconds(ageSeconds)} old`
  const found = `block ${formatCount(head.number)}, ${age}`
  if (ageSeconds < -CLOCK_AHEAD_SECONDS_MAX) {
    tell('head', isLocal ? 'note' : 'change', found, isLocal ? null : 'Set this machine’s clock, by NTP for example.')
  } else if (ageSeconds > HEAD_AGE_SECONDS_MAX) {
    const advice = 'Wait until the node has caught up, use another one, or set this machine’s clock.'
    tell('head', isLocal ? 'note' : 'change', found, isLocal ? null : advice)
  } else tell('head', 'ok', found)

  for (const market of markets.filter(({ startBlock }) => startBlock > head.number)) {
    const advice = 'Correct its startBlock, or wait until the chain is there.'
    tell('start block', 'change', `${market.startBlock} of market ${market.address} is above the head`, advice)
  }
}

/** Whether the node tells what is final, if that is what the configuration goes by. */
export const finalityFinding = async (probe: Probe, { chain }: NodeExam, head: Header, tell: Tell): Promise<void> => {
  const { method, params } = headerRequest('finalized')
  const { answer } = await probe.ask(method, params)
  const header = 'result' in answer ? parseHeader(answer.result, 'finalized', probe.name) : null
  if (header !== null) {
    tell(
      'finalized tag',
      'ok',
      `block ${formatCount(header.number)}, ${formatCount(head.number - header.number)} below the head`,
    )
    return
  }
  const found = 'result' in answer ? 'known, but nothing is final yet' : `refused: ${answer.error.message}`
  const isNeeded = chain.finality === 'finalized' && !('result' in answer)
  const advice =
    'Set chains[].finality to { "depth": N }, with N the blocks after which this chain is never reorganised.'
  tell('finalized tag', isNeeded ? 'change' : 'note', found, isNeeded ? advice : null)
}

/** Markets asked about at once. */
const CONTRACTS_MAX = 50

/** Whether there is a contract at each market's address. */
export const contractFindings = async (
  probe: Probe,
  markets: readonly MarketConfig[],
  head: Header,
  tell: Tell,
): Promise<void> => {
  const some = markets.slice(0, CONTRACTS_MAX)
  if (some.length === 0) return
  const requests = some.map(({ address }) => ({ method: 'eth_getCode', params: [address, toQuantity(head.number)] }))
  const { answers } = await probe.askAll(requests)
  const empty = some.filter((_, i) => isEmptyCode(answers[i]))
  for (const { address } of empty) {
    tell('contract', 'change', `there is none at ${address}`, 'Correct markets[].address or markets[].chainId.')
  }
  if (empty.length === 0)
    tell('contract', 'ok', `one at each of ${some.length} market address${some.length === 1 ? '' : 'es'}`)
}

/** A refusal proves nothing. */
const isEmptyCode = (answer: unknown): boolean => (answer as { result?: unknown } | undefined)?.result === '0x'
