import { keccak256, toBytes } from 'viem'
import type { Hex } from '../../domain/hex.ts'
import type { Contributor, Person } from '../cast.ts'
import { BATCH_MAX, type Submission, type Task } from '../market.ts'
import { dataUri, hashOfJson, ipfsUri } from '../uri.ts'
import type { World } from '../world.ts'
import { forgetIfDone, fundTask } from './tasks.ts'

/** One in so many keeps its content in the address itself. */
const INLINE_EVERY = 12

/** A contributor hands in work. */
export const submit = (world: World, task: Task, contributor: Contributor, quality: number): Submission => {
  const number = ++world.market.submissionCount
  const id = BigInt(number)
  const name = `${contributor.address} ${number}`
  const { language } = task.requester.theme
  const work = { task: Number(task.id), language, number }
  const [uri, contentHash] =
    number % INLINE_EVERY ? [ipfsUri(name, '/work.json'), keccak256(toBytes(name))] : [dataUri(work), hashOfJson(work)]
  world.send({
    from: contributor.address,
    to: 'market',
    name: 'submit',
    args: [task.id, contentHash, uri],
    step: `submission ${id} for task ${task.id}`,
  })
  const submission: Submission = {
    ...{ id, task, contributor, contentHash, quality, opinions: [] },
    ...{ state: 'pending', acceptedAt: 0, namedIn: null },
  }
  task.pending.add(submission)
  return submission
}

const verdicts = { reject: 0, accept: 1, revise: 2 } as const
export type Verdict = keyof typeof verdicts

/** A reviewer, or the requester, says what it thinks. `score`: basis points. */
export const review = (
  world: World,
  submission: Submission,
  { by, verdict, score }: { by: Person; verdict: Verdict; score: number },
) => {
  world.send({
    from: by.address,
    to: 'market',
    name: 'review',
    args: [submission.id, verdicts[verdict], score],
    step: `a review says ${verdict} to submission ${submission.id}`,
  })
  submission.opinions.push({ reject: -1, accept: 1, revise: 0 }[verdict])
}

/** Accepts a submission; a task that cannot pay for it is topped up first. */
export const accept = (world: World, submission: Submission) => {
  const { task } = submission
  if (task.free < task.cost) fundTask(world, task, task.requester.address, Math.max(1, task.quota - task.accepted))
  world.send({
    from: task.requester.address,
    to: 'market',
    name: 'accept',
    args: [submission.id],
    step: `submission ${submission.id} is accepted`,
  })
  task.pending.delete(submission)
  task.owed.add(submission)
  task.accepted += 1
  task.free -= task.cost
  submission.state = 'accepted'
  submission.acceptedAt = world.now()
  task.dataset?.fresh.push(submission)
}

export const reject = (world: World, submission: Submission) => {
  const { task } = submission
  world.send({
    from: task.requester.address,
    to: 'market',
    name: 'reject',
    args: [submission.id],
    step: `submission ${submission.id} is rejected`,
  })
  task.pending.delete(submission)
  submission.state = 'rejected'
}

/** Pays accepted submissions, by their requester, or by one contributor that has waited long enough. At most one batch. */
export const pay = (world: World, from: Hex, submissions: readonly Submission[]) => {
  const paid = submissions.filter((submission) => submission.state === 'accepted').slice(0, BATCH_MAX)
  if (paid.length === 0) return
  world.send({
    from,
    to: 'market',
    name: 'pay',
    args: [paid.map(({ id }) => id)],
    step: `payment for ${paid.length === 1 ? `submission ${paid[0]!.id}` : `${paid.length} submissions`}`,
  })
  for (const submission of paid) end(world, submission, 'paid')
}

/** A reward that is owed is lost: an arbiter found cheating, or the contributor gives it up. */
export const forfeit = (world: World, submission: Submission, reason: 'penalised' | 'forgone') => {
  const { task, contributor } = submission
  world.send({
    from: (reason === 'penalised' ? world.cast.arbiter : contributor).address,
    to: 'market',
    name: 'forfeit',
    args: [submission.id, reason === 'penalised' ? 1 : 2],
    step: `the reward of submission ${submission.id} is ${reason}`,
  })
  task.free += task.cost
  end(world, submission, reason)
}

const end = (world: World, submission: Submission, state: 'paid' | 'penalised' | 'forgone') => {
  submission.state = state
  submission.task.owed.delete(submission)
  forgetIfDone(world, submission.task)
}
