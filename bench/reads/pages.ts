import type { Random } from '../random.ts'
import { createZipf } from '../random.ts'
import { addressOf, CHAIN, MARKET, START, tokenAddress } from './books.ts'

/** A page that is measured: a document, and variables that differ from one request to the next. */
export type Page = {
  readonly name: string
  readonly query: string
  variables(draw: Draw): Readonly<Record<string, unknown>>
}

/** People as they take part: a few much more often; tasks and datasets evenly. */
export type Draw = { person(): string; task(): string; dataset(): string; random: Random }

export const createDraw = (random: Random, { people, tasks }: { people: number; tasks: number }): Draw => {
  const rank = createZipf(random, people)
  return {
    random,
    person: () => addressOf(rank()),
    task: () => String(1 + random.below(tasks)),
    dataset: () => String(1 + random.below(1_000)),
  }
}

const tokenId = Buffer.from(`Token:${CHAIN}:${tokenAddress(1)}`).toString('base64url')
const marketId = Buffer.from(`Market:${CHAIN}:${MARKET}`).toString('base64url')
const onChain = (key: string) => ({ onChain: { chainId: CHAIN, market: MARKET, key } })
const payout = 'id amount { value token { symbol } } createdBy { timestamp transactionHash }'

/** Fifty payouts of a person, each with its task and its dataset. */
export const nestedPage: Page = {
  name: 'nested page of 50 payouts',
  query: `query ($person: Address!) {
    payouts(first: 50, where: { contributor: { eq: $person } }) {
      nodes { id amount { raw } createdBy { timestamp } task { id key } dataset { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  variables: (draw) => ({ person: draw.person() }),
}

export const pages: readonly Page[] = [
  nestedPage,
  {
    name: 'contributor',
    query: `query ($person: Address!) { contributor(address: $person) {
      address firstSeenAt lastActiveAt protocols
      stats { submissions accepted pending acceptanceRateBps tasks datasets activeDays longestStreakDays }
      earnings { token { symbol } accrued { value } settled { value } outstanding { value } payoutCount lastPayoutAt }
      payouts(first: 20) { nodes { ${payout} task { id key } } pageInfo { hasNextPage endCursor } }
      submissions(first: 20) { nodes { id status createdBy { timestamp } } }
    } }`,
    variables: (draw) => ({ person: draw.person() }),
  },
  {
    name: 'task',
    query: `query ($by: TaskBy!) { task(by: $by) {
      id key status poster { address } budget { value } paid { value } submissionCount contributorCount dataset { id name }
      submissions(first: 20) { nodes { id status contributor { address } } pageInfo { hasNextPage } }
      payouts(first: 20) { nodes { ${payout} contributor { address } } pageInfo { hasNextPage } }
    } }`,
    variables: (draw) => ({ by: onChain(draw.task()) }),
  },
  {
    name: 'dataset',
    query: `query ($by: DatasetBy!) { dataset(by: $by) {
      id name status stats { contributors purchases paidToContributors { value token { symbol } } }
      contributors(first: 20) { edges { node { address } acceptedSubmissions earned { value } } }
      tasks(first: 10) { nodes { id key status } }
      payouts(first: 20) { nodes { ${payout} contributor { address } } }
    } }`,
    variables: (draw) => ({ by: onChain(draw.dataset()) }),
  },
  {
    name: 'leaderboard',
    query: `query ($token: ID!) { leaderboard(first: 50, token: $token) { edges { rank value node { address } } } }`,
    variables: () => ({ token: tokenId }),
  },
  {
    name: 'earnings',
    query: `query ($person: Address!) { contributor(address: $person) {
      earnings { token { symbol } settled { value } payoutCount firstPayoutAt lastPayoutAt }
    } }`,
    variables: (draw) => ({ person: draw.person() }),
  },
  {
    name: 'totals',
    query: `{ overview { totals { tasks openTasks submissions acceptedSubmissions contributors datasets payouts
      rewardsPaid { value token { symbol } } feesCharged { value } } } payouts(first: 1) { totalCount } }`,
    variables: () => ({}),
  },
  {
    name: 'filters and orders',
    query: `query ($where: PayoutFilter, $orderBy: [PayoutOrder!]) {
      payouts(first: 20, where: $where, orderBy: $orderBy) { nodes { ${payout} } pageInfo { hasNextPage endCursor } } }`,
    variables: ({ person, task, random }) => {
      const [byTime, byAmount] = ['CREATED_AT', 'AMOUNT'].map((field) => [
        { field, direction: random.pick(['ASC', 'DESC']) },
      ])
      const since = new Date((START + random.below(100_000)) * 1_000).toISOString().replace('.000Z', 'Z')
      const market = { market: { eq: marketId } }
      return random.pick([
        { where: market, orderBy: byTime },
        { where: market, orderBy: byAmount },
        { where: { token: { eq: tokenId } }, orderBy: byAmount },
        { where: { createdAt: { gte: since } }, orderBy: byTime },
        { where: { contributor: { eq: person() }, createdAt: { gte: since } }, orderBy: byTime },
        {
          where: { task: { eq: Buffer.from(`Task:${CHAIN}:${MARKET}:${task()}`).toString('base64url') } },
          orderBy: byAmount,
        },
        { where: { amount: { gte: '5000000000000000000' } }, orderBy: byTime },
        { where: { settlement: ['MATCHED'], kind: ['REWARD', 'REVENUE_SHARE'] }, orderBy: byTime },
      ])
    },
  },
]
