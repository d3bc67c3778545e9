import type { Clock } from '../clock.ts'
import { DaybookError } from '../errors.ts'
import type { Log } from '../log.ts'
import { type Endpoint, parseEndpoint } from './http.ts'
import { createNode, type Node, type NodeHealth } from './node.ts'
import { createRpc, type RpcOptions } from './rpc.ts'

type Patience = {
  /** Live: goes on until it works, with a warning. Otherwise throws after a bounded number of failures. */
  readonly patient: boolean
  readonly signal?: AbortSignal | undefined
}

/** The nodes of one chain. What is read together is asked of one node, and all of it again of the next when that fails. */
export type Nodes = {
  run<T>(work: (node: Node) => Promise<T>, patience: Patience): Promise<T>
  /** The given node, and then the others that may be asked now, best first. */
  from(node: Node): readonly Node[]
  /** Whether some node may be asked that was not caught at a fault lately. */
  hasTrusted(): boolean
  /** All others of this chain, resting or not. */
  others(node: Node): readonly Node[]
  health(): readonly NodeHealth[]
}

export type NodesOptions = {
  readonly chainId: number
  readonly urls: readonly string[]
  readonly concurrency: number
  readonly rpc?: RpcOptions
}

/** Failures of one piece of work, per node, before it is given up: some 8 seconds of waiting in all. */
const FAILURES_MAX = 6

export const createNodes = (options: NodesOptions, { log, clock }: { log: Log; clock: Clock }): Nodes => {
  const { chainId, concurrency } = options
  const nodes = distinctNames(options.urls.map(parseEndpoint)).map((endpoint) =>
    createNode({ rpc: createRpc(endpoint, options.rpc), clock, chainId, concurrency, jitter: Math.random }),
  )
  if (nodes.length === 0)
    throw new DaybookError('CONFIG_INVALID', `Chain ${chainId} has no http:// or https:// rpc URL`)

  const awake = () => nodes.filter((node) => node.restsUntil() <= clock.now())
  const byPenalty = (list: readonly Node[]) =>
    [...list].sort((a, b) => Number(a.isQuarantined()) - Number(b.isQuarantined()) || a.penalty() - b.penalty())

  const pick = async (signal?: AbortSignal): Promise<Node> => {
    for (;;) {
      signal?.throwIfAborted()
      const best = byPenalty(awake())[0]
      if (best) return best
      const wakesAt = Math.min(...nodes.map((node) => node.restsUntil()))
      if (wakesAt === Number.POSITIVE_INFINITY) {
        throw new DaybookError('CHAIN_MISMATCH', `No configured node is of chain ${chainId}`, { details: { chainId } })
      }
      await clock.sleep(Math.max(1, wakesAt - clock.now()), signal)
    }
  }

  const givenUp = (error: DaybookError, failures: number) => {
    if (error.code !== 'RPC_UNAVAILABLE') return error
    const problems = nodes.map((node) => node.health().problem).filter((problem) => problem !== null)
    const message = `No node of chain ${chainId} gives what is needed, asked ${failures} times: ${problems.join('; ')}`
    return new DaybookError('RPC_UNAVAILABLE', message, { details: { chainId, failures, problems } })
  }

  const run = async <T>(work: (node: Node) => Promise<T>, { patient, signal }: Patience): Promise<T> => {
    for (let failures = 1; ; failures += 1) {
      const node = await pick(signal)
      try {
        await node.identify(signal)
        const result = await work(node)
        node.succeeded()
        return result
      } catch (error) {
        if (signal?.aborted || !isFaultOfNode(error)) throw error
        node.failed(error)
        const foreign = nodes.every((each) => each.restsUntil() === Number.POSITIVE_INFINITY)
        if (error.code === 'CHAIN_MISMATCH') log.error(error.message, { ...error.details, chainId })
        if (foreign) throw error
        if (!patient && failures >= FAILURES_MAX * nodes.length) throw givenUp(error, failures)
        // Every failure would drown the few that matter; each doubling of their number is enough.
        const loud = patient && Number.isInteger(Math.log2(failures)) && failures > 2
        log[loud ? 'warn' : 'debug'](error.message, { chainId, node: node.name, code: error.code, failures })
      }
    }
  }

  return {
    run,
    from: (node) => [node, ...byPenalty(awake()).filter((other) => other.name !== node.name)],
    hasTrusted: () => awake().some((node) => !node.isQuarantined()),
    others: (node) => nodes.filter((other) => other !== node && other.restsUntil() !== Number.POSITIVE_INFINITY),
    health: () => nodes.map((node) => node.health()),
  }
}

const faults: ReadonlySet<string> = new Set([
  'RPC_UNAVAILABLE',
  'RPC_NONSENSE',
  'RESPONSE_INCONSISTENT',
  'CHAIN_MISMATCH',
])

/** What another node, or the same one later, may do better. */
export const isFaultOfNode = (error: unknown): error is DaybookError =>
  error instanceof DaybookError && faults.has(error.code)

/** Two keys at one provider share a host; a number tells them apart. */
const distinctNames = (endpoints: readonly Endpoint[]): readonly Endpoint[] =>
  endpoints.map((endpoint, index) => {
    const before = endpoints.slice(0, index).filter((other) => other.name === endpoint.name).length
    return before === 0 ? endpoint : { ...endpoint, name: `${endpoint.name} (${before + 1})` }
  })
