import type { Hex } from '../domain/hex.ts'
import { headOfHash } from './hash-head.ts'
import { packedText, textAt } from './log-body.ts'

// A submission's content hash and URI are most of its log, which is kept as it came. So its row does not hold them a second time: it
// says where in the packed log they stand. What does not stand there to the byte is kept in the row.

/** What a row has of its content. Either `contentHash` or `hashAt` where there is a hash; either `uri`, or where it is. */
export type Quoted = {
  readonly contentHash: Hex | null
  /** Its first bytes: what it is looked up by. */
  readonly contentHead: Hex | null
  readonly hashAt: number | null
  readonly uri: string | null
  readonly uriAt: number | null
  readonly uriLength: number | null
}
export type Content = { readonly contentHash: Hex | null; readonly uri: string }

const HASH_BYTES = 32

/** Content kept in the row itself. */
export const ownContent = ({ contentHash, uri }: Content): Quoted => ({
  contentHash,
  contentHead: contentHash && headOfHash(contentHash),
  hashAt: null,
  uri,
  uriAt: null,
  uriLength: null,
})

/** Content as it stands in a packed log (store/log-body.ts), as far as it does. */
export const quoteContent = (body: Buffer, content: Content): Quoted => {
  const { contentHash, uri } = content
  const text = Buffer.from(uri)
  const uriAt = text.length === 0 || text.toString() !== uri ? -1 : body.indexOf(packedText(text))
  const hashAt = contentHash === null ? -1 : body.indexOf(Buffer.from(contentHash.slice(2), 'hex'))
  return {
    ...ownContent(content),
    ...(hashAt >= 0 && { contentHash: null, hashAt }),
    ...(uriAt >= 0 && { uri: null, uriAt, uriLength: text.length }),
  }
}

/** The content of a row, given its packed log. */
export const contentOf = (row: Quoted, body: Buffer): Content => ({
  contentHash: row.hashAt === null ? row.contentHash : `0x${body.toString('hex', row.hashAt, row.hashAt + HASH_BYTES)}`,
  uri: row.uriAt === null ? (row.uri ?? '') : textAt(body, row.uriAt, row.uriLength ?? 0),
})
