import type { Contributor, Requester } from '../cast.ts'
import { handOver, sendByMistake, setFee } from '../moves/governance.ts'
import { whole } from '../token.ts'
import { DAY, type World } from '../world.ts'
import { cheated, soldTooEarly, suspended } from './of-datasets.ts'
import { cancelled, collectedLate, completed, expired, givenUp, paidInFull, sponsored } from './of-tasks.ts'
import { storyTask } from './task-of-story.ts'

// What must be there whatever the seed: each state that the contract can show, and each thing that goes wrong on a market. All of
// it happens within STORY_DAYS; the agents' own doings come on top.

const STORY_DAYS = 45
/** The task that nobody has worked on yet comes so long before the history ends. */
const UNTOUCHED_DAYS = 2

/** Plans all stories of a history of so many days. */
export const tellStories = (world: World, { days }: { readonly days: number }) => {
  const { requesters, contributors, treasury, newTreasury, council, stranger } = world.cast
  const [english, german, , spanish, , , swahili, arabic, , hindi] = requesters as readonly Requester[]
  const on = (day: number, story: () => void) => world.after(day * DAY, story)
  const [anna, ben, chen, dora] = contributors.slice(5) as [Contributor, ...Contributor[]]

  on(4, () => cancelled(world, english!, [anna, ben!, chen!, dora!]))
  on(5, () => completed(world, german!, [ben!, chen!, dora!]))
  on(6, () => expired(world, spanish!, [anna, ben!, dora!]))
  on(7, () => paidInFull(world, swahili!, [anna, chen!]))
  on(8, () => collectedLate(world, hindi!, [anna, ben!, chen!]))
  on(9, () => givenUp(world, arabic!))
  on(10, () => cheated(world, spanish!))
  on(3, () => soldTooEarly(world, german!))
  on(12, () => sponsored(world, swahili!, days))
  on(20, () => setFee(world, 300, treasury))
  on(28, () => suspended(world, arabic!))
  on(30, () => sendByMistake(world, stranger, 'dollar', whole('dollar', 125)))
  on(35, () => setFee(world, 200, newTreasury))
  on(STORY_DAYS - 3, () => handOver(world, council))
  on(days - UNTOUCHED_DAYS, () => storyTask(world, english!, { quota: 12, days: 30 }))
}
