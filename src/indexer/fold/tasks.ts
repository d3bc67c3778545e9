import { NOBODY } from '../../domain/address.ts'
import { codeOf, fundingKinds, type TaskStatus, taskStatuses } from '../../domain/codes.ts'
import type { DomainEvent } from '../../domain/event.ts'
import type { Rows } from '../../store/store.ts'
import type { Books } from '../books.ts'
import { accountOf, changeMarket, tokenOf } from './accounts.ts'
import { type At, settlementOf } from './at.ts'
import { changeMarketMoney, post, SUSPENSE } from './ledger.ts'

type Event<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>

const statusCode = (status: TaskStatus): number => codeOf(taskStatuses, status)
const ended: ReadonlySet<number> = new Set([statusCode('COMPLETED'), statusCode('CANCELLED')])
/** States that a payout alone does not change: the market says when they end. */
const lasting: ReadonlySet<number> = new Set([...ended, statusCode('CANCELLING'), statusCode('UNKNOWN')])

export const taskOf = (books: Books, at: At, key: string | null): Rows['tasks'] | undefined =>
  key === null ? undefined : books.find('tasks', at.marketId, key)

export const changeTask = (books: Books, at: At, task: Rows['tasks'], patch: Partial<Rows['tasks']>): Rows['tasks'] =>
  books.set('tasks', task, { updatedLog: at.logId, updatedAt: at.timestamp, ...patch })

/** A task is posted; posted again, its terms change and its money stays. */
export const taskPosted = (books: Books, event: Event<'TaskPosted'>, at: At) => {
  const { reward, capacity, deadline, uri, externalRef } = event
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
    externalRef,
    status: statusCode('OPEN'),
    funded: 0,
    budget: 0n,
    paid: 0n,
    fees: 0n,
    refunded: 0n,
    withdrawn: 0n,
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
  changeMarket(books, at.marketId, at.timestamp, (market) => ({ tasks: market.tasks + 1 }))
  if (posterId !== null) joinPosters(books, at, posterId)
}

/** Counts an account among a market's posters, once. */
const joinPosters = (books: Books, { marketId, timestamp }: At, accountId: number) => {
  if (books.find('marketPosters', marketId, accountId)) return
  books.add('marketPosters', { marketId, accountId })
  changeMarket(books, marketId, timestamp, (market) => ({ posters: market.posters + 1 }))
}

/** What the chain first kept to itself: who posted the task. What is known stays. */
export const taskPosterKnown = (books: Books, event: Event<'TaskPosterKnown'>, at: At) => {
  const task = taskOf(books, at, event.task)
  if (!task || task.posterId !== null) return
  const posterId = accountOf(books, event.poster, 'POSTER')
  changeTask(books, at, task, { posterId })
  joinPosters(books, at, posterId)
}

export const taskDescribed = (books: Books, event: Event<'TaskDescribed'>, at: At) => {
  const task = taskOf(books, at, event.task)
  if (task) changeTask(books, at, task, { uri: event.uri })
}

/** An account takes a part in a task, or another one takes it over. */
export const taskRoleGiven = (books: Books, { task: key, role, account, feeBps }: Event<'TaskRoleGiven'>, at: At) => {
  const task = taskOf(books, at, key)
  if (!task) return
  const accountId = accountOf(books, account)
  const known = books.find('taskRoles', task.id, role)
  if (known) books.set('taskRoles', known, { accountId, feeBps })
  else books.add('taskRoles', { taskId: task.id, role, accountId, feeBps })
  changeTask(books, at, task, {})
}

/** Money goes into a task's escrow, or back out of it to a poster. */
export const taskFunded = (books: Books, { task: key, kind, account, wallet, money }: Event<'TaskFunded'>, at: At) => {
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
      {
        type: wallet ? 'PAYABLE' : 'FUNDING',
        // Money of nobody known is the zero address's, as if it was minted: the escrow holds it all the same.
        subjectId: accountId ?? accountOf(books, NOBODY),
        amount: -into,
      },
      { ...(task ? { type: 'ESCROW', subjectId: task.id } : SUSPENSE), amount: into },
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
    kind === 'DEPOSIT'
      ? { funded: 1, budget: task.budget + same }
      : { refunded: task.refunded + same, withdrawn: task.withdrawn + (kind === 'WITHDRAWAL' ? same : 0n) },
  )
}

/** The market says what state a task is in. */
export const taskStatusChanged = (books: Books, { task: key, status }: Event<'TaskStatusChanged'>, at: At) => {
  const task = taskOf(books, at, key)
  changeMarket(books, at.marketId, at.timestamp, () => ({}))
  if (!task) return
  const code = statusCode(status)
  const closedAt = ended.has(code) ? (task.closedAt ?? at.timestamp) : null
  changeTask(books, at, task, { status: code, closedAt })
}

/** The state after one more submission was paid: an ended task stays ended. */
export const statusAfterPayout = (task: Rows['tasks'], paidSubmissions: number): number => {
  if (lasting.has(task.status)) return task.status
  return statusCode(task.capacity !== null && paidSubmissions >= task.capacity ? 'PAID' : 'PARTIAL')
}
