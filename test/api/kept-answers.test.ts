import { expect, test } from 'vitest'
import { createKeptAnswers, type Kept } from '../../src/api/http/kept-answers.ts'

const answerOf = (size: number): Kept => ({
  answer: { status: 200, bytes: Buffer.alloc(size, 'x'), zipped: false },
  cost: 1,
})
/** What one of these takes, question and all. */
const sizeOf = (size: number) => 1_000 + 1 + size

const kept = async (answers: ReturnType<typeof createKeptAnswers>, question: string, size = 100, version = 'v1') => {
  const made = Promise.resolve(answerOf(size))
  answers.expect(version, question, made)
  await made
}
const isKept = async (answers: ReturnType<typeof createKeptAnswers>, question: string, version = 'v1') =>
  (await answers.find(version, question)) !== undefined

test('an answer is found by its question, and only from the same books', async () => {
  const answers = createKeptAnswers(10_000)
  await kept(answers, 'a')
  expect(await answers.find('v1', 'a')).toEqual(answerOf(100))
  expect(await isKept(answers, 'b')).toBe(false)
  expect(await isKept(answers, 'a', 'v2')).toBe(false)
  // Nothing is left of other books, also should they be told again by the name of those before.
  expect(await isKept(answers, 'a', 'v1')).toBe(false)
  expect(answers.size()).toBe(0)
})

test('bytes are bounded, and what was not asked for the longest goes first', async () => {
  const answers = createKeptAnswers(3 * sizeOf(100))
  for (const question of ['a', 'b', 'c']) await kept(answers, question)
  expect(answers.size()).toBe(3 * sizeOf(100))
  expect(await isKept(answers, 'a')).toBe(true)
  await kept(answers, 'd')
  expect(answers.size()).toBe(3 * sizeOf(100))
  expect(await isKept(answers, 'b')).toBe(false)
  for (const question of ['a', 'c', 'd']) expect(await isKept(answers, question)).toBe(true)
  // One that is too large for all the room is not kept, and takes none.
  await kept(answers, 'e', 10_000)
  expect(answers.size()).toBe(0)
})

test('the same answer made twice counts once', async () => {
  const answers = createKeptAnswers(100_000)
  await kept(answers, 'a', 100)
  await kept(answers, 'a', 300)
  expect(answers.size()).toBe(sizeOf(300))
})

test('who asks while it is made waits for it; if it may not be kept, they are told so', async () => {
  const answers = createKeptAnswers(10_000)
  const { promise, resolve } = Promise.withResolvers<Kept | undefined>()
  answers.expect('v1', 'a', promise)
  const waiting = answers.find('v1', 'a')
  resolve(answerOf(5))
  expect(await waiting).toEqual(answerOf(5))

  const other = Promise.withResolvers<Kept | undefined>()
  answers.expect('v1', 'b', other.promise)
  const refused = answers.find('v1', 'b')
  other.resolve(undefined)
  expect(await refused).toBeUndefined()
  expect(await isKept(answers, 'b')).toBe(false)
})

test('an answer from books that have changed meanwhile is not kept', async () => {
  const answers = createKeptAnswers(10_000)
  const { promise, resolve } = Promise.withResolvers<Kept | undefined>()
  answers.expect('v1', 'a', promise)
  expect(await isKept(answers, 'a', 'v2')).toBe(false)
  resolve(answerOf(5))
  await promise
  expect(await isKept(answers, 'a', 'v2')).toBe(false)
  expect(answers.size()).toBe(0)
})

test('what is kept holds no more memory than it counts', async () => {
  const answers = createKeptAnswers(10_000)
  const cut = Buffer.alloc(8_192).subarray(0, 5)
  const made = Promise.resolve({ answer: { status: 200, bytes: cut, zipped: false }, cost: 1 })
  answers.expect('v1', 'a', made)
  await made
  expect((await answers.find('v1', 'a'))!.answer.bytes.buffer.byteLength).toBe(5)
})
