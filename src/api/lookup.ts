import { and, eq, gte } from 'drizzle-orm'
import { type Cause, causes, codeOf } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import { slotOf } from '../store/ids.ts'
import type { Soon } from '../store/read/later.ts'
import { lowerBound } from '../store/read/lower-bound.ts'
import type { Rows } from '../store/store.ts'
import type { Context } from './context.ts'
import { chainById, marketAt } from './known.ts'
import { placeOf } from './ledger-path.ts'
import { decodeId, type NodeType, partsOf } from './node-ids.ts'
import type { DatasetContributionSource } from './sources.ts'

// From a global id back to what is indexed under it; undefined when nothing is.

type Parts = readonly (string | undefined)[]
type Finder<T> = (context: Context, parts: Parts) => Promise<T | undefined>

const slotFor = async (context: Context, chainId: string | undefined): Promise<number | undefined> =>
  (await chainById(context, Number(chainId)))?.chain.slot

const market: Finder<Rows['markets']> = async (context, [chainId, address]) => {
  const slot = await slotFor(context, chainId)
  return slot === undefined ? undefined : marketAt(context, slot, address as Hex)
}

const inMarket =
  <N extends 'tasks' | 'submissions' | 'datasets'>(
    load: (context: Context) => { load(place: { marketId: number; key: string }): Soon<Rows[N] | undefined> },
  ): Finder<Rows[N]> =>
  async (context, [chainId, address, key]) => {
    const found = await market(context, [chainId, address])
    return found === undefined || key === undefined ? undefined : load(context).load({ marketId: found.id, key })
  }

const task = inMarket<'tasks'>(({ load }) => load.taskAt)
const submission = inMarket<'submissions'>(({ load }) => load.submissionAt)
const dataset = inMarket<'datasets'>(({ load }) => load.datasetAt)

