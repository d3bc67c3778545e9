import { eq } from 'drizzle-orm'
import { fundingKinds, nameOf } from '../../domain/codes.ts'
import { after } from '../../store/read/later.ts'
import { UNKNOWN } from '../../store/read/lists/task-status.ts'
import { shownStatus } from '../../store/read/lists/tasks.ts'
import { chainOf } from '../../store/read/reader.ts'
import { connect } from '../connection.ts'
import { documentOfTask } from '../document.ts'
import type { Resolvers } from '../generated/types.ts'
import { presently } from '../known.ts'
import { reads } from '../reads.ts'
import type { TaskFundingSource } from '../sources.ts'
import { instantOf, plainName } from '../text.ts'
import { accountOf, accountRef } from './account-ref.ts'
import { datasetOf } from './links.ts'
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
    poster: reads(['posterId'], ({ posterId }, _, { load }) => accountRef(load, posterId)),
    quality: qualityBy('taskId'),
    externalRef: reads(['externalRef'], ({ externalRef }) => plainName(externalRef)),
    status: reads(['id', 'marketId', 'key', 'status', 'deadline'], (task, _, { reader, load }) =>
      after(task.status === UNKNOWN ? load.taskStatusAt.load(task) : undefined, (recorded) =>
        after(chainOf(reader, task.id), (chain) => shownStatus(task, chain, recorded?.status)),
      ),
    ),
    roles: async ({ id }, _, { load }) => (await load.rolesOf.load(id)).slice(0, ROLES_MAX),
    rewardPerSubmission: reads(['reward', 'tokenId'], ({ reward, tokenId }) =>
      reward === null ? null : { tokenId, raw: reward },
    ),
    budget: amountOf('budget'),
    paid: amountOf('paid'),
    feesCharged: amountOf('fees'),
    refunded: amountOf('refunded'),
    withdrawn: amountOf('withdrawn'),
    remaining: reads(
      ['tokenId', 'budget', 'paid', 'fees', 'refunded'],
      ({ tokenId, budget, paid, fees, refunded }) => ({ tokenId, raw: budget - paid - fees - refunded }),
    ),
    submissionCount: reads(['submissions'], ({ submissions }) => submissions),
    acceptedCount: reads(['accepted'], ({ accepted }) => accepted),
    contributorCount: reads(['contributors'], ({ contributors }) => contributors),
    deadline: reads(['deadline'], ({ deadline }) => instantOf(deadline)),
    dataset: datasetOf,
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
    task: ({ taskId }, _, { load }) => presently(load.shownTask.load(taskId), 'task'),
    kind: ({ kind }) => nameOf(fundingKinds, kind),
    amount: amountOf('amount'),
    account: ({ accountId }, _, { load }) => accountRef(load, accountId),
  },
}
