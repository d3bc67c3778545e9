import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { type Assembled, assemble } from './assemble.ts'
import type { Context } from './context.ts'
import { extend } from './extend.ts'
import type { PreparedFilter } from './filter.ts'
import { fetchHeader, fetchHeaders, type Header } from './header.ts'
import type { Early } from './look.ts'
import type { Node } from './node.ts'
import type { Range } from './range.ts'
import { type LogsRead, readLogs, readLogsByHash, takeLogsByHash } from './read-logs.ts'

export type BranchAsked = Range & {
  readonly node: Node
  /** The hash the first block must follow on, when it is known. */
  readonly parentHash: Hex | null
  /** Headers that the node told already, its head among them, so as not to ask for them twice. */
  readonly known?: readonly Header[]
  /** What the node was asked before it was known what blocks there are. */
  readonly early?: Early | null
}

/** So few blocks are asked one by one, by their hashes: then the answer is of this branch and no other. */
const BY_HASH_BLOCKS_MAX = 16

/** Reads and checks blocks that are not final, whole, before anybody acts on them; throws when the chain moved meanwhile. */
export const readBranch = async (context: Context, asked: BranchAsked): Promise<Assembled> => {
  const { node, from, to, parentHash, known = [], early = null } = asked
  const { wanted, demand, signal } = context
  const hashed = demand.check === 'receipts'
  const told = new Map(known.map((header) => [header.number, header]))
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  const unknown = numbers.filter((number) => !told.has(number))
  for (const header of await fetchHeaders(node, unknown, signal, { hashed })) told.set(header.number, header)
  // Told at several moments: that each follows on the one before is seen when they are put together.
  const headers = numbers.map((number) => told.get(number)!)
  const ask = (asking: Context, filters: readonly PreparedFilter[]) =>
    (headers.length <= BY_HASH_BLOCKS_MAX ? byHash : byRange)(asking, node, headers, filters)
  const version = wanted.version()
  const filters = wanted.all()
  const isEarly =
    early?.version === version &&
    headers.length === 1 &&
    headers[0]!.hash === early.hash &&
    early.answers.every((answer) => 'result' in answer)
  const read = isEarly ? takeLogsByHash(early.answers, node, headers, filters) : await ask(context, filters)
  const range = { from, to }
  const assembled = await assemble(context, { node, range, headers, ask, parentHash, filters, version, read })
  return extend(context, assembled)
}

type Read = (
  context: Context,
  node: Node,
  headers: readonly Header[],
  filters: readonly PreparedFilter[],
) => Promise<LogsRead>

const byHash: Read = async (context, node, headers, filters) => {
  try {
    return await readLogsByHash(context, node, headers, filters)
  } catch (error) {
    if (!(error instanceof DaybookError) || error.details.byHash !== true) throw error
    // Some nodes cannot be asked by hash; those that do not know this branch any more fail the comparison there.
    return byRange(context, node, headers, filters)
  }
}

/** An answer for a range does not say which branch an empty block was empty on, so the branch must still stand afterwards. */
const byRange: Read = async (context, node, headers, filters) => {
  const range = { from: headers[0]!.number, to: headers.at(-1)!.number }
  const read = await readLogs(context, node, range, filters)
  const last = await fetchHeader(node, range.to, context.signal)
  if (last?.hash === headers.at(-1)!.hash) return read
  const message = `The chain of ${node.name} moved while blocks ${range.from} to ${range.to} were read`
  throw new DaybookError('RESPONSE_INCONSISTENT', message, { details: { node: node.name, ...range } })
}
