import { confidences, feeKinds, payoutKinds, rewardStates, settlements } from '../../../domain/codes.ts'
import type { Tables } from '../../tables.ts'
import { account, chain, code, market, protocol, reference, time, value } from '../filter.ts'
import { finality, transactionHash } from './by-log.ts'
import { type List, tableList } from './list.ts'

export const rewardList = ({ rewards }: Tables): List =>
  tableList(
    'rewards',
    rewards,
    {
      id: reference(rewards.id, 'Reward'),
      market: market(rewards.marketId),
      chainId: chain(rewards.id),
      protocol: protocol(rewards.marketId),
      contributor: account(rewards.accountId),
      task: reference(rewards.taskId, 'Task'),
      submission: reference(rewards.submissionId, 'Submission'),
      dataset: reference(rewards.datasetId, 'Dataset'),
      state: code(rewards.state, rewardStates),
      token: reference(rewards.tokenId, 'Token'),
      amount: value(rewards.amount),
      createdAt: time(rewards.createdAt, rewards),
    },
    { CREATED_AT: 'createdAt', AMOUNT: 'amount' },
  )

export const payoutList = (tables: Tables): List => {
  const { payouts } = tables
  return tableList(
    'payouts',
    payouts,
    {
      id: reference(payouts.id, 'Payout'),
      market: market(payouts.marketId),
      chainId: chain(payouts.id),
      protocol: protocol(payouts.marketId),
      contributor: account(payouts.accountId),
      receiver: account(payouts.receiverId),
      payer: account(payouts.payerId),
      task: reference(payouts.taskId, 'Task'),
      submission: reference(payouts.submissionId, 'Submission'),
      dataset: reference(payouts.datasetId, 'Dataset'),
      kind: code(payouts.kind, payoutKinds),
      settlement: code(payouts.settlement, settlements),
      confidence: code(payouts.confidence, confidences),
      token: reference(payouts.tokenId, 'Token'),
      amount: value(payouts.amount),
      createdAt: time(payouts.createdAt, payouts),
      transactionHash: transactionHash(payouts.logId),
      finality: finality(payouts.logId, tables),
    },
    { CREATED_AT: 'createdAt', AMOUNT: 'amount' },
  )
}

export const feeList = ({ fees }: Tables): List =>
  tableList(
    'fees',
    fees,
    {
      id: reference(fees.id, 'FeeCharge'),
      market: market(fees.marketId),
      chainId: chain(fees.id),
      protocol: protocol(fees.marketId),
      kind: code(fees.kind, feeKinds),
      payee: account(fees.payeeId),
      task: reference(fees.taskId, 'Task'),
      payout: reference(fees.payoutId, 'Payout'),
      purchase: reference(fees.purchaseId, 'Purchase'),
      token: reference(fees.tokenId, 'Token'),
      amount: value(fees.amount),
      settlement: code(fees.settlement, settlements),
      confidence: code(fees.confidence, confidences),
      createdAt: time(fees.createdAt, fees),
    },
    { CREATED_AT: 'createdAt', AMOUNT: 'amount' },
  )
