import type { Hex } from '../../../../src/domain/hex.ts'
import type { Build, EscrowStatus, FeeTruth, FundingTruth, Generation, PayoutTruth, Place, Role } from './truth.ts'

export type Token = { readonly address: Hex; readonly symbol: string; readonly decimals: number }

export type Oracle = { readonly role: Role; readonly address: Hex; readonly percentage: number }

type Stray = { deposited: bigint; withdrawn: bigint }

/** What the script means an escrow to be. It knows nothing of what the chain says. */
export type Book = {
  readonly address: Hex
  readonly story: string
  readonly generation: Generation
  readonly build: Build | null
  readonly factory: Hex
  readonly token: Token
  readonly launcher: Hex
  readonly requesterId: string | null
  launched: Place | null
  oracles: readonly Oracle[]
  manifest: Hex | null
  manifestHash: string | null
  status: EscrowStatus
  silent: boolean
  /** What Fund told of. */
  budget: bigint | null
  /** From generation 4 on: what is left of it for workers. */
  remaining: bigint
  /** From generation 5 on: what may be paid out of it now. */
  reserved: bigint
  /** Generation 7: what waits for each oracle. */
  oracleShares: readonly bigint[]
  hasResults: boolean
  deposited: bigint
  paid: bigint
  fees: bigint
  refunded: bigint
  withdrawn: bigint
  readonly strays: Map<Hex, Stray>
}

/** The script's reckoning: every movement of every token, by whom it was meant for. */
export type Ledger = {
  readonly books: readonly Book[]
  readonly payouts: readonly PayoutTruth[]
  readonly fees: readonly FeeTruth[]
  readonly fundings: readonly FundingTruth[]
  readonly balances: ReadonlyMap<string, bigint>
  open(book: Book): void
  /** Tokens out of nothing. */
  mint(token: Hex, to: Hex, amount: bigint): void
  move(token: Hex, from: Hex, to: Hex, amount: bigint): void
  balanceOf(token: Hex, account: Hex): bigint
  /** Money in, of the escrow's own token or another. */
  deposit(book: Book, token: Hex, from: Hex, amount: bigint, place: Place): void
  pay(book: Book, payout: Pick<PayoutTruth, 'worker' | 'net' | 'gross' | 'position'>, bulk: number, place: Place): void
  charge(book: Book, oracle: Oracle, amount: bigint, place: Place): void
  refund(book: Book, to: Hex, amount: bigint, place: Place, stated: boolean): void
  withdraw(book: Book, token: Hex, to: Hex, amount: bigint, place: Place): void
}

export const createLedger = (): Ledger => {
  const books: Book[] = []
  const payouts: PayoutTruth[] = []
  const fees: FeeTruth[] = []
  const fundings: FundingTruth[] = []
  const balances = new Map<string, bigint>()

  const balanceOf = (token: Hex, account: Hex) => balances.get(`${token} ${account}`) ?? 0n
  const mint = (token: Hex, to: Hex, amount: bigint) => {
    balances.set(`${token} ${to}`, balanceOf(token, to) + amount)
  }
  const move = (token: Hex, from: Hex, to: Hex, amount: bigint) => {
    mint(token, from, -amount)
    mint(token, to, amount)
  }
  const strayOf = (book: Book, token: Hex): Stray => {
    const stray = book.strays.get(token) ?? { deposited: 0n, withdrawn: 0n }
    book.strays.set(token, stray)
    return stray
  }

  return {
    books,
    payouts,
    fees,
    fundings,
    balances,
    open: (book) => {
      books.push(book)
    },
    mint,
    move,
    balanceOf,
    deposit: (book, token, from, amount, place) => {
      move(token, from, book.address, amount)
      if (token !== book.token.address) {
        strayOf(book, token).deposited += amount
        return
      }
      book.deposited += amount
      fundings.push({ ...place, escrow: book.address, kind: 'DEPOSIT', party: from, token, amount, stated: false })
    },
    pay: (book, row, bulk, place) => {
      const token = book.token.address
      move(token, book.address, row.worker, row.net)
      book.paid += row.net
      payouts.push({ ...place, escrow: book.address, token, ...row, bulk })
    },
    charge: (book, { role, address }, amount, place) => {
      if (amount === 0n) return
      const token = book.token.address
      move(token, book.address, address, amount)
      book.fees += amount
      fees.push({ ...place, escrow: book.address, payee: address, role, token, amount })
    },
    refund: (book, to, amount, place, stated) => {
      if (amount === 0n) return
      const token = book.token.address
      move(token, book.address, to, amount)
      book.refunded += amount
      fundings.push({ ...place, escrow: book.address, kind: 'REFUND', party: to, token, amount, stated })
    },
    withdraw: (book, token, to, amount, place) => {
      move(token, book.address, to, amount)
      if (token !== book.token.address) {
        strayOf(book, token).withdrawn += amount
        return
      }
      book.withdrawn += amount
      fundings.push({ ...place, escrow: book.address, kind: 'WITHDRAWAL', party: to, token, amount, stated: true })
    },
  }
}
