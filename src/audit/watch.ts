import type { Hex } from '../domain/hex.ts'
import { eventOf } from '../protocols/protocol.ts'
import { eventTableOf, rolesOf } from '../protocols/registry.ts'
import type { SeenEvent, Watch } from '../protocols/witness.ts'
import { numberOf, packId } from '../store/ids.ts'
import { addressesIn, unpackBody } from '../store/log-body.ts'
import type { Rows } from '../store/store.ts'
import { type Book, namesOf } from './book.ts'
import type { EmitterOf, Witnessed } from './emitted.ts'
import type { Subject, Tell } from './finding.ts'
import { lastInStep, walk } from './walk.ts'

type Watched = Witnessed & { readonly watch: Watch }

/**
 * Reads the stored events of each market whose protocol says what may follow what, and tells those that came without what comes before
 * or beside them. Tells which markets were seen from their first event on.
 */
export const watchEvents = async (
  book: Book,
  { witnessed, byEmitter }: { witnessed: readonly Witnessed[]; byEmitter: EmitterOf },
  tell: Tell,
): Promise<ReadonlySet<number>> => {
  const whole = new Set<number>()
  const watched = new Map<number, Watched>()
  for (const each of witnessed) {
    const watch = each.witness.watch?.(each.emitted)
    if (watch) watched.set(each.market.id, { ...each, watch })
  }
  if (watched.size === 0) return whole
  const transactionOf = lastInStep(walk(book, 'transactions', ['id']))
  const see = (block: number, events: ReadonlyMap<number, readonly SeenEvent[]>) => {
    if (block > book.block) return
    for (const [marketId, own] of events) {
      const { watch, witness, market } = watched.get(marketId)!
      if (own.some((event) => witness.first?.is(event))) whole.add(marketId)
      for (const { code, record, found, expected, event, since } of watch.see(own, block)) {
        const isMarket = record.type === 'Market'
        tell(marketId, code, {
          subject: `${isMarket ? 'the market' : `${record.type.toLowerCase()} ${record.key}`}, block ${block}`,
          found,
          expected,
          why: 'by the order of events that its contract keeps',
          event,
          blocks: event === null ? null : { from: since, to: block },
          record: isMarket ? null : ([record.type, book.chainId, market.address, record.key] as Subject),
        })
      }
    }
  }
  const names = namesOf(book)
  let transaction: Rows['transactions'] | undefined
  let events = new Map<number, SeenEvent[]>()
  for await (const { id, emitterId, body } of walk(book, 'logs', ['id'])) {
    const place = byEmitter.get(emitterId)
    const each = place && watched.get(place.marketId)
    if (!place || !each) continue
    const of = await transactionOf(id)
    if (of?.id !== transaction?.id) {
      if (transaction && events.size > 0) see(numberOf(transaction.blockId), events)
      transaction = of
      events = new Map()
    }
    const ids = addressesIn(body).map((number) => packId(book.slot, number))
    const addresses = await names.lookUp('addresses', ids)
    const log = unpackBody(place.emitter, body, (number) => addresses.get(packId(book.slot, number)) ?? '0x')
    const seen = read(each.market.protocol, log)
    if (seen === undefined) continue
    const own = events.get(place.marketId) ?? []
    events.set(place.marketId, own)
    own.push(seen)
  }
  if (transaction && events.size > 0) see(numberOf(transaction.blockId), events)
  return whole
}

const read = (protocol: string, log: { topics: readonly Hex[]; data: Hex }): SeenEvent | undefined => {
  const { root } = rolesOf(protocol)
  const event = eventOf(eventTableOf(protocol, root), log)
  const args = event?.decode(log)
  return event && args && { role: root, eventName: event.name, args }
}
