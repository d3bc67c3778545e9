import { createHash } from 'node:crypto'
import type { Hex } from '../../src/domain/hex.ts'
import { DaybookError } from '../../src/errors.ts'
import type { Ask, Question } from '../../src/indexer/answers.ts'
import type { FakeBlock, FakeChain } from '../chain/fake-chain.ts'
import { PEOPLE } from './factory-cast.ts'

/** Somebody who answers for the contracts, and counts how often. */
export type Oracle = {
  readonly ask: Ask
  /** Questions that were put, those that failed included. */
  asked(): number
  /** How often the node failed to answer. */
  failed(): number
}

const draw = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE()
const word = (hex: Hex): Hex => `0x${hex.slice(2).padStart(64, '0')}`

/** An account, a small number, nothing, or something that is neither. */
const answerFrom = (text: string): Hex | null => {
  const dice = draw(text)
  const kind = dice % 10
  if (kind < 6) return word(PEOPLE[(dice >>> 8) % PEOPLE.length]!)
  if (kind < 8) return word(`0x${(dice % 30).toString(16)}`)
  return kind === 8 ? null : '0x1234'
}

/** The same answer for the same question, always; on request some fail when they are first put, or all for ever. */
export const createOracle = ({ failing = 'never' as 'never' | 'first' | 'always' } = {}): Oracle => {
  const seen = new Set<string>()
  let asked = 0
  let failed = 0
  const fails = ({ to, data }: Question): boolean => {
    const key = `${to}/${data}`
    const first = !seen.has(key)
    seen.add(key)
    return failing === 'always' || (failing === 'first' && first && draw(`${key} fails`) % 4 === 0)
  }
  return {
    asked: () => asked,
    failed: () => failed,
    ask: async (questions) => {
      asked += questions.length
      if (questions.some(fails)) {
        failed++
        throw new DaybookError('RPC_UNAVAILABLE', 'The node does not call contracts now.')
      }
      return questions.map(({ to, data }) => answerFrom(`${to}/${data}`))
    },
  }
}

/** Whether a log of the block names an address; asked for every question, so it is remembered. */
const names = (block: FakeBlock, address: Hex): boolean => {
  const known = named.get(block) ?? new Map<Hex, boolean>()
  named.set(block, known)
  const before = known.get(address)
  if (before !== undefined) return before
  const digits = address.slice(2)
  const found = block.logs.some(({ data, topics }) => data.includes(digits) || topics.includes(word(address)))
  known.set(address, found)
  return found
}
const named = new WeakMap<FakeBlock, Map<Hex, boolean>>()

/**
 * What a contract answers that was made by the chain's own transactions: who launched an escrow is another one on another branch, and
 * before the block that launches it nobody answers.
 */
export const contractAnswer = (
  chain: FakeChain,
  { to, data, block }: Pick<Question, 'to' | 'data' | 'block'>,
): Hex | null => {
  const maker = chain
    .blocks()
    .slice(0, block + 1)
    .find((each) => names(each, to))
  return maker ? answerFrom(`${to}/${data}/${maker.hash}`) : null
}

/** Somebody who knows what every contract of this chain answers. */
export const createTruthfulOracle = (chain: FakeChain): Oracle => {
  let asked = 0
  return {
    asked: () => asked,
    failed: () => 0,
    ask: async (questions) => {
      asked += questions.length
      return questions.map((question) => contractAnswer(chain, question))
    },
  }
}
