import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eq, isNull } from 'drizzle-orm'
import { openStore } from '../../src/store/open.ts'
import { transactionOfLog } from '../../src/store/read/transaction-logs.ts'
import { ask, type Books, type Program, type Standing } from './program.ts'
import { quietPort } from './quiet-port.ts'
import { supervise } from './supervise.ts'

const BIN = fileURLToPath(new URL('../../bin/daybook.js', import.meta.url))

/** `daybook start` with a configuration of a node and a market, and SQLite; `chain` is put beside the node. */
export const daybook = (name: string, chain: object = {}): Program => ({
  name,
  start: async ({ folder, rpc, chainId, market, startBlock }) => {
    const port = await quietPort()
    const database = `sqlite:${join(folder, 'daybook.db')}`
    const config = {
      database,
      chains: [{ id: chainId, name: 'market', rpc: [rpc], ...chain }],
      markets: [{ protocol: 'datamarket', chainId, address: market, startBlock }],
    }
    writeFileSync(join(folder, 'daybook.config.json'), JSON.stringify(config))
    return {
      process: supervise({
        argv: [BIN, 'start', '--port', String(port)],
        cwd: folder,
        env: {},
        log: join(folder, 'program.log'),
      }),
      standing: () => standing(`http://127.0.0.1:${port}`),
      read: () => read(database),
    }
  },
})

type Status = {
  readonly chains: readonly {
    readonly indexedBlock: number | null
    readonly reason: string | null
    readonly completeness: { readonly openGaps: number; readonly healed: number; readonly provenThrough: number | null }
  }[]
}

const standing = async (url: string): Promise<Standing | null> => {
  const [status, ready] = [await ask(`${url}/status`), await ask(`${url}/ready`)]
  const chain = (status?.body as Status | undefined)?.chains?.[0]
  if (!chain) return null
  const { openGaps, healed } = chain.completeness
  const complaints = [
    ...(chain.reason === null ? [] : [chain.reason]),
    ...(openGaps > 0 ? [`${openGaps} open gaps`] : []),
    ...(healed > 0 ? [`${healed} healed gaps`] : []),
  ]
  return {
    ready: ready?.status === 200,
    block: chain.indexedBlock,
    complaint: complaints.length > 0 ? complaints.join('; ') : null,
  }
}

const read = async (database: string): Promise<Books> => {
  const store = await openStore(database, { write: false })
  try {
    return await store.read(async (db) => {
      const { blocks, transactions, logs, payouts, tokens, gaps } = store.tables
      const rows = await db
        .select({ hash: blocks.hash, logIndex: logs.logIndex })
        .from(logs)
        .innerJoin(transactions, transactionOfLog(store.tables))
        .innerJoin(blocks, eq(blocks.id, transactions.blockId))
      const amounts = await db
        .select({ token: tokens.address, amount: payouts.amount })
        .from(payouts)
        .innerJoin(tokens, eq(tokens.id, payouts.tokenId))
      const paid: Map<`0x${string}`, bigint> = new Map()
      for (const { token, amount } of amounts) paid.set(token, (paid.get(token) ?? 0n) + amount)
      const open = await db.select().from(gaps).where(isNull(gaps.healedAt))
      return {
        events: rows.map(({ hash, logIndex }) => [hash, logIndex] as const),
        paid,
        gaps: open.map(({ fromBlock, toBlock }) => [fromBlock, toBlock] as const),
      }
    })
  } finally {
    await store.close()
  }
}
