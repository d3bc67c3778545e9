import { type Context, type Event, ponder } from 'ponder:registry'
import { events, paid } from 'ponder:schema'

type Names =
  | 'TaskPosted'
  | 'SubmissionMade'
  | 'SubmissionReviewed'
  | 'PayoutMade'
  | 'DatasetRegistered'
  | 'DatasetPurchased'

const write = (context: Context, name: Names, event: Event<`DataMarket:${Names}`>) =>
  context.db.insert(events).values({
    transactionHash: event.transaction.hash,
    logIndex: event.log.logIndex,
    blockHash: event.block.hash,
    blockNumber: event.block.number,
    name,
  })

ponder.on('DataMarket:TaskPosted', async ({ event, context }) => {
  await write(context, 'TaskPosted', event)
})
ponder.on('DataMarket:SubmissionMade', async ({ event, context }) => {
  await write(context, 'SubmissionMade', event)
})
ponder.on('DataMarket:SubmissionReviewed', async ({ event, context }) => {
  await write(context, 'SubmissionReviewed', event)
})
ponder.on('DataMarket:DatasetRegistered', async ({ event, context }) => {
  await write(context, 'DatasetRegistered', event)
})
ponder.on('DataMarket:DatasetPurchased', async ({ event, context }) => {
  await write(context, 'DatasetPurchased', event)
})
ponder.on('DataMarket:PayoutMade', async ({ event, context }) => {
  await write(context, 'PayoutMade', event)
  const { token, amount } = event.args
  await context.db
    .insert(paid)
    .values({ token, sum: amount, count: 1 })
    .onConflictDoUpdate((row) => ({ sum: row.sum + amount, count: row.count + 1 }))
})
