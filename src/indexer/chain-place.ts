import { hash } from 'node:crypto'
import { and, eq, getTableColumns, gte, isNull, lt } from 'drizzle-orm'
import type { ChainConfig, MarketConfig } from '../config/config.ts'
import { asksMore, ruleFromText, ruleToText } from '../domain/completeness.ts'
import type { Hex } from '../domain/hex.ts'
import { DaybookError } from '../errors.ts'
import { rolesOf } from '../protocols/registry.ts'
import { addToSum, recordTables, rowHash } from '../store/digest.ts'
import { packId, SLOTS_MAX } from '../store/ids.ts'
import type { Rows, Store, Transaction } from '../store/store.ts'
import type { Counters } from '../store/tables/chain.ts'
import type { KnownMarket, Part } from './contracts.ts'
import { FOLD_VERSION } from './fold/fold.ts'

/** State to go on from: how many rows each table has, and the sum of their hashes. */
export type State = { readonly counters: Counters; readonly rowSum: bigint }

/** A chain's place in the database: its slot, the markets it begins with, and the state they make. */
export type ChainPlace = {
  readonly chainId: number
  readonly slot: number
  readonly startBlock: number
  readonly deployment: string
  readonly markets: readonly KnownMarket[]
  readonly initial: State
  /** Rows of the markets and of the contracts that the configuration names, before any event. */
  readonly initialRows: {
    readonly markets: readonly Rows['markets'][]
    readonly contracts: readonly Rows['contracts'][]
  }
}

/** Property names of each table of records, in order: what the digest goes by. */
export const columnsOf = (store: Store): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(recordTables.map((table) => [table, Object.keys(getTableColumns(store.tables[table]))]))

/** What decides a chain's rows: the same deployment and the same chain give the same rows. */
const deploymentOf = (chainId: number, markets: readonly MarketConfig[]): string => {
  const parts = markets.map(({ protocol, address, startBlock, name, contracts = {} }) => {
    const roles = Object.keys(contracts).sort()
    return [protocol, address, startBlock, name, roles.map((role) => [role, contracts[role]])]
  })
  return hash('sha256', JSON.stringify([FOLD_VERSION, chainId, parts]), 'hex')
}

/** Whether the stored raw logs are those of the configured markets: the same contracts from the same blocks on. */
const sameMarkets = async (
  tx: Transaction,
  store: Store,
  slot: number,
  markets: readonly MarketConfig[],
): Promise<boolean> => {
  const { markets: table, contracts } = store.tables
  const rows = await tx.db
    .select()
    .from(table)
    .where(and(gte(table.id, packId(slot, 0)), lt(table.id, packId(slot + 1, 0))))
    .orderBy(table.id)
  const named = await tx.db
    .select()
    .from(contracts)
    .where(and(gte(contracts.id, packId(slot, 0)), lt(contracts.id, packId(slot + 1, 0)), isNull(contracts.logId)))
    .orderBy(contracts.id)
  const wanted = rowsOf(slot, markets)
  const marks = (of: readonly Pick<Rows['markets'], 'address' | 'protocol' | 'startBlock'>[]) =>
    of.map(({ address, protocol, startBlock }) => [address, protocol, startBlock])
  const parts = (of: readonly Rows['contracts'][]) => of.map(({ address, marketId, role }) => [address, marketId, role])
  return (
    JSON.stringify([marks(rows), parts(named)]) === JSON.stringify([marks(wanted.markets), parts(wanted.contracts)])
  )
}

