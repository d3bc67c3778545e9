import { hash } from 'node:crypto'
import type { Hex } from '../hex.ts'

/** Records that can name a document. */
export type Naming = 'task' | 'submission' | 'dataset' | 'version'

/** A document as a record names it. The same text with the same commitment is the same document, whoever names it. */
export type NamedDocument = {
  /** As on the chain: an address, or the document itself. */
  readonly uri: string
  /** Committed on the chain; null when nothing is. */
  readonly hash: Hex | null
  /** Whether a document that has neither this keccak-256 nor this SHA-256 is another one: the protocol says so. */
  readonly conclusive: boolean
}

const nothing = { hash: null, conclusive: false } as const
/** How contracts write "none". */
const ZERO: Hex = `0x${'0'.repeat(64)}`

/**
 * What a record's hash commits to. A submission's in the reference market: the bytes at its address. Elsewhere it is left to whoever
 * writes it down what it is a hash of, and how: there, one that matches proves the bytes, and one that does not proves nothing.
 */
const commitmentOf = (protocol: string, naming: Naming, contentHash: Hex | null): Omit<NamedDocument, 'uri'> => {
  // A version's is the root of a tree of its submissions' hashes (DataMarket), or of what only a key opens (Ocean).
  if (contentHash === null || contentHash === ZERO || naming === 'task' || naming === 'version') return nothing
  return { hash: contentHash, conclusive: protocol === 'datamarket' && naming === 'submission' }
}

/** The document that a record names; null when it names none. */
export const namedBy = (
  protocol: string,
  naming: Naming,
  { uri, contentHash = null }: { readonly uri: string; readonly contentHash?: Hex | null },
): NamedDocument | null => {
  // What stands there in Ocean's versions is a service that opens descriptions for those it chooses.
  if (uri === '' || (protocol === 'ocean' && naming === 'version')) return null
  return { uri, ...commitmentOf(protocol, naming, contentHash) }
}

/** 32 bytes that stand for a named document: what it is kept under. */
export const documentKey = ({ uri, hash: committed, conclusive }: NamedDocument): Hex =>
  `0x${hash('sha256', JSON.stringify([uri, committed, conclusive]), 'hex')}`
