import type { Hex } from '../domain/hex.ts'
import type { TokenName } from './token.ts'

/** REVENUE_SCALE of the contract. */
const SCALE = 10n ** 18n
const BPS = 10_000n

type Entitlement = { seen: bigint; owed: bigint }
type Pot = { perUnit: bigint; entitlements: Map<Hex, Entitlement> }

/** Who may claim how much of a dataset's revenue: the contract's own arithmetic, so that a claim is never for nothing. */
export type Revenue = {
  /** A sale; `owner` takes it while nobody holds units. */
  receive(token: TokenName, sale: { gross: bigint; feeBps: number; owner: Hex }): void
  addUnit(holder: Hex): void
  removeUnit(holder: Hex): void
  /** Accounts with something to claim in some token. */
  claimable(): readonly { readonly holder: Hex; readonly token: TokenName; readonly amount: bigint }[]
  claim(holder: Hex, token: TokenName): void
}

export const createRevenue = (): Revenue => {
  const units = new Map<Hex, bigint>()
  const pots = new Map<TokenName, Pot>()
  let totalUnits = 0n

  const potOf = (token: TokenName): Pot => {
    const pot = pots.get(token) ?? { perUnit: 0n, entitlements: new Map() }
    pots.set(token, pot)
    return pot
  }
  const settle = (pot: Pot, holder: Hex): Entitlement => {
    const entitlement = pot.entitlements.get(holder) ?? { seen: 0n, owed: 0n }
    entitlement.owed += (pot.perUnit - entitlement.seen) * (units.get(holder) ?? 0n)
    entitlement.seen = pot.perUnit
    pot.entitlements.set(holder, entitlement)
    return entitlement
  }
  const change = (holder: Hex, by: bigint) => {
    for (const pot of pots.values()) settle(pot, holder)
    units.set(holder, (units.get(holder) ?? 0n) + by)
    totalUnits += by
  }
  return {
    receive: (token, { gross, feeBps, owner }) => {
      const net = gross - (gross * BigInt(feeBps)) / BPS
      const pot = potOf(token)
      if (totalUnits > 0n) pot.perUnit += (net * SCALE) / totalUnits
      else settle(pot, owner).owed += net * SCALE
    },
    addUnit: (holder) => change(holder, 1n),
    removeUnit: (holder) => change(holder, -1n),
    claimable: () =>
      [...pots].flatMap(([token, pot]) =>
        [...new Set([...units.keys(), ...pot.entitlements.keys()])]
          .map((holder) => ({ holder, token, amount: settle(pot, holder).owed / SCALE }))
          .filter(({ amount }) => amount > 0n),
      ),
    claim: (holder, token) => {
      settle(potOf(token), holder).owed %= SCALE
    },
  }
}
