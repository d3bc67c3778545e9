import type { RequestListener } from 'node:http'
import { CID } from 'multiformats/cid'
import * as Digest from 'multiformats/hashes/digest'
import { afterEach, describe, expect, test } from 'vitest'
import { placeOf } from '../../src/domain/documents/place.ts'
import { fetchDocument, isRemote } from '../../src/metadata/fetch.ts'
import { createGraph, type Graph } from './graph.ts'
import { aReach, type LocalServer, listen } from './server.ts'

let servers: LocalServer[] = []
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  servers = []
})
const serving = async (answer: RequestListener) => {
  const server = await listen(answer)
  servers.push(server)
  return server
}

/** A gateway that has every block of a graph. */
const gatewayOf = ({ blocks }: Pick<Graph, 'blocks'>) =>
  serving((request, response) => {
    const cid = /^\/ipfs\/([^?/]+)\?format=raw$/.exec(request.url!)?.[1] ?? ''
    const block = blocks.get(cid)
    if (request.headers.accept !== 'application/vnd.ipld.raw') response.writeHead(400).end()
    else if (block) response.end(block)
    else response.writeHead(404).end('not here')
  })

/** What comes of an address: the document's text, or why not. */
const read = async (uri: string, gateways: readonly LocalServer[], attempt = 0, timeoutSeconds = 5) => {
  const place = placeOf(uri)
  if (!isRemote(place)) throw new Error(JSON.stringify(place))
  const urls = gateways.map(({ url }) => `${url}/`)
  // Gateways are the operator's choice: no address is public here, and neither http nor their ports are allowed to others.
  const rules = { ipfsGateways: urls, arweaveGateways: urls, http: false, timeoutSeconds }
  const reach = aReach(rules, { isPublic: () => false })
  try {
    const { bytes, vouched } = await fetchDocument(place, reach, attempt)
    return `${vouched ? 'vouched: ' : ''}${Buffer.from(bytes)}`
  } catch (error) {
    const { state, message, final } = error as { state: string; message: string; final: boolean }
    return `${state}${final ? ' for good' : ''}: ${message}`
  }
}

