import type { Hex } from '../../../../../src/domain/hex.ts'
import { bytesOf, encode, type RawText } from '../call.ts'
import type { Book, Oracle, Token } from '../ledger.ts'
import { has, nextId, pickToken, type World } from '../world.ts'
import type { Move } from './play.ts'
import { enterSetup } from './setup.ts'

export type LaunchOptions = {
  readonly token?: Token
  readonly launcher?: Hex
  /** May act for the escrow, up to generation 4. */
  readonly handlers?: readonly Hex[]
  /** How many escrows come before it from the same factory in the same block. */
  readonly nth?: number
}

export type Launch = { readonly move: Move; readonly book: Book }

/** A new escrow, which waits for money and `setup`. */
export const launch = async (world: World, story: string, options: LaunchOptions = {}): Promise<Launch> => {
  const book = await newBook(world, story, options)
  const data = encode(...createCall(book, options.handlers ?? []))
  return { book, move: { from: book.launcher, to: book.factory, data, enter: (place) => openBook(world, book, place) } }
}

/** From generation 5 on: created, funded and set up at once. The factory must have been approved. */
export const launchWhole = async (
  world: World,
  story: string,
  options: LaunchOptions,
  {
    amount,
    oracles,
    manifest,
    hash,
  }: { amount: bigint; oracles: readonly Oracle[]; manifest: string | RawText; hash: string },
): Promise<Launch> => {
  const book = await newBook(world, story, options)
  const addresses = oracles.map(({ address }) => address)
  const percentages = has.statedFees(book) ? [] : oracles.map(({ percentage }) => percentage)
  const signature = `createFundAndSetupEscrow(address,uint256,string,address,address,address,${'uint8,'.repeat(percentages.length)}string,string)`
  const data = encode(signature, [
    book.token.address,
    amount,
    book.requesterId,
    ...addresses,
    ...percentages,
    manifest,
    hash,
  ])
  return {
    book,
    move: {
      from: book.launcher,
      to: book.factory,
      data,
      enter: (place) => {
        openBook(world, book, place)
        world.ledger.deposit(book, book.token.address, book.launcher, amount, place)
        enterSetup(world, book, oracles, bytesOf(manifest), hash)
      },
    },
  }
}

const newBook = async (world: World, story: string, options: LaunchOptions): Promise<Book> => {
  const { cast, node, platform, random, stage } = world
  const { build, generation } = stage
  const token = options.token ?? pickToken(world)
  const factory = generation === 'legacy' ? platform.legacyFactories.get(token.address)! : platform.factory
  return {
    address: await node.nextChild(factory, options.nth),
    story,
    generation,
    build,
    factory,
    token,
    launcher: options.launcher ?? random.pick(cast.requesters),
    requesterId: generation === 'legacy' || generation === '1' ? null : `job ${nextId(world)}`,
    launched: null,
    oracles: [],
    manifest: null,
    manifestHash: null,
    status: 'CREATED',
    silent: false,
    budget: null,
    remaining: 0n,
    reserved: 0n,
    oracleShares: [],
    hasResults: false,
    deposited: 0n,
    paid: 0n,
    fees: 0n,
    refunded: 0n,
    withdrawn: 0n,
    strays: new Map(),
  }
}

const openBook = ({ ledger }: World, book: Book, place: NonNullable<Book['launched']>): void => {
  book.launched = place
  ledger.open(book)
}

const createCall = (book: Book, handlers: readonly Hex[]): [signature: string, args: readonly unknown[]] => {
  const token = book.token.address
  if (book.generation === 'legacy') return ['createEscrow(address[])', [handlers]]
  if (book.generation === '1') return ['createEscrow(address,address[])', [token, handlers]]
  if (book.generation === '3' || book.generation === '4')
    return ['createEscrow(address,address[],string)', [token, handlers, book.requesterId]]
  return ['createEscrow(address,string)', [token, book.requesterId]]
}
