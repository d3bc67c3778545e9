import type { Columns } from '../columns.ts'

/** How many rows of each table a chain has: the next row's number follows from it. */
export type Counters = Readonly<Record<string, number>>

/** The indexer's own books: where it stands, how to step back, and what it told the world. */
export const defineChain = (c: Columns) => ({
  chains: c.table('chains', {
    id: c.key('id'),
    slot: c.int('slot').notNull(),
    name: c.text('name').notNull(),
    startBlock: c.int('start_block').notNull(),
    /** Hash of what decides the rows: markets and the fold's version. */
    deployment: c.text('deployment').notNull(),
    finality: c.text('finality').notNull(),
    completeness: c.text('completeness').notNull(),
    /** Whether blocks come by a schedule, so that a head that stands still is a fault, or only when something is to be mined. */
    pace: c
      .text('pace', { enum: ['scheduled', 'on-demand'] })
      .notNull()
      .default('scheduled'),
  }),
  /** Written in the same transaction as the rows it speaks of. */
  cursors: c.table('cursors', {
    chainId: c.key('chain_id'),
    block: c.int('block').notNull(),
    hash: c.hex('hash').notNull(),
    timestamp: c.int('timestamp').notNull(),
    finalized: c.int('finalized').notNull(),
    head: c.int('head').notNull(),
    counters: c.json<Counters>('counters').notNull(),
    /** Sum of the hashes of all rows, store/digest.ts. */
    rowSum: c.hex('row_sum').notNull(),
  }),
  /** State at the end of a block: for every changed block not yet final, and one each `CHECKPOINT_BLOCKS`. `id` packs the block. */
  checkpoints: c.table('checkpoints', {
    id: c.key('id'),
    counters: c.json<Counters>('counters').notNull(),
    rowSum: c.hex('row_sum').notNull(),
  }),
  /** Rows as they were before a block that is not final changed them, newest last: those of one block and table together. */
  undo: c.table(
    'undo',
    {
      id: c.serial('id'),
      /** Packs the block. */
      blockId: c.id('block_id').notNull(),
      table: c.text('table').notNull(),
      rows: c.text('rows').notNull(),
    },
    (t) => [c.index('undo_block').on(t.blockId)],
  ),
  /** Indices that are not there while a history is written, store/put-off.ts. */
  indicesPutOff: c.table('indices_put_off', {
    id: c.serial('id'),
    name: c.text('name').notNull(),
    /** The statement that makes it. */
    definition: c.text('definition').notNull(),
  }),
  /** What happened to blocks, in commit order: readers follow it. */
  outbox: c.table('outbox', {
    id: c.serial('id'),
    chainId: c.int('chain_id').notNull(),
    change: c.text('change', { enum: ['APPLIED', 'REVERTED', 'FINALIZED'] }).notNull(),
    fromBlock: c.int('from_block').notNull(),
    toBlock: c.int('to_block').notNull(),
  }),
  reorgs: c.table('reorgs', {
    id: c.serial('id'),
    chainId: c.int('chain_id').notNull(),
    detectedAt: c.int('detected_at').notNull(),
    ancestor: c.int('ancestor').notNull(),
    depth: c.int('depth').notNull(),
    revertedLogs: c.int('reverted_logs').notNull(),
    oldHead: c.hex('old_head').notNull(),
    newHead: c.hex('new_head').notNull(),
  }),
  /** What the indexer is doing, about once a second; says nothing about rows. */
  syncStatus: c.table('sync_status', {
    chainId: c.key('chain_id'),
    phase: c
      .text('phase', {
        enum: ['STARTING', 'BACKFILLING', 'LIVE', 'REORGANISING', 'PAUSED', 'STALLED', 'HALTED'],
      })
      .notNull(),
    head: c.int('head'),
    finalized: c.int('finalized'),
    /** Blocks per second times 1,000. */
    milliBlocksPerSecond: c.int('milli_blocks_per_second').notNull(),
    measuredAt: c.int('measured_at').notNull(),
    /** Wall clock when the newest block held last changed, and when a head higher than any before was last seen. */
    advancedAt: c.int('advanced_at'),
    headMovedAt: c.int('head_moved_at'),
    /** Wall clock when an indexer started whose configuration no longer names this chain; null while it does. */
    retiredAt: c.int('retired_at'),
    /** Code of the last error, and its sentence; null once indexing goes on. */
    errorCode: c.text('error_code'),
    lastError: c.text('last_error'),
  }),
  /** What contracts answered to read-only calls, asked once each: a second run of the fold reads the same answers. */
  answers: c.table(
    'answers',
    {
      id: c.serial('id'),
      chainId: c.int('chain_id').notNull(),
      address: c.hex('address').notNull(),
      data: c.hex('data').notNull(),
      /** Null when it answered nothing or refused. */
      answer: c.hex('answer'),
      askedAtBlock: c.int('asked_at_block').notNull(),
    },
    (t) => [c.uniqueIndex('answers_key').on(t.chainId, t.address, t.data)],
  ),
  /** What a token's contract said of itself, and when it was asked; asked once, outside the fold. */
  tokenMetadata: c.table(
    'token_metadata',
    {
      address: c.hex('address').notNull(),
      chainId: c.int('chain_id').notNull(),
      symbol: c.text('symbol'),
      name: c.text('name'),
      decimals: c.int('decimals'),
      askedAtBlock: c.int('asked_at_block').notNull(),
    },
    (t) => [c.uniqueIndex('token_metadata_key').on(t.chainId, t.address)],
  ),
  /**
   * What a task's own contract said of its state, for tasks whose state no event shows; asked outside the fold, and again while it
   * can change. Named by market and key, as tasks are: the key is the contract's address.
   */
  taskStatuses: c.table(
    'task_statuses',
    {
      marketId: c.id('market_id').notNull(),
      key: c.text('key').notNull(),
      /** Null when it answered nothing that is a state. */
      status: c.int('status'),
      askedAtBlock: c.int('asked_at_block').notNull(),
    },
    (t) => [c.uniqueIndex('task_statuses_key').on(t.marketId, t.key)],
  ),
})
