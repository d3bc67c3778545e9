import { setTimeout as delay } from 'node:timers/promises'
import { formatCount } from '../cli/duration.ts'
import { DaybookError } from '../errors.ts'
import type { Teller } from './teller.ts'

export type ReadyOptions = {
  /** The API's. */
  readonly url: string
  /** All up to this block is to be indexed. */
  readonly block: number
  readonly signal: AbortSignal
  readonly teller: Teller
}

const LOOK_MS = 150
/** Two slow cores need some seconds; what takes longer than this will not come. */
const WAIT_MS_MAX = 180_000

/** Waits until the API serves everything up to a block, or until stopped. */
export const waitUntilIndexed = async ({ url, block, signal, teller }: ReadyOptions): Promise<void> => {
  const deadline = performance.now() + WAIT_MS_MAX
  while (!signal.aborted) {
    const indexed = await askIndexed(url)
    if (indexed !== null && indexed >= block) return
    if (performance.now() > deadline) {
      const found = indexed === null ? 'it does not answer' : `it is at block ${indexed}`
      throw new DaybookError(
        'INVARIANT',
        `The index was to reach block ${block} in ${WAIT_MS_MAX / 1_000} s: ${found}.`,
      )
    }
    if (indexed !== null) teller.progress(`Indexing: block ${formatCount(indexed)} of ${formatCount(block)}`)
    await delay(LOOK_MS, undefined, { signal }).catch(() => {})
  }
}

/** The newest block that is served; null while there is no answer. */
const askIndexed = async (url: string): Promise<number | null> => {
  try {
    const response = await fetch(`${url}/status`, { signal: AbortSignal.timeout(2_000) })
    const { chains } = (await response.json()) as { chains: { indexedBlock: number | null }[] }
    return chains[0]?.indexedBlock ?? null
  } catch {
    return null
  }
}
