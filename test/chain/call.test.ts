import { expect, test } from 'vitest'
import { callContracts } from '../../src/chain/call.ts'
import type { Call } from '../../src/chain/call-put.ts'
import type { Nodes } from '../../src/chain/nodes.ts'
import type { RpcAnswer } from '../../src/chain/rpc.ts'
import type { Hex } from '../../src/domain/hex.ts'

// What a contract says, what it refuses, and what only its node could not do.

const to: Hex = `0x${'c0'.repeat(20)}`
const word: Hex = `0x${'07'.repeat(32)}`
const fault = (message: string): RpcAnswer => ({ error: { code: -32000, message } })

/** One node that answers a call as of a block, or of `latest`, as `answer` says. */
const ask = (calls: readonly Call[], answer: (tag: string, data: string) => RpcAnswer) => {
  const asked: string[] = []
  const node = {
    name: 'node',
    ask: async (requests: readonly { params: [{ data: string }, string] }[]) =>
      requests.map(({ params: [{ data }, tag] }) => {
        asked.push(tag)
        return answer(tag, data)
      }),
  }
  const nodes = { run: (work: (one: typeof node) => unknown) => work(node), from: () => [node] } as unknown as Nodes
  return callContracts(nodes, calls).then((answers) => ({ answers, asked }))
}

test('answers come in the order of their calls, many to a request', async () => {
  const calls = Array.from({ length: 120 }, (_, i): Call => ({ to, data: `0x${i.toString(16).padStart(8, '0')}` }))
  const { answers, asked } = await ask(calls, (_, data) => ({ result: data }))
  expect(answers).toEqual(calls.map(({ data }) => data))
  expect(new Set(asked)).toEqual(new Set(['latest']))
})

test.each([
  ['nothing', { result: '0x' }],
  ['megabytes', { result: `0x${'00'.repeat(1_000_000)}` }],
  ['what no machine says', fault('VM Exception: the dance floor is closed')],
  ['a revert, whatever its reason', fault('execution reverted: rate limit exceeded')],
  ['an endless loop', fault('execution aborted (timeout = 5s)')],
  ['a deep stack', fault('stack limit reached 1024 (1023)')],
])('a contract that says %s has answered nothing', async (_, answer) => {
  expect((await ask([{ to, data: '0x01' }], () => answer)).answers).toEqual([null])
})

test.each([
  'rate limit exceeded',
  'header not found',
  'BlockOutOfRangeError: block height is 9 but requested was 10',
  'Internal error',
])('a node that says "%s" has not answered', async (message) => {
  const answering = ask([{ to, data: '0x01', block: 10 }], () => fault(message))
  await expect(answering).rejects.toMatchObject({ code: 'RPC_UNAVAILABLE' })
})

test.each([null, 7, {}])('a node that answers a call with %s has talked nonsense', async (result) => {
  await expect(ask([{ to, data: '0x01' }], () => ({ result }))).rejects.toMatchObject({ code: 'RPC_NONSENSE' })
})

test.each([
  ['null', { result: null }],
  ['that it is busy', fault('server busy')],
  ['that its own time was up', fault('execution aborted (timeout = 5s)')],
  ['what may be anybody’s fault', fault('cannot parse the answer of the upstream')],
] as const)('single calls of many to which a node says %s are put again, and nothing else is', async (_, trouble) => {
  const calls = Array.from({ length: 30 }, (_, i): Call => ({ to, data: `0x${i.toString(16).padStart(4, '0')}` }))
  const seen = new Map<string, number>()
  const { answers, asked } = await ask(calls, (_, data) => {
    const times = (seen.get(data) ?? 0) + 1
    seen.set(data, times)
    return Number(data) % 7 === 3 && times < 3 ? trouble : { result: data }
  })
  expect(answers).toEqual(calls.map(({ data }) => data))
  expect(asked.length).toBe(30 + 2 * 4)
})

test('a node that can answer nothing now is not asked again at once', async () => {
  let asked = 0
  const calls = [{ to, data: '0x01' } as const, { to, data: '0x02' } as const]
  const asking = ask(calls, () => {
    asked += 1
    return fault('backend temporarily unavailable')
  })
  await expect(asking).rejects.toMatchObject({ code: 'RPC_UNAVAILABLE' })
  expect(asked).toBe(2)
})

