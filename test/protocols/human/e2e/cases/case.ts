import type { Hex } from '../../../../../src/domain/hex.ts'
import type { RawText } from '../call.ts'
import { drawAmount, drawSome, splitAmount } from '../draw.ts'
import type { Book, Oracle } from '../ledger.ts'
import { agreeOnFees } from '../moves/keys.ts'
import { type LaunchOptions, launch } from '../moves/launch.ts'
import { bulkPayOut, type Row, storeResults, totalOf } from '../moves/pay.ts'
import { play } from '../moves/play.ts'
import { setup } from '../moves/setup.ts'
import { fund } from '../moves/tokens.ts'
import { shareOut } from '../shares.ts'
import { type Generation, generations, type Role, roles } from '../truth.ts'
import { has, nextId, type World } from '../world.ts'

/** Something that happens on a market, once in each generation that allows it. */
export type Case = {
  readonly name: string
  readonly from?: Generation
  readonly to?: Generation
  /** No when it is about something else. */
  readonly hasEscrow?: false
  play(world: World, story: string): Promise<void>
}

export const allows = ({ from = 'legacy', to = '7' }: Case, generation: Generation): boolean => {
  const place = generations.indexOf(generation)
  return place >= generations.indexOf(from) && place <= generations.indexOf(to)
}

/** The oracles of an escrow of today's generation; roles that are left out are drawn. */
export const drawOracles = (
  { cast, random, stage }: World,
  given: {
    readonly percentages?: readonly number[]
    readonly addresses?: Partial<Record<Role, Hex>>
  } = {},
): Oracle[] => {
  const people = {
    reputation: cast.reputationOracles,
    recording: cast.recordingOracles,
    exchange: cast.exchangeOracles,
  }
  const played = has.exchangeOracle(stage) ? roles : roles.slice(0, 2)
  return played.map((role, i) => ({
    role,
    address: given.addresses?.[role] ?? random.pick(people[role]),
    percentage: given.percentages?.[i] ?? (random.chance(0.2) ? 0 : 1 + random.int(12)),
  }))
}

export type OpenOptions = LaunchOptions & {
  readonly amount?: bigint
  readonly oracles?: readonly Oracle[]
  readonly manifest?: string | RawText
}

/** An escrow that is launched, funded and set up, in a transaction each. */
export const openEscrow = async (world: World, story: string, options: OpenOptions = {}): Promise<Book> => {
  const { book, move } = await launch(world, story, options)
  await play(world, move)
  await play(world, fund(world, book, options.amount ?? drawAmount(world.random, book.token)))
  await setUp(world, book, options)
  return book
}

export const setUp = async (world: World, book: Book, options: OpenOptions = {}): Promise<void> => {
  const oracles = options.oracles ?? drawOracles(world)
  if (has.statedFees(book)) await agreeOnFees(world, oracles)
  const manifest = options.manifest ?? `https://manifest.example/${nextId(world)}.json`
  await play(world, setup(world, book, oracles, manifest, 'beef'))
}

/** What can still be asked for in bulks. */
export const budgetOf = ({ ledger }: World, book: Book): bigint =>
  has.budget(book) ? book.remaining : ledger.balanceOf(book.token.address, book.address)

/** Rows for some of the workers, of a total in all. */
export const drawRows = ({ cast, random }: World, total: bigint, count: number): Row[] => {
  const workers = drawSome(random, cast.workers, count)
  return splitAmount(random, total, workers.length).map((amount, i) => ({ worker: workers[i]!, amount }))
}

/** A bulk with all that has to come before it: results, money set aside, and what rounding takes too much. */
export const payRows = async (
  world: World,
  book: Book,
  rows: readonly Row[],
  options: { readonly force?: boolean } = {},
): Promise<void> => {
  const total = totalOf(rows)
  if (has.reserve(book)) {
    if (book.reserved < total) await play(world, storeResults(world, book, total - book.reserved))
  } else if (world.random.chance(0.3)) {
    if (book.status === 'OPEN' || book.status === 'PARTIAL') await play(world, storeResults(world, book))
  }
  const missing = missingFor(world, book, rows)
  if (missing > 0n) await play(world, fund(world, book, missing, world.cast.sponsor))
  await play(world, bulkPayOut(world, book, rows, options))
}

/** All that is left, in some bulks. */
export const payAll = async (world: World, book: Book, bulks = 1 + world.random.int(3)): Promise<void> => {
  const parts = splitAmount(world.random, budgetOf(world, book), bulks)
  for (const part of parts) await payRows(world, book, drawRows(world, part, 1 + world.random.int(5)))
}

/** About so much of what is left. */
export const payPart = async (world: World, book: Book, percent = 20 + world.random.int(40)): Promise<void> => {
  const total = (budgetOf(world, book) * BigInt(percent)) / 100n
  await payRows(world, book, drawRows(world, total, 1 + world.random.int(4)))
}

/** Fees of the summed percentage are rounded apart from what they are taken of: together they may be more than there is. */
const missingFor = ({ ledger }: World, book: Book, rows: readonly Row[]): bigint => {
  if (book.build !== 'summed') return 0n
  const amounts = rows.map(({ amount }) => amount)
  const { nets, fees } = shareOut(book.generation, book.build, book.oracles, amounts)
  const spent = [...nets, ...fees].reduce((sum, amount) => sum + amount, 0n)
  const due = book.remaining - totalOf(rows)
  return spent + due - ledger.balanceOf(book.token.address, book.address)
}
