import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { DecodedLog } from '../protocol.ts'
import type { Context, Reader } from './context.ts'
import { nftOf } from './datasets.ts'
import { exchangeKeyOf, opcCollector, opcShown, recallExchange } from './exchange.ts'
import { seenIn } from './money.ts'

const sourceOf = (log: DecodedLog, { memory }: Context) => {
  const key = exchangeKeyOf(log)
  const record = recallExchange(memory, key)
  const dataset = record && nftOf(memory, record.datatoken)
  return record && dataset !== undefined ? { key, record, dataset } : undefined
}

/** What an exchange holds for a dataset reaches its collector. */
export const tokenCollected: Reader = (log, context) => {
  const { flows, view } = context
  const source = sourceOf(log, context)
  const [to, token, amount] = [log.args.to as Hex, log.args.token as Hex, log.args.amount as bigint]
  // Datatokens are no money; and a datatoken that collects for itself holds on to the money (template 3).
  if (token !== source?.record.baseToken || view.roleOf(to) !== undefined) return []
  const statement = { token, amount, from: log.log.address, to }
  const transfer = flows.after(log.log.logIndex, statement)
  flows.take(transfer)
  return [
    {
      type: 'PayoutMade',
      kind: 'REVENUE_SHARE',
      contributor: to,
      gross: null,
      task: null,
      submission: null,
      dataset: source.dataset,
      reward: null,
      publisherEarns: true,
      money: seenIn(transfer, statement),
    },
  ]
}

/**
 * Fees that an exchange held since its swaps reach their payee. They have rows since then, but for those of which nobody knew whom
 * they are for: these get theirs now, and count once.
 */
const feeCollected =
  (kind: 'market' | 'ocean'): Reader =>
  (log, context) => {
    const { flows, memory } = context
    const source = sourceOf(log, context)
    if (!source) return []
    const { key, record, dataset } = source
    const amount = log.args.feeAmount as bigint
    const token = log.args.feeToken as Hex
    const wanted = { token, amount, from: log.log.address }
    // One event comes before its transfer, the other after.
    const transfer = kind === 'market' ? flows.after(log.log.logIndex, wanted) : flows.before(log.log.logIndex, wanted)
    flows.take(transfer)
    const payee = transfer?.to ?? (kind === 'market' ? record.collector : opcCollector(context, log.log.address, token))
    if (payee === null) return []
    const money = seenIn(transfer, { ...wanted, to: payee })

    const unnamed = BigInt(record.unnamed[kind])
    const late = unnamed < amount ? unnamed : amount
    const events: DomainEvent[] = []
    if (late > 0n) {
      events.push({
        type: 'FeeCharged',
        kind: kind === 'market' ? 'PLATFORM' : 'PROTOCOL',
        payee,
        task: null,
        dataset,
        ofLog: null,
        purchase: null,
        held: false,
        money: { ...money, amount: late },
      })
      events.push(memory.remember(key, { ...record, unnamed: { ...record.unnamed, [kind]: String(unnamed - late) } }))
    }
    if (late < amount || amount === 0n)
      events.push({ type: 'FeeCollected', payee, dataset, money: { ...money, amount: amount - late } })
    return kind === 'ocean' && transfer && amount > 0n ? [...events, ...opcShown(memory, token, payee)] : events
  }

export const marketFeeCollected = feeCollected('market')
export const oceanFeeCollected = feeCollected('ocean')
