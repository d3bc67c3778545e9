import { setTimeout as delay } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { createEvidence } from '../../src/api/evidence.ts'
import { DaybookError } from '../../src/errors.ts'
import type { BlockEvidence, Witness } from '../../src/proof/block-evidence.ts'

const hash = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const
const block = (n: number) => ({ number: n, hash: hash(n) })
const whole = (n: number): BlockEvidence => ({ canonical: hash(n), headerRlp: '0x', receipts: [], doubt: null })
const never = new Promise<never>(() => {})

/** Counts what nodes are asked. */
const counting = (answer: (n: number) => Promise<BlockEvidence | null> | BlockEvidence | null) => {
  const asked: number[] = []
  const witness: Witness = async (_, { number }) => {
    asked.push(number)
    return answer(number)
  }
  return { witness, asked }
}

test('without nodes, and where a chain has none, nothing is known, and why', async () => {
  expect(await createEvidence(undefined)({}, 1, block(1), true)).toMatchObject({
    silence: expect.stringMatching(/configuration names none/),
  })
  const { witness } = counting(() => null)
  expect(await createEvidence(witness)({}, 1, block(1), true)).toMatchObject({
    silence: expect.stringMatching(/configuration names none/),
  })
})

test('nodes that fail give no error and no name of theirs', async () => {
  const { witness } = counting(() => {
    throw new DaybookError('RPC_UNAVAILABLE', 'https://node.example/secret does not answer')
  })
  const told = await createEvidence(witness)({}, 1, block(1), true)
  expect(told).toMatchObject({ silence: expect.stringMatching(/^No node of the chain answers now/) })
  expect(JSON.stringify(told)).not.toContain('example')
})

test('a mistake of this program is not hidden as the silence of nodes', async () => {
  const { witness } = counting(() => {
    throw new TypeError('wrong')
  })
  await expect(createEvidence(witness)({}, 1, block(1), true)).rejects.toThrow('wrong')
})

test('a node that never answers is waited for so long and no longer', async () => {
  const { witness } = counting(() => never)
  expect(await createEvidence(witness, 20)({}, 1, block(1), true)).toMatchObject({
    silence: expect.stringMatching(/answers now/),
  })
})

test('many payouts of one block ask once, at the same time or later', async () => {
  const { witness, asked } = counting(whole)
  const evidence = createEvidence(witness)
  const operation = {}
  await Promise.all(Array.from({ length: 50 }, () => evidence(operation, 1, block(1), true)))
  await evidence({}, 1, block(1), true)
  expect(asked).toEqual([1])
  // Another chain's block is another block.
  await evidence({}, 2, block(1), true)
  expect(asked).toEqual([1, 1])
})

test('what is not final, in doubt or not canonical is asked for again', async () => {
  for (const [answer, final] of [
    [whole, false],
    [(n: number) => ({ ...whole(n), doubt: 'It is not sure.' }), true],
    [(n: number) => ({ ...whole(n), canonical: hash(n + 1) }), true],
  ] as const) {
    const { witness, asked } = counting(answer)
    const evidence = createEvidence(witness)
    for (let i = 0; i < 3; i += 1) await evidence({}, 1, block(1), final)
    expect(asked).toEqual([1, 1, 1])
  }
})

test('a chain whose nodes were silent is asked again after a while, and others at any time', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const { witness, asked } = counting(() => Promise.reject(new DaybookError('RPC_UNAVAILABLE', 'no')))
    const evidence = createEvidence(witness)
    for (let i = 0; i < 3; i += 1)
      expect(await evidence({}, 1, block(i), true)).toMatchObject({ silence: expect.stringMatching(/answers now/) })
    expect(asked).toEqual([0])
    await evidence({}, 2, block(7), true)
    expect(asked).toEqual([0, 7])
    vi.setSystemTime(Date.now() + 10_000)
    await evidence({}, 1, block(8), true)
    expect(asked).toEqual([0, 7, 8])
  } finally {
    vi.useRealTimers()
  }
})

test('few final blocks are remembered, those asked for last', async () => {
  const { witness, asked } = counting(whole)
  const evidence = createEvidence(witness)
  for (let n = 1; n <= 32; n += 1) await evidence({}, 1, block(n), true)
  await evidence({}, 1, block(1), true)
  await evidence({}, 1, block(33), true)
  expect(asked).toHaveLength(33)
  await evidence({}, 1, block(1), true)
  expect(asked).toHaveLength(33)
  await evidence({}, 1, block(2), true)
  expect(asked).toHaveLength(34)
})

test('four operations wait for nodes; the next is told to come back, and one that waits may ask for more', async () => {
  let answer = (_: BlockEvidence) => {}
  const slow = new Promise<BlockEvidence>((resolve) => {
    answer = resolve
  })
  const { witness } = counting(() => slow)
  const evidence = createEvidence(witness)
  const operations = [{}, {}, {}, {}]
  const waiting = operations.map((operation, i) => evidence(operation, 1, block(i), true))
  expect(await evidence({}, 1, block(9), true)).toMatchObject({ silence: expect.stringMatching(/^Too many/) })
  const more = evidence(operations[0]!, 1, block(0), true)
  answer(whole(0))
  expect((await Promise.all([...waiting, more])).every((told) => !('silence' in told))).toBe(true)
  expect(await evidence({}, 1, block(9), true)).not.toHaveProperty('silence')
})

test('blocks are asked for a few at once', async () => {
  let [now, most] = [0, 0]
  const { witness } = counting(async (n) => {
    most = Math.max(most, ++now)
    await delay(1)
    now--
    return whole(n)
  })
  const evidence = createEvidence(witness)
  const operation = {}
  await Promise.all(Array.from({ length: 30 }, (_, n) => evidence(operation, 1, block(n), false)))
  expect(most).toBe(4)
})
