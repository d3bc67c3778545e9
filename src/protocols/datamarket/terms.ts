import type { Complaint, SeenEvent } from '../witness.ts'

// What is charged follows from the terms of the moment: the price of a dataset, the market's fee and who gets it, who owns the market.
// A payment by other terms shows that a change of them was not seen.

const BPS = 10_000n
const NOBODY = `0x${'0'.repeat(40)}`

type Price = { readonly price: bigint; readonly token: string; readonly block: number }
type Fee = { readonly bps: bigint; readonly treasury: string; readonly block: number }
type Owner = { readonly owner: string; readonly block: number }

/** Follows the terms from event to event; of what was before the first event, nothing is said. */
export const createTerms = () => {
  const prices = new Map<string, Price>()
  let fee: Fee | null = null
  let owner: Owner | null = null
  let promised: string | null = null

  const complain = (
    record: Complaint['record'],
    { found, expected, event, since }: Pick<Complaint, 'found' | 'expected' | 'event' | 'since'>,
  ): Complaint[] => [{ code: 'TRANSITION', record, found, expected, event, since }]

  const priced = ({ eventName, args }: SeenEvent, block: number): Complaint[] => {
    const key = String(args.datasetId)
    if (eventName === 'DatasetRegistered' || eventName === 'DatasetPriceChanged')
      prices.set(key, { price: args.price as bigint, token: String(args.token), block })
    const known = prices.get(key)
    if (eventName !== 'DatasetPurchased' || known === undefined) return []
    if (known.price === args.amount && known.token === args.token) return []
    const [found, expected] = [
      `sold for ${args.amount} of ${args.token}`,
      `${known.price} of ${known.token}, its price`,
    ]
    prices.set(key, { price: args.amount as bigint, token: String(args.token), block })
    return complain({ type: 'Dataset', key }, { found, expected, event: 'DatasetPriceChanged', since: known.block })
  }

  const charged = (event: SeenEvent, events: readonly SeenEvent[], block: number): Complaint[] => {
    const { eventName, args } = event
    if (eventName === 'FeeChanged') fee = { bps: BigInt(args.feeBps as number), treasury: String(args.treasury), block }
    const isOfSale = eventName === 'PurchaseFeeCharged'
    if (fee === null || !(isOfSale || eventName === 'TaskFeeCharged')) return []
    const record = isOfSale
      ? ({ type: 'Dataset', key: String(args.datasetId) } as const)
      : ({ type: 'Submission', key: String(args.submissionId) } as const)
    // A task keeps the rate that it was posted with; whom it is for is said at the moment.
    const gross = isOfSale ? saleOf(event, events) : null
    const amount = gross === null ? args.amount : (gross * fee.bps) / BPS
    if (args.amount === amount && args.payee === fee.treasury) return []
    const complaint = {
      found: `${args.amount} to ${args.payee}`,
      expected: `${amount} to ${fee.treasury}`,
      event: 'FeeChanged',
      since: fee.block,
    }
    fee = { ...fee, treasury: String(args.payee), block }
    return complain(record, complaint)
  }

  const owned = ({ eventName, args }: SeenEvent, block: number): Complaint[] => {
    if (eventName === 'OwnershipTransferStarted') promised = String(args.newOwner)
    if (eventName !== 'OwnershipTransferred') return []
    const [from, to] = [String(args.previousOwner), String(args.newOwner)]
    const known: Owner | null = owner
    const kept = promised
    ;[owner, promised] = [{ owner: to, block }, null]
    if (known === null) return []
    const record = { type: 'Market', key: '' } as const
    if (known.owner !== from) {
      const [found, expected] = [`handed over by ${from}`, `${known.owner}, its owner`]
      return complain(record, { found, expected, event: 'OwnershipTransferred', since: known.block })
    }
    // Giving it up altogether is not promised to anybody.
    if (to === NOBODY || kept === to) return []
    const [found, expected] = [`handed over to ${to}`, 'OwnershipTransferStarted to the same before it']
    return complain(record, { found, expected, event: 'OwnershipTransferStarted', since: known.block })
  }

  return (events: readonly SeenEvent[], block: number): readonly Complaint[] =>
    events.flatMap((event) => [...priced(event, block), ...charged(event, events, block), ...owned(event, block)])
}

/** The gross of the sale that a fee is of: the last one of its dataset before it in the transaction. */
const saleOf = (event: SeenEvent, events: readonly SeenEvent[]): bigint | null => {
  const sale = events
    .slice(0, events.indexOf(event))
    .findLast(({ eventName, args }) => eventName === 'DatasetPurchased' && args.datasetId === event.args.datasetId)
  return sale === undefined ? null : (sale.args.amount as bigint)
}
