import type { Hex } from '../../domain/hex.ts'
import { cleanText } from '../../domain/text.ts'
import { COUNT_MAX, earlier, key, LAST_SECOND, money, type Readings } from './readings.ts'

/** Tasks, and the money in their escrow. */
export const tasks: Readings = {
  TaskPosted: ({ args }) => {
    const [quota, deadline] = [args.quota as bigint, args.deadline as bigint]
    return [
      {
        type: 'TaskPosted',
        task: key(args.taskId),
        poster: args.requester as Hex,
        dataset: key(args.datasetId),
        token: args.token as Hex,
        reward: args.reward as bigint,
        capacity: quota > COUNT_MAX || quota === 0n ? null : Number(quota),
        deadline: deadline > LAST_SECOND || deadline === 0n ? null : Number(deadline),
        uri: cleanText(args.uri as string),
        externalRef: null,
      },
    ]
  },
  TaskFunded: ({ args, log }) => [
    {
      type: 'TaskFunded',
      task: key(args.taskId),
      kind: 'DEPOSIT',
      account: args.funder as Hex,
      wallet: false,
      money: money(args, args.funder as Hex, log.address),
    },
  ],
  TaskRefunded: ({ args, log }) => [
    {
      type: 'TaskFunded',
      task: key(args.taskId),
      kind: 'REFUND',
      account: args.to as Hex,
      wallet: false,
      money: money(args, log.address, args.to as Hex),
    },
  ],
  TaskClosed: ({ args }) => [
    { type: 'TaskStatusChanged', task: key(args.taskId), status: args.outcome === 2 ? 'CANCELLED' : 'COMPLETED' },
  ],
  TaskFeeCharged: ({ args, log }, logs, at) => [
    {
      type: 'FeeCharged',
      kind: 'PROTOCOL',
      payee: args.payee as Hex,
      task: key(args.taskId),
      dataset: null,
      ofLog: earlier(logs, at, 'PayoutMade', 'submissionId')?.logIndex ?? null,
      purchase: null,
      held: false,
      money: money(args, log.address, args.payee as Hex),
    },
  ],
}
