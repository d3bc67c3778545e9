import type { Hex } from '../../src/domain/hex.ts'
import type { Supervised } from './supervise.ts'

/** What a program's database holds, read when nobody runs. */
export type Books = {
  /** By block hash and log index, each row once. */
  readonly events: readonly (readonly [blockHash: Hex, logIndex: number])[]
  /** Sums of payouts by token. */
  readonly paid: ReadonlyMap<Hex, bigint>
  /** Blocks of which it says itself that logs may be missing, both ends included. */
  readonly gaps: readonly (readonly [from: number, to: number])[]
}

export type Standing = {
  /** It says that it is ready: the history is in. */
  readonly ready: boolean
  /** The newest block that it says it has. */
  readonly block: number | null
  /** What it says of its own completeness, where it does. */
  readonly complaint: string | null
}

/** A program under test, on its own database in its own folder. */
export type Running = {
  readonly process: Supervised
  /** Null when it does not answer. */
  standing(): Promise<Standing | null>
  /** After it was stopped. */
  read(): Promise<Books>
}

export type Where = {
  readonly folder: string
  readonly rpc: string
  readonly chainId: number
  readonly market: Hex
  readonly startBlock: number
}

export type Program = { readonly name: string; readonly start: (where: Where) => Promise<Running> }

/** A JSON answer of a program on this machine, whatever its status; null when there is none. */
export const ask = async (url: string): Promise<{ readonly status: number; readonly body: unknown } | null> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text }
  } catch {
    return null
  }
}
