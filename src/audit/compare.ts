import { DaybookError } from '../errors.ts'
import type { Asking } from './asking.ts'
import { auditBalances, type Compared } from './balances.ts'
import type { Book } from './book.ts'
import { askCounts, auditCounts } from './counts.ts'
import type { Witnessed } from './emitted.ts'
import type { Tell } from './finding.ts'
import type { Own } from './own.ts'
import { type Asked, auditStates } from './states.ts'

/** What came of asking the chain about one market. */
type Outcome = { readonly chain: Compared | null; readonly records: Asked | null; readonly notMade: readonly string[] }

const NONE: Outcome = { chain: null, records: null, notMade: [] }
const skip = (skipped: string): Compared => ({ tokens: 0, contracts: 0, silentTokens: [], skipped })

type Comparing = Own & { readonly witnessed: readonly Witnessed[]; readonly asking: Asking | null }

/**
 * Each market against the chain: what its contracts made, what they say of each record, and what they hold. A chain that does not
 * answer now leaves the findings in the books as they are. `moved`: the nodes have another block there than the books.
 */
export const compareWithChain = async (book: Book, own: Comparing, tell: Tell) => {
  const outcomes = new Map<number, Outcome>()
  const of = (marketId: number): Outcome => outcomes.get(marketId) ?? NONE
  const { asking } = own
  if (asking === null) {
    for (const each of own.witnessed) await auditNumbersAlone(book, each, own, tell)
    return { of, silence: null, moved: false }
  }
  try {
    for (const market of book.markets) {
      const held = own.held.get(market.id) ?? new Map<number, bigint>()
      const witnessed = own.witnessed.find((each) => each.market.id === market.id)
      const asked = witnessed === undefined ? NONE : await askWitness(book, witnessed, { own, asking }, tell)
      outcomes.set(market.id, { ...asked, chain: await auditBalances(book, { market, held }, asking, tell) })
    }
    return { of, silence: null, moved: false }
  } catch (error) {
    if (!isPassing(error)) throw error
    for (const { id } of book.markets)
      if (!outcomes.has(id)) outcomes.set(id, { ...NONE, chain: skip('no node answers') })
    return { of, silence: error.message, moved: error.code === 'RESPONSE_INCONSISTENT' }
  }
}

const auditNumbersAlone = (book: Book, each: Witnessed, { fromBirth }: Own, tell: Tell) =>
  auditCounts(book, each, { counted: null, seenFromBirth: fromBirth.has(each.market.id), locator: null }, tell)

const askWitness = async (
  book: Book,
  witnessed: Witnessed,
  { own, asking }: { own: Comparing; asking: Asking },
  tell: Tell,
): Promise<Outcome> => {
  const { market, witness } = witnessed
  const asked = await askCounts(asking, witnessed)
  if (asked === null)
    return { ...NONE, notMade: [`what its contract says: no node has the state of block ${book.block}`] }
  const { counts: counted, isNew } = asked
  const seenFromBirth = own.fromBirth.has(market.id)
  await auditCounts(book, witnessed, { counted, seenFromBirth, locator: asking.locator }, tell)
  if (isNew && witness.first && witnessed.isWhole && !seenFromBirth) {
    tell(market.id, 'ALONE', {
      subject: 'the market',
      found: `no ${witness.first.event} that begins it`,
      expected: `one since block ${market.startBlock}`,
      why: 'its contract was not there before',
      event: witness.first.event,
      blocks: { from: market.startBlock, to: book.block },
    })
  }
  const notMade: string[] = []
  const silent = witness.counts.length > 0 && [...counted.values()].every(({ atEnd }) => atEnd === null)
  if (silent) notMade.push('its contract does not say how many records it made')
  else if (!seenFromBirth && [...counted.values()].every(({ atStart }) => atStart === null)) {
    notMade.push(`what its contract made before block ${market.startBlock}: no node has that state any more`)
  }
  if (book.end !== null) return { chain: null, records: null, notMade }
  const moved = own.moved.get(market.id) ?? []
  const records = await auditStates(book, witnessed, { asking, moved }, tell)
  if (records === null) notMade.push(`states of records: no node has the state of block ${book.block}`)
  return { chain: null, records, notMade }
}

/** Whether a failure is a node's, to be tried again later, and not ours. */
const isPassing = (error: unknown): error is DaybookError =>
  error instanceof DaybookError && error.action === 'retry-later'
