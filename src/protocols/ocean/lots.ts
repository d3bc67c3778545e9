import type { Hex } from '../../domain/hex.ts'
import type { DecodedLog, MarketTransaction, MarketView } from '../protocol.ts'
import { datatokenTransfers } from './flows.ts'
import type { Lot } from './money.ts'

/** Which part of which swap an order used. */
export type LotOf = Lot & { readonly swap: number }

/** Orders whose datatoken was bought in the same transaction. */
export type Lots = {
  /** By the log index of OrderStarted. */
  readonly ofOrder: ReadonlyMap<number, LotOf>
  /** Datatokens of a swap that orders used, by the log index of Swapped. */
  readonly used: ReadonlyMap<number, bigint>
}

type Bought = {
  readonly swap: number
  readonly datatoken: Hex
  readonly by: Hex | undefined
  readonly whole: bigint
  left: bigint
}

/**
 * Finds for each order the datatokens it spends among those that the same account bought before in the transaction: the nearest swap
 * that still has enough. Who swaps and who orders in the events may be a contract of the market that acts for somebody: the
 * datatoken's own transfers tell for whom.
 */
export const findLots = ({ logs }: Pick<MarketTransaction, 'logs'>, { roleOf }: Pick<MarketView, 'roleOf'>): Lots => {
  const ofOrder = new Map<number, LotOf>()
  const used = new Map<number, bigint>()
  const bought: Bought[] = []
  const moves = datatokenTransfers(logs)

  const buyerOf = ({ log, args }: DecodedLog, datatoken: Hex): Hex | undefined => {
    const by = args.by as Hex
    if (roleOf(by) === undefined) return by
    return moves.find(
      ({ logIndex, token, from, amount }) =>
        logIndex > log.logIndex && token === datatoken && from === by && amount === args.datatokenSwappedAmount,
    )?.to
  }

  for (const decoded of logs) {
    const { role, eventName, log, args } = decoded
    if (role === 'fixedRateExchange' && eventName === 'Swapped') {
      const [datatoken, whole] = [args.tokenOutAddress as Hex, args.datatokenSwappedAmount as bigint]
      if (roleOf(datatoken) === 'datatoken')
        bought.push({ swap: log.logIndex, datatoken, by: buyerOf(decoded, datatoken), whole, left: whole })
    }
    if (role !== 'datatoken' || eventName !== 'OrderStarted') continue
    const amount = args.amount as bigint
    const holder = holderOf(decoded, { logs }, { roleOf })
    const source = bought.findLast(
      ({ datatoken, by, left }) => datatoken === log.address && by !== undefined && by === holder && left >= amount,
    )
    if (!source || amount === 0n) continue
    const from = source.whole - source.left
    source.left -= amount
    used.set(source.swap, from + amount)
    ofOrder.set(log.logIndex, { swap: source.swap, from, to: from + amount, whole: source.whole })
  }
  return { ofOrder, used }
}

/** Whose datatoken an order spends: the factory, which orders for others, has it from somebody. */
export const holderOf = (
  { log, args }: DecodedLog,
  { logs }: Pick<MarketTransaction, 'logs'>,
  { roleOf }: Pick<MarketView, 'roleOf'>,
): Hex | undefined => {
  const moves = datatokenTransfers(logs).filter(({ token }) => token === log.address)
  let [holder, before] = [args.payer as Hex, log.logIndex]
  while (roleOf(holder) !== undefined) {
    const given = moves.findLast(({ logIndex, to }) => logIndex < before && to === holder)
    if (!given) return undefined
    holder = given.from
    before = given.logIndex
  }
  return holder
}
