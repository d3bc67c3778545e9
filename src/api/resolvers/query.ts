import { createHash } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import type { Hex } from '../../domain/hex.ts'
import { digestWithHash } from '../../store/digest.ts'
import { slotOf } from '../../store/ids.ts'
import { QueryError } from '../../store/read/query-error.ts'
import { hasContent } from '../../store/read/submission-content.ts'
import type { Rows } from '../../store/store.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import type { OnChainKey, Resolvers } from '../generated/types.ts'
import { chainById, marketAt } from '../known.ts'
import { leaderboard } from '../leaderboard.ts'
import { placeOf } from '../ledger-path.ts'
import { find, findNode } from '../lookup.ts'
import { partsOf } from '../node-ids.ts'
import { PAGE_SIZE_MAX } from '../page-size.ts'
import { keyOf } from '../record-key.ts'
import type { ContributorSource, LedgerEntrySource } from '../sources.ts'
import { accountOf } from './account-ref.ts'
import { transactionAt } from './chain.ts'
import { listOf } from './lists-of.ts'
import { contributorRows } from './people.ts'

/** With one chain contributors are rows of accounts; with several, addresses. */
type ContributorRow = { readonly accountId?: number; readonly address?: ContributorSource['address'] }

const onChain = async (context: Context, { chainId, market, key }: OnChainKey) => {
  const chain = (await chainById(context, chainId))?.chain
  const found = chain === undefined ? undefined : await marketAt(context, chain.slot, market)
  return found === undefined ? undefined : { marketId: found.id, key: keyOf(key) }
}

/** The oldest row with a content hash. */
const byContent = async (
  context: Context,
  name: 'submissions' | 'datasets',
  hash: string,
): Promise<number | undefined> => {
  const { tables } = context.reader
  const table = tables[name]
  const condition =
    name === 'submissions' ? hasContent(tables, [hash as Hex]) : eq(tables.datasets.contentHash, hash as never)
  const [row] = await context.reader.db
    .select({ id: table.id })
    .from(table)
    .where(condition)
    .orderBy(asc(table.createdAt), asc(table.id))
    .limit(1)
  return row?.id
}

const datasetByVersion = async ({ reader }: Context, hash: string): Promise<number | undefined> => {
  const { datasetVersions: versions } = reader.tables
  const [row] = await reader.db
    .select({ id: versions.datasetId })
    .from(versions)
    .where(eq(versions.contentHash, hash as never))
    .orderBy(asc(versions.createdAt), asc(versions.id))
    .limit(1)
  return row?.id
}

const deploymentOf = (chains: readonly { chain: Rows['chains'] }[]): string => {
  const [only] = chains
  if (chains.length === 1 && only !== undefined) return only.chain.deployment
  const all = chains.map(({ chain }) => `${chain.id}:${chain.deployment}`).join()
  return createHash('sha256').update(all).digest('hex')
}

