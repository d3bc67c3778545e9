import { and, eq } from 'drizzle-orm'
import { feeKinds, forfeitReasons, nameOf, payoutKinds, rewardStates, settlements } from '../../domain/codes.ts'
import type { Hex } from '../../domain/hex.ts'
import { never } from '../../store/read/operators.ts'
import type { Context } from '../context.ts'
import type { Resolvers } from '../generated/types.ts'
import { present, presently } from '../known.ts'
import { encodeId } from '../node-ids.ts'
import { verifyPayout } from '../payout-verification.ts'
import { reads } from '../reads.ts'
import type { PayoutSource, TokenTransferSource } from '../sources.ts'
import { unpacked } from '../unpacked.ts'
import { accountOf, accountRef } from './account-ref.ts'
import { movementOf } from './ledger.ts'
import { datasetOf, submissionOf, taskOf } from './links.ts'
import { children, listOf } from './lists-of.ts'
import { own } from './own.ts'
import { amountOf, changing, inMarket, logId, marketParts, stated, unchanging } from './record.ts'

const links = { task: taskOf, submission: submissionOf, dataset: datasetOf }

const addressIn = (topic: Hex): Hex => `0x${topic.slice(26)}`

/** The ERC-20 Transfer that a payout was matched with, read from the log itself. */
const transferOf = async (
  context: Context,
  { transferLog, tokenId }: PayoutSource,
): Promise<TokenTransferSource | null> => {
  if (transferLog === null) return null
  const log = present(await context.load.log.load(transferLog), 'log')
  const { topics, data } = await unpacked(context, log)
  const [, from, to] = topics
  if (from === undefined || to === undefined) return null
  const raw = data.length > 2 ? BigInt(data.slice(0, 66)) : 0n
  return { from: addressIn(from), to: addressIn(to), amount: { tokenId, raw }, logIndex: log.logIndex }
}

export const rewards: Pick<Resolvers, 'Reward' | 'Payout' | 'FeeCharge'> = {
  Reward: {
    ...inMarket,
    ...changing,
    ...links,
    id: async (reward, _, context) => {
      const token = present(await context.load.token.load(reward.tokenId), 'token')
      return encodeId('Reward', ...(await marketParts(context, reward)), reward.key, token.address)
    },
    contributor: reads(['accountId'], ({ accountId }, _, { load }) => accountOf(load, accountId)),
    token: reads(['tokenId'], ({ tokenId }, _, { load }) => presently(load.token.load(tokenId), 'token')),
    amount: amountOf('amount'),
    settled: amountOf('settled'),
    forfeited: amountOf('forfeited'),
    outstanding: reads(['tokenId', 'amount', 'settled', 'forfeited'], ({ tokenId, amount, settled, forfeited }) => ({
      tokenId,
      raw: amount - settled - forfeited,
    })),
    state: reads(['state'], ({ state }) => nameOf(rewardStates, state)),
    forfeitReason: reads(['forfeitReason', 'state'], ({ forfeitReason, state }) =>
      forfeitReason === null || nameOf(rewardStates, state) !== 'FORFEITED'
        ? null
        : nameOf(forfeitReasons, forfeitReason),
    ),
    /** Payouts have no index on their rewards; what settles a reward for a submission names that submission too. */
    payouts: (reward, args, context) => {
      const { payouts } = context.reader.tables
      const near = reward.submissionId === null ? undefined : eq(payouts.submissionId, reward.submissionId)
      return listOf(context, 'payouts', args, `reward:${reward.id}`, and(near, eq(payouts.rewardId, reward.id)))
    },
  },
  Payout: {
    ...own('part'),
    ...inMarket,
    ...unchanging,
    ...stated,
    ...links,
    id: logId('Payout'),
    kind: reads(['kind'], ({ kind }) => nameOf(payoutKinds, kind)),
    contributor: reads(['accountId'], ({ accountId }, _, { load }) => accountOf(load, accountId)),
    receiver: reads(['receiverId'], ({ receiverId }, _, { load }) => accountOf(load, receiverId)),
    payer: reads(['payerId'], ({ payerId }, _, { load }) => accountRef(load, payerId)),
    amount: amountOf('amount'),
    gross: reads(['tokenId', 'gross'], ({ tokenId, gross }) => (gross === null ? null : { tokenId, raw: gross })),
    settlement: reads(['settlement'], ({ settlement }) => nameOf(settlements, settlement)),
    transfer: (payout, _, context) => transferOf(context, payout),
    secondsToPayout: reads(['seconds'], ({ seconds }) => seconds),
    rewards: ({ id, rewardId }, args, context) =>
      listOf(
        context,
        'rewards',
        args,
        `payout:${id}`,
        rewardId === null ? never : eq(context.reader.tables.rewards.id, rewardId),
      ),
    fees: children('fees', 'payoutId'),
    ledgerTransaction: (payout, _, context) => movementOf(context, 'PAYOUT', payout.id),
    verification: (payout, _, context) => verifyPayout(context, payout),
  },
  FeeCharge: {
    ...own('part'),
    ...inMarket,
    ...unchanging,
    ...stated,
    id: logId('FeeCharge'),
    kind: reads(['kind'], ({ kind }) => nameOf(feeKinds, kind)),
    payee: reads(['payeeId'], ({ payeeId }, _, { load }) => accountOf(load, payeeId)),
    amount: amountOf('amount'),
    task: links.task,
    payout: ({ payoutId }, _, { load }) => (payoutId === null ? null : presently(load.payout.load(payoutId), 'payout')),
    purchase: ({ purchaseId }, _, { load }) =>
      purchaseId === null ? null : presently(load.purchase.load(purchaseId), 'purchase'),
    settlement: reads(['settlement'], ({ settlement }) => nameOf(settlements, settlement)),
    ledgerTransaction: (fee, _, context) => movementOf(context, 'FEE', fee.id),
  },
}
