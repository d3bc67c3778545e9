import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { Context } from './context.ts'
import type { PreparedFilter } from './filter.ts'
import { type Header, headerOf, headerRequest } from './header.ts'
import { bytesOf, type PlacedLog, parseLogs } from './logs.ts'
import type { Node } from './node.ts'
import { toQuantity } from './quantity.ts'
import { answered, halve, hintedRange, isRound, type Range, refused, sizeOf, takeRange } from './range.ts'
import type { RpcAnswer, RpcRequest } from './rpc.ts'
import { mergeOrTear, TORN_MAX, type Torn } from './torn.ts'

/** Logs of a range as one node tells them. */
export type LogsRead = {
  readonly logs: readonly PlacedLog[]
  /** Blocks whose number of logs looks like the node's limit, so that some may have been cut off. */
  readonly round: readonly number[]
  /** Blocks of which it tells nothing that can be used, though it should: only their receipts can. */
  readonly torn: readonly Torn[]
}

/** Asks one node for the logs of a range, in pieces as wide as it takes them. */
export const readLogs = async (
  context: Context,
  node: Node,
  range: Range,
  filters: readonly PreparedFilter[],
): Promise<LogsRead> => {
  const { plan } = context
  const before = plan.current
  const logs: PlacedLog[][] = []
  const round: number[] = []
  const torn: Torn[] = []
  for (let from = range.from; from <= range.to; ) {
    const piece = takeRange(plan.current, { from, to: range.to })
    const answer = await readPiece(context, node, { ...piece, filters })
    if ('refusal' in answer) {
      if (sizeOf(piece) === 1) {
        // Not even one block: the width was not what it minds.
        plan.current = before
        const message = `${node.name} refuses the logs of block ${piece.from}: ${answer.refusal}`
        const details = { node: node.name, block: piece.from }
        torn.push({ number: piece.from, error: new DaybookError('RPC_UNAVAILABLE', message, { details }) })
        if (torn.length > TORN_MAX) throw torn[0]!.error
        from = piece.to + 1
        continue
      }
      plan.current = refused(plan.current, piece, hintedRange(answer.refusal))
      continue
    }
    plan.current = answered(plan.current, piece, answer.bytes)
    logs.push([...answer.logs])
    round.push(...answer.round)
    from = piece.to + 1
  }
  const merged = mergeOrTear(logs.flat(), node.name)
  return { logs: merged.logs, round, torn: [...torn, ...merged.torn] }
}

/** What asks for the logs of exactly these blocks, whatever the chain is by now. */
export const byHashRequests = (hashes: readonly Hex[], filters: readonly PreparedFilter[]): readonly RpcRequest[] =>
  hashes.flatMap((blockHash) => filters.map(({ criteria }) => logsRequest({ blockHash, ...criteria })))

/** Logs of exactly these blocks: asked by hash. */
export const readLogsByHash = async (
  { signal }: Pick<Context, 'signal'>,
  node: Node,
  headers: readonly Header[],
  filters: readonly PreparedFilter[],
): Promise<LogsRead> => {
  const hashes = headers.map(({ hash }) => hash)
  return takeLogsByHash(await node.ask(byHashRequests(hashes, filters), signal), node, headers, filters)
}

/** The logs in the answers to what asks for them by hash. */
export const takeLogsByHash = (
  answers: readonly RpcAnswer[],
  node: Node,
  headers: readonly Header[],
  filters: readonly PreparedFilter[],
): LogsRead => {
  const asked = headers.flatMap((header) => filters.map((filter) => ({ header, filter })))
  const round = new Set<number>()
  const logs = asked.map(({ header: { number, hash }, filter }, index) => {
    const answer = answers[index]
    if (answer && 'result' in answer) {
      const told = { from: number, to: number, blockHash: hash, filters: [filter], node: node.name }
      const list = parseLogs(answer.result, told)
      if (isRound(list.length)) round.add(number)
      return list
    }
    const message = `${node.name} refuses the logs of block ${number} by its hash: ${answer?.error.message}`
    throw new DaybookError('RPC_UNAVAILABLE', message, { details: { node: node.name, block: number, byHash: true } })
  })
  return { ...mergeOrTear(logs.flat(), node.name), round: [...round] }
}

