import { DaybookError } from '../errors.ts'
import type { Assembled } from './assemble.ts'
import type { Context } from './context.ts'
import { inParts } from './filter.ts'
import { fetchHeader, type Header } from './header.ts'
import { isSameLog, type PlacedLog } from './logs.ts'
import type { Node } from './node.ts'
import { readLogsByHash } from './read-logs.ts'
import { attempt } from './second-opinion.ts'
import type { Settled } from './settle.ts'

const BLOCKS_AT_ONCE = 50

/**
 * Asks a node of another host for the logs of each block that shows some, by its hash, and for the last block's hash, to which
 * all others are linked. What was proved by receipts, and is told there too, reaches SECOND_SOURCE; for the rest it is said why not.
 */
export const askSecond = async (context: Context, whole: Assembled): Promise<Assembled> => {
  const { node, headers, found } = whole
  const witnesses = context.nodes.others(node).filter((other) => hostOf(other) !== hostOf(node))
  if (witnesses.length === 0) {
    const message = `Chain ${context.chainId} has no second node of another host; add one to chains[].rpc`
    throw new DaybookError('CONFIG_INVALID', message, { details: { chainId: context.chainId, node: node.name } })
  }
  const withLogs = headers.filter((_, index) => found[index]!.logs.length > 0)
  const told = new Map<Header, Told>()
  for (const some of inParts(withLogs, BLOCKS_AT_ONCE)) {
    for (const [header, each] of await firstOf(context, witnesses, some)) told.set(header, each)
  }
  const last = headers.at(-1)!
  const doubt = await doubtOfChain(context, witnesses, last)
  return {
    ...whole,
    found: found.map((own, index): Settled => {
      const header = headers[index]!
      const judged = own.logs.length > 0 ? judge(own, told.get(header)) : own
      return header === last && doubt !== null ? { ...judged, doubt: judged.doubt ?? doubt } : judged
    }),
  }
}

type Told = { readonly witness: Node; readonly logs: readonly PlacedLog[] }

/** Two keys at one provider are one source. */
const hostOf = ({ name }: Node): string => name.replace(/ \(\d+\)$/, '')

const firstOf = async (
  context: Context,
  witnesses: readonly Node[],
  headers: readonly Header[],
): Promise<ReadonlyMap<Header, Told>> => {
  const wanted = context.wanted.all()
  for (const witness of witnesses) {
    const read = await attempt(context, witness, () => readLogsByHash(context, witness, headers, wanted))
    if (read === null) continue
    const byHash = Map.groupBy(read.logs, ({ blockHash }) => blockHash)
    return new Map(headers.map((header) => [header, { witness, logs: byHash.get(header.hash) ?? [] }]))
  }
  return new Map()
}

const judge = (own: Settled, told: Told | undefined): Settled => {
  if (told === undefined) return { ...own, doubt: own.doubt ?? 'No second node tells its logs.' }
  const { witness, logs } = told
  const isSame = logs.length === own.logs.length && logs.every(({ log }, i) => isSameLog(log, own.logs[i]!.log))
  if (isSame) return own.level === 'RECEIPTS_PROVEN' ? { ...own, level: 'SECOND_SOURCE' } : own
  const isProven = own.level === 'RECEIPTS_PROVEN'
  const lost = own.logs.filter(({ log }) => !logs.some((other) => isSameLog(other.log, log)))
  if (isProven && lost.length > 0) witness.omitted(lost.length)
  return { ...own, doubt: own.doubt ?? `${witness.name} tells other logs of it.` }
}

/** Why the chain up to this block is not the second node's too, or null. */
const doubtOfChain = async (context: Context, witnesses: readonly Node[], last: Header): Promise<string | null> => {
  for (const witness of witnesses) {
    const header = await attempt(context, witness, () => fetchHeader(witness, last.number, context.signal))
    if (header === null) continue
    return header.hash === last.hash ? null : `${witness.name} has another block there.`
  }
  return 'No second node tells its hash.'
}
