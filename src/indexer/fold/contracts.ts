import type { DomainEvent } from '../../domain/event.ts'
import type { Books } from '../books.ts'
import type { At } from './at.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

/** A contract belongs to the market from here on; announced again, it keeps its first role. */
export const contractAnnounced = (books: Books, { address, role }: Event<'ContractAnnounced'>, at: At) => {
  if (books.find('contracts', address, at.marketId)) return
  books.add('contracts', { marketId: at.marketId, address, role, logId: at.logId })
}

/** A protocol remembers something to read later logs by. */
export const remembered = (books: Books, { key, value }: Event<'Remembered'>, at: At) => {
  const known = books.find('memories', at.marketId, key)
  if (known) books.set('memories', known, { value })
  else books.add('memories', { marketId: at.marketId, key, value })
}
