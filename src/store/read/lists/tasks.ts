import { and, type Column, gte, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm'
import { codeOf, type TaskStatus, taskStatuses } from '../../../domain/codes.ts'
import type { Tables } from '../../tables.ts'
import { account, chain, type Field, inSlot, protocol, reference, relatedAccount, value } from '../filter.ts'
import { never } from '../operators.ts'
import type { ChainState, Reader } from '../reader.ts'
import { type List, tableList } from './list.ts'
import { statusAmong, type TaskColumns, UNKNOWN } from './task-status.ts'

/** A task in one of these states ends by its deadline. EXPIRED is nowhere stored: it follows from the newest block's time. */
const expirable: readonly TaskStatus[] = ['CREATED', 'OPEN', 'PARTIAL']
const expirableCodes = expirable.map((status) => codeOf(taskStatuses, status))

type Expiring = { readonly status: number; readonly deadline: number | null }

/** The state a task shows; `recorded` is what its own contract said, for those whose state no event shows. */
export const shownStatus = (task: Expiring, { cursor }: ChainState, recorded?: number | null): TaskStatus => {
  const status = task.status === UNKNOWN ? (recorded ?? UNKNOWN) : task.status
  const past = task.deadline !== null && cursor !== undefined && task.deadline < cursor.timestamp
  return past && expirableCodes.includes(status) ? 'EXPIRED' : taskStatuses[status]!
}

type ExpiringColumns = TaskColumns & { readonly id: Column; readonly deadline: Column }

const overdue = async (tasks: ExpiringColumns, reader: Reader, late: boolean): Promise<SQL> => {
  const chains = await reader.chains()
  const conditions = chains.map(({ chain, cursor }) => {
    const now = cursor?.timestamp ?? 0
    const past = and(isNotNull(tasks.deadline), lt(tasks.deadline, now))!
    const state = late ? past : or(gte(tasks.deadline, now), isNull(tasks.deadline))!
    return chains.length === 1 ? state : and(inSlot(tasks.id, chain.slot), state)!
  })
  return or(...conditions) ?? never
}

/** Filters by the state shown, so that a filter and an answer agree. */
export const statusIs = async (tasks: ExpiringColumns, wanted: readonly string[], reader: Reader): Promise<SQL> => {
  const codes = wanted.filter((name) => name !== 'EXPIRED').map((name) => codeOf(taskStatuses, name as TaskStatus))
  const mayExpire = codes.filter((status) => expirableCodes.includes(status))
  const lasting = codes.filter((status) => !expirableCodes.includes(status))
  const parts: SQL[] = []
  if (lasting.length > 0) parts.push(await statusAmong(tasks, lasting, reader))
  if (mayExpire.length > 0)
    parts.push(and(await statusAmong(tasks, mayExpire, reader), await overdue(tasks, reader, false))!)
  if (wanted.includes('EXPIRED'))
    parts.push(and(await statusAmong(tasks, expirableCodes, reader), await overdue(tasks, reader, true))!)
  return or(...parts) ?? never
}

const status =
  (tasks: ExpiringColumns): Field =>
  (wanted, { reader }) =>
    statusIs(tasks, wanted as string[], reader)

export const taskList = ({ tasks, taskContributors }: Tables): List =>
  tableList(
    'tasks',
    tasks,
    {
      id: reference(tasks.id, 'Task'),
      market: reference(tasks.marketId, 'Market'),
      chainId: chain(tasks.id),
      protocol: protocol(tasks.marketId),
      externalRef: value(tasks.externalRef),
      poster: account(tasks.posterId),
      status: status(tasks),
      token: reference(tasks.tokenId, 'Token'),
      budget: value(tasks.budget),
      rewardPerSubmission: value(tasks.reward),
      createdAt: value(tasks.createdAt),
      deadline: value(tasks.deadline),
      submissionCount: value(tasks.submissions),
      contributor: relatedAccount(tasks.id, { subject: taskContributors.taskId, object: taskContributors.accountId }),
    },
    {
      CREATED_AT: 'createdAt',
      UPDATED_AT: 'updatedAt',
      DEADLINE: 'deadline',
      BUDGET: 'budget',
      SUBMISSION_COUNT: 'submissions',
    },
  )

export const fundingList = ({ fundings }: Tables): List => tableList('fundings', fundings, {})