describe('content by its identifier', () => {
  test('what the rest of the world calls by these names is what is made here', async () => {
    const graph = createGraph(0)
    expect(String(graph.file('hello world\n'))).toBe('QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o')
    expect(String(graph.directory({}))).toBe('QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn')
    expect(await read('ipfs://QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o', [await gatewayOf(graph)])).toBe(
      'vouched: hello world\n',
    )
  })

  test('comes out of one block or many, by either version, and by a path', async () => {
    for (const version of [0, 1] as const) {
      const graph = createGraph(version)
      const parts = ['one ', 'two ', 'three '].map((part) => (version === 0 ? graph.file(part) : graph.raw(part)))
      const inner = graph.file('', parts.slice(1))
      const file = graph.file('', [parts[0]!, inner, graph.file('four ', [], { type: 0 }), parts[0]!])
      const folder = graph.directory({ 'a b': graph.directory({ 'meta.json': file, raw: graph.raw('raw') }) })
      const gateway = await gatewayOf(graph)
      expect(await read(`ipfs://${file}`, [gateway])).toBe('vouched: one two three four one ')
      expect(await read(`ipfs://${folder}/a%20b/meta.json`, [gateway])).toBe('vouched: one two three four one ')
      expect(await read(`ipfs://${folder}/a%20b/raw`, [gateway])).toBe('vouched: raw')
      // Each block is asked for once.
      const paths = gateway.asked.slice(0, 6).map(({ path }) => path)
      expect(new Set(paths).size).toBe(paths.length)
    }
  })

  test('can be within the identifier itself', async () => {
    const cid = CID.createV1(0x55, Digest.create(0, Buffer.from('small')))
    expect(await read(`ipfs://${cid}`, [])).toBe('vouched: small')
  })

  test('is refused where a block is another one, and taken from a gateway that has it', async () => {
    const graph = createGraph()
    const part = graph.raw('true')
    const file = graph.file('', [part, graph.raw(' words')])
    const honest = await gatewayOf(graph)
    const liar = await gatewayOf({ blocks: new Map([...graph.blocks, [String(part), Buffer.from('false')]]) })
    expect(await read(`ipfs://${file}`, [liar])).toBe('UNREACHABLE: a gateway answers with another block')
    expect(await read(`ipfs://${file}`, [liar, honest])).toBe('vouched: true words')
    // One bit of the first block.
    const root = Buffer.from(graph.blocks.get(String(file))!)
    root[root.length - 1]! ^= 1
    const forger = await gatewayOf({ blocks: new Map([...graph.blocks, [String(file), root]]) })
    expect(await read(`ipfs://${file}`, [forger])).toBe('UNREACHABLE: a gateway answers with another block')
  })

  test('is looked for at the next gateway, a different one first each time', async () => {
    const graph = createGraph()
    const file = graph.file('', [graph.raw('a'), graph.raw('b')])
    const [empty, dead, whole] = [
      await gatewayOf({ blocks: new Map() }),
      await listen(() => {}),
      await gatewayOf(graph),
    ]
    await dead.stop()
    const silent = await serving(() => {})
    expect(await read(`ipfs://${file}`, [empty, dead, whole])).toBe('vouched: ab')
    // The one that had the first block is asked first for the others.
    expect([empty.asked.length, whole.asked.length]).toEqual([1, 3])
    await read(`ipfs://${file}`, [empty, dead, whole], 2)
    expect([empty.asked.length, whole.asked.length]).toEqual([1, 6])
    expect(await read(`ipfs://${file}`, [silent, whole], 0, 0.3)).toBe('vouched: ab')
    expect(await read(`ipfs://${file}`, [empty, dead])).toBe(
      'UNREACHABLE: no gateway has a block of it: the connection failed (ECONNREFUSED)',
    )
    expect(await read(`ipfs://${file}`, [])).toBe('UNREACHABLE: no gateway is configured')
  })

  test('is missing while a block of it is', async () => {
    const graph = createGraph()
    const last = graph.raw('late')
    const file = graph.file('', [graph.raw('early '), last])
    const block = graph.blocks.get(String(last))!
    graph.blocks.delete(String(last))
    const gateway = await gatewayOf(graph)
    expect(await read(`ipfs://${file}`, [gateway])).toBe(
      'UNREACHABLE: no gateway has a block of it: the host answers 404',
    )
    graph.blocks.set(String(last), block)
    expect(await read(`ipfs://${file}`, [gateway])).toBe('vouched: early late')
  })
})

