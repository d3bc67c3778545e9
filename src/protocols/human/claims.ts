import type { Hex } from '../../domain/hex.ts'
import type { Transfer } from '../../domain/settlement.ts'

/** A stretch of a transaction's logs, both ends excluded. */
export type Span = { readonly after: number; readonly before: number }

/** The transfers out of one escrow in one transaction: each stands for one statement only. */
export type Claims = {
  /** Transfers of a token within a stretch that nobody has claimed, in order. */
  free(token: Hex, span: Span): readonly Transfer[]
  claim(transfer: Transfer): Transfer
  isClaimed(transfer: Transfer): boolean
  /** Not to be claimed by a row: the token itself took it, e.g. its fee on a transfer. */
  setAside(transfer: Transfer): void
  /** What was set aside, and what nobody claimed, of a token. */
  rest(token: Hex): readonly { readonly transfer: Transfer; readonly aside: boolean }[]
}

export const createClaims = (outgoing: readonly Transfer[]): Claims => {
  const claimed = new Set<Transfer>()
  const aside = new Set<Transfer>()
  return {
    free: (token, { after, before }) =>
      outgoing.filter(
        (transfer) =>
          transfer.token === token &&
          transfer.logIndex > after &&
          transfer.logIndex < before &&
          !claimed.has(transfer) &&
          !aside.has(transfer),
      ),
    claim: (transfer) => {
      claimed.add(transfer)
      return transfer
    },
    isClaimed: (transfer) => claimed.has(transfer),
    setAside: (transfer) => {
      aside.add(transfer)
    },
    rest: (token) =>
      outgoing
        .filter((transfer) => transfer.token === token && !claimed.has(transfer))
        .map((transfer) => ({ transfer, aside: aside.has(transfer) })),
  }
}

/** An amount that an event states for an account. */
export type Row = { readonly to: Hex; readonly amount: bigint }

/** A row, and the transfer that carried it out; null when none did. */
export type Claimed = { readonly row: Row; readonly transfer: Transfer | null }

const everywhere: Span = { after: -1, before: Number.POSITIVE_INFINITY }

/**
 * Finds the transfer of each row. Contracts pay first and say so after, so the stretch before the log is searched first, for the
 * exact amount and then for another one (the token took a fee, so the receiver got less than was sent); then all before it (4.x
 * builds that complete an escrow before they name its last payouts), and at last all after.
 */
export const claimRows = (claims: Claims, token: Hex, rows: readonly Row[], span: Span): readonly Claimed[] => {
  const found = new Map<Row, Transfer>()
  const search = (stretch: Span, agrees: (row: Row, transfer: Transfer) => boolean) => {
    const open = rows.filter((row) => !found.has(row))
    if (open.length === 0) return
    const left = [...claims.free(token, stretch)]
    for (const row of open) {
      const at = left.findIndex((transfer) => transfer.to === row.to && agrees(row, transfer))
      if (at >= 0) found.set(row, claims.claim(left.splice(at, 1)[0]!))
    }
  }
  const exactly = (row: Row, transfer: Transfer) => transfer.amount === row.amount
  search(span, exactly)
  search(span, (row, transfer) => row.amount > 0n && transfer.amount > 0n)
  search({ after: -1, before: span.before }, exactly)
  search(everywhere, exactly)
  return rows.map((row) => ({ row, transfer: found.get(row) ?? null }))
}

/** Whether each row that is above zero has a transfer of exactly its amount. */
export const areCarried = (claims: Claims, token: Hex, rows: readonly Row[]): boolean => {
  const left = [...claims.free(token, everywhere)]
  return rows.every(({ to, amount }) => {
    if (amount === 0n) return true
    const at = left.findIndex((transfer) => transfer.to === to && transfer.amount === amount)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

/**
 * Sets aside what a token with a fee of its own took while the escrow paid: what made up the difference to a stated net amount,
 * what moved between the payments, and whatever else went to the same accounts.
 */
export const setCutsAside = (claims: Claims, token: Hex, claimed: readonly Claimed[], span: Span): void => {
  const left = claims.free(token, span)
  const paid = claimed.flatMap(({ row, transfer }) =>
    transfer && transfer.logIndex > span.after && transfer.logIndex < span.before ? [{ row, transfer }] : [],
  )
  const places = paid.map(({ transfer }) => transfer.logIndex)
  const [first, last] = [Math.min(...places), Math.max(...places)]
  const takers = new Set<Hex>()
  for (const { logIndex, to } of left) if (logIndex > first && logIndex < last) takers.add(to)
  for (const { row, transfer } of paid) {
    const missing = row.amount - transfer.amount
    if (missing <= 0n) continue
    const cut = left.find(({ amount, to }) => amount === missing && to !== row.to)
    if (cut) takers.add(cut.to)
  }
  for (const transfer of left) if (takers.has(transfer.to)) claims.setAside(transfer)
}
