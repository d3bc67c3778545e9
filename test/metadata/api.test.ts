import '../api/one-graphql.ts'
import { gzipSync } from 'node:zlib'
import { encodeAbiParameters, keccak256 } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { packBody } from '../../src/store/log-body.ts'
import { engines, type Served, serveOn } from '../api/serve.ts'
import { createWorld } from '../api/world.ts'

const FIELDS = 'state reason uri expectedHash actualHash byteSize mediaType fetchedAt attempts nextAttemptAt json'
const other: Hex = `0x${'ab'.repeat(32)}`
const json = '{"n":1,"big":9007199254740993,"deep":{"list":[1.5,"<b>"]}}'
const parsed = { n: 1, big: '9007199254740993', deep: { list: [1.5, '<b>'] } }
const hashOf = (text: string) => keccak256(Buffer.from(text))

/** Records whose documents are on the chain, and some that are not. */
const story = () => {
  const world = createWorld(12)
  const market = world.markets.find(({ protocol }) => protocol === 'datamarket')!
  const tasks = world.tasks.filter(({ marketId }) => marketId === market.id).slice(0, 5)
  const submissions = world.submissions.filter(({ marketId }) => marketId === market.id).slice(0, 4)
  const uris = [`data:application/json,${json}`, json, '', 'ftp://a.example/x', 'https://a.example/x']
  for (const [i, task] of tasks.entries()) task.uri = uris[i]!
  const [right, wrong, fetched] = submissions
  Object.assign(right!, { uri: `data:application/json;base64,${btoa(json)}`, contentHash: hashOf(json) })
  Object.assign(wrong!, { uri: `data:application/json,${json}`, contentHash: other })
  Object.assign(fetched!, { uri: 'https://a.example/work', contentHash: hashOf(json) })
  const dataset = world.datasets.find(({ marketId, versions }) => marketId === market.id && versions > 0)!
  Object.assign(dataset, { uri: 'data:text/html,<script>alert(1)</script>', contentHash: null })
  const version = world.datasetVersions.find(({ datasetId }) => datasetId === dataset.id)!
  Object.assign(version, { uri: 'ipfs://what', contentHash: other })
  return { world, tasks, submissions, dataset }
}

for (const engine of engines)
  describe(`documents in answers, on ${engine}`, () => {
    const { world, tasks, submissions, dataset } = story()
    let served: Served
    beforeAll(async () => {
      served = await serveOn(engine, world)
    })
    afterAll(() => served.stop())

    const of = async (list: string, rows: readonly { key: string; marketId: number }[]) => {
      const { nodes } = (
        await served.data(
          `{ ${list}(first: 100, where: {protocol: ["datamarket"]}) { nodes { key market { address } metadata { ${FIELDS} } } } }`,
        )
      )[list]
      const address = world.markets.find(({ id }) => id === rows[0]!.marketId)!.address
      return rows.map(
        ({ key }) =>
          nodes.find(
            (node: { key: string; market: { address: string } }) =>
              node.key === key && node.market.address.toLowerCase() === address,
          ).metadata,
      )
    }
    const nothing = {
      ...{ reason: null, uri: null, expectedHash: null, actualHash: null, byteSize: null, mediaType: null },
      ...{ fetchedAt: null, attempts: 0, nextAttemptAt: null, json: null },
    }
    const inline = { ...nothing, state: 'VERIFIED', byteSize: json.length, mediaType: 'application/json', json: parsed }

    test('what is on the chain is there without anybody having fetched it; of the rest it says why not', async () => {
      const [data, bare, none, odd, web] = await of('tasks', tasks)
      expect(data).toEqual(inline)
      expect(bare).toEqual(inline)
      expect(none).toBeNull()
      expect(odd).toEqual({
        ...{ ...nothing, state: 'BLOCKED', uri: 'ftp://a.example/x' },
        reason: 'the scheme "ftp" is not supported',
      })
      expect(web).toEqual({
        ...{ ...nothing, state: 'BLOCKED', uri: 'https://a.example/x' },
        reason: 'this index fetches no documents',
      })
    })

    test('a hash that the chain committed to is checked, and what does not match is not served', async () => {
      const [right, wrong] = await of('submissions', submissions.slice(0, 2))
      expect(right).toEqual({ ...inline, expectedHash: hashOf(json), actualHash: hashOf(json) })
      expect(wrong).toEqual({
        ...{ ...inline, state: 'HASH_MISMATCH', expectedHash: other, actualHash: hashOf(json), json: null },
        reason: 'neither its keccak-256 nor its SHA-256 is the hash on the chain',
      })
    })

    test('a dataset shows its own, a version its own, and no page is ever served as one', async () => {
      const [shown] = await of('datasets', [dataset])
      expect(shown).toMatchObject({ state: 'VERIFIED', mediaType: 'text/html', json: null, uri: null })
      const { datasets } = await served.data(
        `{ datasets(first: 50, where: {protocol: ["datamarket"]}) { nodes { key versions(first: 2) { nodes { number metadata { ${FIELDS} } } } } } }`,
      )
      const versions = datasets.nodes
        .filter(({ key }: { key: string }) => key === dataset.key)
        .flatMap(({ versions }: { versions: { nodes: { number: number; metadata: unknown }[] } }) => versions.nodes)
      expect(versions.find(({ number }: { number: number }) => number === 1).metadata).toEqual({
        ...{ ...nothing, state: 'BLOCKED', uri: 'ipfs://what' },
        reason: 'the content identifier cannot be read',
      })
    })

    test('what was fetched is shown as it was found, and what is awaited as that', async () => {
      const { documentKey } = await import('../../src/domain/documents/named.ts')
      const { store } = served
      const put = (values: object) =>
        store.transaction(async ({ db }) => {
          await db.delete(store.tables.documents)
          await db.insert(store.tables.documents).values({
            ...{ uri: 'https://a.example/work', conclusive: 1, host: 'a.example', state: 'VERIFIED', attempts: 3 },
            key: documentKey({ uri: 'https://a.example/work', hash: hashOf(json), conclusive: true }),
            ...(values as { state: 'VERIFIED' }),
          })
        })
      const queue = (fetch: number) =>
        store.transaction(async ({ db }) => {
          await db.delete(store.tables.documentQueue)
          await db.insert(store.tables.documentQueue).values({ id: 1, fetch, storedBytes: 0, full: 0 })
        })
      const fetched = async () => (await of('submissions', [submissions[2]!]))[0]
      const around = { ...nothing, uri: 'https://a.example/work', expectedHash: hashOf(json) }
      await queue(1)
      expect(await fetched()).toEqual({ ...around, state: 'PENDING' })
      await put({ state: 'PENDING', attempts: 0, nextAttemptAt: 0 })
      expect(await fetched()).toEqual({ ...around, state: 'PENDING' })
      await put({ state: 'UNREACHABLE', reason: 'the host answers 404', nextAttemptAt: 1_700_000_000 })
      const unreachable = { ...around, state: 'UNREACHABLE', attempts: 3, reason: 'the host answers 404' }
      expect(await fetched()).toEqual({ ...unreachable, nextAttemptAt: '2023-11-14T22:13:20Z' })
      await queue(0)
      expect(await fetched()).toEqual(unreachable)
      const delivered = { byteSize: json.length, mediaType: 'application/json', actualHash: hashOf(json) }
      await put({ ...delivered, fetchedAt: 1_700_000_000, body: Buffer.from(json) })
      expect(await fetched()).toEqual({
        ...{ ...around, ...delivered, state: 'VERIFIED', attempts: 3, json: parsed },
        fetchedAt: '2023-11-14T22:13:20Z',
      })
      // The same text under another hash is another document.
      expect((await of('tasks', [tasks[4]!]))[0].state).toBe('BLOCKED')
    })
  })