test('a node that keeps no old states answers as of its head, where that will do', async () => {
  const call = { to, data: '0x01', block: 10 } as const
  const pruned = (tag: string) =>
    tag === 'latest' ? { result: word } : fault('BlockOutOfRangeError: block height is 99 but requested was 10')
  expect(await ask([call, { ...call, exactly: true }], pruned)).toEqual({
    answers: [word, null],
    asked: ['0xa', '0xa', 'latest'],
  })
})

test('what one node answers nothing to, another is asked: a sick node says nothing too', async () => {
  const answering = (result: Hex | null) => ({
    name: String(result),
    ask: async (requests: readonly unknown[]) =>
      requests.map(() => (result === null ? fault('backend temporarily unavailable') : { result })),
  })
  const hear = async (...answers: readonly (Hex | null)[]) => {
    const all = answers.map(answering)
    const nodes = { run: (work: (one: unknown) => unknown) => work(all[0]), from: () => all } as unknown as Nodes
    return callContracts(nodes, [{ to, data: word }])
  }
  expect(await hear('0x', word)).toEqual([word])
  expect(await hear('0x', null, word)).toEqual([word])
  expect(await hear('0x', '0x')).toEqual([null])
  expect(await hear('0x', null)).toEqual([null])
  expect(await hear('0x')).toEqual([null])
})

const hash: Hex = `0x${'b1'.repeat(32)}`
const other: Hex = `0x${'b2'.repeat(32)}`

/** A node that follows the branch of this hash; `reads` says whether it takes a block's hash. */
const onBranch = (own: Hex, reads: 'hashes' | 'numbers') => {
  const asked: unknown[] = []
  const node = {
    name: 'node',
    ask: async (requests: readonly { method: string; params: readonly unknown[] }[]): Promise<RpcAnswer[]> =>
      requests.map(({ method, params }) => {
        const tag = params[1]
        asked.push(method === 'eth_call' ? tag : method)
        if (method === 'eth_getBlockByNumber') return { result: aHeader(own) }
        if (typeof tag === 'string') return { result: word }
        if (reads === 'numbers') return fault('invalid argument 1: json: cannot unmarshal object into Go value')
        return (tag as { blockHash: Hex }).blockHash === own ? { result: word } : fault('header for hash not found')
      }),
  }
  const nodes = { run: (work: (one: typeof node) => unknown) => work(node), from: () => [node] } as unknown as Nodes
  return { nodes, asked }
}
const aHeader = (own: Hex) => ({
  number: '0xa',
  hash: own,
  parentHash: `0x${'b0'.repeat(32)}`,
  timestamp: '0x1',
  logsBloom: `0x${'0'.repeat(512)}`,
  transactions: [],
})

test('a call as of a block is asked by its hash, and no other branch answers', async () => {
  const { nodes, asked } = onBranch(hash, 'hashes')
  expect(await callContracts(nodes, [{ to, data: '0x01', block: 10, hash }])).toEqual([word])
  expect(asked).toEqual([{ blockHash: hash }])
  const elsewhere = callContracts(onBranch(other, 'hashes').nodes, [{ to, data: '0x01', block: 10, hash }])
  await expect(elsewhere).rejects.toMatchObject({ code: 'RPC_UNAVAILABLE' })
})

test('a node that knows blocks by number only is asked for the header before and after, and by number from then on', async () => {
  const { nodes, asked } = onBranch(hash, 'numbers')
  const call: Call = { to, data: '0x01', block: 10, hash }
  expect(await callContracts(nodes, [call])).toEqual([word])
  const guarded = ['eth_getBlockByNumber', '0xa', 'eth_getBlockByNumber']
  expect(asked.slice(-3)).toEqual(guarded)
  asked.length = 0
  expect(await callContracts(nodes, [call])).toEqual([word])
  expect(asked).toEqual(guarded)
  const elsewhere = callContracts(onBranch(other, 'numbers').nodes, [call])
  await expect(elsewhere).rejects.toMatchObject({ code: 'RESPONSE_INCONSISTENT' })
})
