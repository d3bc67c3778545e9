import { NOBODY } from '../../domain/address.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Transfer } from '../../domain/settlement.ts'
import type { DecodedLog, MarketTransaction, MarketView } from '../protocol.ts'

type Wanted = Partial<Pick<Transfer, 'token' | 'amount' | 'from' | 'to'>>

/** A way of tokens into the market: who gave them, and each transfer of it, the outermost first. */
export type Way = { readonly payer: Hex | null; readonly steps: readonly Transfer[] }

/**
 * The transfers of one transaction. Each can be taken once, so that two equal payments need two. Datatokens are among them: an
 * exchange may sell one for another.
 */
export type Flows = {
  /** The nearest one before a log that nobody took and that fits. */
  before(logIndex: number, wanted: Wanted, since?: number): Transfer | undefined
  /** The nearest one after a log. */
  after(logIndex: number, wanted: Wanted): Transfer | undefined
  take(...transfers: readonly (Transfer | undefined)[]): void
  isTaken(transfer: Transfer): boolean
  /** Log indexes of what was taken since this was asked last. */
  drain(): readonly number[]
  /**
   * How the tokens of a transfer came to its sender: followed back over the market's own contracts, which pull them from the payer
   * and pass the same amount on. The payer is null where tokens were already lying in such a contract.
   */
  wayOf(transfer: Transfer): Way
}

const datatokenTransfer = ({ log, args }: DecodedLog): Transfer => ({
  logIndex: log.logIndex,
  token: log.address,
  from: args.from as Hex,
  to: args.to as Hex,
  amount: args.value as bigint,
})

/** Transfers of the market's own datatokens. */
export const datatokenTransfers = (logs: readonly DecodedLog[]): Transfer[] =>
  logs.filter(({ role, eventName }) => role === 'datatoken' && eventName === 'Transfer').map(datatokenTransfer)

export const createFlows = ({ logs, transfers }: MarketTransaction, { roleOf }: Pick<MarketView, 'roleOf'>): Flows => {
  const all = [...transfers, ...datatokenTransfers(logs)].sort((a, b) => a.logIndex - b.logIndex)
  const taken = new Set<number>()
  let fresh: number[] = []
  const fits = (transfer: Transfer, { token, amount, from, to }: Wanted): boolean =>
    !taken.has(transfer.logIndex) &&
    (token === undefined || transfer.token === token) &&
    (amount === undefined || transfer.amount === amount) &&
    (from === undefined || transfer.from === from) &&
    (to === undefined || transfer.to === to)

  const before: Flows['before'] = (logIndex, wanted, since = -1) =>
    all.findLast((transfer) => transfer.logIndex < logIndex && transfer.logIndex > since && fits(transfer, wanted))

  return {
    before,
    after: (logIndex, wanted) => all.find((transfer) => transfer.logIndex > logIndex && fits(transfer, wanted)),
    take: (...some) => {
      for (const transfer of some) {
        if (!transfer || taken.has(transfer.logIndex)) continue
        taken.add(transfer.logIndex)
        fresh.push(transfer.logIndex)
      }
    },
    isTaken: ({ logIndex }) => taken.has(logIndex),
    drain: () => {
      const drained = fresh
      fresh = []
      return drained
    },
    wayOf: (last) => {
      const steps = [last]
      const seen = new Set([last.logIndex])
      for (;;) {
        const { from, token, amount, logIndex } = steps[0]!
        if (roleOf(from) === undefined) return { payer: from === NOBODY ? null : from, steps }
        const earlier = before(logIndex, { token, amount, to: from })
        if (!earlier || seen.has(earlier.logIndex)) return { payer: null, steps }
        seen.add(earlier.logIndex)
        steps.unshift(earlier)
      }
    },
  }
}
