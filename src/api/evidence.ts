import PQueue from 'p-queue'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import type { BlockEvidence, Witness } from '../proof/block-evidence.ts'

// Nodes are asked while a client waits, so all of it is bounded: how long, how much at once, and for how many.

/** What nodes say of a block, or why nothing is known: a sentence that names no node. */
export type Told = (BlockEvidence | { readonly silence: string }) & {
  /** When they were asked, seconds. */
  readonly at: number
}

/** Asks for evidence on behalf of an operation. `final`: what is said once holds for good. */
export type AskEvidence = (
  operation: object,
  chainId: number,
  block: { readonly number: number; readonly hash: Hex },
  final: boolean,
) => Promise<Told>

/** An operation waits this long at most: its snapshot, and a connection to the database, wait with it. */
const WAIT_MS = 8_000
/** Fewer than there are readers of the database: those who ask for no proof go on being answered. */
const OPERATIONS_MAX = 4
/** For so long a chain whose nodes were silent is not asked again: nobody waits twice for a node that is down. */
const SILENT_MS = 10_000
/** Blocks asked for at once; the receipts of one may weigh megabytes. */
const BLOCKS_AT_ONCE = 4
/** Final blocks remembered, of some hundred kilobytes each. */
const KEPT_MAX = 32

const NO_NODES = 'This server asks no node of the chain: its configuration names none.'
const BUSY = 'Too many payouts are being verified now; ask again in a few seconds.'
const SILENT = 'No node of the chain answers now; ask again later.'

/** Rejects when the time is over, whatever the nodes do. */
const overdue = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

export const createEvidence = (witness: Witness | undefined, waitMs: number = WAIT_MS): AskEvidence => {
  const queue = new PQueue({ concurrency: BLOCKS_AT_ONCE })
  const underWay = new Map<string, Promise<Told>>()
  const kept = new Map<string, Told>()
  const silentUntil = new Map<number, number>()
  /** How many blocks each operation waits for. */
  const waiting = new Map<object, number>()

  const witnessed: Witness = async (chainId, block, signal) => {
    // Its turn may come when nobody waits any more.
    signal.throwIfAborted()
    return (await witness?.(chainId, block, signal)) ?? null
  }

  const ask: (...given: Parameters<Witness>) => Promise<Told> = async (chainId, block, signal) => {
    const at = Math.floor(Date.now() / 1_000)
    try {
      const evidence = await Promise.race([queue.add(() => witnessed(chainId, block, signal)), overdue(signal)])
      return evidence ? { ...evidence, at } : { silence: NO_NODES, at }
    } catch (error) {
      if (!signal.aborted && !(error instanceof DaybookError)) throw error
      silentUntil.set(chainId, Date.now() + SILENT_MS)
      return { silence: SILENT, at }
    }
  }

  const share = (key: string, ...given: [chainId: number, block: Parameters<AskEvidence>[2]]): Promise<Told> => {
    const known = underWay.get(key)
    if (known) return known
    const asked = ask(...given, AbortSignal.timeout(waitMs)).finally(() => underWay.delete(key))
    underWay.set(key, asked)
    return asked
  }

  const keep = (key: string, told: Told) => {
    kept.delete(key)
    kept.set(key, told)
    if (kept.size > KEPT_MAX) kept.delete(kept.keys().next().value!)
  }

  return async (operation, chainId, block, final) => {
    const at = Math.floor(Date.now() / 1_000)
    if (witness === undefined) return { silence: NO_NODES, at }
    const key = `${chainId}:${block.hash}`
    const known = final ? kept.get(key) : undefined
    if (known) {
      keep(key, known)
      return known
    }
    if (Date.now() < (silentUntil.get(chainId) ?? 0)) return { silence: SILENT, at }
    if (!waiting.has(operation) && waiting.size >= OPERATIONS_MAX) return { silence: BUSY, at }
    waiting.set(operation, (waiting.get(operation) ?? 0) + 1)
    try {
      const told = await share(key, chainId, block)
      if (final && !('silence' in told) && told.doubt === null && told.canonical === block.hash) keep(key, told)
      return told
    } finally {
      const left = waiting.get(operation)! - 1
      if (left === 0) waiting.delete(operation)
      else waiting.set(operation, left)
    }
  }
}
