import { eq } from 'drizzle-orm'
import { formatAmount } from '../../domain/amount.ts'
import { type Cause, causes, ledgerAccountTypes, nameOf } from '../../domain/codes.ts'
import { numberOf } from '../../store/ids.ts'
import { together } from '../../store/read/later.ts'
import { ownedTypes } from '../../store/read/lists/ledger.ts'
import type { Rows } from '../../store/store.ts'
import { connect } from '../connection.ts'
import type { Context } from '../context.ts'
import type { Resolvers } from '../generated/types.ts'
import { metadataOf, present, presently } from '../known.ts'
import { pathOf } from '../ledger-path.ts'
import { encodeId } from '../node-ids.ts'
import type { LedgerEntrySource, LedgerTransactionSource } from '../sources.ts'
import { plainName } from '../text.ts'
import { accountOf } from './account-ref.ts'
import { logParts, marketParts, unchanging } from './record.ts'

/** Entries that one answer may list of a ledger transaction. */
const ENTRIES_MAX = 100

/** The first movement that a record caused; null when no money moved. */
export const movementOf = async (
  { load }: Context,
  cause: Cause,
  causeId: number,
): Promise<LedgerTransactionSource | null> => (await load.movementsOf.load({ cause, causeId }))[0] ?? null

const causeRow = async ({ load }: Context, { cause, causeId }: LedgerTransactionSource) => {
  if (causeId === null) return null
  switch (nameOf(causes, cause)) {
    case 'FUNDING': {
      const funding = await load.funding.load(causeId)
      return funding === undefined || funding.taskId === null
        ? null
        : { ...funding, taskId: funding.taskId, __typename: 'TaskFunding' as const }
    }
    case 'REWARD':
    case 'FORFEIT':
      return { ...present(await load.reward.load(causeId), 'reward'), __typename: 'Reward' as const }
    case 'PAYOUT':
      return { ...present(await load.payout.load(causeId), 'payout'), __typename: 'Payout' as const }
    case 'FEE':
      return { ...present(await load.fee.load(causeId), 'fee'), __typename: 'FeeCharge' as const }
    case 'PURCHASE':
      return { ...present(await load.purchase.load(causeId), 'purchase'), __typename: 'Purchase' as const }
    case 'TRANSFER':
      return null
  }
}

/** Movements looked back at together: most logs have fewer. */
const LOOK_BACK = 8

/** A movement's place among those of its log that have no record behind them. A log's movements are numbered one after the other. */
const placeInLog = async ({ load }: Context, { id, logId }: LedgerTransactionSource): Promise<number> => {
  let place = 0
  for (let end = id; ; end -= LOOK_BACK) {
    const before = await together(Array.from({ length: LOOK_BACK }, (_, i) => load.movement.load(end - 1 - i)))
    for (const row of before) {
      if (row === undefined || row.logId !== logId) return place
      if (row.causeId === null) place++
    }
  }
}

/** A movement is named by its log and by what caused it: one log may move money for many. */
const partsOf = async (context: Context, movement: LedgerTransactionSource): Promise<(string | number)[]> => {
  const { load } = context
  const cause = nameOf(causes, movement.cause)
  const log = await logParts(context, movement.logId)
  if (movement.causeId === null) {
    const place = await placeInLog(context, movement)
    return place === 0 ? [...log, cause] : [...log, cause, place]
  }
  if (cause === 'REWARD' || cause === 'FORFEIT') {
    const reward = present(await load.reward.load(movement.causeId), 'reward')
    const [, market] = await marketParts(context, reward)
    return [...log, cause, market, reward.key, present(await load.token.load(reward.tokenId), 'token').address]
  }
  const loader = {
    FUNDING: load.funding,
    PAYOUT: load.payout,
    FEE: load.fee,
    PURCHASE: load.purchase,
    TRANSFER: undefined,
  }[cause]
  return [...log, cause, present(await loader?.load(movement.causeId), 'cause').part]
}

