import { afterEach, expect, test } from 'vitest'
import type { Reread, RereadAsked } from '../../src/chain/reread.ts'
import { createChainSource } from '../../src/chain/source.ts'
import { fastDeps } from './consumer.ts'
import { announce, contract, createRegistry, factory, meaning, say } from './factories.ts'
import { createFakeChain, type FakeChain } from './fake-chain.ts'
import { createFakeNode, type FakeNode } from './fake-node.ts'
import { mineSome, options, watched } from './world.ts'

// Blocks read again, to be compared with what is held.

let nodes: FakeNode[] = []
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  nodes = []
})

const start = async (chain: FakeChain = createFakeChain('again', [], { real: true })) => {
  const node = await createFakeNode({ chainId: 7, chain })
  nodes.push(node)
  return node
}

const read = async (urls: readonly string[], asked: RereadAsked, more: Parameters<typeof options>[1] = {}) => {
  const source = createChainSource(options(urls, { rangeBlocksMax: 100, ...more }), fastDeps())
  const told: Reread[] = []
  for await (const each of source.reread(asked)) told.push(each)
  return {
    told,
    blocks: told.flatMap(({ blocks }) => blocks),
    open: told.flatMap(({ open }) => open),
    levels: new Set(told.flatMap(({ levels }) => levels.map(({ level }) => level))),
    health: source.nodes(),
  }
}

const truth = (chain: FakeChain, from: number, to: number) =>
  chain
    .blocks()
    .slice(from, to + 1)
    .map(({ number, hash, logs }) => ({
      number,
      hash,
      data: logs.filter(({ address }) => watched.some((each) => each === address)).map(({ data }) => data),
    }))
    .filter(({ data }) => data.length > 0)
const shown = (blocks: Reread['blocks']) =>
  blocks.map(({ number, hash, logs }) => ({ number, hash, data: logs.map(({ data }) => data) }))

test.each([
  ['HEADER_LINKED', ['HEADER_LINKED']],
  ['BLOOM_CONSISTENT', ['BLOOM_CONSISTENT']],
  ['RECEIPTS_PROVEN', ['BLOOM_CONSISTENT', 'RECEIPTS_PROVEN']],
] as const)('%s: final blocks and those above, up to the head', async (level, levels) => {
  const node = await start()
  mineSome(node.chain, 400)
  const found = await read([node.url], { from: 30, to: 1_000, level })
  expect(shown(found.blocks)).toEqual(truth(node.chain, 30, 400))
  expect([...found.levels].sort()).toEqual(levels)
  expect(found.open).toEqual([])
  expect(found.told.at(-1)).toMatchObject({ through: { number: 400 }, finalized: 336 })
  let next = 30
  for (const { levels: runs, through } of found.told) {
    for (const { from, to } of runs) {
      expect(from).toBe(next)
      next = to + 1
    }
    expect(through).toMatchObject({ number: next - 1, hash: node.chain.block(next - 1)!.hash })
  }
})

test('a sample by a seed of its own reads other blocks', async () => {
  const node = await start()
  for (let index = 0; index < 500; index += 1) node.chain.mine()
  const levelsBy = async (seed: number) => {
    const asked = { from: 0, to: 400, level: 'RECEIPTS_PROVEN', sample: { share: 0.1, seed } } as const
    const { told } = await read([node.url], asked)
    return told.flatMap(({ levels }) => levels.filter(({ level }) => level !== 'NONE').map(({ from }) => from))
  }
  const first = await levelsBy(1)
  expect(first.length).toBeGreaterThan(20)
  expect(first.length).toBeLessThan(100)
  expect(await levelsBy(1)).toEqual(first)
  expect(await levelsBy(2)).not.toEqual(first)
})

test('what logs announce is asked for in the same blocks', async () => {
  const node = await start()
  for (let n = 1; n <= 10; n += 1) {
    node.chain.mine([announce(factory, contract(n)), say(contract(n), n)])
    for (let index = 0; index < 30; index += 1) node.chain.mine(index % 5 === 0 ? [say(contract(n), index)] : [])
  }
  const { blocks } = await read([node.url], { from: 0, to: 400, level: 'BLOOM_CONSISTENT' }, createRegistry().wanted())
  expect(meaning(blocks)).toEqual(meaning(node.chain.blocks()))
})

test('it may be stopped halfway', async () => {
  const node = await start()
  mineSome(node.chain, 600)
  const source = createChainSource(options([node.url], { rangeBlocksMax: 100 }), fastDeps())
  for await (const { through } of source.reread({ from: 0, to: 600, level: 'BLOOM_CONSISTENT' })) {
    expect(through.number).toBe(99)
    break
  }
})

/** A node under another host's name: what tells two sources from two keys at one provider. */
const elsewhere = (url: string) => url.replace('127.0.0.1', 'localhost')

test('a second node that tells the same raises what is proved', async () => {
  const first = await start()
  mineSome(first.chain, 300)
  const second = await start(first.chain)
  const found = await read([first.url, elsewhere(second.url)], { from: 0, to: 300, level: 'SECOND_SOURCE' })
  expect(shown(found.blocks)).toEqual(truth(first.chain, 0, 300))
  expect([...found.levels].sort()).toEqual(['BLOOM_CONSISTENT', 'SECOND_SOURCE'])
  expect(found.open).toEqual([])
})

test('a second node that tells otherwise is caught, and the block says so', async () => {
  const first = await start()
  mineSome(first.chain, 300)
  const second = await start(first.chain)
  const lost = first.chain
    .blocks()
    .find(({ number, logs }) => number > 50 && truth(first.chain, number, number).length > 0 && logs.length > 0)!
  second.faults.omit = (log, by) => by === 'hash' && log.blockHash === lost.hash
  const found = await read([first.url, elsewhere(second.url)], { from: 0, to: 300, level: 'SECOND_SOURCE' })
  expect(shown(found.blocks)).toEqual(truth(first.chain, 0, 300))
  expect(found.open.map(({ number }) => number)).toEqual([lost.number])
  expect(found.health[1]!.omitted).toBeGreaterThan(0)
  expect(found.health[1]!.quarantinedUntil).not.toBeNull()
})

test('without a second host there is no second source', async () => {
  const node = await start()
  mineSome(node.chain, 100)
  const asked = { from: 0, to: 100, level: 'SECOND_SOURCE' } as const
  await expect(read([node.url], asked)).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
})
