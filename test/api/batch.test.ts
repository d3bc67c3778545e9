import { expect, test } from 'vitest'
import { createBatches, createLoader } from '../../src/api/batch.ts'

const setup = (options: { max?: number; keep?: boolean } = {}, soon = false) => {
  const asked: (readonly number[])[] = []
  const batches = createBatches()
  const loader = createLoader<number, string>(
    batches,
    (keys) => {
      asked.push(keys)
      if (keys.includes(13)) throw new Error('unlucky')
      const found = keys.map((key) => `row ${key}`)
      return soon ? found : Promise.resolve(found)
    },
    options,
  )
  return { asked, loader }
}

test.each([true, false])(
  'what is asked for together is fetched together, and each once (at once: %s)',
  async (soon) => {
    const { asked, loader } = setup({}, soon)
    const late = Promise.resolve().then(() => loader.load(3))
    expect(await Promise.all([loader.load(1), loader.load(2), loader.load(1), late])).toEqual([
      'row 1',
      'row 2',
      'row 1',
      'row 3',
    ])
    expect(asked).toEqual([[1, 2, 3]])
    expect(loader.load(2)).toBe('row 2')
    expect(asked.length).toBe(1)
  },
)

test('batches have a longest length, and what is not to be kept is fetched again', async () => {
  const { asked, loader } = setup({ max: 2, keep: false })
  await Promise.all([1, 2, 3, 3].map((key) => loader.load(key)))
  expect(asked).toEqual([
    [1, 2],
    [3, 3],
  ])
})

test('a batch that fails fails for all who asked, and is tried again for who asks later', async () => {
  const { asked, loader } = setup()
  const both = await Promise.allSettled([loader.load(13), loader.load(1)])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await loader.load(1)).toBe('row 1')
  expect(asked).toEqual([[13, 1], [1]])
})