/** A market's row before any event. */
export const marketRow = (
  slot: number,
  number: number,
  { protocol, address, name, startBlock }: Omit<MarketConfig, 'chainId'>,
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

const rowsOf = (slot: number, markets: readonly MarketConfig[]): ChainPlace['initialRows'] => {
  const rows = markets.map((market, i) => marketRow(slot, i + 1, market))
  const named = markets.flatMap((market, i) => configured(market).map((each) => ({ ...each, marketId: rows[i]!.id })))
  const contracts = named.map((each, i) => ({ id: packId(slot, i + 1), logId: null, ...each }))
  return { markets: rows, contracts }
}

/** The contracts that the configuration names, each with its role: the market's own address first. */
const configured = ({ protocol, address, contracts = {} }: MarketConfig): { address: Hex; role: string }[] => {
  const named = Object.keys(contracts)
    .sort()
    .flatMap((role) => contracts[role]!.map((each) => ({ address: each, role })))
  const all = [{ address, role: rolesOf(protocol).root }, ...named]
  // A contract named twice keeps its first role.
  return all.filter((each, i) => all.findIndex((other) => other.address === each.address) === i)
}

/** Ids that local development chains have unless told otherwise: those of Hardhat and Anvil, and of Ganache and geth's own. */
const LOCAL_CHAINS: ReadonlySet<number> = new Set([31_337, 1_337])

const paceOf = ({ id, pace }: ChainConfig) => pace ?? (LOCAL_CHAINS.has(id) ? 'on-demand' : 'scheduled')

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
  const { chains } = store.tables
  const settings = {
    name: chain.name,
    finality: JSON.stringify(chain.finality),
    pace: paceOf(chain),
    completeness: ruleToText(chain.completeness),
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
      if (asksMore(chain.completeness, ruleFromText(known.completeness))) await openHistory(tx, store, known)
      return known.slot
    }
    const free = (await tx.db.select().from(chains)).length
    if (free >= SLOTS_MAX) throw new DaybookError('CONFIG_INVALID', `One database holds at most ${SLOTS_MAX} chains.`)
    await tx.db.insert(chains).values({ id: chain.id, slot: free, startBlock, deployment, ...settings })
    const { markets: marketRows, contracts } = rowsOf(free, own)
    await tx.insert('markets', marketRows)
    await tx.insert('contracts', contracts)
    return free
  })

  const columns = columnsOf(store)
  const initialRows = rowsOf(slot, own)
  const sum = (table: 'markets' | 'contracts') => (total: bigint, row: Rows[typeof table]) =>
    addToSum(total, rowHash(table, columns[table]!, row), 0n)
  return {
    chainId: chain.id,
    slot,
    startBlock,
    deployment,
    markets: initialRows.markets.map(({ id, address, protocol, startBlock }) => ({
      address,
      protocol,
      startBlock,
      marketId: id,
    })),
    initialRows,
    initial: {
      counters: { markets: initialRows.markets.length, contracts: initialRows.contracts.length },
      rowSum: initialRows.contracts.reduce(sum('contracts'), initialRows.markets.reduce(sum('markets'), 0n)),
    },
  }
}

/** What was indexed when the configuration asked for less falls short of what it asks for now. */
const openHistory = async (tx: Transaction, { tables }: Store, { id, startBlock, completeness }: Rows['chains']) => {
  const [cursor] = await tx.db.select().from(tables.cursors).where(eq(tables.cursors.chainId, id))
  if (!cursor) return
  const doubt = `Indexed when the configuration asked for completeness ${completeness} only.`
  await tx.db.insert(tables.gaps).values({
    chainId: id,
    fromBlock: startBlock,
    toBlock: cursor.block,
    doubt,
    foundAt: Math.floor(Date.now() / 1000),
    healedAt: null,
    logs: 0,
  })
}

type PartOf = readonly [Hex, Part]

/** The contracts that the configuration names, each with its part. */
export const configuredParts = ({ markets, initialRows }: Pick<ChainPlace, 'markets' | 'initialRows'>): PartOf[] =>
  partsOf(markets, initialRows.contracts)

/** Every contract of a chain's markets that is on record, with its part. */
export const recordedParts = async (store: Store, { slot, markets }: ChainPlace): Promise<PartOf[]> => {
  const { contracts } = store.tables
  const own = and(gte(contracts.id, packId(slot, 0)), lt(contracts.id, packId(slot + 1, 0)))
  return partsOf(markets, await store.read((db) => db.select().from(contracts).where(own)))
}

const partsOf = (markets: readonly KnownMarket[], rows: readonly Rows['contracts'][]): PartOf[] => {
  const byId = new Map(markets.map((market) => [market.marketId, market]))
  return rows.map(({ address, role, marketId }) => [address, { market: byId.get(marketId)!, role }])
}
