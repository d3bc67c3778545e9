import {
  codeOf,
  confidences,
  payoutKinds,
  settlements,
  submissionStatuses,
  taskStatuses,
} from '../../../src/domain/codes.ts'
import { timeOf } from './draw-work.ts'
import { type Fill, numbersTo } from './fill.ts'
import { BLOCK_SECONDS, bytesInSql, DATASETS, PAYOUTS_PER_TASK, type Size, START } from './world.ts'

const TASKS_OPEN = 100
const SECONDS_TO_PAYOUT = 3_600

/** Datasets, tasks, submissions and payouts, with what each row says of those below it. */
export const fillRecords = (fill: Fill, size: Size): void => {
  fillDatasets(fill)
  fillTasks(fill, size)
  fill(
    'submissions',
    {
      id: 'n',
      marketId: 1,
      key: 'cast(n as text)',
      taskId: 'task',
      datasetId: 'dataset',
      accountId: 'person + 1',
      status: codeOf(submissionStatuses, 'ACCEPTED'),
      settled: 1,
      contentHash: bytesInSql('n', 32),
      contentHead: `substr(${bytesInSql('n', 32)}, 1, 4)`,
      hashAt: null,
      uri: `'ipfs://bafybei' || n`,
      uriAt: null,
      uriLength: null,
      payouts: 1,
      decidedLog: 'n',
      decidedAt: 'time',
      createdLog: 'n',
      updatedLog: 'n',
      createdAt: 'time',
    },
    'work',
  )
  fill(
    'payouts',
    {
      id: 'n',
      marketId: 1,
      logId: 'n',
      part: 0,
      kind: codeOf(payoutKinds, payoutKinds[0]),
      accountId: 'person + 1',
      receiverId: 'person + 1',
      payerId: null,
      tokenId: 'token + 1',
      amount: 'worth(units)',
      gross: null,
      taskId: 'task',
      submissionId: 'n',
      datasetId: 'dataset',
      rewardId: null,
      settlement: codeOf(settlements, 'MATCHED'),
      transferLog: 'n',
      confidence: codeOf(confidences, confidences[0]),
      seconds: SECONDS_TO_PAYOUT,
      createdAt: 'time',
    },
    'work',
  )
}

const fillDatasets = (fill: Fill): void =>
  fill(
    'datasets',
    {
      id: 'n',
      marketId: 1,
      key: 'cast(n as text)',
      publisherId: 1,
      treasuryId: null,
      tokenId: null,
      name: `'Voices ' || n`,
      status: 1,
      uri: `'ipfs://dataset'`,
      contentHash: null,
      price: null,
      priceTokenId: null,
      versions: 0,
      contributors: 'ifnull(people, 0)',
      purchases: 0,
      buyers: 0,
      lastPurchasedAt: null,
      createdLog: 1,
      updatedLog: 1,
      createdAt: START + BLOCK_SECONDS,
      updatedAt: START + BLOCK_SECONDS,
    },
    `${numbersTo(DATASETS)} left join
      (select dataset, count(distinct person) as people from work group by dataset) on dataset = n order by n`,
  )

const fillTasks = (fill: Fill, { tasks }: Size): void => {
  const [firstLog, open] = [`((n - 1) * ${PAYOUTS_PER_TASK} + 1)`, `n > ${tasks - TASKS_OPEN}`]
  const statuses = { open: codeOf(taskStatuses, 'OPEN'), completed: codeOf(taskStatuses, 'COMPLETED') }
  fill(
    'tasks',
    {
      id: 'n',
      marketId: 1,
      key: 'cast(n as text)',
      posterId: 1,
      datasetId: `1 + n % ${DATASETS}`,
      tokenId: 1,
      reward: 'worth(1)',
      capacity: null,
      deadline: null,
      uri: `'ipfs://task' || n`,
      externalRef: null,
      status: `iif(${open}, ${statuses.open}, ${statuses.completed})`,
      funded: 1,
      budget: 'worth(ifnull(units, 0))',
      paid: 'worth(ifnull(units, 0))',
      fees: 'worth(0)',
      refunded: 'worth(0)',
      withdrawn: 'worth(0)',
      submissions: 'ifnull(times, 0)',
      accepted: 'ifnull(times, 0)',
      paidSubmissions: 'ifnull(times, 0)',
      contributors: 'ifnull(people, 0)',
      closedAt: null,
      createdLog: firstLog,
      updatedLog: `ifnull(newest, ${firstLog})`,
      createdAt: timeOf(firstLog),
      updatedAt: timeOf(`ifnull(newest, ${firstLog})`),
    },
    `${numbersTo(tasks)} left join
      (select task, sum(units) as units, count(*) as times, count(distinct person) as people, max(n) as newest
       from work group by task) on task = n order by n`,
  )
}
