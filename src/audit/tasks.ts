import { codeOf, fundingKinds, submissionStatuses, taskStatuses } from '../domain/codes.ts'
import type { Rows } from '../store/store.ts'
import { type Book, blockOfLog, type Names, namesOf } from './book.ts'
import type { Tell, Told } from './finding.ts'
import { paidBeforeFunding } from './unfunded.ts'
import { addTo, countsInStep, sumsInStep, walk } from './walk.ts'

type Task = Rows['tasks']
type ByToken = Map<number, bigint>

const [DEPOSIT, WITHDRAWAL] = [codeOf(fundingKinds, 'DEPOSIT'), codeOf(fundingKinds, 'WITHDRAWAL')]
const ACCEPTED = codeOf(submissionStatuses, 'ACCEPTED')
const ended = new Set((['COMPLETED', 'CANCELLED'] as const).map((status) => codeOf(taskStatuses, status)))

const noFundings = () => ({
  deposits: 0,
  deposited: new Map() as ByToken,
  back: new Map() as ByToken,
  withdrawn: new Map() as ByToken,
})
type Fundings = ReturnType<typeof noFundings>

const perTask = {
  keyOf: ({ taskId }: { taskId: number | null }) => taskId!,
  start: () => ({ sums: new Map() as ByToken, paid: 0 }),
  add: (of: { sums: ByToken; paid: number }, { tokenId, amount }: { tokenId: number; amount: bigint }) => {
    addTo(of.sums, tokenId, amount)
    if (amount > 0n) of.paid += 1
  },
}

/** A task's figures are the sums of its rows in its own token, and no more leaves it than came in. Tells how many tasks there are. */
export const auditTasks = async (book: Book, tell: Tell): Promise<ReadonlyMap<number, number>> => {
  const names = namesOf(book)
  const counts = new Map(book.markets.map(({ id }) => [id, 0]))
  const payouts = sumsInStep(walk(book, 'payouts', ['taskId', 'createdAt', 'id']), perTask)
  const fees = sumsInStep(walk(book, 'fees', ['taskId', 'createdAt', 'id']), perTask)
  const contributors = countsInStep(walk(book, 'taskContributors', ['taskId', 'accountId']), (row) => row.taskId)
  const submissions = sumsInStep(walk(book, 'submissions', ['taskId', 'createdAt', 'id']), {
    keyOf: ({ taskId }) => taskId!,
    start: () => ({ made: 0, accepted: 0 }),
    add: (sum, { status }) => {
      sum.made += 1
      if (status === ACCEPTED) sum.accepted += 1
    },
  })
  const fundings = sumsInStep(walk(book, 'fundings', ['taskId', 'id']), {
    keyOf: ({ taskId }) => taskId!,
    start: noFundings,
    add: (sum, { kind, tokenId, amount }) => {
      if (kind === DEPOSIT) sum.deposits += 1
      addTo(kind === DEPOSIT ? sum.deposited : sum.back, tokenId, amount)
      if (kind === WITHDRAWAL) addTo(sum.withdrawn, tokenId, amount)
    },
  })
  for await (const task of walk(book, 'tasks', ['id'])) {
    const [paid, charged, moved] = [await payouts(task.id), await fees(task.id), await fundings(task.id)]
    const [work, people] = [await submissions(task.id), await contributors(task.id)]
    const count = counts.get(task.marketId)
    if (count === undefined) continue
    counts.set(task.marketId, count + 1)
    const say = sayOf(task, names, tell)
    await auditMoney(book, task, { paid: paid.sums, charged: charged.sums, moved }, say)
    await auditRemaining(book, task, tell, names)
    if (task.submissions !== work.made) await say('submissions', task.submissions, work.made, 'the number of its rows')
    if (task.accepted !== work.accepted)
      await say('accepted', task.accepted, work.accepted, 'its submissions that are accepted')
    if (task.contributors !== people) await say('contributors', task.contributors, people, 'the number of its rows')
    if (task.paidSubmissions > paid.paid)
      await say('paid submissions', task.paidSubmissions, paid.paid, 'no more than its payouts')
    auditState(task, moved.deposits > 0, names, tell)
  }
  return counts
}

