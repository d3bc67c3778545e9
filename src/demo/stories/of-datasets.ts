import type { Requester } from '../cast.ts'
import { claimRevenue, publishVersion, purchase, revokeShare, setStatus } from '../moves/datasets.ts'
import { accept, forfeit, reject } from '../moves/submissions.ts'
import { closeTask, reclaim } from '../moves/tasks.ts'
import { DAY, type World } from '../world.ts'
import { datasetOf, handIn, storyTask } from './task-of-story.ts'

/** A cheater's work is accepted and published before it is found out: forfeited, the share revoked, the rest rejected. */
export const cheated = (world: World, requester: Requester) => {
  const { cheater, arbiter } = world.cast
  const task = storyTask(world, requester, { quota: 5, days: 20 })
  const [first, second, third] = handIn(world, task, [cheater, cheater, cheater])
  const dataset = task.dataset!
  world.after(DAY, () => {
    accept(world, first!)
    accept(world, second!)
  })
  world.after(4 * DAY, () =>
    publishVersion(
      world,
      dataset,
      [first!, second!].filter(({ namedIn }) => namedIn === null),
    ),
  )
  world.after(6 * DAY, () => closeOrReject())
  const closeOrReject = () => {
    reject(world, third!)
    closeTask(world, task, 'completed')
    for (const submission of [first!, second!]) {
      forfeit(world, submission, 'penalised')
      revokeShare(world, dataset, submission, arbiter)
    }
    reclaim(world, task)
  }
}

/** Sold before it holds anybody's work: the whole revenue is the publisher's. */
export const soldTooEarly = (world: World, requester: Requester) => {
  const dataset = datasetOf(world, requester)!
  purchase(world, dataset, world.cast.buyers[0]!)
  world.after(2 * DAY, () => {
    const own = dataset.revenue.claimable().find(({ holder }) => holder === requester.address)
    if (own) claimRevenue(world, dataset, { holder: own.holder, token: own.token })
  })
}

/** A dataset whose licence is being questioned is not sold for now. */
export const suspended = (world: World, requester: Requester) =>
  setStatus(world, datasetOf(world, requester)!, 'suspended')
