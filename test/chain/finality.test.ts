import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFinality } from '../../src/chain/finality.ts'
import { type Header, parseHeader } from '../../src/chain/header.ts'
import type { Node } from '../../src/chain/node.ts'
import { parseQuantity } from '../../src/chain/quantity.ts'
import type { RpcAnswer } from '../../src/chain/rpc.ts'

const bytes = (count: number) => `0x${'00'.repeat(count)}`

/** A node that knows nothing but times. */
const nodeOf = (times: readonly number[]) => {
  const block = (number: number) => ({
    number: `0x${number.toString(16)}`,
    hash: bytes(32),
    parentHash: bytes(32),
    timestamp: `0x${times[number]!.toString(16)}`,
    logsBloom: bytes(256),
    transactions: [],
  })
  const ask: Node['ask'] = async (requests) =>
    requests.map(({ params }) => ({ result: block(parseQuantity(params[0])!) }))
  const head = times.length - 1
  return { node: { name: 'node', ask } as Node, head: parseHeader(block(head), head, 'node') as Header }
}

test('by seconds: the newest block that is old enough, never below the floor', async () => {
  const gaps = fc.array(fc.nat(30), { minLength: 1, maxLength: 400 })
  await fc.assert(
    fc.asyncProperty(gaps, fc.nat(2_000), fc.nat(450), async (list, seconds, floor) => {
      let time = 1_000
      const times = list.map((gap) => (time += gap))
      const { node, head } = nodeOf(times)
      const rule = createFinality({ seconds })
      const found = await rule.read({ node, head, answer: undefined, floor, signal: undefined })
      const old = times.findLastIndex((each) => each <= head.timestamp - seconds)
      expect(found).toBe(Math.max(floor, old, 0))
    }),
  )
})

test('by depth: counted from the head, genesis at least, never below the floor', async () => {
  const { node, head } = nodeOf(Array.from({ length: 50 }, (_, index) => index))
  const read = (depth: number, floor: number) =>
    createFinality({ depth }).read({ node, head, answer: undefined, floor, signal: undefined })
  expect(await read(10, -1)).toBe(39)
  expect(await read(100, -1)).toBe(0)
  expect(await read(10, 45)).toBe(45)
  expect(await read(0, -1)).toBe(49)
})

test('by tag: null and "not found" mean that nothing is final yet', async () => {
  const { node, head } = nodeOf(Array.from({ length: 50 }, (_, index) => index))
  const rule = createFinality('finalized')
  const read = (answer: Parameters<typeof rule.read>[0]['answer']) =>
    rule.read({ node, head, answer, floor: -1, signal: undefined })
  expect(await read({ result: null })).toBe(0)
  expect(await read({ error: { code: -39001, message: 'finalized block not found' } })).toBe(0)
  const busy = read({ error: { code: -32603, message: 'internal error' } })
  await expect(busy).rejects.toMatchObject({ code: 'RPC_UNAVAILABLE' })
})

test('by tag: only a node that refuses it twice, where no other knew it, does not know it', async () => {
  const { node, head } = nodeOf(Array.from({ length: 50 }, (_, index) => index))
  const refusal = { error: { code: -32602, message: 'invalid block tag' } }
  const final = { ...head, number: '0x7', timestamp: '0x7' }
  const readingAgain = (again: RpcAnswer) => {
    const rule = createFinality('finalized')
    const asked = { node: { ...node, ask: async () => [again] }, head, floor: -1, signal: undefined }
    return (answer: RpcAnswer) => rule.read({ ...asked, answer })
  }
  await expect(readingAgain(refusal)(refusal)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
  expect(await readingAgain({ result: final })(refusal)).toBe(7)
  const read = readingAgain(refusal)
  expect(await read({ result: final })).toBe(7)
  await expect(read(refusal)).rejects.toMatchObject({ code: 'RPC_UNAVAILABLE' })
})
