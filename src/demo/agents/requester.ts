import type { Requester } from '../cast.ts'
import { BATCH_MAX, type Task } from '../market.ts'
import { registerDataset } from '../moves/datasets.ts'
import { pay } from '../moves/submissions.ts'
import { closeTask, fundTask, postTask } from '../moves/tasks.ts'
import { dataUri } from '../uri.ts'
import { DAY, HOUR, type World } from '../world.ts'
import { wrapUp } from './judging.ts'
import { keepPublishing } from './publisher.ts'
import type { Shelf } from './shelf.ts'

const TASKS_OPEN_MAX = 3

/** A requester at work: it registers its dataset, posts task after task for it, pays as is its habit, and publishes. */
export const startRequester = (world: World, requester: Requester) => {
  const { random } = world
  const shelf: Shelf = { dataset: registerDataset(world, requester) }
  const post = () => {
    if (openTasksOf(world, requester).length < TASKS_OPEN_MAX) postAndFollow(world, requester, shelf)
    world.after(random.between(6, 15) * DAY, post)
  }
  world.after(random.between(2, 60) * HOUR, post)
  if (requester.pays === 'weekly') payWeekly(world, requester)
  keepPublishing(world, shelf)
}

const openTasksOf = ({ market }: World, requester: Requester): Task[] =>
  [...market.tasks].filter((task) => task.requester === requester && task.isOpen && !task.isPrivate)

/** Terms as this requester likes them, and what will become of the task. */
const postAndFollow = (world: World, requester: Requester, shelf: Shelf) => {
  const { random, cast } = world
  const { theme } = requester
  const { name, description } = random.pick(theme.tasks)
  const days = random.between(8, 26)
  const quota = random.pick([5, 8, 10, 12, 16, 24])
  const reviewers = cast.reviewers.filter(() => random.chance(0.25)).slice(0, 3)
  const task = postTask(world, requester, {
    dataset: random.chance(0.88) ? shelf.dataset : null,
    reward: random.between(...theme.pays.reward),
    quota,
    seconds: days * DAY,
    uri: dataUri({
      name,
      description,
      language: theme.language,
      tags: theme.dataset.tags,
      licence: theme.dataset.licence,
    }),
    reviewers,
  })
  const share = random.chance(0.25) ? 0.5 : 1
  world.after(random.between(0, 5) * HOUR, () => {
    if (task.isOpen) fundTask(world, task, requester.address, Math.ceil(quota * share))
  })
  if (random.chance(0.06)) {
    world.after(random.between(3, days - 2) * DAY, () => {
      if (task.isOpen) closeTask(world, task, 'cancelled')
    })
  }
  world.after((days + random.between(1, 3)) * DAY, () => wrapUp(world, task))
}

/** One transaction for all that is owed, as accountants like it. */
const payWeekly = (world: World, requester: Requester) => {
  const run = () => {
    const tasks = [...world.market.tasks].filter((task) => task.requester === requester && !task.isPrivate)
    pay(world, requester.address, tasks.flatMap((task) => [...task.owed]).slice(0, BATCH_MAX))
    world.after(7 * DAY, run)
  }
  world.after(world.random.between(5, 9) * DAY, run)
}
