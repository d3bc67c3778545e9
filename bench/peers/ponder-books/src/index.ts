import { ponder } from 'ponder:registry'
import { datasets, earnings, payouts, purchases, reviews, submissions, tasks } from 'ponder:schema'

// A row for each event, and what each contributor earned: what ../../plain/books.ts writes.

type Placed = { block: { number: bigint; timestamp: bigint }; log: { logIndex: number } }
const placeOf = ({ block, log }: Placed) => ({
  block: block.number,
  logIndex: log.logIndex,
  timestamp: block.timestamp,
})

ponder.on('DataMarket:TaskPosted', async ({ event, context }) => {
  const { taskId, requester, datasetId, token, reward, quota, deadline, uri } = event.args
  await context.db
    .insert(tasks)
    .values({ id: taskId, requester, dataset: datasetId, token, reward, quota, deadline, uri, ...placeOf(event) })
})

ponder.on('DataMarket:SubmissionMade', async ({ event, context }) => {
  const { submissionId, taskId, contributor, contentHash, uri } = event.args
  await context.db
    .insert(submissions)
    .values({ id: submissionId, task: taskId, contributor, contentHash, uri, ...placeOf(event) })
})

ponder.on('DataMarket:SubmissionReviewed', async ({ event, context }) => {
  const { submissionId, reviewer, verdict, score } = event.args
  await context.db.insert(reviews).values({ submission: submissionId, reviewer, verdict, score, ...placeOf(event) })
})

ponder.on('DataMarket:PayoutMade', async ({ event, context }) => {
  const { taskId, submissionId, contributor, token, amount } = event.args
  await context.db
    .insert(payouts)
    .values({ task: taskId, submission: submissionId, contributor, token, amount, ...placeOf(event) })
  // A payout of nothing is no payment.
  const times = amount > 0n ? 1 : 0
  await context.db
    .insert(earnings)
    .values({ contributor, token, sum: amount, payouts: times })
    .onConflictDoUpdate((row) => ({ sum: row.sum + amount, payouts: row.payouts + times }))
})

ponder.on('DataMarket:DatasetRegistered', async ({ event, context }) => {
  const { datasetId, owner, uri, contentHash, price, token } = event.args
  await context.db.insert(datasets).values({ id: datasetId, owner, uri, contentHash, price, token, ...placeOf(event) })
})

ponder.on('DataMarket:DatasetPurchased', async ({ event, context }) => {
  const { datasetId, buyer, token, amount } = event.args
  await context.db.insert(purchases).values({ dataset: datasetId, buyer, token, amount, ...placeOf(event) })
})
