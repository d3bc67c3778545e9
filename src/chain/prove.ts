import { accuse } from './accuse.ts'
import type { Context } from './context.ts'
import { matchesAny, type PreparedFilter } from './filter.ts'
import { fetchHeaders, type Header } from './header.ts'
import type { PlacedLog } from './logs.ts'
import type { Node } from './node.ts'
import { fetchReceipts } from './receipts.ts'
import { logsByRoot } from './receipts-proof.ts'
import { attempt } from './second-opinion.ts'

// A header that hashes to its hash commits to the root of its receipts, and receipts that add up to that root are all there
// are, with all their logs: whoever told them. So any node may be asked, and what it says need not be believed.

/** A block with what eth_getLogs told of it. */
export type Told = {
  readonly header: Header
  readonly logs: readonly PlacedLog[]
  /** What was told of it could not be used, so that it is not held against the receipts. */
  readonly isTorn?: boolean
}

export type Proofs = {
  /** All logs of interest of the blocks that were proved. */
  readonly proven: ReadonlyMap<Header, readonly PlacedLog[]>
  /** All logs that there are in them. */
  readonly all: ReadonlyMap<Header, readonly PlacedLog[]>
  /** Why the others were not: one sentence. */
  readonly unproven: ReadonlyMap<Header, string>
  /** Whether the block was not proved, but its hash commits to a bloom that says something. */
  refutes(header: Header): boolean
}

/** Receipts asked at once: blocks, and the transactions they hold, each some kilobytes. */
const BLOCKS_AT_ONCE = 50
const TRANSACTIONS_AT_ONCE = 2_000
/** Blocks tried in each stretch where the last ones could not be proved: the chain may have changed its ways. */
const TRIED_AGAIN = 2

const UNSOUND =
  'Its header does not hash to its hash (a chain may have fields of its own), so that nothing can be proved by it.'

const UNREAD = 'Its header could not be read again, so that nothing can be proved by it.'

/**
 * Proves the logs of these blocks by their receipts. What eth_getLogs had left out or made up is counted against the node
 * that told it, `filters` being what it had been asked for.
 */
export const proveLogs = async (
  context: Context,
  node: Node,
  told: readonly Told[],
  filters: readonly PreparedFilter[],
): Promise<Proofs> => {
  const { oddities } = context
  const proven = new Map<Header, readonly PlacedLog[]>()
  const whole = new Map<Header, readonly PlacedLog[]>()
  const unproven = new Map<Header, string>()
  const sound = await hashed(context, node, told, unproven)
  const wanted = context.wanted.all()
  for (let queue = sound; queue.length > 0; ) {
    const some = takeSome(queue, oddities.receipts === null ? BLOCKS_AT_ONCE : TRIED_AGAIN)
    const found = await proveSome(context, node, some)
    const failure = [...found.values()].find((value) => typeof value === 'string')
    const isHopeless = failure !== undefined && [...found.values()].every((value) => typeof value === 'string')
    // One block may be the fault of its nodes; where several fail, and none does not, it is the chain's way.
    if (!isHopeless) oddities.receipts = null
    else if (some.length >= TRIED_AGAIN) oddities.receipts = failure
    for (const { block } of some) {
      const value = found.get(block.header)!
      if (typeof value === 'string') {
        unproven.set(block.header, value)
        continue
      }
      whole.set(block.header, value)
      proven.set(
        block.header,
        value.filter(({ log }) => matchesAny(wanted, log)),
      )
    }
    queue = queue.slice(some.length)
    if (oddities.receipts === null) continue
    for (const { block } of queue) unproven.set(block.header, oddities.receipts)
    break
  }
  for (const { header, logs, isTorn } of told) {
    const all = proven.get(header)
    if (all === undefined || isTorn) continue
    const why = accuse(context, { node, header, told: logs, filters }, all)
    if (why === null) continue
    proven.delete(header)
    unproven.set(header, why)
  }
  const sealed = new Map(sound.map((each) => [each.block.header, each.sealed]))
  const refutes = (header: Header) => !proven.has(header) && /[^0]/.test(sealed.get(header)?.logsBloom.slice(2) ?? '')
  return { proven, all: whole, unproven, refutes }
}

/** A block, and its header hashed. */
type Provable = { readonly block: Told; readonly sealed: Header }

/** Headers that were not hashed when they were read are asked again: proofs begin with the hash. */
const hashed = async (
  context: Context,
  node: Node,
  told: readonly Told[],
  unproven: Map<Header, string>,
): Promise<readonly Provable[]> => {
  const unknown = told.filter(({ header }) => header.sound === null).map(({ header }) => header.number)
  const again =
    unknown.length === 0
      ? []
      : await attempt(context, node, () => fetchHeaders(node, unknown, context.signal, { hashed: true }))
  const byHash = new Map((again ?? []).map((header) => [header.hash, header]))
  return told.flatMap((block) => {
    const { header } = block
    const sealed = header.sound === null ? byHash.get(header.hash) : header
    if (sealed?.sound === true && sealed.receiptsRoot !== null) return [{ block, sealed }]
    unproven.set(header, sealed === undefined ? UNREAD : UNSOUND)
    return []
  })
}

const takeSome = (queue: readonly Provable[], blocksMax: number): readonly Provable[] => {
  let transactions = 0
  const end = queue.findIndex(({ sealed }, index) => {
    transactions += sealed.transactions
    return index >= blocksMax || (index > 0 && transactions > TRANSACTIONS_AT_ONCE)
  })
  return end < 0 ? queue : queue.slice(0, end)
}

/** Times that receipts are asked for before it is said that they prove nothing: a backend may be behind, or an answer garbled. */
const ATTEMPTS = 3
const AGAIN_MS = 250

type Found = Map<Header, readonly PlacedLog[] | string>

/** All logs of each block, or why they could not be proved. */
const proveSome = async (context: Context, node: Node, some: readonly Provable[]): Promise<Found> => {
  const { oddities, clock, signal } = context
  const found: Found = new Map()
  for (let attempts = 1; ; attempts += 1) {
    const open = some.filter(({ block }) => !Array.isArray(found.get(block.header)))
    await askAll(context, node, open, found)
    const isDone = [...found.values()].every((value) => typeof value !== 'string')
    // What is known to be the chain's way is not asked for again.
    if (isDone || attempts === ATTEMPTS || oddities.receipts !== null) return found
    await clock.sleep(AGAIN_MS * attempts, signal)
    signal?.throwIfAborted()
  }
}

/** Asks one node after the other for what is still open. */
const askAll = async (context: Context, node: Node, some: readonly Provable[], found: Found): Promise<void> => {
  for (const witness of context.nodes.from(node)) {
    const open = some.filter(({ block }) => !Array.isArray(found.get(block.header)))
    if (open.length === 0) return
    const receipts = await fetchReceipts(
      context,
      witness,
      open.map(({ sealed }) => sealed),
    )
    for (const { block, sealed } of open) {
      const value = receipts.get(sealed)
      const logs = value === undefined ? 'No node tells its receipts.' : logsByRoot(value, sealed)
      // Receipts that do not add up say more than none at all.
      if (value !== undefined || !found.has(block.header)) found.set(block.header, logs)
      // Hashing the receipts of a full block takes a while, in which others want to go on.
      await new Promise(setImmediate)
    }
  }
}
