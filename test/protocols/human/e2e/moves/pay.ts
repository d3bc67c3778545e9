import type { Hex } from '../../../../../src/domain/hex.ts'
import { encode } from '../call.ts'
import type { Book } from '../ledger.ts'
import { shareOut } from '../shares.ts'
import type { Place } from '../truth.ts'
import { has, nextId, type World } from '../world.ts'
import { enterEnd } from './end.ts'
import type { Move } from './play.ts'
import { oracleOf } from './setup.ts'

export type Row = { readonly worker: Hex; readonly amount: bigint }

export const totalOf = (rows: readonly { readonly amount: bigint }[]): bigint =>
  rows.reduce((sum, { amount }) => sum + amount, 0n)

/** Tells of results, and from generation 5 on sets money aside for them. */
export const storeResults = (
  world: World,
  book: Book,
  reserve = 0n,
  url = `https://results.example/${nextId(world)}`,
): Move => {
  const hash = url === '' ? '' : 'c0ffee'
  return {
    from: oracleOf(book, 'recording'),
    to: book.address,
    data: has.reserve(book)
      ? encode('storeResults(string,string,uint256)', [url, hash, reserve])
      : encode('storeResults(string,string)', [url, hash]),
    enter: (place) => enterResults(world, book, reserve, url, place),
  }
}

const enterResults = (world: World, book: Book, reserve: bigint, url: string, place: Place): void => {
  if (book.generation !== '7' || url !== '') book.hasResults = url !== ''
  book.reserved += reserve
  if (book.status !== 'CANCELLING') return
  if (book.generation === '7' && book.reserved === 0n) {
    enterEnd(world, book, place)
    return
  }
  world.ledger.refund(book, book.launcher, book.remaining - book.reserved, place, true)
  book.remaining = book.reserved
  if (book.remaining === 0n) book.status = 'CANCELLED'
}

/** A bulk of payouts. From generation 5 on, the money has to be set aside before. */
export const bulkPayOut = (
  world: World,
  book: Book,
  rows: readonly Row[],
  { force = false, from }: { readonly force?: boolean; readonly from?: Hex } = {},
): Move => {
  const id = nextId(world)
  const lists = [rows.map(({ worker }) => worker), rows.map(({ amount }) => amount)]
  const results = [`https://final.example/${id}`, 'f00d']
  const types = 'address[],uint256[],string,string'
  return {
    from: from ?? oracleOf(book, 'reputation'),
    to: book.address,
    data: has.reserve(book)
      ? encode(`bulkPayOut(${types},string,bool)`, [...lists, ...results, `payout ${id}`, force])
      : has.budget(book)
        ? encode(`bulkPayOut(${types},uint256,bool)`, [...lists, ...results, id, force])
        : encode(`bulkPayOut(${types},uint256)`, [...lists, ...results, id]),
    enter: (place) => enterBulk(world, book, rows, force, place),
  }
}

const enterBulk = (world: World, book: Book, rows: readonly Row[], force: boolean, place: Place): void => {
  const { bulks, ledger } = world
  const bulk = bulks.get(place.tx) ?? 0
  bulks.set(place.tx, bulk + 1)
  const amounts = rows.map(({ amount }) => amount)
  const { nets, fees } = shareOut(book.generation, book.build, book.oracles, amounts)
  const statesGross = book.generation === '4' && book.build !== 'fee rows'
  for (const [position, { worker, amount }] of rows.entries()) {
    ledger.pay(book, { worker, net: nets[position]!, gross: statesGross ? amount : null, position }, bulk, place)
  }
  for (const [o, oracle] of book.oracles.entries()) ledger.charge(book, oracle, fees[o]!, place)
  if (has.budget(book)) enterSpent(world, book, totalOf(rows), force, place)
  else enterPaid(world, book)
}

/** Up to generation 3 an escrow is paid when it is empty. */
const enterPaid = ({ ledger }: World, book: Book): void => {
  // The legacy contract also pays after its end, which changes nothing.
  if (book.status !== 'OPEN' && book.status !== 'PARTIAL') return
  book.status = ledger.balanceOf(book.token.address, book.address) === 0n ? 'PAID' : 'PARTIAL'
  book.silent = book.generation === 'legacy'
}

const enterSpent = (world: World, book: Book, total: bigint, force: boolean, place: Place): void => {
  book.remaining -= total
  if (has.reserve(book)) book.reserved -= total
  if (book.remaining === 0n || force) enterEnd(world, book, place)
  else if (book.status !== 'CANCELLING') book.status = 'PARTIAL'
}
