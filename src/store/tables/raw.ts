import type { Columns } from '../columns.ts'
import { headOf } from '../hash-head.ts'

/** What the chain said, kept as it was: state is a fold of these, and can be folded again without the network. */
export const defineRaw = (c: Columns) => ({
  /** Blocks with logs of interest, and every block not yet final. `id` packs the block number. */
  blocks: c.table(
    'blocks',
    {
      id: c.key('id'),
      hash: c.hex('hash').notNull(),
      parentHash: c.hex('parent_hash').notNull(),
      timestamp: c.int('timestamp').notNull(),
      /** Proof level, see domain/block.ts. */
      level: c.int('level').notNull(),
      logs: c.int('logs').notNull(),
    },
    (t) => [c.index('blocks_hash').on(headOf(t.hash))],
  ),
  /** Numbered by their first logs: those of a transaction are from its own number on, up to the next transaction's. */
  transactions: c.table(
    'transactions',
    {
      id: c.key('id'),
      blockId: c.id('block_id').notNull(),
      txIndex: c.int('tx_index').notNull(),
      hash: c.hex('hash').notNull(),
    },
    (t) => [c.index('transactions_hash').on(headOf(t.hash))],
  ),
  /** Who emits which event: a log names its contract, signature and number of topics by one small number. */
  emitters: c.table(
    'emitters',
    {
      id: c.key('id'),
      address: c.hex('address').notNull(),
      /** Empty for an anonymous event. */
      topic0: c.hex('topic0').notNull(),
      topicCount: c.int('topic_count').notNull(),
    },
    (t) => [c.uniqueIndex('emitters_key').on(t.address, t.topic0, t.topicCount, t.id)],
  ),
  /** Every address that logs name in their topics and data, once, in the order in which they did. */
  addresses: c.table('addresses', { id: c.key('id'), address: c.hex('address').notNull() }, (t) => [
    c.index('addresses_address').on(headOf(t.address)),
  ]),
  logs: c.table('logs', {
    id: c.key('id'),
    logIndex: c.int('log_index').notNull(),
    emitterId: c.id('emitter_id').notNull(),
    /** Topics after the first, and data: store/log-body.ts. */
    body: c.bytes('body').notNull(),
  }),
  /** Logs of known contracts that mean nothing to the fold: kept, counted, never guessed. */
  undecoded: c.table('undecoded', {
    id: c.key('id'),
    logId: c.id('log_id').notNull(),
    reason: c.text('reason', { enum: ['UNKNOWN_EVENT', 'MALFORMED'] }).notNull(),
  }),
})
