import { encode } from '../call.ts'
import type { Book } from '../ledger.ts'
import type { Place } from '../truth.ts'
import { has, type World } from '../world.ts'
import type { Move } from './play.ts'
import { oracleOf } from './setup.ts'

/** From generation 4 on: the rest goes back, and it is over. */
export const enterEnd = ({ ledger }: World, book: Book, place: Place): void => {
  const cancelling = book.status === 'CANCELLING'
  let rest = book.remaining
  if (book.hasResults) {
    for (const [o, share] of book.oracleShares.entries()) ledger.charge(book, book.oracles[o]!, share, place)
  } else {
    rest += book.oracleShares.reduce((sum, share) => sum + share, 0n)
  }
  ledger.refund(book, book.launcher, rest, place, cancelling)
  book.oracleShares = []
  book.remaining = 0n
  book.reserved = 0n
  book.status = cancelling ? 'CANCELLED' : 'COMPLETED'
}

/** Up to generation 4 one step, which is silent about the money, and in the legacy contract about everything. */
export const cancel = (world: World, book: Book): Move =>
  has.reserve(book)
    ? {
        from: oracleOf(book, 'reputation'),
        to: book.address,
        data: encode('cancel()'),
        enter: (place) => enterEnd(world, book, place),
      }
    : {
        from: book.launcher,
        to: book.address,
        data: encode('cancel()'),
        enter: (place) => enterCancel(world, book, place),
      }

const enterCancel = ({ ledger }: World, book: Book, place: Place): void => {
  const rest = has.budget(book) ? book.remaining : ledger.balanceOf(book.token.address, book.address)
  ledger.refund(book, book.launcher, rest, place, false)
  book.remaining = 0n
  book.status = 'CANCELLED'
  book.silent = book.generation === 'legacy'
}

/** From generation 5 on. Done at once where there was no setup yet, or where time is up. */
export const requestCancellation = (world: World, book: Book, { expired = false } = {}): Move => ({
  from: book.launcher,
  to: book.address,
  data: encode('requestCancellation()'),
  enter: (place) => {
    const launched = book.status === 'CREATED'
    book.status = 'CANCELLING'
    if (expired) enterEnd(world, book, place)
    else if (launched) enterLaunchedEnd(world, book, place)
  },
})

const enterLaunchedEnd = ({ ledger }: World, book: Book, place: Place): void => {
  ledger.refund(book, book.launcher, ledger.balanceOf(book.token.address, book.address), place, false)
  book.status = 'CANCELLED'
}

/** Up to generation 3 only of what is paid; later also of what is not, and the rest goes back. */
export const complete = (world: World, book: Book): Move => ({
  from: oracleOf(book, 'reputation'),
  to: book.address,
  data: encode('complete()'),
  enter: (place) => {
    if (has.budget(book)) return enterEnd(world, book, place)
    book.status = 'COMPLETED'
    book.silent = book.generation === 'legacy'
  },
})

/** Up to generation 3: cancels where there is money, and destroys the contract (since Cancun: does not). */
export const abort = (world: World, book: Book): Move => ({
  from: book.launcher,
  to: book.address,
  data: encode('abort()'),
  enter: (place) => {
    if (world.ledger.balanceOf(book.token.address, book.address) > 0n) enterCancel(world, book, place)
  },
})

/** From generation 4 on: what is not budget, at any time. */
export const withdraw = ({ ledger }: World, book: Book, token = book.token): Move => ({
  from: book.launcher,
  to: book.address,
  data: encode('withdraw(address)', [token.address]),
  enter: (place) => {
    const balance = ledger.balanceOf(token.address, book.address)
    const kept = token === book.token ? book.oracleShares.reduce((sum, share) => sum + share, book.remaining) : 0n
    ledger.withdraw(book, token.address, book.launcher, balance - kept, place)
  },
})
