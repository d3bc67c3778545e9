import type { Hex } from '../../domain/hex.ts'
import { tokenArg } from '../call.ts'
import type { Requester, Reviewer } from '../cast.ts'
import type { Dataset, Task } from '../market.ts'
import { hundredths, type TokenName } from '../token.ts'
import type { World } from '../world.ts'

export type Terms = {
  readonly dataset?: Dataset | null
  readonly token?: TokenName
  /** Hundredths of the token. */
  readonly reward: number
  readonly quota: number
  /** How long work can be handed in, seconds of market time. */
  readonly seconds: number
  readonly uri: string
  readonly reviewers?: readonly Reviewer[]
  readonly isPrivate?: boolean
}

/** A requester posts a task and appoints its reviewers. */
export const postTask = (world: World, requester: Requester, terms: Terms): Task => {
  const { market, now } = world
  const { dataset = null, quota, uri, reviewers = [], isPrivate = false } = terms
  const token = terms.token ?? requester.theme.pays.token
  const reward = hundredths(token, terms.reward)
  const deadline = now() + world.lasting(terms.seconds)
  const id = BigInt(++market.taskCount)
  world.send({
    from: requester.address,
    to: 'market',
    name: 'postTask',
    args: [dataset?.id ?? 0n, tokenArg(token), reward, BigInt(quota), BigInt(deadline), uri],
    step: `${requester.theme.publisher} posts task ${id}`,
  })
  for (const reviewer of reviewers) {
    world.send({
      from: requester.address,
      to: 'market',
      name: 'setReviewer',
      args: [id, reviewer.address, true],
      step: `task ${id} gets a reviewer`,
    })
  }
  const cost = reward + (reward * BigInt(market.feeBps)) / 10_000n
  const task: Task = {
    ...{ id, requester, dataset, token, cost, quota, deadline, reviewers, isPrivate },
    ...{ isOpen: true, accepted: 0, free: 0n, pending: new Set(), owed: new Set() },
  }
  market.tasks.add(task)
  return task
}

/** Puts money into a task's escrow, for so many submissions. */
export const fundTask = (world: World, task: Task, from: Hex, submissions: number) => {
  const amount = task.cost * BigInt(submissions)
  world.send({
    from,
    to: 'market',
    name: 'fundTask',
    args: [task.id, amount],
    step: `task ${task.id} is funded`,
  })
  task.free += amount
}

/** Ends a task; what is owed for it stays owed. */
export const closeTask = (world: World, task: Task, outcome: 'completed' | 'cancelled') => {
  world.send({
    from: task.requester.address,
    to: 'market',
    name: 'closeTask',
    args: [task.id, outcome === 'completed' ? 1 : 2],
    step: `task ${task.id} is ${outcome}`,
  })
  task.isOpen = false
  task.free = 0n
  forgetIfDone(world, task)
}

/** A requester fetches what became free after closing. */
export const reclaim = (world: World, task: Task) => {
  world.send({
    from: task.requester.address,
    to: 'market',
    name: 'reclaim',
    args: [task.id],
    step: `task ${task.id} gives back what was forfeited`,
  })
  task.free = 0n
}

/** A task that is closed and owes nothing is nobody's business any more. */
export const forgetIfDone = ({ market }: World, task: Task) => {
  if (!task.isOpen && task.owed.size === 0) market.tasks.delete(task)
}
