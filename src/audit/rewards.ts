import { codeOf, forfeitReasons, nameOf, rewardStates } from '../domain/codes.ts'
import { type Book, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { sumsInStep, walk } from './walk.ts'

const [ACCRUED, SETTLED, FORFEITED] = (['ACCRUED', 'SETTLED', 'FORFEITED'] as const).map((state) =>
  codeOf(rewardStates, state),
) as [number, number, number]

/** A reward is settled by its payouts, lost by no more than is left of it, and in the state that follows. */
export const auditRewards = async (book: Book, tell: Tell): Promise<void> => {
  const names = namesOf(book)
  const audited = new Set(book.markets.map(({ id }) => id))
  const payouts = sumsInStep(walk(book, 'payouts', ['rewardId', 'id']), {
    keyOf: ({ rewardId }) => rewardId!,
    start: () => ({ total: 0n }),
    add: (sum, { amount }) => {
      sum.total += amount
    },
  })
  for await (const reward of walk(book, 'rewards', ['id'])) {
    const { total } = await payouts(reward.id)
    if (!audited.has(reward.marketId)) continue
    const { amount, settled, forfeited, state, forfeitReason, marketId, key, tokenId } = reward
    const token = await names.tokenAddress(tokenId)
    const market = book.markets.find(({ id }) => id === marketId)!.address
    const say = (found: string, expected: string, why: string) =>
      tell(marketId, 'REWARD', {
        subject: `reward ${key}, token ${token ?? tokenId}`,
        found,
        expected,
        why,
        token,
        record: token === null ? null : ['Reward', book.chainId, market, key, token],
      })
    // What is paid above what is left of a reward settles no more of it.
    const settledBy = total < amount - forfeited ? total : amount - forfeited
    if (settled !== settledBy) say(`${settled} settled`, String(settledBy), 'by its payouts')
    if (settled < 0n || forfeited < 0n || settled + forfeited > amount)
      say(`${settled} settled and ${forfeited} lost`, `at most ${amount}`, 'what it is')
    const expected = settled + forfeited < amount ? ACCRUED : forfeited > 0n ? FORFEITED : SETTLED
    if (state !== expected)
      say(rewardStates[state] ?? `state ${state}`, nameOf(rewardStates, expected), 'by what is settled and lost')
    if ((forfeitReason !== null && forfeitReasons[forfeitReason] !== undefined) !== forfeited > 0n)
      say(`${forfeited} lost for reason ${forfeitReason}`, 'a reason where something is lost', 'and only there')
  }
}
