import type { Hex } from '../domain/hex.ts'
import { type AskAt, numberIn, type Question } from './ask.ts'

// Where books and chain part, found in halves: log2(blocks) questions about past states, which only archive nodes answer.

/** Differences that are looked for in one audit, so that the number of requests has a bound. */
const SEARCHES_MAX = 50
/** Blocks that one difference of money is followed through. */
const PLACES_MAX = 8

export type Locator = {
  /** The first block of `from`..`to` from which something holds, given that it holds at `to`; null when no node knows. */
  first(
    stretch: { from: number; to: number },
    question: Question,
    holds: (answer: Hex | null) => boolean,
  ): Promise<number | null>
  /** The blocks in which books and chain part by more, or come together again; null when no node knows. */
  places(search: MoneySearch): Promise<readonly Place[] | null>
}

/** By how much less the chain holds since this block than the books: what left it unseen; negative for what came. */
export type Place = { readonly block: number; readonly amount: bigint }

export type MoneySearch = {
  /** Before this block books and chain are compared as they were, and where they differ already it is not followed further. */
  readonly from: number
  readonly to: number
  /** What the books say that was held at the end of a block. */
  held(block: number): Promise<bigint>
  /** balanceOf each holder. */
  readonly questions: readonly Question[]
}

export const createLocator = (ask: AskAt): Locator => {
  let searches = 0
  const begins = () => {
    searches += 1
    return searches <= SEARCHES_MAX
  }
  /** The first block in (low, high] where `holds`, given that it does at `high` and does not at `low`. */
  const bisect = async (low: number, high: number, holds: (block: number) => Promise<boolean | null>) => {
    let [not, yes] = [low, high]
    while (yes - not > 1) {
      const middle = Math.floor((not + yes) / 2)
      const found = await holds(middle)
      if (found === null) return null
      if (found) yes = middle
      else not = middle
    }
    return yes
  }
  return {
    first: async ({ from, to }, question, holds) => {
      if (!begins()) return null
      return bisect(from - 1, to, async (block) => {
        const answers = await ask({ number: block, hash: null }, [question])
        return answers === null ? null : holds(answers[0] ?? null)
      })
    },
    places: async ({ from, to, held, questions }) => {
      if (!begins()) return null
      const apart = async (block: number): Promise<bigint | null> => {
        const answers = await ask({ number: block, hash: null }, questions)
        if (answers === null) return null
        return (await held(block)) - answers.reduce((sum, answer) => sum + (numberIn(answer) ?? 0n), 0n)
      }
      const [before, now] = [await apart(Math.max(0, from - 1)), await apart(to)]
      if (before === null || now === null) return null
      const places: Place[] = []
      let [low, last] = [Math.max(0, from - 1), before]
      while (last !== now && places.length < PLACES_MAX) {
        const stays = last
        const block = await bisect(low, to, async (at) => {
          const difference = await apart(at)
          return difference === null ? null : difference !== stays
        })
        const next = block === null ? null : await apart(block)
        if (block === null || next === null) return null
        places.push({ block, amount: next - stays })
        ;[low, last] = [block, next]
      }
      return places
    },
  }
}
