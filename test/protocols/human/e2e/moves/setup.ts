import type { Hex } from '../../../../../src/domain/hex.ts'
import { bytesOf, encode, type RawText } from '../call.ts'
import type { Book, Oracle } from '../ledger.ts'
import { oracleSharesOf } from '../shares.ts'
import { has, type World } from '../world.ts'
import type { Move } from './play.ts'

/** Oracles, their percentages and the manifest; from generation 4 on also what counts as the budget. */
export const setup = (
  world: World,
  book: Book,
  oracles: readonly Oracle[],
  manifest: string | RawText,
  hash: string,
): Move => ({
  from: book.launcher,
  to: book.address,
  data: encode(signatureOf(book), [
    ...oracles.map(({ address }) => address),
    ...(has.statedFees(book) ? [] : oracles.map(({ percentage }) => percentage)),
    manifest,
    hash,
  ]),
  enter: () => enterSetup(world, book, oracles, bytesOf(manifest), hash),
})

const signatureOf = (book: Book): string => {
  if (book.generation === 'legacy') return 'setup(address,address,uint256,uint256,string,string)'
  if (book.generation === '1') return 'setup(address,address,uint8,uint8,string,string)'
  if (has.statedFees(book)) return 'setup(address,address,address,string,string)'
  return 'setup(address,address,address,uint8,uint8,uint8,string,string)'
}

export const enterSetup = (
  { ledger }: World,
  book: Book,
  oracles: readonly Oracle[],
  manifest: Hex,
  hash: string,
): void => {
  book.oracles = oracles
  book.manifest = manifest
  book.manifestHash = hash
  book.status = 'OPEN'
  if (!has.budget(book)) return
  const fund = ledger.balanceOf(book.token.address, book.address)
  book.budget = fund
  book.remaining = fund
  if (book.generation !== '7') return
  book.oracleShares = oracleSharesOf(oracles, fund)
  book.remaining -= book.oracleShares.reduce((sum, share) => sum + share, 0n)
}

/** The address that plays a role in an escrow. */
export const oracleOf = (book: Book, role: Oracle['role']): Hex => {
  const oracle = book.oracles.find((each) => each.role === role)
  if (!oracle) throw new Error(`${book.story} has no ${role} oracle.`)
  return oracle.address
}
