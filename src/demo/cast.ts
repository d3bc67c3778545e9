import { keccak256, toBytes } from 'viem'
import type { Hex } from '../domain/hex.ts'
import { createRandom } from './random.ts'
import { type Theme, themes } from './texts/themes.ts'

/** Somebody with an address. */
export type Person = { readonly address: Hex }

/** How a requester pays what it owes. */
export type PayHabit = 'at once' | 'weekly' | 'late' | 'never'

/** Posts tasks in its language, for its dataset. */
export type Requester = Person & { readonly theme: Theme; readonly pays: PayHabit }

/** `skill`: the mean quality of the work, 0 to 1. */
export type Contributor = Person & { readonly skill: number }

/** `bias`: added to what the reviewer sees; `noise`: how far its opinion may be off. */
export type Reviewer = Person & { readonly bias: number; readonly noise: number }

/** Everybody on the market. Addresses follow from the seed; nobody holds their keys. */
export type Cast = {
  readonly owner: Person
  readonly council: Person
  readonly treasury: Person
  readonly newTreasury: Person
  readonly arbiter: Person
  readonly sponsor: Person
  /** Sends tokens to the market by mistake. */
  readonly stranger: Person
  readonly cheater: Contributor
  /** Gives up a reward. */
  readonly volunteer: Contributor
  readonly requesters: readonly Requester[]
  readonly reviewers: readonly Reviewer[]
  readonly buyers: readonly Person[]
  readonly contributors: readonly Contributor[]
}

const habits: readonly PayHabit[] = ['at once', 'weekly', 'at once', 'late', 'weekly', 'never']
const REVIEWERS = 9
const BUYERS = 14

export const castOf = (seed: number, contributors: number): Cast => {
  const random = createRandom(seed ^ 0xca57)
  const person = (name: string): Person => ({ address: addressOf(seed, name) })
  const contributor = (name: string, skill: number): Contributor => ({ ...person(name), skill })
  const people = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
  return {
    owner: person('owner'),
    council: person('council'),
    treasury: person('treasury'),
    newTreasury: person('new treasury'),
    arbiter: person('arbiter'),
    sponsor: person('sponsor'),
    stranger: person('stranger'),
    cheater: contributor('cheater', 0.9),
    volunteer: contributor('volunteer', 0.97),
    requesters: themes.map((theme, i) => ({
      ...person(`requester ${i}`),
      theme,
      pays: habits[i % habits.length]!,
    })),
    reviewers: people(REVIEWERS, (i) => ({
      ...person(`reviewer ${i}`),
      bias: (random.share() - 0.5) * 0.3,
      noise: 0.05 + random.share() * 0.25,
    })),
    buyers: people(BUYERS, (i) => person(`buyer ${i}`)),
    contributors: people(contributors, (i) => contributor(`contributor ${i}`, 0.45 + Math.sqrt(random.share()) * 0.5)),
  }
}

const addressOf = (seed: number, name: string): Hex =>
  `0x${keccak256(toBytes(`daybook demo ${seed} ${name}`)).slice(-40)}`
