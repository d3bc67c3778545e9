import type { Transaction } from '../../../src/store/store.ts'
import { type Fill, numbersTo } from './fill.ts'
import {
  BLOCK_SECONDS,
  bytesInSql,
  CHAIN,
  hashOf,
  LOGS_PER_BLOCK,
  LOGS_PER_TRANSACTION,
  MARKET,
  type Size,
  START,
} from './world.ts'

/** A body as short as a payout's. */
const BODY = `x'${'07'.repeat(40)}'`

/** Blocks, transactions and logs as they would have been read. */
export const fillChain = (fill: Fill, { payouts }: Size): void => {
  const perBlock = LOGS_PER_BLOCK / LOGS_PER_TRANSACTION
  fill(
    'blocks',
    {
      id: 'n',
      hash: bytesInSql('n', 32),
      parentHash: bytesInSql('n - 1', 32),
      timestamp: `${START} + n * ${BLOCK_SECONDS}`,
      level: 2,
      logs: LOGS_PER_BLOCK,
    },
    numbersTo(Math.ceil(payouts / LOGS_PER_BLOCK)),
  )
  fill(
    'transactions',
    {
      id: `(n - 1) * ${LOGS_PER_TRANSACTION} + 1`,
      blockId: `(n + ${perBlock - 1}) / ${perBlock}`,
      txIndex: `n % ${perBlock}`,
      hash: bytesInSql('n', 32),
    },
    numbersTo(Math.ceil(payouts / LOGS_PER_TRANSACTION)),
  )
  fill(
    'logs',
    {
      id: 'n',
      logIndex: `n % ${LOGS_PER_BLOCK}`,
      emitterId: 1,
      body: BODY,
    },
    'work',
  )
}

/** The chain as it stands: all blocks are final, and the indexer is at the head. */
export const writeStanding = async (tx: Transaction, { payouts }: Size): Promise<void> => {
  const block = Math.ceil(payouts / LOGS_PER_BLOCK)
  const now = Math.floor(Date.now() / 1_000)
  await tx.insert('chains', [
    {
      id: CHAIN,
      slot: 0,
      name: 'synthetic',
      startBlock: 1,
      deployment: 'reads',
      finality: 'finalized',
      completeness: 'bloom',
      pace: 'on-demand',
    },
  ])
  await tx.insert('cursors', [
    {
      chainId: CHAIN,
      block,
      hash: hashOf(block),
      timestamp: START + block * BLOCK_SECONDS,
      finalized: block,
      head: block,
      counters: { logs: payouts },
      rowSum: hashOf(0),
    },
  ])
  await tx.insert('syncStatus', [
    {
      chainId: CHAIN,
      phase: 'LIVE',
      head: block,
      finalized: block,
      milliBlocksPerSecond: 0,
      measuredAt: now,
      advancedAt: now,
      headMovedAt: now,
      retiredAt: null,
      errorCode: null,
      lastError: null,
    },
  ])
  await tx.insert('emitters', [{ id: 1, address: MARKET, topic0: hashOf(1), topicCount: 3 }])
}
