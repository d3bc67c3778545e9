import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { parseEndpoint } from '../../src/chain/http.ts'
import { createRpc, isRateLimit } from '../../src/chain/rpc.ts'
import { createFakeNode, type FakeNode, type Mishap } from './fake-node.ts'

let node: FakeNode
beforeAll(async () => {
  node = await createFakeNode({ chainId: 7 })
  for (let index = 0; index < 20; index += 1) node.chain.mine()
})
afterEach(() => node.heal())
afterAll(() => node.stop())

const secret = 'c0ffee-very-secret-key'
const rpcOf = (options = {}) => createRpc(parseEndpoint(`${node.url}/v3/${secret}?token=hush-hush`), options)
const blocks = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    method: 'eth_getBlockByNumber',
    params: [`0x${index.toString(16)}`, false],
  }))
const numbers = (answers: readonly unknown[]) =>
  answers.map((answer) => Number((answer as { result: { number: string } }).result.number))

test('answers come in the order of the requests, whatever the order of the batch', async () => {
  node.faults.shuffle = true
  expect(numbers(await rpcOf().send(blocks(5)))).toEqual([0, 1, 2, 3, 4])
})

test('a refused batch is halved until it is taken, and the size is kept', async () => {
  node.faults.batchMax = 3
  const rpc = rpcOf()
  expect(numbers(await rpc.send(blocks(20)))).toEqual(Array.from({ length: 20 }, (_, index) => index))
  expect(rpc.batchMax()).toBeLessThanOrEqual(3)
})

test('null, an error and nothing are three different things', async () => {
  node.faults.nullBlock = (number) => number === 1
  node.faults.itemError = (_, [block]) => (block === '0x2' ? { code: -32000, message: 'header not found' } : null)
  const [first, second, third] = await rpcOf().send(blocks(3))
  expect(first).toHaveProperty('result.number')
  expect(second).toEqual({ result: null })
  expect(third).toEqual({ error: { code: -32000, message: 'header not found' } })
  node.faults.dropItem = (index) => index === 1
  await expect(rpcOf().send(blocks(3))).rejects.toMatchObject({ code: 'RPC_NONSENSE' })
})

const mishaps: readonly [Mishap, string][] = [
  ['html', 'RPC_NONSENSE'],
  ['truncated', 'RPC_NONSENSE'],
  ['empty', 'RPC_NONSENSE'],
  ['drop', 'RPC_UNAVAILABLE'],
  ['hang', 'RPC_UNAVAILABLE'],
  [429, 'RPC_UNAVAILABLE'],
  [503, 'RPC_UNAVAILABLE'],
]
test.each(mishaps)('%s is %s', async (mishap, code) => {
  node.faults.next.push(mishap)
  const error = await rpcOf({ timeoutMs: 200 })
    .send(blocks(2))
    .catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code })
})

test('an answer beyond the limit is not read to its end', async () => {
  await expect(rpcOf({ bytesMax: 500 }).send(blocks(2))).rejects.toMatchObject({ code: 'RPC_NONSENSE' })
})

test('the URL and its keys are in no error, even when the node repeats them', async () => {
  node.faults.itemError = () => ({
    code: -32000,
    message: `key ${secret} of ${node.url}/v3/${secret} is over its quota`,
  })
  const [answer] = await rpcOf().send(blocks(1))
  expect(JSON.stringify(answer)).not.toContain(secret)
  node.faults.next.push('html', 'drop', 503)
  for (let index = 0; index < 3; index += 1) {
    const error = await rpcOf()
      .send(blocks(1))
      .catch((caught: unknown) => caught)
    const { message, details, stack } = error as Error & { details: unknown }
    const text = `${message} ${JSON.stringify(details)} ${stack}`
    expect(text).toContain('127.0.0.1')
    expect(text).not.toContain(secret)
    expect(text).not.toContain('hush')
  }
})

test('a user in the URL becomes a header', () => {
  const endpoint = parseEndpoint('https://ann:pass%20word@rpc.example:8545/path')
  expect(endpoint).toMatchObject({ name: 'rpc.example:8545', url: 'https://rpc.example:8545/path' })
  expect(endpoint.headers.authorization).toBe(`Basic ${Buffer.from('ann:pass word').toString('base64')}`)
  expect(() => parseEndpoint('localhost')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
})

test('an aborted request ends at once, as an abort', async () => {
  node.faults.next.push('hang')
  const abort = new AbortController()
  const sending = rpcOf().send(blocks(1), abort.signal)
  setTimeout(() => abort.abort(), 20)
  await expect(sending).rejects.toMatchObject({ name: 'AbortError' })
})

test("a contract's own words are no rate limit", () => {
  expect(isRateLimit({ code: 3, message: 'execution reverted: too many requests' })).toBe(false)
  expect(isRateLimit({ code: -32000, message: 'VM Exception: reverted with "rate limit"' })).toBe(false)
  expect(isRateLimit({ code: -32005, message: 'daily request count exceeded, too many requests' })).toBe(true)
})
