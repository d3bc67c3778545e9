import type { Contributor } from '../cast.ts'
import type { Task } from '../market.ts'
import { submit } from '../moves/submissions.ts'
import type { World } from '../world.ts'
import { judge } from './judging.ts'

/** More work than the quota is handed in, but not much: people see how many came before them. */
const OVER_QUOTA_MAX = 2

/** People come with work, a few new ones and, most often, the same few again. `every`: seconds between two visits, on average. */
export const letContributorsCome = (world: World, every: number) => {
  const { random, cast } = world
  let joined = 0
  const visit = () => {
    const isNew = joined < cast.contributors.length && (joined < 5 || random.chance(0.6))
    const contributor = cast.contributors[isNew ? joined++ : random.rank(joined)]!
    const pieces = random.chance(0.15) ? random.between(2, 4) : 1
    for (let i = 0; i < pieces; i++) work(world, contributor)
    world.after(random.wait(every), visit)
  }
  world.after(random.wait(every), visit)
}

const work = (world: World, contributor: Contributor) => {
  const { random } = world
  const task = chooseTask(world, contributor)
  if (!task) return
  const quality = Math.min(1, Math.max(0, contributor.skill + (random.share() - 0.5) * 0.6))
  judge(world, submit(world, task, contributor, quality))
}

/** Most people stay with one language and its requester, if there is work. */
const chooseTask = (world: World, contributor: Contributor): Task | undefined => {
  const { random, cast, market } = world
  const open = [...market.tasks].filter((task) => isFree(task, world.now()))
  if (open.length === 0) return undefined
  const home = cast.requesters[cast.contributors.indexOf(contributor) % cast.requesters.length]
  const near = open.filter((task) => task.requester === home)
  return random.pick(near.length > 0 && random.chance(0.6) ? near : open)
}

const isFree = (task: Task, now: number): boolean =>
  task.isOpen &&
  !task.isPrivate &&
  task.deadline >= now &&
  task.accepted < task.quota &&
  task.accepted + task.pending.size < task.quota + OVER_QUOTA_MAX
