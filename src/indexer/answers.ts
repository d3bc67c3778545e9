import { and, eq, inArray } from 'drizzle-orm'
import type { Hex } from '../domain/hex.ts'
import type { Transaction } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type Question = {
  readonly to: Hex
  readonly data: Hex
  /** As of the end of this block. */
  readonly block: number
  /** Where no node knows that block's state any more, there is no answer; else that of the newest one will do. */
  readonly exactly: boolean
}

/** Puts read-only calls to a node: one answer per call, null when the contract answers nothing or refuses. */
export type Ask = (questions: readonly Question[]) => Promise<readonly (Hex | null)[]>

/**
 * What contracts answered to calls, each asked once and written down, so that the same fold later reads the same. It is asked as of
 * the block that first raised the question, which is the same block in every index of the chain. A question that nobody asked yet
 * is remembered, and the batch is folded again when it is answered.
 */
export type Answers = {
  find(question: Question): Hex | null | undefined
  /** Answers what was missing: from the record, else by asking. False when nothing was. */
  fill(tx: Transaction): Promise<boolean>
  /** Drops what is in memory: the transaction that wrote it down may have failed. */
  forget(): void
}

/** More is no answer: anybody can make a contract that says megabytes. In hex digits with their prefix. */
const ANSWER_LENGTH_MAX = 2 + 2 * 1_024
const heard = (answer: Hex | null | undefined): Hex | null =>
  answer && answer.length <= ANSWER_LENGTH_MAX ? answer : null

/** Answers kept in memory before they are read again. */
const KEPT_MAX = 100_000
const CHUNK = 500

export type AnswersOptions = {
  readonly tables: Tables
  readonly chainId: number
  /** Null where there is no network: what is not on record stays unknown. */
  readonly ask: Ask | null
}

export const createAnswers = ({ tables, chainId, ask }: AnswersOptions): Answers => {
  const known = new Map<string, Hex | null>()
  const missing = new Map<string, Question>()
  const keyOf = (address: Hex, data: Hex) => `${address}/${data}`

  const recorded = async (tx: Transaction, addresses: readonly Hex[]) => {
    const { answers } = tables
    for (let at = 0; at < addresses.length; at += CHUNK) {
      const rows = await tx.db
        .select()
        .from(answers)
        .where(and(eq(answers.chainId, chainId), inArray(answers.address, addresses.slice(at, at + CHUNK))))
      for (const { address, data, answer } of rows) known.set(keyOf(address, data), answer)
    }
  }

  const forget = () => {
    known.clear()
    missing.clear()
  }

  return {
    forget,
    find: (question) => {
      const key = keyOf(question.to, question.data)
      const answer = known.get(key)
      if (answer === undefined && !missing.has(key)) missing.set(key, question)
      return answer
    },
    fill: async (tx) => {
      if (missing.size === 0) return false
      if (known.size > KEPT_MAX) known.clear()
      await recorded(tx, [...new Set([...missing.values()].map(({ to }) => to))])
      const open = [...missing].filter(([key]) => !known.has(key)).map(([, question]) => question)
      const told = ask ? await ask(open) : open.map(() => null)
      const rows = open.map(({ to, data, block }, i) => ({
        chainId,
        address: to,
        data,
        answer: heard(told[i]),
        askedAtBlock: block,
      }))
      for (const { address, data, answer } of rows) known.set(keyOf(address, data), answer)
      if (ask)
        for (let at = 0; at < rows.length; at += CHUNK)
          await tx.db.insert(tables.answers).values(rows.slice(at, at + CHUNK))
      missing.clear()
      return true
    },
  }
}