type Say = (figure: string, found: bigint | number, expected: bigint | number, why: string) => Promise<void>

const sayOf =
  (task: Task, names: Names, tell: Tell): Say =>
  async (figure, found, expected, why) => {
    const counted = typeof found === 'number'
    const token = counted ? null : await names.tokenAddress(task.tokenId)
    tell(task.marketId, counted ? 'COUNTER' : 'TASK_SUMS', {
      subject: `${figure} of task ${task.key}${counted ? '' : `, token ${await names.token(task.tokenId)}`}`,
      found: String(found),
      expected: String(expected),
      why,
      record: names.record('Task', task),
      token,
    })
  }

type Sums = { readonly paid: ByToken; readonly charged: ByToken; readonly moved: Fundings }

const auditMoney = async (book: Book, task: Task, { paid, charged, moved }: Sums, say: Say): Promise<void> => {
  const of = (sums: ByToken) => sums.get(task.tokenId) ?? 0n
  if (task.paid !== of(paid)) await say('paid', task.paid, of(paid), 'the sum of its payouts')
  if (task.fees !== of(charged)) await say('fees', task.fees, of(charged), 'the sum of its fees')
  if (task.refunded !== of(moved.back))
    await say('refunded', task.refunded, of(moved.back), 'the sum of its refunds and withdrawals')
  if (task.withdrawn !== of(moved.withdrawn))
    await say('withdrawn', task.withdrawn, of(moved.withdrawn), 'the sum of its withdrawals')
  const budget = await budgetOf(book, task, { paid: of(paid), fees: of(charged), deposited: of(moved.deposited) })
  if (task.budget !== budget) await say('budget', task.budget, budget, 'the sum of its deposits')
}

type Money = { readonly paid: bigint; readonly fees: bigint; readonly deposited: bigint }

/** A task that was never funded has as much as it paid; what it paid before its first deposit counts the same. */
const budgetOf = async (book: Book, task: Task, { paid, fees, deposited }: Money): Promise<bigint> => {
  if (!task.funded) return deposited + paid + fees
  return task.budget === deposited ? deposited : deposited + (await paidBeforeFunding(book, task))
}

const auditRemaining = async (book: Book, task: Task, tell: Tell, names: Names): Promise<void> => {
  const { key, marketId, budget, paid, fees, refunded } = task
  const left = budget - paid - fees - refunded
  if (left >= 0n) return
  const from = await blockOfLog(book, task.createdLog)
  tell(marketId, 'TASK_OVERPAID', {
    subject: `task ${key}, token ${await names.token(task.tokenId)}`,
    found: `paid above funded by ${-left}: ${paid} paid, ${fees} fees and ${refunded} refunded`,
    expected: `at most ${budget}`,
    why: 'its budget',
    event: `a deposit of ${-left} for task ${key}`,
    blocks: from === null ? null : { from, to: book.block },
    record: names.record('Task', task),
    token: await names.tokenAddress(task.tokenId),
  })
}

/** What is a contradiction in the row itself. */
const auditState = (task: Task, deposited: boolean, names: Names, tell: Tell): void => {
  const say = (what: Pick<Told, 'found' | 'expected'>) =>
    tell(task.marketId, 'STATE', {
      subject: `task ${task.key}`,
      ...what,
      why: 'by its own rows',
      record: names.record('Task', task),
    })
  if (taskStatuses[task.status] === undefined || taskStatuses[task.status] === 'EXPIRED')
    say({ found: `status ${task.status}`, expected: 'a state that is stored' })
  if ((task.closedAt !== null) !== ended.has(task.status))
    say({ found: `${taskStatuses[task.status]}, closed at ${task.closedAt}`, expected: 'a time for states that end' })
  if ((task.funded === 1) !== deposited)
    say({ found: `funded: ${task.funded}`, expected: deposited ? 'funded, as it has deposits' : 'not funded' })
  if (task.updatedLog < task.createdLog || task.updatedAt < task.createdAt)
    say({ found: 'changed before it was made', expected: 'a later log' })
}
