import { and, desc, eq, gte, lt, lte } from 'drizzle-orm'
import { nameOf, proofLevels } from '../../domain/codes.ts'
import { chanceUnnoticed } from '../../domain/completeness.ts'
import type { Hex } from '../../domain/hex.ts'
import { hasHash } from '../../store/hash-head.ts'
import { numberOf, packId } from '../../store/ids.ts'
import type { LogHead } from '../../store/read/by-key.ts'
import { readCompleteness } from '../../store/read/completeness.ts'
import { inSlot } from '../../store/read/filter.ts'
import { after, type Soon } from '../../store/read/later.ts'
import { QueryError } from '../../store/read/query-error.ts'
import { type ChainState, chainOf, idRange } from '../../store/read/reader.ts'
import { reorgSummary, syncStatus } from '../../store/read/status.ts'
import { transactionRecords } from '../../store/read/transaction.ts'
import type { Rows } from '../../store/store.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import { describe } from '../event.ts'
import type { Finality, Resolvers } from '../generated/types.ts'
import { chainById, presently } from '../known.ts'
import { encodeId } from '../node-ids.ts'
import type { ReorgSource } from '../sources.ts'
import { own } from './own.ts'

type Types =
  | 'Chain'
  | 'Block'
  | 'EventRef'
  | 'SyncStatus'
  | 'Reorg'
  | 'IndexedTransaction'
  | 'Snapshot'
  | 'StateDigest'
  | 'Completeness'
  | 'CompletenessCount'
  | 'CompletenessGap'
  | 'CompletenessSample'
/** Of a chance: enough to tell one in a million from none. */
const CHANCE_DIGITS = 6

const finalityOf = ({ cursor }: ChainState, blockNumber: number): Finality =>
  cursor !== undefined && blockNumber <= cursor.finalized ? 'FINALIZED' : 'LATEST'

/** The newest stored block up to a height: blocks without events are kept only until they are final. */
const newestBlock = async ({ reader }: Context, { chain }: ChainState, height: number) => {
  const { blocks } = reader.tables
  const [block] = await reader.db
    .select()
    .from(blocks)
    .where(and(gte(blocks.id, idRange(chain.slot).first), lte(blocks.id, packId(chain.slot, height))))
    .orderBy(desc(blocks.id))
    .limit(1)
  return block ?? null
}

/** Blocks have no index on their hashes; a transaction's block or the chain's unfinalized part is all that is searched by one. */
const blockByHash = async ({ reader }: Context, { chain }: ChainState, hash: Hex): Promise<Rows['blocks'] | null> => {
  const { blocks } = reader.tables
  const [block] = await reader.db
    .select()
    .from(blocks)
    .where(and(hasHash(blocks.hash, [hash]), inSlot(blocks.id, chain.slot)))
    .limit(1)
  return block ?? null
}

const logOf = ({ load }: Context, logId: number) => presently(load.log.load(logId), 'log')

/** What nearly every answer shows of a log. */
const ofHead =
  <T>(read: (head: LogHead) => T) =>
  ({ logId }: { readonly logId: number }, _: object, { load }: Context): Soon<T> =>
    after(presently(load.logHead.load(logId), 'log'), read)

