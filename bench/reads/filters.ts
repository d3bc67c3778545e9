import { CHAIN, MARKET, START, tokenAddress } from './books/world.ts'
import type { Draw } from './draw.ts'
import { type Page, payoutFields } from './page.ts'

// Lists by their filters, each with orders that go with it.

const idOf = (text: string): string => Buffer.from(text).toString('base64url')
export const tokenId = idOf(`Token:${CHAIN}:${tokenAddress(1)}`)
const inMarket = { market: { eq: idOf(`Market:${CHAIN}:${MARKET}`) } }
const taskId = (key: string) => idOf(`Task:${CHAIN}:${MARKET}:${key}`)
const datasetId = (key: string) => idOf(`Dataset:${CHAIN}:${MARKET}:${key}`)

/** A moment within the first ten thousandths of large books, and anywhere in small ones. */
const moment = ({ random }: Draw): string =>
  new Date((START + random.below(100_000)) * 1_000).toISOString().replace('.000Z', 'Z')

const orderBy = ({ random }: Draw, field: string) => [{ field, direction: random.pick(['ASC', 'DESC']) }]

const payoutList = `query ($where: PayoutFilter, $orderBy: [PayoutOrder!]) {
  payouts(first: 20, where: $where, orderBy: $orderBy) { nodes { ${payoutFields} } pageInfo { hasNextPage endCursor } } }`

export const payoutFilters: Page = {
  name: 'filters of payouts with their orders',
  request: (draw) => {
    const [byTime, byAmount] = [orderBy(draw, 'CREATED_AT'), orderBy(draw, 'AMOUNT')]
    const since = { createdAt: { gte: moment(draw) } }
    const variables = draw.random.pick([
      { where: inMarket, orderBy: byTime },
      { where: inMarket, orderBy: byAmount },
      { where: { token: { eq: tokenId } }, orderBy: byAmount },
      { where: since, orderBy: byTime },
      { where: { contributor: { eq: draw.person() }, ...since }, orderBy: byTime },
      { where: { task: { eq: taskId(draw.task()) } }, orderBy: byAmount },
      { where: { amount: { gte: '5000000000000000000' } }, orderBy: byTime },
      { where: { settlement: ['MATCHED'], kind: ['REWARD', 'REVENUE_SHARE'] }, orderBy: byTime },
    ])
    return { query: payoutList, variables }
  },
}

const submissionList = `query ($where: SubmissionFilter, $orderBy: [SubmissionOrder!]) {
  submissions(first: 20, where: $where, orderBy: $orderBy) { nodes { id status createdBy { timestamp } } pageInfo { hasNextPage } } }`
const taskList = `query ($where: TaskFilter, $orderBy: [TaskOrder!]) {
  tasks(first: 20, where: $where, orderBy: $orderBy) { nodes { id key status submissionCount } pageInfo { hasNextPage } } }`
const contributorList = `query ($where: ContributorFilter, $orderBy: [ContributorOrder!]) {
  contributors(first: 20, where: $where, orderBy: $orderBy) { nodes { address firstSeenAt } pageInfo { hasNextPage } } }`

export const otherFilters: Page = {
  name: 'filters of other lists with their orders',
  request: (draw) => {
    const [posted, filled, asked] = ['CREATED_AT', 'SUBMISSION_COUNT', 'BUDGET'].map((field) => orderBy(draw, field))
    const [first, active, paid] = ['FIRST_SEEN_AT', 'LAST_ACTIVE_AT', 'PAYOUT_COUNT'].map((field) =>
      orderBy(draw, field),
    )
    const [arrived, decided] = [orderBy(draw, 'CREATED_AT'), orderBy(draw, 'DECIDED_AT')]
    const since = { gte: moment(draw) }
    return draw.random.pick([
      { query: submissionList, variables: { where: { contributor: { eq: draw.person() } }, orderBy: arrived } },
      { query: submissionList, variables: { where: { dataset: { eq: datasetId(draw.dataset()) } }, orderBy: arrived } },
      { query: submissionList, variables: { where: { status: ['ACCEPTED'] }, orderBy: decided } },
      { query: submissionList, variables: { where: { ...inMarket, createdAt: since }, orderBy: arrived } },
      { query: taskList, variables: { where: { status: ['OPEN'] }, orderBy: posted } },
      { query: taskList, variables: { where: inMarket, orderBy: filled } },
      { query: taskList, variables: { where: { token: { eq: tokenId } }, orderBy: asked } },
      { query: taskList, variables: { where: { createdAt: since }, orderBy: posted } },
      { query: contributorList, variables: { where: {}, orderBy: paid } },
      { query: contributorList, variables: { where: inMarket, orderBy: first } },
      { query: contributorList, variables: { where: { lastActiveAt: since }, orderBy: active } },
    ])
  },
}
