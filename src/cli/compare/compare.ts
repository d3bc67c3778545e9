import { DaybookError } from '../../errors.ts'
import { bisectDigests, firstOtherBlock, type Parting } from './bisect.ts'
import type { IndexedBooks } from './chain-books.ts'
import { configurationDifference } from './configuration.ts'
import { type Difference, explain, isWhole } from './explain.ts'
import { keptSums } from './kept.ts'
import { firstOtherHeader } from './raw.ts'
import { openReplay } from './replay.ts'
import type { Side } from './sides.ts'

/** What a comparison found. */
export type Comparison = {
  readonly equal: boolean
  /** The block as of whose end they were compared; null when they cannot be. */
  readonly block: number | null
  /** What the two were made for or by differs: nothing else was compared. */
  readonly deployment: string | null
  /** From this block on they are on two branches of the chain; below it they were compared. */
  readonly branch: { readonly block: number; readonly hashes: readonly [string, string] } | null
  /** Where the digests part, by digests alone. */
  readonly parting: Parting | null
  /** Where and in what two databases differ. */
  readonly difference: Difference | null
}

const NOTHING: Comparison = {
  equal: true,
  block: null,
  deployment: null,
  branch: null,
  parting: null,
  difference: null,
}

/** Compares two sides as of `block`, or of the newest block that both hold. */
export const compareSides = async (
  a: Side,
  b: Side,
  { block }: { block?: number | undefined },
): Promise<Comparison> => {
  if (a.deployment !== null && b.deployment !== null && a.deployment !== b.deployment) {
    const found = a.books && b.books ? await configurationDifference(a.books, b.books) : null
    const deployment = found ?? 'They were made for other markets, or by another version of the fold.'
    return { ...NOTHING, equal: false, deployment }
  }
  for (const { name, newest } of [a, b]) {
    if (block === undefined || block <= newest) continue
    throw new DaybookError('USAGE', `--block: found ${block}, expected at most ${newest}, the newest block of ${name}.`)
  }
  const asked = block ?? Math.min(a.newest, b.newest)
  const branch = await firstOtherBlock(a, b, asked)
  const through = branch ? branch.block - 1 : asked
  const told = { ...NOTHING, branch, block: through }
  if (a.books && b.books) {
    const difference = await compareBooks(a, b, a.books, b.books, through)
    return { ...told, equal: branch === null && difference === null, difference }
  }
  const found = await bisectDigests(a, b, through)
  if (!found) {
    const why = `Found no block up to ${through} at whose end both keep a state; expected one.`
    throw new DaybookError('USAGE', `${why} Compare again later, or at another --block.`)
  }
  const { comparedAt, parting } = found
  return { ...told, block: comparedAt, equal: branch === null && parting === null, parting }
}

/** Whether every state that either keeps up to a block is the other's state there too, where both tell. */
const keptAlike = async (a: Side, b: Side, of: IndexedBooks, through: number): Promise<boolean> => {
  for (const { block } of await keptSums(of, through)) {
    const [x, y] = [await a.digestAt(block), await b.digestAt(block)]
    if (x && y && x.digest !== y.digest) return false
  }
  return true
}

const compareBooks = async (
  a: Side,
  b: Side,
  left: IndexedBooks,
  right: IndexedBooks,
  through: number,
): Promise<Difference | null> => {
  if (through < 0) return null
  const whole = [await isWhole(left), await isWhole(right)] as const
  const [x, y] = [await a.digestAt(through), await b.digestAt(through)]
  const digestsEqual = x && y ? x.digest === y.digest : null
  const kept = (await keptAlike(a, b, left, through)) && (await keptAlike(a, b, right, through))
  const header = await firstOtherHeader(left, right, through)
  if (whole[0] && whole[1] && kept && digestsEqual && header === null) return null
  const foldable = (await folds(left)) && (await folds(right))
  const found = await explain(left, right, { through, digestsEqual, whole, kept, foldable })
  if (found || (whole[0] && whole[1] && kept && digestsEqual !== false)) return found
  const broken = ['A', 'B'].filter((_, i) => !whole[i]).join(' and ')
  const why = broken
    ? `The rows of ${broken} are not those of the digest kept beside them; which of them, these two do not tell.`
    : 'Their digests differ, and no row that can be compared does.'
  return { block: null, between: null, row: null, rows: 0, why }
}

/** Whether this program folds as the one that made the rows: else folding their logs again tells nothing. */
const folds = async (books: IndexedBooks): Promise<boolean> => {
  const replay = await openReplay(books)
  await replay.close()
  return replay.sameFold
}
