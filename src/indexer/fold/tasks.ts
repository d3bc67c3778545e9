import { codeOf, fundingKinds, type TaskStatus, taskStatuses } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket, tokenOf } from './accounts.ts'
import { type At, settlementOf } from './at.ts'
import { changeMarketMoney, post } from './ledger.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

const statusCode = (status: TaskStatus): number => codeOf(taskStatuses, status)
const ended: ReadonlySet<number> = new Set([statusCode('COMPLETED'), statusCode('CANCELLED')])

export const taskOf = (books: Books, at: At, key: string | null): Rows['tasks'] | undefined =>
  key === null ? undefined : books.find('tasks', at.marketId, key)

export const changeTask = (books: Books, at: At, task: Rows['tasks'], patch: Partial<Rows['tasks']>): Rows['tasks'] =>
  books.set('tasks', task, { updatedLog: at.logId, updatedAt: at.timestamp, ...patch })

/** A task is posted; posted again, its terms change and its money stays. */
export const taskPosted = (books: Books, event: Event<'TaskPosted'>, at: At) => {
  const { reward, capacity, deadline, uri } = event
  const known = taskOf(books, at, event.task)
  if (known) {
    const terms = { capacity, deadline, uri }
    const tokenId = tokenOf(books, event.token).id
    const untouched = known.budget === 0n && known.paid === 0n && known.fees === 0n && known.refunded === 0n
    // Its figures are in the token it began with, once there are any: another token's reward cannot stand beside them.
    const reposted = tokenId === known.tokenId || untouched ? { reward, tokenId } : { reward: null }
    changeTask(books, at, known, { ...terms, ...reposted })
    return
  }
  const posterId = event.poster === null ? null : accountOf(books, event.poster, 'POSTER')
  const dataset = event.dataset === null ? undefined : books.find('datasets', at.marketId, event.dataset)
  books.add('tasks', {
    marketId: at.marketId,
    key: event.task,
    posterId,
    datasetId: dataset?.id ?? null,
    tokenId: tokenOf(books, event.token).id,
    reward,
    capacity,
    deadline,
    uri,
    status: statusCode('OPEN'),
    funded: 0,
    budget: 0n,
    paid: 0n,
    fees: 0n,
    refunded: 0n,
    submissions: 0,
    accepted: 0,
    paidSubmissions: 0,
    contributors: 0,
    closedAt: null,
    createdLog: at.logId,
    updatedLog: at.logId,
    createdAt: at.timestamp,
    updatedAt: at.timestamp,
  })
  const newPoster = posterId !== null && !books.find('marketPosters', at.marketId, posterId)
  if (newPoster) books.add('marketPosters', { marketId: at.marketId, accountId: posterId })
  changeMarket(books, at.marketId, at.timestamp, (market) => ({
    tasks: market.tasks + 1,
    posters: market.posters + (newPoster ? 1 : 0),
  }))
}

/** Money goes into a task's escrow, or back out of it to a poster. */
export const taskFunded = (books: Books, { task: key, kind, account, money }: Event<'TaskFunded'>, at: At) => {
  const task = taskOf(books, at, key)
  const token = tokenOf(books, money.token)
  const other = account ?? (kind === 'DEPOSIT' ? money.from : money.to)
  const accountId = other === null ? null : accountOf(books, other)
  const funding = books.add('fundings', {
    marketId: at.marketId,
    taskId: task?.id ?? null,
    logId: at.logId,
    part: at.part,
    kind: codeOf(fundingKinds, kind),
    tokenId: token.id,
    amount: money.amount,
    accountId,
    ...settlementOf(money, at),
    createdAt: at.timestamp,
  })
  const into = kind === 'DEPOSIT' ? money.amount : -money.amount
  post(books, at, {
    cause: 'FUNDING',
    causeId: funding.id,
    tokenId: token.id,
    legs: [
      accountId === null
        ? { type: 'SUSPENSE', subjectId: 0, amount: -into }
        : { type: 'FUNDING', subjectId: accountId, amount: -into },
      task ? { type: 'ESCROW', subjectId: task.id, amount: into } : { type: 'SUSPENSE', subjectId: 0, amount: into },
    ],
  })
  if (kind !== 'DEPOSIT')
    changeMarketMoney(books, at.marketId, token.id, (flow) => ({ refunded: flow.refunded + money.amount }))
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (!task) return
  // A task's own figures are in its reward token alone: two tokens are never one sum.
  const same = task.tokenId === token.id ? money.amount : 0n
  changeTask(
    books,
    at,
    task,
    kind === 'DEPOSIT' ? { funded: 1, budget: task.budget + same } : { refunded: task.refunded + same },
  )
}

/** The poster ends a task, in whatever way. */
export const taskEnded = (books: Books, { task: key, status }: Event<'TaskEnded'>, at: At) => {
  const task = taskOf(books, at, key)
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (task) changeTask(books, at, task, { status: statusCode(status), closedAt: at.timestamp })
}

/** The state after one more submission was paid: an ended task stays ended. */
export const statusAfterPayout = (task: Rows['tasks'], paidSubmissions: number): number => {
  if (ended.has(task.status)) return task.status
  return statusCode(task.capacity !== null && paidSubmissions >= task.capacity ? 'PAID' : 'PARTIAL')
}