describe('content that is not read', () => {
  const ends = async (make: (graph: Graph) => string) => {
    const graph = createGraph()
    return read(make(graph), [await gatewayOf(graph)])
  }

  test('more bytes than are allowed, said or not', async () => {
    expect(await ends((graph) => `ipfs://${graph.raw('x'.repeat(10_001))}`)).toBe(
      'TOO_LARGE for good: it is larger than 10000 bytes',
    )
    expect(await ends((graph) => `ipfs://${graph.file('x', [], { size: 10_001 })}`)).toBe(
      'TOO_LARGE for good: it is larger than 10000 bytes',
    )
    // Many times the same kilobyte.
    const many = (graph: Graph) => graph.file('', Array(11).fill(graph.raw('x'.repeat(1_000))), { size: 5 })
    expect(await ends((graph) => `ipfs://${many(graph)}`)).toBe('TOO_LARGE for good: it is larger than 10000 bytes')
  })

  test('a graph that doubles at every step, one that is too deep, and one that begins again', async () => {
    const tower = (graph: Graph, width: number, height: number): CID => {
      let top = graph.file('')
      for (let level = 0; level < height; level++) top = graph.file('', Array(width).fill(top))
      return top
    }
    expect(await ends((graph) => `ipfs://${tower(graph, 2, 30)}`)).toBe(
      'INVALID for good: it is made of more than 1024 blocks',
    )
    expect(await ends((graph) => `ipfs://${tower(graph, 1, 33)}`)).toBe(
      'INVALID for good: its blocks nest deeper than 32',
    )
    // No block can name itself, but a gateway can say it does: its bytes are then others.
    const graph = createGraph()
    const leaf = graph.file('leaf')
    const loop = graph.file('', [leaf])
    const cyclic = await gatewayOf({
      blocks: new Map([...graph.blocks, [String(leaf), graph.blocks.get(String(loop))!]]),
    })
    expect(await read(`ipfs://${loop}`, [cyclic])).toBe('UNREACHABLE: a gateway answers with another block')
  })

  test('directories, and paths that lead nowhere in them', async () => {
    const folder = (graph: Graph) => graph.directory({ 'a.json': graph.file('{}') })
    expect(await ends((graph) => `ipfs://${folder(graph)}`)).toBe('INVALID for good: it is a directory')
    expect(await ends((graph) => `ipfs://${folder(graph)}/b.json`)).toBe(
      'INVALID for good: the directory has nothing of that name',
    )
    expect(await ends((graph) => `ipfs://${folder(graph)}/a.json/c`)).toBe(
      'INVALID for good: the path goes on below a file',
    )
    expect(await ends((graph) => `ipfs://${graph.file('', [folder(graph)])}`)).toBe(
      'INVALID for good: a part of the file is a directory',
    )
    expect(await ends((graph) => `ipfs://${graph.directory({}, 5)}/a`)).toBe(
      'INVALID for good: directories in shards are not read',
    )
    expect(await ends((graph) => `ipfs://${graph.file('target', [], { type: 4 })}`)).toBe(
      'INVALID for good: a block is neither a file nor a directory',
    )
  })

  test('blocks of other kinds, and broken ones', async () => {
    expect(await ends((graph) => `ipfs://${graph.put(Buffer.from('a1'), 0x71)}`)).toBe(
      'INVALID for good: blocks of kind 0x71 are not read',
    )
    expect(await ends((graph) => `ipfs://${graph.put(Buffer.from('what'))}`)).toBe(
      'INVALID for good: a block is no node of a graph',
    )
    for (const data of ['0801ff', '12ff7f', '08', '8080808080808080808080', '0d00000000'])
      expect(
        await ends((graph) => `ipfs://${graph.put(Buffer.from([0x0a, data.length / 2, ...Buffer.from(data, 'hex')]))}`),
      ).toBe('INVALID for good: a block is no node of a file')
    expect(await ends((graph) => `ipfs://${graph.put(Uint8Array.of())}`)).toBe(
      'INVALID for good: a block is neither a file nor a directory',
    )
    const blake = CID.createV1(0x55, Digest.create(0xb220, Buffer.alloc(32)))
    expect(await read(`ipfs://${blake}`, [])).toBe('BLOCKED for good: the hash function 0xb220 is not supported')
  })

  test('a digest that was cut short fits nothing', async () => {
    const graph = createGraph()
    const whole = graph.raw('content')
    const short = CID.createV1(0x55, Digest.create(0x12, whole.multihash.digest.slice(0, 4)))
    graph.blocks.set(String(short), Buffer.from('content'))
    expect(await read(`ipfs://${short}`, [await gatewayOf(graph)])).toBe(
      'UNREACHABLE: a gateway answers with another block',
    )
  })
})

describe('content on Arweave', () => {
  const ID = `${'A'.repeat(42)}Q`
  test('is a gateway’s word, from the first that has it', async () => {
    const empty = await serving((_, response) => response.writeHead(404).end())
    const full = await serving((request, response) => {
      if (request.url === `/raw/${ID}`) response.end('raw')
      else if (request.url === `/${ID}/a%20b/c.json`) response.end('by path')
      else response.writeHead(500).end()
    })
    expect(await read(`ar://${ID}`, [empty, full])).toBe('raw')
    expect(await read(`ar://${ID}/a%20b/c.json`, [empty, full])).toBe('by path')
    expect(await read(`ar://${ID}`, [empty])).toBe('UNREACHABLE: no gateway has it: the host answers 404')
    expect(await read(`ar://${ID}`, [])).toBe('UNREACHABLE: no gateway is configured')
  })
})
