import type { DomainEvent } from '../../domain/event.ts'
import type { Books } from '../books.ts'
import { accountOf, tokenOf } from './accounts.ts'
import type { At } from './at.ts'
import { post } from './ledger.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

/** Tokens came to a market or left it, and no event says why: kept apart until somebody explains them. */
export const tokensMoved = (books: Books, { incoming, money }: Event<'TokensMoved'>, at: At) => {
  const other = incoming ? money.from : money.to
  if (other === null) return
  const into = incoming ? money.amount : -money.amount
  post(books, at, {
    cause: 'TRANSFER',
    causeId: null,
    tokenId: tokenOf(books, money.token).id,
    legs: [
      { type: 'FUNDING', subjectId: accountOf(books, other), amount: -into },
      { type: 'SUSPENSE', subjectId: 0, amount: into },
    ],
  })
}
