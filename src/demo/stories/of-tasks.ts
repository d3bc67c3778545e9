import type { Contributor, Requester } from '../cast.ts'
import { GRACE_SECONDS } from '../market.ts'
import { accept, forfeit, pay, reject, review } from '../moves/submissions.ts'
import { closeTask, fundTask } from '../moves/tasks.ts'
import { DAY, HOUR, type World } from '../world.ts'
import { handIn, storyTask } from './task-of-story.ts'

/** Two are accepted, one of them paid, when the requester cancels; it pays the other afterwards, and two are never decided. */
export const cancelled = (world: World, requester: Requester, people: readonly Contributor[]) => {
  const task = storyTask(world, requester, { quota: 8, days: 20 })
  const [first, second] = handIn(world, task, people)
  world.after(2 * DAY, () => {
    accept(world, first!)
    accept(world, second!)
    pay(world, requester.address, [first!])
  })
  world.after(5 * DAY, () => closeTask(world, task, 'cancelled'))
  world.after(9 * DAY, () => pay(world, requester.address, [second!]))
}

/** Reviewers disagree on everything; all is accepted and paid in one transaction, and the rest of the money goes back. */
export const completed = (world: World, requester: Requester, people: readonly Contributor[]) => {
  const task = storyTask(world, requester, { quota: people.length, days: 15 })
  const submissions = handIn(world, task, people)
  world.after(DAY, () => {
    for (const submission of submissions) {
      review(world, submission, { by: task.reviewers[0]!, verdict: 'accept', score: 9_100 })
      review(world, submission, { by: task.reviewers[1]!, verdict: 'reject', score: 2_300 })
      review(world, submission, { by: requester, verdict: 'revise', score: 5_000 })
    }
  })
  world.after(3 * DAY, () => {
    for (const submission of submissions) accept(world, submission)
    pay(world, requester.address, submissions)
  })
  world.after(6 * DAY, () => closeTask(world, task, 'completed'))
}

/** Its deadline passes and nobody closes it: one is owed for good, one refused, one never decided. */
export const expired = (world: World, requester: Requester, people: readonly Contributor[]) => {
  const task = storyTask(world, requester, { quota: 9, days: 12 })
  const [first, second] = handIn(world, task, people)
  world.after(2 * DAY, () => accept(world, first!))
  world.after(3 * DAY, () => reject(world, second!))
}

/** All rewards are out, and the requester never closes the task. */
export const paidInFull = (world: World, requester: Requester, people: readonly Contributor[]) => {
  const task = storyTask(world, requester, { quota: people.length, days: 20 })
  const submissions = handIn(world, task, people)
  world.after(DAY, () => {
    for (const submission of submissions) accept(world, submission)
  })
  world.after(2 * DAY, () => pay(world, requester.address, submissions))
}

/** A requester accepts and does not pay: after the grace period all but one contributor collect by themselves. */
export const collectedLate = (world: World, requester: Requester, people: readonly Contributor[]) => {
  const task = storyTask(world, requester, { quota: 4, days: 25 })
  const submissions = handIn(world, task, people)
  world.after(DAY, () => {
    for (const submission of submissions) accept(world, submission)
    for (const submission of submissions.slice(1)) {
      world.at(submission.acceptedAt + GRACE_SECONDS + HOUR, () =>
        pay(world, submission.contributor.address, [submission]),
      )
    }
  })
}

/** A contributor works for nothing: the reward is accepted, and given up. */
export const givenUp = (world: World, requester: Requester) => {
  const task = storyTask(world, requester, { quota: 2, days: 20 })
  const [gift] = handIn(world, task, [world.cast.volunteer])
  world.after(DAY, () => accept(world, gift!))
  world.after(2 * DAY, () => forfeit(world, gift!, 'forgone'))
}

/** Somebody else puts money in; most of the work is still to come when the history ends. */
export const sponsored = (world: World, requester: Requester, days: number) => {
  const { sponsor, contributors } = world.cast
  const task = storyTask(world, requester, { quota: 20, days: days + 10 })
  fundTask(world, task, sponsor.address, 5)
  const [first] = handIn(world, task, contributors.slice(9, 10))
  world.after(DAY, () => {
    accept(world, first!)
    pay(world, requester.address, [first!])
  })
}