const isHex = (text: string | undefined, bytes: number): text is Hex =>
  text !== undefined && new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`).test(text)

const token: Finder<Rows['tokens']> = async (context, [chainId, address]) => {
  const slot = await slotFor(context, chainId)
  if (slot === undefined || !isHex(address, 20)) return undefined
  return (await context.load.tokensAt.load(address)).find((row) => slotOf(row.id) === slot)
}

/** A place that an id names; undefined where it is cut off or no number, which PostgreSQL refuses to look for. */
const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined

const logId: Finder<number> = async (context, [chainId, transactionHash, at]) => {
  const slot = await slotFor(context, chainId)
  const logIndex = numberIn(at)
  if (slot === undefined || logIndex === undefined || !isHex(transactionHash, 32)) return undefined
  return context.load.logId.load({ slot, transactionHash, logIndex })
}

const byLog =
  <T extends { part: number }>(load: (context: Context) => { load(logId: number): Soon<readonly T[]> }): Finder<T> =>
  async (context, parts) => {
    const id = await logId(context, parts)
    const part = numberIn(parts[3])
    return id === undefined ? undefined : (await load(context).load(id)).find((row) => row.part === part)
  }

const payout = byLog(({ load }) => load.payoutsAt)
const fee = byLog(({ load }) => load.feesAt)
const purchase = byLog(({ load }) => load.purchasesAt)
const funding = byLog(({ load }) => load.fundingsAt)

/** Reviews have no index on their logs: they are numbered in chain order instead. */
const review: Finder<Rows['reviews']> = async (context, parts) => {
  const id = await logId(context, parts)
  const part = numberIn(parts[3])
  if (id === undefined || part === undefined) return undefined
  const { reviews } = context.reader.tables
  const first = await lowerBound(context.reader, reviews, reviews.createdLog, slotOf(id), id)
  const row = await context.load.review.load(first + part)
  return row?.createdLog === id ? row : undefined
}

const reward: Finder<Rows['rewards']> = async (context, [chainId, address, key, tokenAddress]) => {
  const [owner, unit] = [await market(context, [chainId, address]), await token(context, [chainId, tokenAddress])]
  if (owner === undefined || unit === undefined || key === undefined) return undefined
  const { rewards } = context.reader.tables
  const [row] = await context.reader.db
    .select()
    .from(rewards)
    .where(and(eq(rewards.marketId, owner.id), eq(rewards.key, key), eq(rewards.tokenId, unit.id)))
  return row
}

const version: Finder<Rows['datasetVersions']> = async (context, [chainId, address, key, number]) => {
  const owner = await dataset(context, [chainId, address, key])
  if (owner === undefined || !Number.isSafeInteger(Number(number))) return undefined
  const { datasetVersions: versions } = context.reader.tables
  const [row] = await context.reader.db
    .select()
    .from(versions)
    .where(and(eq(versions.datasetId, owner.id), eq(versions.number, Number(number))))
  return row
}

const contribution: Finder<DatasetContributionSource> = async (context, [chainId, address, key, work]) => {
  const owner = await dataset(context, [chainId, address, key])
  const part = await submission(context, [chainId, address, work])
  if (owner === undefined || part === undefined) return undefined
  const { contributions } = context.reader.tables
  const [row] = await context.reader.db
    .select()
    .from(contributions)
    .where(and(eq(contributions.datasetId, owner.id), eq(contributions.submissionId, part.id)))
  const implied = owner.versions === 0 && part.datasetId === owner.id && part.status === 1
  return row !== undefined || implied ? { datasetId: owner.id, submissionId: part.id, contribution: row } : undefined
}

const ledgerAccount: Finder<Rows['ledgerAccounts']> = async (context, [path, address]) => {
  const place = path === undefined ? undefined : await placeOf(context, path)
  const unit = place === undefined ? undefined : await token(context, [path?.split(':')[1], address])
  if (place === undefined || unit === undefined) return undefined
  const { ledgerAccounts: accounts } = context.reader.tables
  const [row] = await context.reader.db
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.type, place.type),
        eq(accounts.tokenId, unit.id),
        eq(accounts.subjectId, place.subjectId),
        eq(accounts.marketId, place.marketId),
      ),
    )
  return row
}

/** The row that caused a movement, from the log and what is left of the id. */
const causeId = async (context: Context, cause: Cause, log: Parts, rest: Parts): Promise<number | null | undefined> => {
  if (cause === 'TRANSFER') return null
  if (cause === 'REWARD' || cause === 'FORFEIT') return (await reward(context, [log[0], ...rest]))?.id
  const finder = { PAYOUT: payout, FEE: fee, PURCHASE: purchase, FUNDING: funding }[cause]
  return (await finder(context, [...log, rest[0]]))?.id
}

const movement: Finder<Rows['movements']> = async (context, [chainId, hash, index, kind, ...rest]) => {
  const cause = causes.find((name) => name === kind)
  const id = await logId(context, [chainId, hash, index])
  if (cause === undefined || id === undefined) return undefined
  const by = await causeId(context, cause, [chainId, hash, index], rest)
  if (by === undefined) return undefined
  if (by !== null) return (await context.load.movementsOf.load({ cause, causeId: by })).find((row) => row.logId === id)
  const { movements } = context.reader.tables
  const place = Number(rest[0] ?? 0)
  if (!Number.isSafeInteger(place) || place < 0) return undefined
  const first = await lowerBound(context.reader, movements, movements.logId, slotOf(id), id)
  const [row] = await context.reader.db
    .select()
    .from(movements)
    .where(and(gte(movements.id, first), eq(movements.logId, id), eq(movements.cause, codeOf(causes, cause))))
    .orderBy(movements.id)
    .limit(1)
    .offset(place)
  return row
}

const entry: Finder<Rows['postings']> = async (context, parts) => {
  const found = await movement(context, parts.slice(0, -1))
  return found === undefined ? undefined : (await context.load.postingsOf.load(found.id))[Number(parts.at(-1))]
}

const reorg: Finder<Rows['reorgs']> = async ({ reader }, [chainId, detectedAt, oldHead, newHead]) => {
  const { reorgs } = reader.tables
  if (!isHex(oldHead, 32) || !isHex(newHead, 32) || !Number.isSafeInteger(Number(detectedAt))) return undefined
  const rows = await reader.db
    .select()
    .from(reorgs)
    .where(eq(reorgs.chainId, Number(chainId)))
  return rows.find((row) => row.detectedAt === Number(detectedAt) && row.oldHead === oldHead && row.newHead === newHead)
}

const account: Finder<{ address: Hex }> = async ({ load }, [address]) =>
  isHex(address, 20) && (await load.accountsOf.load(address)).length > 0 ? { address } : undefined

const contributor: Finder<{ address: Hex }> = async ({ load }, [address]) => {
  if (!isHex(address, 20)) return undefined
  const accounts = await load.accountsOf.load(address)
  const rows = await Promise.all(accounts.map((row) => load.contributorsOf.load(row.id)))
  return rows.flat().length > 0 ? { address } : undefined
}

export const find = {
  Overview: async ({ reader }: Context) => ({ markets: await reader.markets() }),
  Chain: async (context: Context, [chainId]: Parts) => chainById(context, Number(chainId)),
  Reorg: reorg,
  Token: token,
  Market: market,
  Account: account,
  Contributor: contributor,
  Task: task,
  TaskFunding: async (context: Context, parts: Parts) => {
    const row = await funding(context, parts)
    return row === undefined || row.taskId === null ? undefined : row
  },
  Submission: submission,
  Review: review,
  Dataset: dataset,
  DatasetVersion: version,
  DatasetContribution: contribution,
  Purchase: purchase,
  Reward: reward,
  Payout: payout,
  FeeCharge: fee,
  LedgerAccount: ledgerAccount,
  LedgerTransaction: movement,
  LedgerEntry: entry,
} satisfies Record<NodeType, Finder<object>>

/** Any object by its id, with the name of its type. */
export const findNode = async (context: Context, id: string): Promise<(object & { __typename: NodeType }) | null> => {
  const { type, parts } = decodeId(id)
  const found = await find[type](context, parts)
  return found === undefined ? null : { ...found, __typename: type }
}

/** Row ids for a filter by global ids of one type. */
export const rowsOfIds = async (context: Context, type: string, ids: readonly string[]): Promise<number[]> => {
  const finder = find[type as NodeType] as Finder<object>
  const found = await Promise.all(ids.map((id) => finder(context, partsOf(type, id))))
  return found.flatMap((row) => (row !== undefined && 'id' in row ? [row.id as number] : []))
}
