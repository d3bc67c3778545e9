import type { Columns } from '../columns.ts'

/**
 * Documents that records point at and that are not on the chain. Kept by what names them, not by the record that does, so that
 * neither a refold nor a reorganisation loses one; no part of the digest, for what a server answers is no fact of a chain.
 */
export const defineDocument = (c: Columns) => ({
  documents: c.table(
    'documents',
    {
      id: c.serial('id'),
      /** domain/documents/named.ts. */
      key: c.hex('key').notNull(),
      uri: c.text('uri').notNull(),
      /** Committed on the chain. */
      hash: c.hex('hash'),
      /** 1 when a document of another hash is another document. */
      conclusive: c.int('conclusive').notNull(),
      /** Whom to ask, as the queue takes turns: a host, or the network of many gateways. */
      host: c.text('host').notNull(),
      state: c
        .text('state', {
          enum: [
            'PENDING',
            'VERIFIED',
            'UNVERIFIED',
            'HASH_MISMATCH',
            'ENCRYPTED',
            'INVALID',
            'UNREACHABLE',
            'TOO_LARGE',
            'BLOCKED',
          ],
        })
        .notNull(),
      reason: c.text('reason'),
      attempts: c.int('attempts').notNull(),
      /** Seconds; null when it is not tried again. */
      nextAttemptAt: c.int('next_attempt_at'),
      /** Rules of the configuration that this state follows from: under others it is tried again. */
      policy: c.text('policy'),
      fetchedAt: c.int('fetched_at'),
      byteSize: c.int('byte_size'),
      mediaType: c.text('media_type'),
      actualHash: c.hex('actual_hash'),
      /** The document itself, when it is JSON to serve. */
      body: c.bytes('body'),
    },
    (t) => [
      c.uniqueIndex('documents_key').on(t.key),
      c.index('documents_next').on(t.nextAttemptAt),
      c.index('documents_state').on(t.state),
    ],
  ),
  /** The one row of the queue itself: what it is allowed, and what it holds. */
  documentQueue: c.table('document_queue', {
    id: c.key('id'),
    /** 1 when documents are fetched at all. */
    fetch: c.int('fetch').notNull(),
    /** Sum of the bodies' sizes. */
    storedBytes: c.int('stored_bytes').notNull(),
    /** 1 when no more is fetched for want of room. */
    full: c.int('full').notNull(),
  }),
})
