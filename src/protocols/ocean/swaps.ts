import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Transfer } from '../../domain/settlement.ts'
import type { DecodedLog } from '../protocol.ts'
import { type Context, earlierLog, type Reader } from './context.ts'
import { nftOf } from './datasets.ts'
import { type ExchangeRecord, exchangeKeyOf, opcCollector, recallExchange } from './exchange.ts'
import { derived, seenIn, stated } from './money.ts'
import { feeEvents, partOf, type Swap, type SwapFee } from './swap.ts'

const amountsOf = ({ args }: DecodedLog) => ({
  base: args.baseTokenSwappedAmount as bigint,
  market: args.marketFeeAmount as bigint,
  ocean: args.oceanFeeAmount as bigint,
  consume: args.consumeMarketFeeAmount as bigint,
})

/**
 * The fees of a swap. The consuming market is paid at once, as an event right before says. The enterprise exchange pays the
 * protocol at once too, which only the transfer shows; the plain one keeps its fee, and both keep the publishing market's, until
 * somebody asks for it to be sent. `since` is the transfer of the swap itself: what leaves after it are fees.
 */
const feesOf = (log: DecodedLog, context: Context, record: ExchangeRecord, since: Transfer | undefined) => {
  const { flows } = context
  const contract = log.log.address
  const at = log.log.logIndex
  const token = record.baseToken
  const amounts = amountsOf(log)
  const fees: SwapFee[] = []

  const announced = earlierLog(
    context,
    log,
    ({ eventName, args }) => eventName === 'ConsumeMarketFee' && args.exchangeId === log.args.exchangeId,
    ({ eventName }) => eventName === 'Swapped',
  )
  if (amounts.consume > 0n && announced) {
    const statement = { token, amount: amounts.consume, from: contract, to: announced.args.to as Hex }
    const transfer = flows.before(at, statement)
    flows.take(transfer)
    fees.push({ kind: 'PLATFORM', payee: statement.to, held: false, money: seenIn(transfer, statement) })
  }

  const keep = (kind: SwapFee['kind'], payee: Hex, amount: bigint) =>
    fees.push({ kind, payee, held: true, money: stated({ token, amount, from: contract, to: payee }) })

  const unnamed = { market: 0n, ocean: 0n }
  if (amounts.market > 0n) {
    if (record.collector === null) unnamed.market = amounts.market
    else keep('PLATFORM', record.collector, amounts.market)
  }
  if (amounts.ocean > 0n) {
    const atOnce = since && flows.before(at, { token, amount: amounts.ocean, from: contract }, since.logIndex)
    const payee = opcCollector(context, contract, token)
    flows.take(atOnce)
    if (atOnce) {
      const money = derived(seenIn(atOnce, atOnce))
      fees.push({ kind: 'PROTOCOL', payee: atOnce.to, held: false, money })
    } else if (payee === null) unnamed.ocean = amounts.ocean
    else keep('PROTOCOL', payee, amounts.ocean)
  }
  return { fees, unnamed }
}

/** Fees that nobody can be named for yet are kept in mind until they are collected. */
const rememberUnnamed = (
  { memory }: Context,
  key: string,
  record: ExchangeRecord,
  { market, ocean }: { market: bigint; ocean: bigint },
): DomainEvent[] => {
  if (market + ocean === 0n) return []
  const unnamed = {
    market: String(BigInt(record.unnamed.market) + market),
    ocean: String(BigInt(record.unnamed.ocean) + ocean),
  }
  return [memory.remember(key, { ...record, unnamed })]
}

/** Base tokens come in for datatokens: what an order of this transaction does not use is held for the dataset. */
const bought = (log: DecodedLog, context: Context, record: ExchangeRecord, dataset: Hex): DomainEvent[] => {
  const { flows, lots, swaps } = context
  const { logIndex, address } = log.log
  const { base } = amountsOf(log)
  const last = flows.before(logIndex, { token: record.baseToken, amount: base, to: address })
  const way = last && flows.wayOf(last)
  flows.take(...(way?.steps ?? []))
  const money = seenIn(way?.steps[0], { token: record.baseToken, amount: base, from: way?.payer ?? null, to: address })
  const { fees, unnamed } = feesOf(log, context, record, last)
  const swap: Swap = { dataset, money, fees, unnamed: unnamed.market + unnamed.ocean }
  swaps.set(logIndex, swap)

  const whole = log.args.datatokenSwappedAmount as bigint
  const used = lots.used.get(logIndex) ?? 0n
  const remembered = rememberUnnamed(context, exchangeKeyOf(log), record, unnamed)
  if (used === whole) return remembered
  const rest = partOf(swap, { from: used, to: whole, whole })
  return [{ type: 'TokensMoved', incoming: true, dataset, money: rest.money }, ...feeEvents(rest, null), ...remembered]
}

/** Datatokens come back for base tokens. */
const sold = (log: DecodedLog, context: Context, record: ExchangeRecord, dataset: Hex): DomainEvent[] => {
  const { flows } = context
  const { base } = amountsOf(log)
  const statement = { token: record.baseToken, amount: base, from: log.log.address, to: log.args.by as Hex }
  const transfer = flows.before(log.log.logIndex, statement)
  flows.take(transfer)
  const { fees, unnamed } = feesOf(log, context, record, transfer)
  const money = seenIn(transfer, statement)
  const swap: Swap = { dataset, money, fees, unnamed: unnamed.market + unnamed.ocean }
  return [
    { type: 'TokensMoved', incoming: false, dataset, money },
    ...feeEvents(swap, null),
    ...rememberUnnamed(context, exchangeKeyOf(log), record, unnamed),
  ]
}

export const swapped: Reader = (log, context) => {
  const record = recallExchange(context.memory, exchangeKeyOf(log))
  const dataset = record && nftOf(context.memory, record.datatoken)
  if (!record || dataset === undefined) return []
  return (log.args.tokenOutAddress === record.datatoken ? bought : sold)(log, context, record, dataset)
}