describe('descriptions of Ocean’s datasets', () => {
  const parameters = ['uint8', 'string', 'bytes', 'bytes', 'bytes32', 'uint256', 'uint256'].map((type) => ({ type }))
  const CREATED = keccak256(Buffer.from('MetadataCreated(address,uint8,string,bytes,bytes,bytes32,uint256,uint256)'))
  const compressed: Hex = `0x${gzipSync(json).toString('hex')}`
  const plain: Hex = `0x${Buffer.from(json).toString('hex')}`

  const show = async (flags: Hex, data: Hex, hash: Hex) => {
    const world = createWorld(12)
    const market = world.markets.find(({ protocol }) => protocol === 'datamarket')!
    market.protocol = 'ocean'
    const dataset = world.datasets.find(({ marketId, versions }) => marketId === market.id && versions > 0)!
    const log = world.logs.find(({ id }) => id === dataset.createdLog)!
    const emitter = {
      ...world.emitters[0]!,
      id: 900,
      address: `0x${'77'.repeat(20)}` as Hex,
      topic0: CREATED,
      topicCount: 2,
    }
    world.emitters.push(emitter)
    world.contracts.push({ id: 900, marketId: market.id, address: emitter.address, role: 'nft', logId: null })
    log.emitterId = emitter.id
    log.body = packBody(
      [CREATED, `0x${'11'.repeat(20).padStart(64, '0')}`],
      encodeAbiParameters(parameters, [0, 'https://provider.example', flags, data, hash, 1n, 1n]),
    )
    for (const version of world.datasetVersions.filter(({ datasetId }) => datasetId === dataset.id))
      Object.assign(version, { contentHash: hash, uri: 'https://provider.example', createdLog: log.id })
    const served = await serveOn('SQLite', world)
    try {
      const { datasets } = await served.data(
        `{ datasets(first: 100, where: {protocol: ["ocean"]}) { nodes { key metadata { ${FIELDS} } latestVersion { metadata { ${FIELDS} } } } } }`,
      )
      const found = datasets.nodes.find(({ key }: { key: string }) => key === dataset.key)
      expect(found.metadata).toEqual(found.latestVersion.metadata)
      return found.metadata
    } finally {
      await served.stop()
    }
  }

  test('are read out of the event that carries them, and never asked of a provider', async () => {
    expect(await show('0x00', plain, hashOf(json))).toMatchObject({
      ...{ state: 'VERIFIED', reason: null, uri: null, json: parsed, attempts: 0 },
      ...{ expectedHash: hashOf(json), actualHash: hashOf(json), byteSize: json.length },
    })
    expect(await show('0x02', plain, other)).toMatchObject({ state: 'ENCRYPTED', json: null, expectedHash: other })
    expect(await show('0x03', plain, other)).toMatchObject({ state: 'ENCRYPTED' })
    expect(await show('0x01', compressed, other)).toMatchObject({ state: 'INVALID', json: null })
    expect(await show('0x', '0xff00', other)).toMatchObject({ state: 'INVALID', reason: 'it is not UTF-8' })
  })
})
