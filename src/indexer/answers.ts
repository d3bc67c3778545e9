import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Hex } from '../domain/hex.ts'
import type { Transaction } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type Question = {
  readonly to: Hex
  readonly data: Hex
  /** As of the end of this block, and of this hash: a node may follow another branch. */
  readonly block: number
  readonly hash: Hex
  /** Where no node knows that block's state any more, there is no answer; else that of the newest one will do. */
  readonly exactly: boolean
}

/** Puts read-only calls to a node: one answer per call, null when the contract answers nothing or refuses. */
export type Ask = (questions: readonly Question[]) => Promise<readonly (Hex | null)[]>

/**
 * What contracts answered to calls, each asked once and written down, so that the same fold later reads the same. It is asked as of
 * the block that first raised the question, which is the same block in every index of the chain. A question that is not on record
 * is put between two tries of a batch's transaction, never within one: a node may take its time, and others write meanwhile.
 */
export type Answers = {
  /** Undefined where nobody asked yet; that is remembered. */
  find(question: Question): Hex | null | undefined
  /** A new round of a fold: what the last one missed counts no more. */
  begin(): void
  /** Reads what is missing from the record. True when the fold may know more now. */
  load(tx: Transaction): Promise<boolean>
  /** Whether something is missing that is not on record either. */
  open(): boolean
  /** Puts what is open to a node; the answers are kept until a batch writes them down. */
  ask(): Promise<void>
  /** Writes down what was asked since the last batch. */
  save(tx: Transaction): Promise<void>
  /** The batch stands. */
  commit(): void
  /** The record is another one now; what was asked and is not written down stays. */
  reread(): void
  /** Nothing of the batch stands. */
  forget(): void
}

/** Says that a batch cannot be folded before questions are answered. */
export class Unanswered extends Error {}

/** What is on record of a question. */
type Known = { readonly answer: Hex | null; readonly askedAtBlock: number }

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
  const known = new Map<string, Known>()
  const missing = new Map<string, Question>()
  /** Asked, and not written down yet. */
  const fresh = new Map<string, { readonly question: Question; readonly answer: Hex | null }>()
  const keyOf = (address: Hex, data: Hex) => `${address}/${data}`
  /** Asked for a later block than the one that raises the question now, it may be the answer of a later state. */
  const isTooLate = (question: Question, entry: Known) => ask !== null && entry.askedAtBlock > question.block
  const recall = (key: string, question: Question): Known | undefined => {
    const asked = fresh.get(key)
    const entry = asked ? { answer: asked.answer, askedAtBlock: asked.question.block } : known.get(key)
    return entry === undefined || isTooLate(question, entry) ? undefined : entry
  }
  const open = () => [...missing].filter(([key, question]) => recall(key, question) === undefined)

  return {
    find: (question) => {
      const key = keyOf(question.to, question.data)
      const entry = recall(key, question)
      if (entry !== undefined) return entry.answer
      if (!missing.has(key)) missing.set(key, question)
      return undefined
    },
    begin: () => missing.clear(),
    load: async (tx) => {
      const asked = open()
      if (asked.length === 0) return false
      if (known.size > KEPT_MAX) known.clear()
      const { answers } = tables
      const addresses = [...new Set(asked.map(([, { to }]) => to))]
      for (let at = 0; at < addresses.length; at += CHUNK) {
        const own = and(eq(answers.chainId, chainId), inArray(answers.address, addresses.slice(at, at + CHUNK)))
        for (const { address, data, answer, askedAtBlock } of await tx.db.select().from(answers).where(own))
          known.set(keyOf(address, data), { answer, askedAtBlock })
      }
      if (ask === null)
        for (const [key, { block }] of asked) known.set(key, known.get(key) ?? { answer: null, askedAtBlock: block })
      return open().length < asked.length
    },
    open: () => open().length > 0,
    ask: async () => {
      const questions = open()
      const told = (await ask?.(questions.map(([, question]) => question))) ?? []
      questions.forEach(([key, question], i) => {
        fresh.set(key, { question, answer: told[i] ?? null })
      })
    },
    save: async (tx) => {
      const rows = [...fresh.values()].map(({ question: { to, data, block }, answer }) => {
        return { chainId, address: to, data, answer, askedAtBlock: block }
      })
      for (let at = 0; at < rows.length; at += CHUNK)
        await tx.db
          .insert(tables.answers)
          .values(rows.slice(at, at + CHUNK))
          .onConflictDoUpdate({
            target: [tables.answers.chainId, tables.answers.address, tables.answers.data],
            set: { answer: sql`excluded.answer`, askedAtBlock: sql`excluded.asked_at_block` },
          })
    },
    commit: () => {
      for (const [key, { answer, question }] of fresh) known.set(key, { answer, askedAtBlock: question.block })
      fresh.clear()
    },
    reread: () => known.clear(),
    forget: () => {
      known.clear()
      missing.clear()
      fresh.clear()
    },
  }
}