export const query: Pick<Resolvers, 'Query' | 'Meta' | 'RateLimit'> = {
  Query: {
    _meta: () => ({}),
    node: (_, { id }, context) => findNode(context, id) as never,
    nodes: (_, { ids }, context) => {
      if (ids.length > PAGE_SIZE_MAX)
        throw new QueryError('BAD_USER_INPUT', `nodes takes at most ${PAGE_SIZE_MAX} ids; these are ${ids.length}.`)
      return Promise.all(ids.map((id) => findNode(context, id))) as never
    },
    overview: async (_, __, { reader }) => ({ markets: await reader.markets() }),
    chains: async (_, __, { reader }) => [...(await reader.chains())],
    chain: async (_, { chainId }, context) => (await chainById(context, chainId)) ?? null,
    transaction: async (_, { chainId, hash }, context) => {
      const state = await chainById(context, chainId)
      return state === undefined ? null : transactionAt(context, state, hash)
    },
    stateDigest: async (_, { chainId, blockNumber }, context) => {
      const state = await chainById(context, chainId)
      const { db, tables } = context.reader
      if (state === undefined) return null
      const at = blockNumber === null || blockNumber === undefined ? undefined : Number(blockNumber)
      const digest = await digestWithHash(db, tables, chainId, at)
      return digest === null ? null : { state, ...digest }
    },
    market: async (_, { chainId, address }, context) => {
      const state = await chainById(context, chainId)
      return state === undefined ? null : ((await marketAt(context, state.chain.slot, address)) ?? null)
    },
    markets: (_, args, context) =>
      connect(context, context.lists.markets, args, { node: (row) => row as Rows['markets'] }),
    token: async (_, { chainId, address }, context) => {
      const state = await chainById(context, chainId)
      const found = await context.load.tokensAt.load(address)
      return found.find((token) => slotOf(token.id) === state?.chain.slot) ?? null
    },
    tokens: (_, { chainId, protocol, ...page }, context) =>
      connect(
        context,
        context.lists.tokens,
        { ...page, where: { chainId, protocol } },
        {
          order: [{ field: 'PAYOUTS', direction: 'DESC' }],
          node: (row) => row as Rows['tokens'],
        },
      ),
    task: async (_, { by }, context) => {
      if (by.id) return (await find.Task(context, partsOf('Task', by.id))) ?? null
      const place = by.onChain ? await onChain(context, by.onChain) : undefined
      return place === undefined ? null : ((await context.load.taskAt.load(place)) ?? null)
    },
    tasks: (_, args, context) => listOf(context, 'tasks', args),
    submission: async (_, { by }, context) => {
      if (by.id) return (await find.Submission(context, partsOf('Submission', by.id))) ?? null
      if (by.contentHash) {
        const id = await byContent(context, 'submissions', by.contentHash)
        return id === undefined ? null : ((await context.load.submission.load(id)) ?? null)
      }
      const place = by.onChain ? await onChain(context, by.onChain) : undefined
      return place === undefined ? null : ((await context.load.submissionAt.load(place)) ?? null)
    },
    submissions: (_, args, context) => listOf(context, 'submissions', args),
    review: async (_, { by }, context) => (await find.Review(context, partsOf('Review', by.id ?? ''))) ?? null,
    reviews: (_, args, context) => listOf(context, 'reviews', args),
    dataset: async (_, { by }, context) => {
      if (by.id) return (await find.Dataset(context, partsOf('Dataset', by.id))) ?? null
      if (by.contentHash) {
        const id =
          (await datasetByVersion(context, by.contentHash)) ?? (await byContent(context, 'datasets', by.contentHash))
        return id === undefined ? null : ((await context.load.dataset.load(id)) ?? null)
      }
      const place = by.onChain ? await onChain(context, by.onChain) : undefined
      return place === undefined ? null : ((await context.load.datasetAt.load(place)) ?? null)
    },
    datasets: (_, args, context) => listOf(context, 'datasets', args),
    account: async (_, { address }, { load }) =>
      (await load.accountsOf.load(address)).length > 0 ? { address } : null,
    contributor: async (_, { address }, context) =>
      (await contributorRows(context, address)).length > 0 ? { address } : null,
    contributors: async (_, args, context) => {
      const page = await connect<ContributorRow>(context, await context.lists.contributors(), args, {
        node: (row) => row as ContributorRow,
      })
      const edges = await Promise.all(
        page.edges.map(async ({ cursor, node: { accountId, address } }) => ({
          cursor,
          node: address === undefined ? await accountOf(context.load, accountId!) : { address },
        })),
      )
      return { ...page, edges }
    },
    rewards: (_, args, context) => listOf(context, 'rewards', args),
    payout: async (_, { by }, context) => {
      if (by.id) return (await find.Payout(context, partsOf('Payout', by.id))) ?? null
      const { chainId, transactionHash, logIndex, part } = by.log!
      return (await find.Payout(context, [chainId, transactionHash, logIndex, part].map(String))) ?? null
    },
    payouts: (_, args, context) => listOf(context, 'payouts', args),
    fees: (_, args, context) => listOf(context, 'fees', args),
    purchases: (_, args, context) => listOf(context, 'purchases', args),
    ledgerEntries: (_, args, context) =>
      connect(context, context.lists.entries, args, { node: (row) => row as LedgerEntrySource }),
    ledgerAccount: async (_, { path, token }, context) => {
      const [unit, place] = [await find.Token(context, partsOf('Token', token)), await placeOf(context, path)]
      if (unit === undefined || place === undefined) return null
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
      return row ?? null
    },
    leaderboard: (_, args, context) => leaderboard(context, args),
  },
  Meta: {
    snapshots: async (_, __, { reader }) =>
      (await reader.chains()).flatMap((state) => (state.cursor === undefined ? [] : [{ state, cursor: state.cursor }])),
    hasIndexingErrors: async (_, __, { reader }) =>
      (await reader.chains()).some(({ status }) => status?.phase === 'HALTED'),
    version: (_, __, { service }) => service.version,
    schemaHash: (_, __, { service }) => service.schemaHash,
    deployment: async (_, __, { reader }) => deploymentOf(await reader.chains()),
    rateLimit: () => ({}),
  },
  RateLimit: {
    limit: (_, __, { moment }) => moment().bill.allowance.limit,
    cost: (_, __, { moment }) => Math.max(1, moment().bill.count?.cost ?? 0),
    nodeCount: (_, __, { moment }) => moment().bill.count?.nodeCount ?? 0,
    remaining: (_, __, { moment }) => moment().bill.allowance.remaining,
    used: (_, __, { moment }) => moment().bill.allowance.used,
    resetAt: (_, __, { moment }) => moment().bill.allowance.resetAt,
  },
}
