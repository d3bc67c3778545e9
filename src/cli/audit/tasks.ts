import { codeOf, fundingKinds } from '../../domain/codes.ts'
import type { Rows } from '../../store/store.ts'
import { type Book, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { paidBeforeFunding } from './unfunded.ts'
import { addTo, sumsInStep, walk } from './walk.ts'

type Task = Rows['tasks']
type ByToken = Map<number, bigint>

const [DEPOSIT, WITHDRAWAL] = [codeOf(fundingKinds, 'DEPOSIT'), codeOf(fundingKinds, 'WITHDRAWAL')]

const noFundings = () => ({
  deposited: new Map() as ByToken,
  back: new Map() as ByToken,
  withdrawn: new Map() as ByToken,
})

const perTask = {
  keyOf: ({ taskId }: { taskId: number | null }) => taskId!,
  start: (): ByToken => new Map(),
  add: (sum: ByToken, { tokenId, amount }: { tokenId: number; amount: bigint }) => addTo(sum, tokenId, amount),
}

/** A task's figures are the sums of its rows in its own token, and no more leaves it than came in. Tells how many tasks there are. */
export const auditTasks = async (book: Book, tell: Tell): Promise<ReadonlyMap<number, number>> => {
  const names = namesOf(book)
  const counts = new Map(book.markets.map(({ id }) => [id, 0]))
  const payouts = sumsInStep(walk(book, 'payouts', ['taskId', 'createdAt', 'id']), perTask)
  const fees = sumsInStep(walk(book, 'fees', ['taskId', 'createdAt', 'id']), perTask)
  const fundings = sumsInStep(walk(book, 'fundings', ['taskId', 'id']), {
    keyOf: ({ taskId }) => taskId!,
    start: noFundings,
    add: ({ deposited, back, withdrawn }, { kind, tokenId, amount }) => {
      addTo(kind === DEPOSIT ? deposited : back, tokenId, amount)
      if (kind === WITHDRAWAL) addTo(withdrawn, tokenId, amount)
    },
  })
  for await (const task of walk(book, 'tasks', ['id'])) {
    const [paid, charged, moved] = [await payouts(task.id), await fees(task.id), await fundings(task.id)]
    const count = counts.get(task.marketId)
    if (count === undefined) continue
    counts.set(task.marketId, count + 1)
    const of = (sums: ByToken) => sums.get(task.tokenId) ?? 0n
    const say = async (figure: string, found: bigint, expected: string) =>
      tell(task.marketId, 'TASK_SUMS', {
        subject: `${figure} of task ${task.key}, token ${await names.token(task.tokenId)}`,
        found: String(found),
        expected,
      })
    if (task.paid !== of(paid)) await say('paid', task.paid, `${of(paid)}, the sum of its payouts`)
    if (task.fees !== of(charged)) await say('fees', task.fees, `${of(charged)}, the sum of its fees`)
    if (task.refunded !== of(moved.back))
      await say('refunded', task.refunded, `${of(moved.back)}, the sum of its refunds and withdrawals`)
    if (task.withdrawn !== of(moved.withdrawn))
      await say('withdrawn', task.withdrawn, `${of(moved.withdrawn)}, the sum of its withdrawals`)
    const budget = await budgetOf(book, task, { paid: of(paid), fees: of(charged), deposited: of(moved.deposited) })
    if (task.budget !== budget) await say('budget', task.budget, `${budget}, the sum of its deposits`)
    await auditRemaining(task, tell, () => names.token(task.tokenId))
  }
  return counts
}

type Sums = { readonly paid: bigint; readonly fees: bigint; readonly deposited: bigint }

/** A task that was never funded has as much as it paid; what it paid before its first deposit counts the same. */
const budgetOf = async (book: Book, task: Task, { paid, fees, deposited }: Sums): Promise<bigint> => {
  if (!task.funded) return deposited + paid + fees
  return task.budget === deposited ? deposited : deposited + (await paidBeforeFunding(book, task))
}

const auditRemaining = async (task: Task, tell: Tell, tokenName: () => Promise<string>): Promise<void> => {
  const { key, marketId, budget, paid, fees, refunded } = task
  const left = budget - paid - fees - refunded
  if (left >= 0n) return
  tell(marketId, 'TASK_OVERPAID', {
    subject: `task ${key}, token ${await tokenName()}`,
    found: `paid above funded by ${-left}: ${paid} paid, ${fees} fees and ${refunded} refunded`,
    expected: `at most ${budget}, its budget`,
  })
}
