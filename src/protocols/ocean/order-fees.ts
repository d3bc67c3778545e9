import { NOBODY } from '../../domain/address.ts'
import type { FeeKind } from '../../domain/codes.ts'
import type { DomainEvent, Money } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { DecodedLog } from '../protocol.ts'
import type { Context, Reader } from './context.ts'
import { nftOf } from './datasets.ts'
import { derived, seenIn, stated } from './money.ts'

// Fees of an order, or of its renewal, are paid beside the price, by the payer, in any token. They follow their order among the
// logs of the same datatoken. Through the factory they pass over it; what a provider gets passes over the datatoken. Such a
// passage is one fee here, from the payer to the payee.

const feeOf = (
  { log }: DecodedLog,
  { memory, ordered }: Context,
  { kind, payee, money }: { kind: FeeKind; payee: Hex; money: Money },
): DomainEvent => ({
  type: 'FeeCharged',
  kind,
  payee,
  task: null,
  dataset: nftOf(memory, log.address) ?? null,
  ofLog: null,
  purchase: ordered.get(log.address)?.purchase ?? null,
  held: false,
  money,
})

/** A market's fee: the event follows the transfer, which goes straight to the market, or over the factory. */
const marketFee =
  (payeeName: string, tokenName: string, amountName: string): Reader =>
  (log, context) => {
    const { flows, ordered } = context
    const payee = log.args[payeeName] as Hex
    const statement = { token: log.args[tokenName] as Hex, amount: log.args[amountName] as bigint, to: payee }
    const last = flows.before(log.log.logIndex, statement)
    const way = last && flows.wayOf(last)
    flows.take(...(way?.steps ?? []))
    const from = way?.payer ?? ordered.get(log.log.address)?.payer ?? null
    return [feeOf(log, context, { kind: 'PLATFORM', payee, money: seenIn(last, { ...statement, from }) })]
  }

export const publishMarketFee = marketFee('PublishMarketFeeAddress', 'PublishMarketFeeToken', 'PublishMarketFeeAmount')
export const consumeMarketFee = marketFee('consumeMarketFeeAddress', 'consumeMarketFeeToken', 'consumeMarketFeeAmount')

/**
 * A provider's fee: the event comes first. Then the datatoken takes the whole amount from the payer, and sends the provider what is
 * left after the protocol's cut, and the cut to the community. The contract moves nothing where the token or the payee is the zero
 * address, whatever the amount: no fee.
 */
export const providerFee: Reader = (log, context) => {
  const { flows, ordered } = context
  const { address, logIndex } = log.log
  const [payee, token] = [log.args.providerFeeAddress as Hex, log.args.providerFeeToken as Hex]
  const gross = log.args.providerFeeAmount as bigint
  if (payee === NOBODY || token === NOBODY) return []
  const charge = (kind: FeeKind, to: Hex, money: Money) => feeOf(log, context, { kind, payee: to, money })
  const caller = ordered.get(address)?.payer ?? null

  const taken = gross === 0n ? undefined : flows.after(logIndex, { token, amount: gross, to: address })
  const paid = taken && flows.after(taken.logIndex, { token, from: address, to: payee })
  if (!taken || !paid || paid.amount > gross)
    return [charge('PLATFORM', payee, stated({ token, amount: gross, from: caller, to: payee }))]
  const way = flows.wayOf(taken)
  const from = way.payer ?? caller
  flows.take(...way.steps, paid)
  if (paid.amount === gross) return [charge('PLATFORM', payee, seenIn(paid, { ...paid, from }))]

  const cut = flows.after(paid.logIndex, { token, amount: gross - paid.amount, from: address })
  flows.take(cut)
  return [
    charge('PLATFORM', payee, derived(seenIn(paid, { ...paid, from }))),
    ...(cut ? [charge('PROTOCOL', cut.to, derived(seenIn(cut, { ...cut, from })))] : []),
  ]
}
