import type { Complaint, SeenEvent } from '../witness.ts'

// Events that contracts/DataMarket.sol emits together, in one transaction. Only asked of a market that has emitted both kinds.

type Of = Complaint['record']

const of = (events: readonly SeenEvent[], name: string, argument: string, value: unknown): readonly SeenEvent[] =>
  events.filter(({ eventName, args }) => eventName === name && args[argument] === value)

export const alone = (record: Of, found: string, expected: string, event: string, block: number): Complaint => ({
  code: 'ALONE',
  record,
  found,
  expected,
  event,
  since: block,
})

/** An acceptance and what is owed from it. */
const accruals = (events: readonly SeenEvent[], block: number): Complaint[] => {
  const ids = new Set(
    events
      .filter(({ eventName }) => eventName === 'SubmissionAccepted' || eventName === 'RewardAccrued')
      .map(({ args }) => args.submissionId),
  )
  return [...ids].flatMap((id) => {
    const accepted = of(events, 'SubmissionAccepted', 'submissionId', id).length
    const accrued = of(events, 'RewardAccrued', 'submissionId', id).length
    if (accepted === accrued) return []
    const record = { type: 'Submission', key: String(id) } as const
    const [is, not] =
      accepted > accrued ? ['SubmissionAccepted', 'RewardAccrued'] : ['RewardAccrued', 'SubmissionAccepted']
    return [alone(record, `${is} without ${not}`, 'both in one transaction', not, block)]
  })
}

const sum = (events: readonly SeenEvent[]): bigint =>
  events.reduce((total, { args }) => total + (args.amount as bigint), 0n)

/** What is paid for a dataset is the fee and what is left. */
const sales = (events: readonly SeenEvent[], block: number): Complaint[] => {
  const names = ['DatasetPurchased', 'PurchaseFeeCharged', 'RevenueReceived']
  const ids = new Set(events.filter(({ eventName }) => names.includes(eventName)).map(({ args }) => args.datasetId))
  return [...ids].flatMap((id) => {
    const [gross, fee, net] = names.map((name) => sum(of(events, name, 'datasetId', id))) as [bigint, bigint, bigint]
    if (gross === fee + net) return []
    const record = { type: 'Dataset', key: String(id) } as const
    const found = `DatasetPurchased ${gross}, PurchaseFeeCharged ${fee}, RevenueReceived ${net}`
    // The fee is at most a tenth, so a sale without revenue lost it, and one with less than a tenth missing lost its fee.
    const event =
      gross < fee + net
        ? `DatasetPurchased of ${fee + net - gross}`
        : `${(gross - fee - net) * 10n > gross ? 'RevenueReceived' : 'PurchaseFeeCharged'} of ${gross - fee - net}`
    return [alone(record, found, 'fee and revenue to be the price', event, block)]
  })
}

/** A fee on top of a reward comes with its payout. */
const fees = (events: readonly SeenEvent[], block: number): Complaint[] =>
  events.flatMap(({ eventName, args }) => {
    if (eventName !== 'TaskFeeCharged' || of(events, 'PayoutMade', 'submissionId', args.submissionId).length > 0)
      return []
    const record = { type: 'Submission', key: String(args.submissionId) } as const
    return [alone(record, 'TaskFeeCharged without PayoutMade', 'both in one transaction', 'PayoutMade', block)]
  })

export const companions = (
  events: readonly SeenEvent[],
  emitted: ReadonlySet<string>,
  block: number,
): readonly Complaint[] => {
  const speaks = (...names: string[]) => names.every((name) => emitted.has(name))
  return [
    ...(speaks('SubmissionAccepted', 'RewardAccrued') ? accruals(events, block) : []),
    ...(speaks('DatasetPurchased', 'RevenueReceived') ? sales(events, block) : []),
    ...(speaks('TaskFeeCharged', 'PayoutMade') ? fees(events, block) : []),
  ]
}