type Piece = Range & { readonly filters: readonly PreparedFilter[] }

const logsRequest = (criteria: Record<string, unknown>) => ({ method: 'eth_getLogs', params: [criteria] })

/**
 * An empty list may come from a backend that has not reached these blocks, behind the same URL as one that has. Where no bloom
 * would show that, the last block is asked for in the same batch, which one backend answers.
 */
const hasBlooms = ({ demand }: Context): boolean => demand.check !== 'linked' && demand.sample === null

/** `logs` may tell one of them several times, `bytes` counts it once. */
type PieceRead = Pick<LogsRead, 'logs' | 'round'> & { readonly bytes: number }

const readPiece = async (context: Context, node: Node, piece: Piece): Promise<PieceRead | { refusal: string }> => {
  const { signal, plan } = context
  const { from, to, filters } = piece
  const blocks = { fromBlock: toQuantity(from), toBlock: toQuantity(to) }
  const requests = filters.map((filter) => logsRequest({ ...blocks, ...filter.criteria }))
  const pinned = hasBlooms(context) ? [] : [headerRequest(to)]
  const answers = await node.ask([...requests, ...pinned], signal).catch((error: unknown) => {
    if (!(error instanceof DaybookError) || error.details.tooMuch !== true || sizeOf(piece) === 1) throw error
    if (error.code === 'RPC_NONSENSE') return error.message
    // It may be too slow for this width, or dead: the next attempt is narrower, after a rest.
    plan.current = refused(plan.current, piece, null)
    throw error
  })
  if (typeof answers === 'string') return { refusal: answers }
  if (pinned.length > 0 && headerOf(answers.at(-1), to, node.name) === null) {
    const message = `${node.name} has no block ${to} (yet)`
    throw new DaybookError('RPC_UNAVAILABLE', message, { details: { node: node.name, number: to } })
  }
  const lists: (readonly PlacedLog[])[] = []
  for (const [index, answer] of answers.slice(0, requests.length).entries()) {
    if ('error' in answer) return { refusal: answer.error.message }
    lists.push(parseLogs(answer.result, { from, to, filters: [filters[index]!], node: node.name }))
  }
  const logs = lists.flat()
  const bytes = bytesOf(logs)
  if (!lists.some((list) => isRound(list.length))) return { logs, round: [], bytes }
  if (sizeOf(piece) === 1) return { logs, round: [from], bytes }
  return readHalves(context, node, piece, logs)
}

/** Some nodes stop at a limit without a word: a count that looks like one is believed when both halves have no more. */
const readHalves = async (context: Context, node: Node, piece: Piece, whole: readonly PlacedLog[]) => {
  const { from, to, filters } = piece
  const [first, second] = halve(piece)
  const left = await readPiece(context, node, { ...first, filters })
  if ('refusal' in left) return left
  const right = await readPiece(context, node, { ...second, filters })
  if ('refusal' in right) return right
  const logs = [...whole, ...left.logs, ...right.logs]
  if (countLogs(logs) > countLogs(whole)) {
    context.log.debug('A node cuts off its list of logs without saying so; narrower ranges are asked.', {
      node: node.name,
      from,
      to,
      told: whole.length,
      found: countLogs(logs),
    })
  }
  const bytes = Math.max(bytesOf(whole), left.bytes + right.bytes)
  return { logs, round: [...left.round, ...right.round], bytes }
}

const countLogs = (placed: readonly PlacedLog[]): number =>
  new Set(placed.map(({ blockHash, log }) => `${blockHash}:${log.logIndex}`)).size
