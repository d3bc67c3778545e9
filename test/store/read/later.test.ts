import { expect, test } from 'vitest'
import { after, later, together } from '../../../src/store/read/later.ts'

test('what is there is gone on with at once, what is not when it comes', async () => {
  expect(after(2, (n) => n + 1)).toBe(3)
  const { value, keep } = later<number>()
  const next = after(value, (n) => n + 1)
  keep(2)
  expect(await next).toBe(3)
  expect(together([1, 2])).toEqual([1, 2])
  expect(await together([1, Promise.resolve(2), value])).toEqual([1, 2, 2])
})

test('who waits is told the moment the value is there, in turn, and at once when it was', () => {
  const told: string[] = []
  const { value, keep } = later<string>()
  value.then((text) => told.push(`first ${text}`))
  value.then((text) => told.push(`second ${text}`))
  expect(told).toEqual([])
  keep('kept')
  expect(told).toEqual(['first kept', 'second kept'])
  value.then((text) => told.push(`late ${text}`))
  expect(told).toEqual(['first kept', 'second kept', 'late kept'])
})

test('failures go the way that failures of promises go', async () => {
  const { value, fail } = later<number>()
  const passed = value.then((n) => n)
  const mended = value.then(undefined, (error: Error) => error.message)
  fail(new Error('gone'))
  await expect(passed).rejects.toThrow('gone')
  await expect(value).rejects.toThrow('gone')
  expect(await mended).toBe('gone')
})

test('what follows may throw, or take its time', async () => {
  const { value, keep } = later<number>()
  const thrown = value.then(() => {
    throw new Error('no')
  })
  const slow = value.then(async (n) => n * 2)
  const slower = value.then((n) => value.then((m) => n + m))
  keep(4)
  await expect(thrown).rejects.toThrow('no')
  expect(await slow).toBe(8)
  expect(await slower).toBe(8)
})
