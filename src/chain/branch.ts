import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { type Assembled, assemble } from './assemble.ts'
import type { Context } from './context.ts'
import { fetchHeader, fetchHeaders, type Header } from './header.ts'
import type { Node } from './node.ts'
import type { Range } from './range.ts'
import { readLogs, readLogsByHash } from './read-logs.ts'

export type BranchAsked = Range & {
  readonly node: Node
  /** The hash the first block must follow on, when it is known. */
  readonly parentHash: Hex | null
  /** The node's head, so as not to ask for it twice. */
  readonly head: Header
}

/** So few blocks are asked one by one, by their hashes: then the answer is of this branch and no other. */
const BY_HASH_BLOCKS_MAX = 16

/** Reads and checks blocks that are not final, whole, before anybody acts on them; throws when the chain moved meanwhile. */
export const readBranch = async (context: Context, asked: BranchAsked): Promise<Assembled> => {
  const { node, from, to, parentHash, head } = asked
  const unknown = Array.from({ length: to - from + 1 }, (_, index) => from + index).filter((n) => n !== head.number)
  const headers = [...(await fetchHeaders(node, unknown, context.signal)), ...(to === head.number ? [head] : [])]
  const read =
    headers.length <= BY_HASH_BLOCKS_MAX
      ? await byHash(context, node, headers)
      : await byRange(context, node, { from, to }, headers)
  return assemble(context, { node, headers, parentHash, read })
}

const byHash = async (context: Context, node: Node, headers: readonly Header[]) => {
  try {
    return { logs: await readLogsByHash(context, node, headers), round: [] }
  } catch (error) {
    if (!(error instanceof DaybookError) || error.details.byHash !== true) throw error
    // Some nodes cannot be asked by hash; those that do not know this branch any more fail the comparison there.
    return byRange(context, node, { from: headers[0]!.number, to: headers.at(-1)!.number }, headers)
  }
}

/** An answer for a range does not say which branch an empty block was empty on, so the branch must still stand afterwards. */
const byRange = async (context: Context, node: Node, range: Range, headers: readonly Header[]) => {
  const read = await readLogs(context, node, range)
  const last = await fetchHeader(node, range.to, context.signal)
  if (last?.hash === headers.at(-1)!.hash) return read
  const message = `The chain of ${node.name} moved while blocks ${range.from} to ${range.to} were read`
  throw new DaybookError('RESPONSE_INCONSISTENT', message, { details: { node: node.name, ...range } })
}
