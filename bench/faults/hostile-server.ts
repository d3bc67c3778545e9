import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FakeChain } from '../../test/chain/fake-chain.ts'
import { answer, type Call, noFaults, type Reply } from '../../test/chain/fake-node.ts'
import { createFate } from '../../test/simulation/hostile/fate.ts'
import type { Fault, Mishap, Moment } from '../../test/simulation/hostile/fault.ts'
import { type FaultName, faultOf } from '../../test/simulation/hostile/faults.ts'
import type { Case } from './cases.ts'
import type { Story } from './story.ts'
import { tellGivenUp, tellWhole } from './whole-blocks.ts'

/** As mainnet's, so that programs that know chains by their id wait as long for finality as this node's tag does. */
export const CHAIN_ID = 1

/** The faults of the simulation (test/simulation/hostile) as a node that any program can ask over HTTP. */
export type HostileServer = {
  readonly url: string
  /** HTTP requests, calls by method, and how often each fault fell. */
  readonly tally: { requests: number; readonly calls: Map<string, number>; readonly fired: Map<FaultName, number> }
  heal(): void
  stop(): Promise<void>
}

/** The branch of a node with two heads is another one after this. */
const BRANCH_MS = 5_000

export const startHostileServer = async (
  story: Story,
  { faults, node }: Case,
  seed: number,
): Promise<HostileServer> => {
  const fate = createFate(seed, 0)
  const started = performance.now()
  const passed = () => performance.now() - started
  const tally: HostileServer['tally'] = { requests: 0, calls: new Map(), fired: new Map() }
  const add = <T>(counts: Map<T, number>, name: T) => void counts.set(name, (counts.get(name) ?? 0) + 1)
  let armed = Object.entries(faults).map(([name, share]) => {
    return { name: name as FaultName, share, fault: faultOf(name as FaultName) }
  })
  let branch: { readonly chain: FakeChain; readonly since: number } | null = null
  const branches: FakeChain[] = []
  const branchNow = (): FakeChain => {
    if (branch === null || passed() - branch.since > BRANCH_MS) {
      branch = { chain: story.branchOff(), since: passed() }
      branches.push(branch.chain)
    }
    return branch.chain
  }

  type Armed = { readonly fault: Fault; readonly moment: Moment }

  const answerCall = (call: Call, moments: readonly Armed[]): Reply => {
    add(tally.calls, call.method)
    for (const { fault, moment } of moments) fault.before?.(call, moment)
    const set = { ...noFaults(), ...node }
    let { chain } = story
    for (const { fault, moment } of moments) {
      const instead = fault.instead?.(call, moment)
      if (instead?.chain) chain = instead.chain
      Object.assign(set, instead?.faults)
    }
    const { method, params } = call
    // There are no contracts on this chain, only what they said.
    const told: Reply =
      method === 'eth_call' || method === 'eth_getCode'
        ? { result: '0x' }
        : (tellGivenUp(call, [chain, story.chain, ...branches]) ??
          answer({ chain, chainId: CHAIN_ID, faults: set }, method, params))
    const whole = tellWhole(call, told, story.market)
    return moments.reduce((reply, { fault, moment }) => fault.reply?.(call, reply, moment) ?? reply, whole)
  }

  const respond = async (request: IncomingMessage, response: ServerResponse, body: string): Promise<void> => {
    const asked = JSON.parse(body) as Call | readonly Call[]
    // Some send no parameters where there are none.
    const calls = [asked].flat().map((call) => ({ ...call, params: call.params ?? [] }) as Call)
    const { dice } = fate.ofRequest(calls.map(({ method, params }) => method + JSON.stringify(params)).join())
    tally.requests += 1
    const moments = armed.map(({ name, share, fault }): Armed => {
      const sticky = (thing: string) => fate.ofThing(name, thing)
      const [fired, hid] = [() => add(tally.fired, name), () => {}]
      const { chain, reorganise } = story
      const moment = {
        dice: dice(name),
        share,
        sticky,
        passed: passed(),
        chain,
        branch: branchNow,
        reorganise,
        fired,
        hid,
      }
      return { fault, moment }
    })
    const mishap = moments.reduce<Mishap | null>(
      (found, { fault, moment }) => found ?? fault.mishap?.(moment) ?? null,
      null,
    )
    if (mishap === 'hang') return
    if (mishap === 'cut') return void request.socket.destroy()
    const items = calls.map((call) => ({ jsonrpc: '2.0', id: call.id, ...answerCall(call, moments) }))
    const told = moments.reduce<unknown>((list, { fault, moment }) => {
      return Array.isArray(list) && fault.batch ? fault.batch(list, moment) : list
    }, items)
    const delay = moments.reduce((ms, { fault, moment }) => ms + (fault.delay?.(moment) ?? 0), 0)
    if (delay > 0) await sleep(delay)
    const single = !Array.isArray(asked) && Array.isArray(told) && told.length === 1
    send(request, response, mishap, JSON.stringify(single ? told[0] : told))
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => void respond(request, response, Buffer.concat(chunks).toString()))
  })
  // Sockets that are closed just as they are used again would be a fault of their own.
  server.keepAliveTimeout = 600_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tally,
    heal: () => {
      armed = []
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const send = (
  request: IncomingMessage,
  response: ServerResponse,
  mishap: Exclude<Mishap, 'hang' | 'cut'> | null,
  text: string,
): void => {
  const half = text.slice(0, Math.floor(text.length / 2))
  if (typeof mishap === 'number') {
    response.writeHead(mishap, mishap === 429 ? { 'retry-after': '1' } : {}).end('refused')
    return
  }
  if (mishap === 'html') return void response.writeHead(200).end('<html><body>Bad Gateway</body></html>')
  if (mishap === 'empty') return void response.writeHead(200).end()
  response.writeHead(200, { 'content-type': 'application/json' })
  if (mishap === 'truncated') return void response.end(half)
  if (mishap === 'cut in the answer') return void response.write(half, () => request.socket.destroy())
  response.end(text)
}
