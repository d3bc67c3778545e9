import type { IncomingMessage } from 'node:http'
import type { Store } from '../../store/store.ts'
import type { Bill, Outcome } from '../context.ts'
import { charge } from '../limits.ts'
import { type Answer, type Packed, pack, takesGzip } from './answer.ts'
import type { Kept, KeptAnswers } from './kept-answers.ts'

/** Bodies of this type are taken whatever other headers say; of others, some headers decide. */
const plainJson = /^application\/json(; ?charset=utf-8)?$/i

/** All that an answer depends on beside the books, as a text; null for a request that is always answered anew. */
export const questionOf = (request: IncomingMessage, body: Buffer): string | null => {
  const { 'content-type': type = '', accept = '' } = request.headers
  // One character for each byte: two bodies with the same text are the same bytes.
  return plainJson.test(type) ? `${takesGzip(request)}\n${accept}\n${body.toString('latin1')}` : null
}

type Asking = { readonly store: Store; readonly answers: KeptAnswers; readonly bill: Bill }
type Question = {
  readonly request: IncomingMessage
  readonly question: string
  anew(outcome?: Outcome): Promise<Answer>
}

/**
 * Answers a question once for one state of the books, whoever asks it. An answer is kept only if it has no error, says nothing of the
 * moment, and nothing was committed from before it was begun until it was done. Each who is given it pays for it as the first did.
 */
export const answerOnce = async (
  { store, answers, bill }: Asking,
  { request, question, anew }: Question,
): Promise<Answer | Packed> => {
  const version = answers.bytesMax === 0 ? null : await store.version()
  if (version === null) return anew()
  // Nothing is waited for between looking and saying that one is being made: of those who ask at once, one makes it.
  const found = answers.find(version, question)
  const known = found && (await found)
  // Who cannot pay is told so by the operation itself.
  if (known !== undefined && charge(bill, known.cost)) return known.answer

  const { promise: made, resolve: tell } = Promise.withResolvers<Kept | undefined>()
  answers.expect(version, question, made)
  let isWhole = false
  const whole = () => {
    isWhole = true
  }
  try {
    // Nobody waits for an answer that is not for them.
    const answer = await anew({ whole, momentary: () => tell(undefined) })
    const cost = bill.count?.cost
    if (!isWhole || answer.status !== 200 || cost === undefined || (await store.version()) !== version) return answer
    const ready = await pack(request, answer)
    tell({ answer: ready, cost })
    return ready
  } finally {
    tell(undefined)
  }
}
