import type { Hex } from '../../../src/domain/hex.ts'
import type { FakeChain } from '../../chain/fake-chain.ts'
import { answer, noFaults, type Reply } from '../../chain/fake-node.ts'
import { CHAIN_ID } from '../books-of.ts'
import { contractAnswer } from '../factory-answers.ts'
import { createFate } from './fate.ts'
import type { Call, Fault, Mishap, Moment } from './fault.ts'
import { type FaultName, faultOf, faults } from './faults.ts'
import type { VirtualTime } from './virtual-time.ts'
import type { World } from './world.ts'

/** How much of which fault a node has. */
export type Shares = Partial<Record<FaultName, number>>

/** What happened at a node. */
export type Tally = {
  requests: number
  /** Requests put again, to the letter. */
  repeated: number
  hidden: number
  readonly fired: Map<FaultName, number>
}

/** A node that answers as its faults and the fate of each request will have it. */
export type HostileNode = {
  readonly url: string
  readonly tally: Tally
  request(body: string, signal: AbortSignal): Promise<Response>
  heal(): void
}

export type HostileNodeOptions = {
  readonly seed: number
  readonly index: number
  readonly shares: Shares
  readonly world: World
  readonly time: VirtualTime
  readonly reorganise: (depth: number) => void
}

export const createHostileNode = (options: HostileNodeOptions): HostileNode => {
  const { seed, index, world, time, reorganise } = options
  const fate = createFate(seed, index)
  /** Half of all nodes know blocks by numbers and tags only. */
  const knowsHashes = fate.ofThing('eth_call', 'by hash').chance(0.5)
  const tally: Tally = { requests: 0, repeated: 0, hidden: 0, fired: new Map() }
  let armed = Object.keys(faults).flatMap((key) => {
    const name = key as FaultName
    const share = options.shares[name] ?? 0
    return share > 0 ? [{ name, share, fault: faultOf(name) as Fault }] : []
  })
  /** The other branch in this node's load balancer, for as long as it is worth following. */
  let branch: { chain: FakeChain; since: number } | null = null
  const branchNow = (): FakeChain => {
    if (branch === null || time.passed() - branch.since > BRANCH_MS)
      branch = { chain: world.branchOff(), since: time.passed() }
    return branch.chain
  }

  const answerCall = (call: Call, moments: readonly { fault: Fault; moment: Moment }[]): Reply => {
    for (const { fault, moment } of moments) fault.before?.(call, moment)
    const set = noFaults()
    let { chain } = world
    for (const { fault, moment } of moments) {
      const instead = fault.instead?.(call, moment)
      if (instead?.chain) chain = instead.chain
      Object.assign(set, instead?.faults)
    }
    const { method, params } = call
    const told =
      method === 'eth_call'
        ? callContract(params, { chain, lag: set.lag, byHash: knowsHashes })
        : answer({ chain, chainId: CHAIN_ID, faults: set }, method, params)
    return moments.reduce((reply, { fault, moment }) => fault.reply?.(call, reply, moment) ?? reply, told)
  }

  const request = async (body: string, signal: AbortSignal): Promise<Response> => {
    const asked = JSON.parse(body) as Call | readonly Call[]
    const calls = Array.isArray(asked) ? (asked as readonly Call[]) : [asked as Call]
    const { attempt, dice } = fate.ofRequest(calls.map(({ method, params }) => method + JSON.stringify(params)).join())
    tally.requests += 1
    if (attempt > 0) tally.repeated += 1
    const moments = armed.map(({ name, share, fault }) => ({
      fault,
      moment: {
        dice: dice(name),
        share,
        sticky: (thing: string) => fate.ofThing(name, thing),
        passed: time.passed(),
        chain: world.chain,
        branch: branchNow,
        reorganise,
        fired: () => void tally.fired.set(name, (tally.fired.get(name) ?? 0) + 1),
        hid: (logs: number) => {
          tally.hidden += logs
        },
      },
    }))
    const latency = dice('latency')
    await waiting(time, 1 + latency.int(15), signal)
    const mishap = moments.reduce<Mishap | null>(
      (found, { fault, moment }) => found ?? fault.mishap?.(moment) ?? null,
      null,
    )
    if (mishap === 'hang')
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(gone()), { once: true }))
    if (mishap === 'cut') throw cut()
    const items = calls.map((call) => ({ jsonrpc: '2.0', id: call.id, ...answerCall(call, moments) }))
    const told = moments.reduce<unknown>((list, { fault, moment }) => {
      return Array.isArray(list) && fault.batch ? fault.batch(list, moment) : list
    }, items)
    const delay = moments.reduce((ms, { fault, moment }) => ms + (fault.delay?.(moment) ?? 0), 0)
    await waiting(time, 1 + latency.int(15) + delay, signal)
    const single = !Array.isArray(asked) && Array.isArray(told) && told.length === 1
    return responseOf(mishap, JSON.stringify(single ? told[0] : told))
  }

  return {
    url: `http://node${index}.simulated`,
    tally,
    request,
    heal: () => {
      armed = []
    },
  }
}

const BRANCH_MS = 25_000

const gone = () => new DOMException('This operation was aborted', 'AbortError')
const cut = () =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }) })

const waiting = async (time: VirtualTime, ms: number, signal: AbortSignal) => {
  await time.clock.sleep(ms, signal)
  if (signal.aborted) throw gone()
}

type Called = { readonly chain: FakeChain; readonly lag: number; readonly byHash: boolean }

const callContract = ([call, tag]: readonly unknown[], { chain, lag, byHash }: Called): Reply => {
  const head = chain.head().number - lag
  const number = typeof tag === 'string' ? (tag === 'latest' ? head : Number(tag)) : null
  const hash = (tag as { blockHash?: Hex }).blockHash
  if (number === null && !byHash)
    return { error: { code: -32602, message: 'invalid argument 1: json: cannot unmarshal object into a string' } }
  const block = chain.block(number ?? chain.byHash(hash!)?.number ?? Number.MAX_SAFE_INTEGER)
  if (!block || block.number > head || (number === null && block.hash !== hash))
    return { error: { code: -32000, message: number === null ? 'header for hash not found' : 'header not found' } }
  const { to, data } = call as { to: Hex; data: Hex }
  const answered = contractAnswer(chain, { to, data, block: block.number })
  return answered === null ? { error: { code: 3, message: 'execution reverted' } } : { result: answered }
}

/** Only what src/chain/http.ts looks at: a whole Response a request would take most of a run's time. */
const responseOf = (mishap: Exclude<Mishap, 'hang' | 'cut'> | null, text: string): Response => {
  const headers = new Headers(mishap === 429 ? { 'retry-after': '1' } : {})
  const said = (status: number, body: AsyncIterable<Uint8Array> | readonly Uint8Array[]) =>
    ({ status, headers, body }) as unknown as Response
  const bytes = (some: string) => [Buffer.from(some)]
  switch (mishap) {
    case null:
      return said(200, bytes(text))
    case 'html':
      return said(200, bytes('<html><body>Bad Gateway</body></html>'))
    case 'empty':
      return said(200, [])
    case 'truncated':
      return said(200, bytes(text.slice(0, Math.floor(text.length / 2))))
    case 'cut in the answer':
      return said(200, cutAfter(text.slice(0, Math.floor(text.length / 2))))
    default:
      return said(mishap, bytes('refused'))
  }
}

async function* cutAfter(text: string) {
  yield Buffer.from(text)
  throw cut()
}