export const chains: Pick<Resolvers, Types> = {
  Chain: {
    id: ({ chain }) => encodeId('Chain', chain.id),
    chainId: ({ chain }) => chain.id,
    name: ({ chain }) => chain.name,
    sync: (state, _, { reader, moment }) => syncStatus(reader, state, moment().now),
    head: (state, _, context) => (state.cursor === undefined ? null : newestBlock(context, state, state.cursor.block)),
    finalized: (state, _, context) =>
      state.cursor === undefined
        ? null
        : newestBlock(context, state, Math.min(state.cursor.finalized, state.cursor.block)),
    block: async (state, { number, hash }, context) => {
      if (hash !== null && hash !== undefined) return blockByHash(context, state, hash)
      if (number === null || number === undefined || number < 0n || number >= 2n ** 44n) return null
      return (await context.load.block.load(packId(state.chain.slot, Number(number)))) ?? null
    },
    markets: ({ chain }, args, context) =>
      connect(context, context.lists.markets, args, {
        within: inSlot(context.reader.tables.markets.id, chain.slot),
        scope: `chain:${chain.id}`,
        node: (row) => row as Rows['markets'],
      }),
    reorgs: ({ chain }, args, context) =>
      connect(context, context.lists.reorgs, args, {
        within: eq(context.reader.tables.reorgs.chainId, chain.id),
        scope: `chain:${chain.id}`,
        order: [{ field: 'id', direction: 'DESC' }],
        node: (row) => row as ReorgSource,
      }),
  },
  Block: {
    ...own('hash', 'parentHash', 'timestamp'),
    chain: (block, _, { reader }) => chainOf(reader, block.id),
    number: (block) => numberOf(block.id),
    finality: async (block, _, { reader }) => finalityOf(await chainOf(reader, block.id), numberOf(block.id)),
    completeness: (block) => nameOf(proofLevels, block.level),
    eventCount: (block) => block.logs,
  },
  EventRef: {
    chain: ({ logId }, _, { reader }) => chainOf(reader, logId),
    kind: () => 'LOG',
    contract: async ({ logId }, _, context) => (await logOf(context, logId)).emitter.address,
    selector: async ({ logId }, _, context) => (await logOf(context, logId)).emitter.topic0,
    eventName: async ({ logId }, _, context) => (await describe(context, await logOf(context, logId))).eventName,
    arguments: async ({ logId }, _, context) => (await describe(context, await logOf(context, logId))).arguments,
    blockNumber: ofHead(({ blockId }) => numberOf(blockId)),
    blockHash: async ({ logId }, _, context) => (await logOf(context, logId)).block.hash,
    timestamp: ({ logId, timestamp }, _, { load }) =>
      timestamp ??
      after(presently(load.logHead.load(logId), 'log'), ({ blockId }) =>
        after(presently(load.block.load(blockId), 'block'), (block) => block.timestamp),
      ),
    transactionHash: ofHead(({ transactionHash }) => transactionHash),
    transactionIndex: ofHead(({ transactionIndex }) => transactionIndex),
    logIndex: ofHead(({ logIndex }) => logIndex),
    finality: async ({ logId }, _, { load, reader }) =>
      finalityOf(await chainOf(reader, logId), numberOf((await presently(load.logHead.load(logId), 'log')).blockId)),
  },
  SyncStatus: {
    ...own('phase', 'ready', 'headBlock', 'finalizedBlock', 'lagBlocks', 'lagSeconds', 'progressBps', 'etaSeconds'),
    ...own('blocksPerSecond', 'eventCount', 'measuredAt', 'lastError'),
    chain: ({ state }) => state,
    startBlock: ({ state }) => state.chain.startBlock,
    indexedBlock: ({ state }) => state.cursor?.block ?? null,
    indexedTimestamp: ({ state }) => state.cursor?.timestamp ?? null,
    indexedBlockHash: ({ state }) => state.cursor?.hash ?? null,
    completeness: ({ state }, _, { reader }) => readCompleteness(reader, state.chain, state.cursor),
    reorgCount: async ({ state }, _, { reader }) => (await reorgSummary(reader, state.chain.id)).count,
    deepestReorg: async ({ state }, _, { reader }) => (await reorgSummary(reader, state.chain.id)).deepest,
  },
  Reorg: {
    ...own('detectedAt', 'depth', 'oldHead', 'newHead'),
    id: ({ chainId, detectedAt, oldHead, newHead }) => encodeId('Reorg', chainId, detectedAt, oldHead, newHead),
    chain: ({ chainId }, _, context) => presently(chainById(context, chainId), 'chain'),
    commonAncestor: ({ ancestor }) => ancestor,
    revertedEvents: ({ revertedLogs }) => revertedLogs,
  },
  IndexedTransaction: {
    chain: ({ row }, _, { reader }) => chainOf(reader, row.id),
    hash: ({ row }) => row.hash,
    block: ({ block }) => block,
    finality: async ({ block }, _, { reader }) => finalityOf(await chainOf(reader, block.id), numberOf(block.id)),
    records: async ({ row, block }, _, { reader }) => (await transactionRecords(reader, row, block)) as never[],
  },
  Snapshot: {
    chainId: ({ state }) => state.chain.id,
    blockNumber: ({ cursor }) => cursor.block,
    blockHash: ({ cursor }) => cursor.hash,
    timestamp: ({ cursor }) => cursor.timestamp,
    finality: ({ state, cursor }) => finalityOf(state, cursor.block),
    completeness: ({ state, cursor }, _, { reader }) => readCompleteness(reader, state.chain, cursor),
  },
  Completeness: {
    ...own('provenThrough', 'level', 'blocksByLevel', 'openGaps', 'gaps', 'healed'),
    sample: ({ sample }) => (sample === null ? null : { share: sample }),
  },
  CompletenessSample: {
    share: ({ share }) => String(share),
    chanceUnnoticed: ({ share }, { omittedBlocks }) => {
      if (omittedBlocks < 0) throw new QueryError('BAD_USER_INPUT', 'omittedBlocks: expected 0 or more.')
      return chanceUnnoticed(share, omittedBlocks).toFixed(CHANCE_DIGITS)
    },
  },
  CompletenessCount: own('level', 'blocks'),
  CompletenessGap: own('fromBlock', 'toBlock', 'doubt', 'foundAt'),
  StateDigest: { ...own('blockNumber', 'blockHash', 'digest', 'algorithm'), chain: ({ state }) => state },
}

/** Rows of a chain: kept here for the transaction look-up, which goes by hash and chain. */
export const transactionAt = async ({ reader }: Context, { chain }: ChainState, hash: Hex) => {
  const { transactions, blocks } = reader.tables
  const { first, end } = idRange(chain.slot)
  const [found] = await reader.db
    .select({ row: transactions, block: blocks })
    .from(transactions)
    .innerJoin(blocks, eq(blocks.id, transactions.blockId))
    .where(and(hasHash(transactions.hash, [hash]), gte(transactions.id, first), lt(transactions.id, end)))
    .limit(1)
  return found ?? null
}
