import type { Soon } from '../../store/read/later.ts'
import type { Packed } from './answer.ts'

/** An answer that is the same for whoever asks it of the same books, and the points it costs each of them. */
export type Kept = { readonly answer: Packed; readonly cost: number }

/** Answers by the text of their question, from one state of the books: the one last asked for. */
export type KeptAnswers = {
  readonly bytesMax: number
  /** What is kept of these books; on its way where somebody asks the same just now. */
  find(version: string, question: string): Soon<Kept | undefined>
  /** Takes an answer that is being made, so that others can wait for it: `made` tells what may be kept, if anything, and never fails. */
  expect(version: string, question: string, made: Promise<Kept | undefined>): void
  /** Bytes kept now. */
  size(): number
}

/** What an entry takes beside its question and its answer: headers, and places in maps. */
const ENTRY_BYTES = 1_000

const bytesOf = (question: string, { answer }: Kept): number => ENTRY_BYTES + question.length + answer.bytes.length

/** Small buffers are cut from larger ones, which would be held with them. */
const cutOut = ({ answer, cost }: Kept): Kept => {
  const bytes = Buffer.allocUnsafeSlow(answer.bytes.length)
  answer.bytes.copy(bytes)
  return { answer: { ...answer, bytes }, cost }
}

/** Keeps answers up to so many bytes. Those not asked for the longest go first, and all go when the books have changed. */
export const createKeptAnswers = (bytesMax: number): KeptAnswers => {
  /** In the order in which they were last asked for. */
  const kept = new Map<string, Kept>()
  const coming = new Map<string, Promise<Kept | undefined>>()
  let current: string | undefined
  let bytes = 0

  const turnTo = (version: string) => {
    if (version === current) return
    kept.clear()
    coming.clear()
    bytes = 0
    current = version
  }
  const drop = (question: string) => {
    const known = kept.get(question)
    if (known === undefined) return
    kept.delete(question)
    bytes -= bytesOf(question, known)
  }
  const keep = (question: string, answered: Kept) => {
    drop(question)
    kept.set(question, cutOut(answered))
    bytes += bytesOf(question, answered)
    for (const oldest of kept.keys()) {
      if (bytes <= bytesMax) return
      drop(oldest)
    }
  }

  return {
    bytesMax,
    find: (version, question) => {
      turnTo(version)
      const known = kept.get(question)
      if (known === undefined) return coming.get(question)
      kept.delete(question)
      kept.set(question, known)
      return known
    },
    expect: (version, question, made) => {
      turnTo(version)
      coming.set(question, made)
      void made.then((answered) => {
        // The books may have changed meanwhile.
        if (coming.get(question) !== made) return
        coming.delete(question)
        if (answered !== undefined) keep(question, answered)
      })
    },
    size: () => bytes,
  }
}