const sentences: Readonly<Record<Cause, string>> = {
  FUNDING: 'Task funded or refunded',
  REWARD: 'Reward accrued',
  PAYOUT: 'Contributor paid',
  FEE: 'Fee charged',
  PURCHASE: 'Dataset bought',
  TRANSFER: 'Tokens moved',
  FORFEIT: 'Reward forfeited',
}

/** What moved, from the entries that receive it: where they are in suspense or not says whether a reason is known. */
const describe = async (context: Context, movement: LedgerTransactionSource): Promise<string> => {
  const entries = (await context.load.postingsOf.load(movement.id)).filter((entry) => entry.amount > 0n)
  const parts = await Promise.all(
    entries.slice(0, 4).map(async (entry) => {
      const account = await ledgerAccountOf(context, entry)
      const token = present(await context.load.token.load(account.tokenId), 'token')
      const metadata = await metadataOf(context, token)
      const unit = plainName(metadata?.symbol) ?? token.address
      return `${formatAmount(entry.amount, metadata?.decimals ?? null)} ${unit} to ${await pathOf(context, account)}`
    }),
  )
  const more = entries.length > parts.length ? ', and more' : ''
  return `${sentences[nameOf(causes, movement.cause)]}: ${parts.join(', ')}${more}`
}

const ledgerAccountOf = async ({ load }: Context, entry: LedgerEntrySource): Promise<Rows['ledgerAccounts']> =>
  present(await load.ledgerAccount.load(entry.accountId), 'ledger account')

export const ledger: Pick<Resolvers, 'LedgerAccount' | 'LedgerTransaction' | 'LedgerEntry'> = {
  LedgerAccount: {
    id: async (account, _, context) => {
      const token = present(await context.load.token.load(account.tokenId), 'token')
      return encodeId('LedgerAccount', await pathOf(context, account), token.address)
    },
    path: (account, _, context) => pathOf(context, account),
    type: ({ type }) => nameOf(ledgerAccountTypes, type),
    owner: async ({ type, subjectId }, _, { load }) =>
      ownedTypes.includes(type) && subjectId !== 0 ? accountOf(load, subjectId) : null,
    token: ({ tokenId }, _, { load }) => presently(load.token.load(tokenId), 'token'),
    balance: ({ tokenId, balance }) => ({ tokenId, raw: balance }),
    entries: (account, args, context) =>
      connect(context, context.lists.entries, args, {
        within: eq(context.reader.tables.postings.accountId, account.id),
        scope: `account:${account.id}`,
        node: (row) => row as LedgerEntrySource,
      }),
  },
  LedgerTransaction: {
    ...unchanging,
    id: async (movement, _, context) => encodeId('LedgerTransaction', ...(await partsOf(context, movement))),
    description: (movement, _, context) => describe(context, movement),
    entries: async ({ id }, _, { load }) => (await load.postingsOf.load(id)).slice(0, ENTRIES_MAX),
    cause: (movement, _, context) => causeRow(context, movement),
  },
  LedgerEntry: {
    id: async (entry, _, context) => {
      const movement = present(await context.load.movement.load(entry.movementId), 'movement')
      const siblings = await context.load.postingsOf.load(entry.movementId)
      const place = siblings.findIndex((sibling) => sibling.id === entry.id)
      return encodeId('LedgerEntry', ...(await partsOf(context, movement)), place)
    },
    transaction: ({ movementId }, _, { load }) => presently(load.movement.load(movementId), 'movement'),
    account: (entry, _, context) => ledgerAccountOf(context, entry),
    amount: async (entry, _, context) => ({
      tokenId: (await ledgerAccountOf(context, entry)).tokenId,
      raw: entry.amount,
    }),
    balanceAfter: async (entry, _, context) => ({
      tokenId: (await ledgerAccountOf(context, entry)).tokenId,
      raw: entry.balanceAfter,
    }),
    sequence: ({ id }) => numberOf(id),
  },
}
