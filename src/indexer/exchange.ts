import type { MessagePort } from 'node:worker_threads'
import { DaybookError, type ErrorCode } from '../errors.ts'

/** An error as data: what leaves a thread by itself loses its code and details. */
type Failure = {
  readonly message: string
  readonly code: ErrorCode | null
  readonly details: Readonly<Record<string, unknown>>
}

type Message =
  | { readonly ask: number; readonly question: unknown }
  | { readonly reply: number; readonly value: unknown }
  | { readonly reply: number; readonly failure: Failure }

/** Two threads that ask each other over a port, several questions at once. */
export type Exchange<Question> = {
  /** Rejects with the error that the other side's answer threw, by code, message and details. */
  ask(question: Question): Promise<unknown>
  /** No more answers come: what is asked, now or later, rejects with this. */
  end(error: Error): void
}

/** `answer` is called with each question of the other side; questions and answers are copied, so they are plain data. */
export const createExchange = <Asked, Question>(
  port: Pick<MessagePort, 'on' | 'postMessage'>,
  answer: (question: Asked) => unknown,
): Exchange<Question> => {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let asked = 0
  let ended: Error | null = null
  const post = (message: Message) => port.postMessage(message)

  port.on('message', async (message: Message) => {
    if ('ask' in message) {
      try {
        post({ reply: message.ask, value: await answer(message.question as Asked) })
      } catch (error) {
        post({ reply: message.ask, failure: failureOf(error) })
      }
      return
    }
    const asker = waiting.get(message.reply)
    waiting.delete(message.reply)
    if ('failure' in message) asker?.reject(errorOf(message.failure))
    else asker?.resolve(message.value)
  })

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        asked += 1
        waiting.set(asked, { resolve, reject })
        post({ ask: asked, question })
      }),
    end: (error) => {
      ended ??= error
      for (const { reject } of waiting.values()) reject(ended)
      waiting.clear()
    },
  }
}

const failureOf = (error: unknown): Failure =>
  error instanceof DaybookError
    ? // Details are for a reader's eyes, and may hold what cannot be copied.
      { message: error.message, code: error.code, details: JSON.parse(JSON.stringify(error.details, bigintAsText)) }
    : { message: String((error as Error)?.stack ?? error), code: null, details: {} }

const bigintAsText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

const errorOf = ({ message, code, details }: Failure): Error =>
  code === null ? new Error(message) : new DaybookError(code, message, { details: { ...details } })
