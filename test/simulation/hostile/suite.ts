import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Databases } from './database.ts'
import type { knownSeeds } from './known-seeds.ts'
import { type ProfileName, profileNames } from './profiles.ts'
import { playSeed } from './run.ts'
import { repeatBy } from './summary.ts'

export type SuiteOptions = {
  readonly open: () => Promise<Databases>
  readonly from: number
  /** How many seeds of each profile. */
  readonly each: number
  readonly profiles?: readonly ProfileName[]
  /** Single runs besides. */
  readonly known?: typeof knownSeeds
}

/** Hostile nodes, one test for each profile. More of them: SEEDS=50. To repeat one: SEED=17. */
export const runHostileSuite = (
  name: string,
  { open, from, each, profiles = profileNames, known = [] }: SuiteOptions,
): void => {
  const first = Number(process.env.SEED ?? from)
  const count = process.env.SEED ? 1 : Number(process.env.SEEDS ?? each)

  describe(`hostile nodes, on ${name}`, () => {
    let databases: Databases
    beforeAll(async () => {
      databases = await open()
    })
    afterEach(() => databases.clear())
    afterAll(() => databases.close())

    const play = async (seed: number, profile: ProfileName) => {
      const { wrong } = await playSeed({ seed, profile, databases })
      expect(wrong, repeatBy({ seed, profile }, databases.dialect)).toEqual([])
    }

    for (const { profile, seed, why } of known)
      test(`${why} (seed ${seed} of ${profile})`, () => play(seed, profile), 600_000)

    for (const profile of profiles) {
      test(`${profile} (seeds ${first} to ${first + count - 1})`, async () => {
        for (let seed = first; seed < first + count; seed++) await play(seed, profile)
      }, 600_000)
    }
  })
}
