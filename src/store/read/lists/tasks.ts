import { and, type Column, gte, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm'
import { codeOf, type TaskStatus, taskStatuses } from '../../../domain/codes.ts'
import type { Tables } from '../../tables.ts'
import {
  account,
  chain,
  type Field,
  inSlot,
  lookupBy,
  market,
  protocol,
  reference,
  relatedAccount,
  text,
  time,
  value,
} from '../filter.ts'
import { type Lookup, never, seen } from '../operators.ts'
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

const overdue = async (tasks: ExpiringColumns, reader: Reader, late: boolean, lookup: Lookup): Promise<SQL> => {
  const chains = await reader.chains()
  const deadline = seen(tasks.deadline, lookup)
  const conditions = chains.map(({ chain, cursor }) => {
    const now = cursor?.timestamp ?? 0
    const past = and(isNotNull(deadline), lt(deadline, now))!
    const state = late ? past : or(gte(deadline, now), isNull(deadline))!
    return chains.length === 1 ? state : and(inSlot(tasks.id, chain.slot, lookup), state)!
  })
  return or(...conditions) ?? never
}

/** Filters by the state shown, so that a filter and an answer agree. */
export const statusIs = async (
  tasks: ExpiringColumns,
  wanted: readonly string[],
  reader: Reader,
  { lookup, deadline }: Record<'lookup' | 'deadline', Lookup> = { lookup: 'LEAD', deadline: 'LEAD' },
): Promise<SQL> => {
  const codes = wanted.filter((name) => name !== 'EXPIRED').map((name) => codeOf(taskStatuses, name as TaskStatus))
  const mayExpire = codes.filter((status) => expirableCodes.includes(status))
  const lasting = codes.filter((status) => !expirableCodes.includes(status))
  const parts: SQL[] = []
  if (lasting.length > 0) parts.push(await statusAmong(tasks, lasting, reader, lookup))
  if (mayExpire.length > 0)
    parts.push(and(await statusAmong(tasks, mayExpire, reader, lookup), await overdue(tasks, reader, false, deadline))!)
  if (wanted.includes('EXPIRED'))
    parts.push(
      and(await statusAmong(tasks, expirableCodes, reader, lookup), await overdue(tasks, reader, true, deadline))!,
    )
  return or(...parts) ?? never
}

const status =
  (tasks: ExpiringColumns): Field =>
  async (wanted, context) => {
    const { reader, order } = context
    const names = wanted as string[]
    // EXPIRED is several, and what contracts answered stands beside any.
    const isOne = names.length === 1 && names[0] !== 'EXPIRED' && !(await reader.asksTasks())
    const lookup = lookupBy(tasks.status, context, isOne)
    return statusIs(tasks, names, reader, { lookup, deadline: order === undefined ? 'LEAD' : 'FOLLOW' })
  }

export const taskList = ({ tasks, taskContributors }: Tables): List =>
  tableList(
    'tasks',
    tasks,
    {
      id: reference(tasks.id, 'Task'),
      market: market(tasks.marketId),
      chainId: chain(tasks.id),
      protocol: protocol(tasks.marketId),
      externalRef: text(tasks.externalRef),
      poster: account(tasks.posterId),
      status: status(tasks),
      token: reference(tasks.tokenId, 'Token'),
      budget: value(tasks.budget),
      rewardPerSubmission: value(tasks.reward),
      createdAt: time(tasks.createdAt, tasks),
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
