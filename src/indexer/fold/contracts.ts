import type { DomainEvent } from '../../domain/event.ts'
import { givesWay } from '../../protocols/registry.ts'
import type { Books } from '../books.ts'
import type { At } from './at.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

/** A contract belongs to the market from here on. */
export const contractAnnounced = (books: Books, { address, role }: Event<'ContractAnnounced'>, at: At) => {
  const known = books.find('contracts', address, at.marketId)
  if (!known) {
    books.add('contracts', { marketId: at.marketId, address, role, logId: at.logId })
    return
  }
  const market = books.get('markets', at.marketId)
  if (market && givesWay(market.protocol, known.role, role)) books.set('contracts', known, { role, logId: at.logId })
}

/** A protocol remembers something to read later logs by. */
export const remembered = (books: Books, { key, value }: Event<'Remembered'>, at: At) => {
  const known = books.find('memories', at.marketId, key)
  if (known) books.set('memories', known, { value })
  else books.add('memories', { marketId: at.marketId, key, value })
}
