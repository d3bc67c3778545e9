import { afterEach, expect, test } from 'vitest'
import { createAskAt } from '../../src/audit/ask.ts'
import { createNodes } from '../../src/chain/nodes.ts'
import { silentLog } from '../../src/log.ts'
import { aClock } from '../cli/helpers.ts'
import { aHeader, type Script, type ScriptedNode, startNode } from '../cli/node.ts'

// How contracts are asked as of one block, and what is made of nodes that take no hash, know another block, or forgot it.

const NUMBER = 100
const HASH = aHeader(NUMBER).hash as `0x${string}`
const CONTRACT = `0x${'11'.repeat(20)}` as const
const ANSWER = `0x${'7'.padStart(64, '0')}`
const question = { to: CONTRACT, data: '0x12345678' } as const

let node: ScriptedNode | undefined
afterEach(() => node?.stop())

type Tag = string | { blockHash: string }
/** Whoever has the state answers the probe as it was asked. */
const answer = ({ to, data }: { to: string; data: string }) => ({ result: to === CONTRACT ? ANSWER : data })
const script = (call: (tag: Tag) => { error: { code: number; message: string } } | null): Script => ({
  eth_chainId: () => ({ result: '0x7a69' }),
  eth_getBlockByNumber: ([block]: [string]) => ({ result: aHeader(Number(block)) }),
  eth_call: ([what, tag]: [{ to: string; data: string }, Tag]) => call(tag) ?? answer(what),
})
const ask = async (of: Script, hash: `0x${string}` | null = HASH) => {
  node = await startNode(of)
  const nodes = createNodes({ chainId: 31_337, urls: [node.url], concurrency: 4 }, { log: silentLog, clock: aClock() })
  return createAskAt(nodes, new AbortController().signal)({ number: NUMBER, hash }, [question])
}
const tags = () => node!.calls.filter(({ method }) => method === 'eth_call').map(({ params }) => params[1] as Tag)

test('by the hash of the block where a node takes one', async () => {
  expect(await ask(script(() => null))).toEqual([ANSWER])
  expect(tags()).toEqual([{ blockHash: HASH }, { blockHash: HASH }])
})

test('by its number where it does not, between two looks at its header', async () => {
  const refuses = (tag: Tag) =>
    typeof tag === 'string' ? null : { error: { code: -32602, message: 'invalid argument 1' } }
  expect(await ask(script(refuses))).toEqual([ANSWER])
  const methods = node!.calls.slice(-4).map(({ method }) => method)
  expect(methods).toEqual(['eth_getBlockByNumber', 'eth_call', 'eth_call', 'eth_getBlockByNumber'])
})

test('a node that has another block there is not believed', async () => {
  const notFound = (tag: Tag) =>
    typeof tag === 'string' ? null : { error: { code: -32000, message: 'header for hash not found' } }
  const other = `0x${'ab'.repeat(32)}` as const
  await expect(ask(script(notFound), other)).rejects.toMatchObject({ code: 'RESPONSE_INCONSISTENT' })
})

test('a node whose block changes between the two looks is not believed', async () => {
  let looks = 0
  const changing: Script = {
    ...script((tag) => (typeof tag === 'string' ? null : { error: { code: -32602, message: 'invalid argument 1' } })),
    eth_getBlockByNumber: () => ({ result: { ...aHeader(NUMBER), hash: `0x${String(++looks).padStart(64, '0')}` } }),
  }
  await expect(ask(changing, null)).rejects.toMatchObject({ code: 'RESPONSE_INCONSISTENT' })
})

test('a state that is gone is no answer, and no refusal of the contract', async () => {
  expect(await ask(script(() => ({ error: { code: -32000, message: 'missing trie node' } })))).toBeNull()
})

test('a contract that refuses answers nothing', async () => {
  const refusing: Script = {
    ...script(() => null),
    eth_call: ([{ to, data }]: [{ to: string; data: string }]) =>
      to === CONTRACT ? { error: { code: 3, message: 'execution reverted' } } : { result: data },
  }
  expect(await ask(refusing)).toEqual([null])
})
