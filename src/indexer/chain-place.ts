import { hash } from 'node:crypto'
import { and, eq, getTableColumns, gte, lt } from 'drizzle-orm'
import type { ChainConfig, MarketConfig } from '../config/config.ts'
import type { ProofLevel } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { addToSum, recordTables, rowHash } from '../store/digest.ts'
import { packId, SLOTS_MAX } from '../store/ids.ts'
import type { Rows, Store, Transaction } from '../store/store.ts'
import type { Counters } from '../store/tables/chain.ts'
import type { KnownMarket } from './decode.ts'
import { FOLD_VERSION } from './fold/fold.ts'

/** State to go on from: how many rows each table has, and the sum of their hashes. */
export type State = { readonly counters: Counters; readonly rowSum: bigint }

/** A chain's place in the database: its slot, the markets it begins with, and the state they make. */
export type ChainPlace = {
  readonly chainId: number
  readonly slot: number
  readonly startBlock: number
  readonly deployment: string
  /** The level of proof that every block is to reach. */
  readonly demanded: ProofLevel
  readonly markets: ReadonlyMap<Hex, KnownMarket>
  readonly initial: State
  /** The markets' rows before any event. */
  readonly initialMarkets: readonly Rows['markets'][]
}

/** Property names of each table of records, in order: what the digest goes by. */
export const columnsOf = (store: Store): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(recordTables.map((table) => [table, Object.keys(getTableColumns(store.tables[table]))]))

/** What decides a chain's rows: the same deployment and the same chain give the same rows. */
const deploymentOf = (chainId: number, markets: readonly MarketConfig[]): string => {
  const parts = markets.map(({ protocol, address, startBlock, name }) => [protocol, address, startBlock, name])
  return hash('sha256', JSON.stringify([FOLD_VERSION, chainId, parts]), 'hex')
}

/** Whether the stored raw logs are those of the configured markets. */
const sameMarkets = async (
  tx: Transaction,
  store: Store,
  slot: number,
  markets: readonly MarketConfig[],
): Promise<boolean> => {
  const { markets: table } = store.tables
  const rows = await tx.db
    .select({ address: table.address, startBlock: table.startBlock })
    .from(table)
    .where(and(gte(table.id, packId(slot, 0)), lt(table.id, packId(slot + 1, 0))))
    .orderBy(table.id)
  return JSON.stringify(rows) === JSON.stringify(markets.map(({ address, startBlock }) => ({ address, startBlock })))
}

const marketRow = (
  slot: number,
  number: number,
  { protocol, address, name, startBlock }: MarketConfig,
): Rows['markets'] => ({
  id: packId(slot, number),
  protocol,
  address,
  name,
  startBlock,
  ownerId: null,
  feeBps: null,
  tasks: 0,
  submissions: 0,
  acceptedSubmissions: 0,
  contributors: 0,
  posters: 0,
  datasets: 0,
  payouts: 0,
  unmatchedPayouts: 0,
  purchases: 0,
  createdAt: null,
  updatedAt: null,
})

/** Finds a chain's place in the database, or takes the next free one; refuses a database that was made for other markets. */
export const openPlace = async (
  store: Store,
  chain: ChainConfig,
  markets: readonly MarketConfig[],
  /** The rows are about to be made anew: they may be of another version of the fold, but of the same markets. */
  { refolding = false }: { refolding?: boolean } = {},
): Promise<ChainPlace> => {
  const own = markets.filter((market) => market.chainId === chain.id)
  const deployment = deploymentOf(chain.id, own)
  const { chains, markets: marketTable } = store.tables
  const settings = {
    name: chain.name,
    finality: JSON.stringify(chain.finality),
    completeness: chain.completeness,
  }
  const startBlock = Math.min(...own.map((market) => market.startBlock))

  const slot = await store.transaction(async (tx) => {
    const [known] = await tx.db.select().from(chains).where(eq(chains.id, chain.id))
    if (known) {
      if (known.deployment !== deployment && !(refolding && (await sameMarkets(tx, store, known.slot, own)))) {
        throw new DaybookError(
          'CONFIG_CHANGED',
          `The database holds chain ${chain.id} for other markets, or from another version of Daybook. ` +
            'Name another database, or set the markets back as they were (`daybook refold` is enough when only Daybook changed).',
          { details: { chainId: chain.id, expected: known.deployment, found: deployment } },
        )
      }
      // What is folded again says so in the transaction that does it.
      await tx.db.update(chains).set(settings).where(eq(chains.id, chain.id))
      return known.slot
    }
    const free = (await tx.db.select().from(chains)).length
    if (free >= SLOTS_MAX) throw new DaybookError('CONFIG_INVALID', `One database holds at most ${SLOTS_MAX} chains.`)
    await tx.db.insert(chains).values({ id: chain.id, slot: free, startBlock, deployment, ...settings })
    await tx.db.insert(marketTable).values(own.map((market, i) => marketRow(free, i + 1, market)))
    return free
  })

  const columns = columnsOf(store).markets!
  const rows = own.map((market, i) => marketRow(slot, i + 1, market))
  return {
    chainId: chain.id,
    slot,
    startBlock,
    deployment,
    demanded: chain.completeness === 'bloom' ? 'BLOOM_CONSISTENT' : 'HEADER_LINKED',
    markets: new Map(rows.map(({ id, address, protocol }) => [address, { address, protocol, marketId: id }])),
    initialMarkets: rows,
    initial: {
      counters: { markets: rows.length },
      rowSum: rows.reduce((sum, row) => addToSum(sum, rowHash('markets', columns, row), 0n), 0n),
    },
  }
}
