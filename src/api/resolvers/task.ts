import { eq } from 'drizzle-orm'
import { fundingKinds, nameOf } from '../../domain/codes.ts'
import { UNKNOWN } from '../../store/read/lists/task-status.ts'
import { shownStatus } from '../../store/read/lists/tasks.ts'
import { chainOf } from '../../store/read/reader.ts'
import { connect } from '../connection.ts'
import { documentOfTask } from '../document.ts'
import type { Resolvers } from '../generated/types.ts'
import { present } from '../known.ts'
import type { TaskFundingSource } from '../sources.ts'
import { instantOf, plainName } from '../text.ts'
import { accountOf, accountRef } from './account-ref.ts'
import { children } from './lists-of.ts'
import { own } from './own.ts'
import { qualityBy } from './quality.ts'
import { amountOf, changing, inMarket, keyedId, logId, stated, unchanging } from './record.ts'

/** Roles that one answer may list of a task. */
const ROLES_MAX = 16

export const tasks: Pick<Resolvers, 'Task' | 'TaskRole' | 'TaskFunding'> = {
  Task: {
    ...own('key', 'capacity', 'closedAt'),
    ...inMarket,
    ...changing,
    id: keyedId('Task'),
    metadata: (task, _, context) => documentOfTask(context, task),
    poster: (task, _, { load }) => accountRef(load, task.posterId),
    quality: qualityBy('taskId'),
    externalRef: ({ externalRef }) => plainName(externalRef),
    status: async (task, _, { reader, load }) => {
      const recorded = task.status === UNKNOWN ? await load.taskStatusAt.load(task) : undefined
      return shownStatus(task, await chainOf(reader, task.id), recorded?.status)
    },
    roles: async ({ id }, _, { load }) => (await load.rolesOf.load(id)).slice(0, ROLES_MAX),
    rewardPerSubmission: ({ reward, tokenId }) => (reward === null ? null : { tokenId, raw: reward }),
    budget: amountOf('budget'),
    paid: amountOf('paid'),
    feesCharged: amountOf('fees'),
    refunded: amountOf('refunded'),
    withdrawn: amountOf('withdrawn'),
    remaining: ({ tokenId, budget, paid, fees, refunded }) => ({ tokenId, raw: budget - paid - fees - refunded }),
    submissionCount: ({ submissions }) => submissions,
    acceptedCount: ({ accepted }) => accepted,
    contributorCount: ({ contributors }) => contributors,
    deadline: ({ deadline }) => instantOf(deadline),
    dataset: async ({ datasetId }, _, { load }) =>
      datasetId === null ? null : present(await load.dataset.load(datasetId), 'dataset'),
    funding: (task, args, context) =>
      connect(context, context.lists.fundings, args, {
        within: eq(context.reader.tables.fundings.taskId, task.id),
        scope: `task:${task.id}`,
        node: (row) => row as TaskFundingSource,
      }),
    submissions: children('submissions', 'taskId'),
    rewards: children('rewards', 'taskId'),
    payouts: children('payouts', 'taskId'),
    fees: children('fees', 'taskId'),
  },
  TaskRole: { ...own('role', 'feeBps'), account: ({ accountId }, _, { load }) => accountOf(load, accountId) },
  TaskFunding: {
    ...own('part'),
    ...unchanging,
    ...stated,
    id: logId('TaskFunding'),
    task: async ({ taskId }, _, { load }) => present(await load.task.load(taskId), 'task'),
    kind: ({ kind }) => nameOf(fundingKinds, kind),
    amount: amountOf('amount'),
    account: ({ accountId }, _, { load }) => accountRef(load, accountId),
  },
}
