import type { Addresses } from './call.ts'
import type { Cast } from './cast.ts'
import { CHAIN_ID } from './chain.ts'

export type Query = { readonly title: string; readonly text: string }

/** One that several stories pay, keep waiting, and refuse: see stories/stories.ts. */
const CONTRIBUTOR = 5
/** The fourth dataset of any demo: it has versions, sales, and a cheater's share that was taken back. */
const DATASET = 4

/** Three questions with answers in every demo, each as short as it can be. */
export const queriesFor = ({ market }: Addresses, { contributors }: Cast): readonly Query[] => [
  {
    title: 'What went through the market, token by token?',
    text: `{
  market(chainId: ${CHAIN_ID}, address: "${market}") {
    name
    totals {
      tasks openTasks submissions acceptedSubmissions contributors payouts
      rewardsPaid { value token { symbol } }
      rewardsEscrowed { value token { symbol } }
      feesCharged { value token { symbol } }
      salesVolume { value token { symbol } }
    }
  }
}`,
  },
  {
    title: 'What has one contributor earned, for which work, and what is still owed?',
    text: `{
  contributor(address: "${contributors[CONTRIBUTOR]!.address}") {
    stats { submissions accepted rejected pending }
    earnings {
      token { symbol }
      accrued { value } settled { value } forfeited { value } outstanding { value }
    }
    payouts(first: 5) {
      nodes {
        kind amount { value token { symbol } } settlement
        task { key status poster { address } }
        createdBy { timestamp transactionHash }
      }
    }
  }
}`,
  },
  {
    title: 'What is one dataset made of, and who made it?',
    text: `{
  dataset(by: { onChain: { chainId: ${CHAIN_ID}, market: "${market}", key: "${DATASET}" } }) {
    status price { value token { symbol } }
    versions(first: 5) { nodes { number contentHash contributionCount contributorCount } }
    contributors(first: 5) {
      edges { acceptedSubmissions earned { value token { symbol } } node { address } }
    }
  }
}`,
  },
]
