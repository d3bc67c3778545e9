import type { Contributor, Requester } from '../cast.ts'
import type { Submission, Task } from '../market.ts'
import { submit } from '../moves/submissions.ts'
import { fundTask, postTask } from '../moves/tasks.ts'
import { dataUri } from '../uri.ts'
import { DAY, type World } from '../world.ts'

/** A task of a story: other people keep away from it. Funded at once, for all it wants and one more. */
export const storyTask = (
  world: World,
  requester: Requester,
  { quota, days }: { quota: number; days: number },
): Task => {
  const { theme } = requester
  const { name, description } = theme.tasks[0]!
  const task = postTask(world, requester, {
    dataset: datasetOf(world, requester) ?? null,
    reward: theme.pays.reward[1],
    quota,
    seconds: days * DAY,
    uri: dataUri({ name, description, language: theme.language }),
    reviewers: world.cast.reviewers.slice(0, 2),
    isPrivate: true,
  })
  fundTask(world, task, requester.address, quota + 1)
  return task
}

/** The edition of a requester's dataset that is on sale, or may be again. */
export const datasetOf = ({ market }: World, requester: Requester) =>
  [...market.datasets].find(({ owner, status }) => owner === requester && status !== 'ended')

/** Everybody hands in one piece of work, as good as theirs mostly is. */
export const handIn = (world: World, task: Task, people: readonly Contributor[]): Submission[] =>
  people.map((contributor) => submit(world, task, contributor, contributor.skill))
