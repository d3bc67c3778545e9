import { CHAIN, MARKET } from './books/world.ts'
import { otherFilters, payoutFilters, tokenId } from './filters.ts'
import { type Page, payoutFields } from './page.ts'

const onChain = (key: string) => ({ onChain: { chainId: CHAIN, market: MARKET, key } })

/** Fifty payouts of a person, each with its task and its dataset. */
export const nestedPage: Page = {
  name: 'nested page of 50 payouts',
  request: (draw) => ({
    query: `query ($person: Address!) {
      payouts(first: 50, where: { contributor: { eq: $person } }) {
        nodes { id amount { raw } createdBy { timestamp } task { id key } dataset { id name } }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: { person: draw.busy() },
  }),
}

/** All kinds of page that are measured. */
export const pages: readonly Page[] = [
  nestedPage,
  {
    name: 'contributor',
    request: (draw) => ({
      query: `query ($person: Address!) { contributor(address: $person) {
      address firstSeenAt lastActiveAt protocols
      stats { submissions accepted pending acceptanceRateBps tasks datasets activeDays longestStreakDays }
      earnings { token { symbol } accrued { value } settled { value } outstanding { value } payoutCount lastPayoutAt }
      payouts(first: 20) { nodes { ${payoutFields} task { id key } } pageInfo { hasNextPage endCursor } }
      submissions(first: 20) { nodes { id status createdBy { timestamp } } }
    } }`,
      variables: { person: draw.person() },
    }),
  },
  {
    name: 'task',
    request: (draw) => ({
      query: `query ($by: TaskBy!) { task(by: $by) {
      id key status poster { address } budget { value } paid { value } submissionCount contributorCount dataset { id name }
      submissions(first: 20) { nodes { id status contributor { address } } pageInfo { hasNextPage } }
      payouts(first: 20) { nodes { ${payoutFields} contributor { address } } pageInfo { hasNextPage } }
    } }`,
      variables: { by: onChain(draw.task()) },
    }),
  },
  {
    name: 'dataset',
    request: (draw) => ({
      query: `query ($by: DatasetBy!) { dataset(by: $by) {
      id name status stats { contributors purchases paidToContributors { value token { symbol } } }
      contributors(first: 20) { edges { node { address } acceptedSubmissions earned { value } } }
      tasks(first: 10) { nodes { id key status } }
      payouts(first: 20) { nodes { ${payoutFields} contributor { address } } }
    } }`,
      variables: { by: onChain(draw.dataset()) },
    }),
  },
  {
    name: 'leaderboard',
    request: () => ({
      query: `query ($token: ID!) { leaderboard(first: 50, token: $token) { edges { rank value node { address } } } }`,
      variables: { token: tokenId },
    }),
  },
  {
    name: 'earnings',
    request: (draw) => ({
      query: `query ($person: Address!) { contributor(address: $person) {
      earnings { token { symbol } settled { value } payoutCount firstPayoutAt lastPayoutAt }
    } }`,
      variables: { person: draw.person() },
    }),
  },
  {
    name: 'totals',
    request: () => ({
      query: `{ overview { totals { tasks openTasks submissions acceptedSubmissions contributors datasets payouts
      rewardsPaid { value token { symbol } } feesCharged { value } } } payouts(first: 1) { totalCount } }`,
      variables: {},
    }),
  },
  payoutFilters,
  otherFilters,
]
