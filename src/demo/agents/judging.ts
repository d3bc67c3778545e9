import type { Reviewer } from '../cast.ts'
import { GRACE_SECONDS, type Submission, type Task } from '../market.ts'
import { revokeShare } from '../moves/datasets.ts'
import { accept, forfeit, pay, reject, review, type Verdict } from '../moves/submissions.ts'
import { closeTask, reclaim } from '../moves/tasks.ts'
import { DAY, HOUR, type World } from '../world.ts'

/** From this quality on a requester is glad of the work. */
const GOOD_ENOUGH = 0.52
/** How much one reviewer's opinion moves the requester. */
const OPINION_WEIGHT = 0.09

/** What happens to work that was handed in: reviewers look at it, and the requester decides. */
export const judge = (world: World, submission: Submission) => {
  const { random } = world
  for (const reviewer of submission.task.reviewers) {
    if (random.chance(0.7)) world.after(random.between(2, 40) * HOUR, () => giveOpinion(world, submission, reviewer))
  }
  // Some are forgotten and stay undecided until their task ends, or for ever.
  if (random.chance(0.95)) world.after(random.between(6, 70) * HOUR, () => decide(world, submission))
}

/** Reviewers see the same work differently, and sometimes think again. */
const giveOpinion = (world: World, submission: Submission, reviewer: Reviewer) => {
  const { random } = world
  const seen = submission.quality + reviewer.bias + (random.share() - 0.5) * 2 * reviewer.noise
  const verdict: Verdict = seen > 0.55 ? 'accept' : seen > 0.42 ? 'revise' : 'reject'
  review(world, submission, { by: reviewer, verdict, score: basisPoints(seen) })
  if (verdict !== 'accept' && random.chance(0.15)) {
    world.after(random.between(3, 30) * HOUR, () =>
      review(world, submission, { by: reviewer, verdict: 'accept', score: basisPoints(seen + 0.2) }),
    )
  }
}

const basisPoints = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 10_000)

/** The requester accepts or rejects, by its own eyes and what reviewers said. */
const decide = (world: World, submission: Submission) => {
  const { task, quality, opinions } = submission
  if (submission.state !== 'pending' || !task.isOpen) return
  const liked =
    opinions.reduce((sum, opinion) => sum + opinion, quality / OPINION_WEIGHT) * OPINION_WEIGHT > GOOD_ENOUGH
  if (!liked) return reject(world, submission)
  // Good work that came too late for the quota is not accepted, and seldom refused.
  if (task.accepted >= task.quota) return
  accept(world, submission)
  settle(world, submission)
  if (task.accepted === task.quota) world.after(world.random.between(1, 4) * DAY, () => wrapUp(world, task))
}

/** After its deadline, or when it has all it wanted, a requester decides what is left and closes the task; some forget to. */
export const wrapUp = (world: World, task: Task) => {
  if (!task.isOpen) return
  for (const submission of [...task.pending]) if (world.random.chance(0.7)) decide(world, submission)
  if (task.requester.pays === 'at once') pay(world, task.requester.address, [...task.owed])
  if (world.random.chance(0.85)) closeTask(world, task, 'completed')
  else if (task.owed.size === 0) world.market.tasks.delete(task)
}

/** How an accepted reward ends depends on who owes it. */
const settle = (world: World, submission: Submission) => {
  const { random } = world
  const { requester } = submission.task
  const payAfter = (days: number) => world.after(days * DAY, () => pay(world, requester.address, [submission]))
  if (requester.pays === 'weekly') return
  if (requester.pays === 'at once')
    return random.chance(0.8) ? pay(world, requester.address, [submission]) : payAfter(2)
  if (random.chance(0.04)) return loseAfter(world, submission, random.between(1, 5) * DAY)
  if (requester.pays === 'late') return payAfter(random.between(9, 20))
  // The grace period is the contract's: where the market is in a hurry nobody sees it pass, and the requester does pay.
  if (world.lasting(GRACE_SECONDS) < GRACE_SECONDS) return payAfter(25)
  if (random.chance(0.7)) {
    world.at(submission.acceptedAt + GRACE_SECONDS + random.between(1, 90) * HOUR, () =>
      pay(world, submission.contributor.address, [submission]),
    )
  }
}

/** A reward that is lost: mostly to an arbiter, now and then given up. Its money goes back to the task, or to the requester. */
const loseAfter = (world: World, submission: Submission, seconds: number) => {
  const { cast, random } = world
  const { task } = submission
  world.after(seconds, () => {
    if (submission.state !== 'accepted') return
    const isCheating = random.chance(0.75)
    forfeit(world, submission, isCheating ? 'penalised' : 'forgone')
    if (isCheating && submission.namedIn) revokeShare(world, submission.namedIn, submission, cast.arbiter)
    world.after(DAY, () => {
      if (!task.isOpen && task.free > 0n) reclaim(world, task)
    })
  })
}
