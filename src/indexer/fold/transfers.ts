import type { DomainEvent } from '../../domain/event.ts'
import type { Books } from '../books.ts'
import { accountOf, tokenOf } from './accounts.ts'
import type { At } from './at.ts'
import { datasetOf } from './datasets.ts'
import { post, type Source, SUSPENSE } from './ledger.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

/** Books money that came to a market's contracts from an account outside, or left them, with no record of its own. */
const move = (
  books: Books,
  at: At,
  { incoming, money }: Pick<Event<'TokensMoved'>, 'incoming' | 'money'>,
  held: Source,
) => {
  const other = incoming ? money.from : money.to
  if (other === null) return
  const into = incoming ? money.amount : -money.amount
  post(books, at, {
    cause: 'TRANSFER',
    causeId: null,
    tokenId: tokenOf(books, money.token).id,
    legs: [
      { type: 'FUNDING', subjectId: accountOf(books, other), amount: -into },
      { ...held, amount: into },
    ],
  })
}

/** Held for a dataset where one is named; else kept apart until somebody explains it. */
export const tokensMoved = (books: Books, event: Event<'TokensMoved'>, at: At) => {
  const dataset = datasetOf(books, at, event.dataset)
  move(books, at, event, dataset ? { type: 'REVENUE', subjectId: dataset.id } : SUSPENSE)
}

/** What a market's contract holds for an account is owed to it. */
export const walletMoved = (books: Books, event: Event<'WalletMoved'>, at: At) =>
  move(books, at, event, { type: 'PAYABLE', subjectId: accountOf(books, event.account) })
