import type { BlockRef } from '../domain/block.ts'
import { taskStatuses } from '../domain/codes.ts'
import type { MarketView } from '../protocols/protocol.ts'
import type { Answers } from './answers.ts'
import type { Books } from './books.ts'
import type { Contracts } from './contracts.ts'

/** What reading logs needs to know of the past. */
export type Lookups = { readonly books: Books; readonly contracts: Contracts; readonly answers: Pick<Answers, 'find'> }

/** A market as its protocol sees it while it reads a transaction: the books as they are when that begins. */
export const viewOf = (
  marketId: number,
  { number, hash, parentHash }: BlockRef,
  { books, answers }: Lookups,
  roleOf: MarketView['roleOf'],
): MarketView => ({
  roleOf,
  recall: (key) => books.find('memories', marketId, key)?.value,
  task: (key) => {
    const task = books.find('tasks', marketId, key)
    const token = task && books.get('tokens', task.tokenId)
    if (!task || !token) return undefined
    const remaining = task.budget - task.paid - task.fees - task.refunded
    return { token: token.address, status: taskStatuses[task.status]!, remaining }
  },
  answer: (address, data) => answers.find({ to: address, data, block: number, hash, exactly: false }) ?? null,
  answerBefore: (address, data) =>
    answers.find({ to: address, data, block: number - 1, hash: parentHash, exactly: true }) ?? null,
})
