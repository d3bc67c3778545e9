import fc from 'fast-check'
import { CID } from 'multiformats/cid'
import { describe, expect, test } from 'vitest'
import { inlineOf } from '../../src/domain/documents/inline.ts'
import { parseJson } from '../../src/domain/documents/json.ts'
import { judge, SERVED_BYTES_MAX } from '../../src/domain/documents/judge.ts'
import { placeOf } from '../../src/domain/documents/place.ts'
import { readFile } from '../../src/metadata/ipfs/read.ts'
import { isBlockOf } from '../../src/metadata/ipfs/verify.ts'
import { Refusal } from '../../src/metadata/refusal.ts'
import { fuzzing, type Json, spoiltBytes, spoiltJson, spoiltText } from '../helpers/mutations.ts'
import { createGraph } from './graph.ts'

// Documents, and the blocks and addresses that lead to them, with something wrong in them: refused with a reason, or what they say.

const document: Json = {
  title: 'Bounding boxes 日本',
  schema: { type: 'object', required: ['x', 'y'] },
  rewards: [1, 2.5, 1e21, 2 ** 70, '0x01'],
  deep: [[[{ a: null }]]],
}
const bytesOf = (value: Json | string): Uint8Array =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))

/** What another reading of the same bytes gives: numbers that no double holds as text. */
const plainly = (bytes: Uint8Array): unknown => {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('utf8')
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const copy = {}
    for (const [name, child] of Object.entries(value))
      Object.defineProperty(copy, name, { value: walk(child), enumerable: true, configurable: true, writable: true })
    return copy
  }
  return walk(JSON.parse(text))
}

const sameJson = (read: unknown, plain: unknown): void => {
  if (
    typeof plain === 'number' &&
    !Number.isSafeInteger(plain) &&
    (Number.isInteger(plain) || !Number.isFinite(plain))
  ) {
    expect(typeof read).toBe('string')
    expect(Number(read)).toBe(plain)
  } else if (typeof plain !== 'object' || plain === null) expect(read).toBe(plain)
  else {
    expect(Array.isArray(read)).toBe(Array.isArray(plain))
    expect(Object.keys(read as object)).toEqual(Object.keys(plain))
    for (const [name, child] of Object.entries(plain)) sameJson((read as Record<string, unknown>)[name], child)
  }
}

const states = ['VERIFIED', 'UNVERIFIED', 'HASH_MISMATCH', 'ENCRYPTED', 'INVALID']
const seen = new Map<string, number>()
const count = (outcome: string) => seen.set(outcome, (seen.get(outcome) ?? 0) + 1)

describe('documents', () => {
  const spoilt = fc.oneof(
    spoiltJson(document).map(bytesOf),
    spoiltText(JSON.stringify(document)).map(bytesOf),
    spoiltBytes(bytesOf(document)),
  )
  const mediaTypes = fc.constantFrom(null, 'application/json', 'text/html', 'application/ld+json', 'image/png')

  test('are refused with a reason, or read as another reader reads them', () => {
    fc.assert(
      fc.property(spoilt, mediaTypes, fc.boolean(), (bytes, mediaType, vouched) => {
        const { state, reason, isJson } = judge(
          { uri: 'x', hash: null, conclusive: false },
          { bytes, mediaType, vouched },
        )
        expect(states).toContain(state)
        expect(reason === null || reason.length > 0).toBe(true)
        if (state === 'INVALID') expect(isJson).toBe(false)
        count(state)
        const read = parseJson(bytes)
        if ('problem' in read) {
          expect(read.problem).toMatch(/^it /)
          expect(isJson).toBe(false)
        } else {
          sameJson(read.value, plainly(bytes))
          if (isJson) expect(bytes.length).toBeLessThanOrEqual(SERVED_BYTES_MAX)
        }
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
      fuzzing(1_000),
    )
    expect(seen.get('INVALID')).toBeGreaterThan(0)
    expect(seen.get('VERIFIED')).toBeGreaterThan(0)
    if (process.env.FUZZ_COUNT) console.log(seen)
  })
})

describe('addresses', () => {
  const graph = createGraph()
  const addresses = [
    'https://host.example:8443/a/b%20c?d=e#f',
    `ipfs://${graph.file('x')}/a%20b/c`,
    `ipfs://ipfs/${graph.raw('y')}`,
    `ar://${'A'.repeat(43)}/path`,
    'data:application/json;base64,eyJhIjoxfQ==',
    'data:text/plain;charset=utf-8,50%25 of it',
    '{"inline":"document"}',
  ]
  const kinds = ['inline', 'web', 'ipfs', 'arweave', 'refused']

  test('lead somewhere, or nowhere for a reason', () => {
    const places = new Set<string>()
    fc.assert(
      fc.property(fc.constantFrom(...addresses).chain(spoiltText), (text) => {
        const place = placeOf(text)
        places.add(place.kind)
        if (place.kind === 'refused') expect(place.reason).toMatch(/^the .+/)
        if (place.kind === 'inline') expect(inlineOf(text)).toEqual({ bytes: place.bytes, mediaType: place.mediaType })
        if (place.kind === 'web') {
          const url = new URL(place.url)
          expect(url.protocol).toMatch(/^https?:$/)
          expect([url.username, url.password, url.hash]).toEqual(['', '', ''])
        }
        if (place.kind === 'ipfs') expect(text).toContain(place.cid.toString())
        if (place.kind === 'arweave') expect(text).toContain(place.id)
        // No part of a path leads out of where it is.
        if (place.kind === 'ipfs' || place.kind === 'arweave')
          for (const part of place.path) expect(['', '.', '..'].includes(part) || part.includes('/')).toBe(false)
      }),
      fuzzing(1_000),
    )
    expect([...places].sort()).toEqual([...kinds].sort())
  })
})

describe('blocks of a content identifier', () => {
  const BYTES_MAX = 10_000
  const graph = createGraph()
  const leaf = graph.file('some text in one block')
  const parts = graph.file('', [leaf, graph.raw('raw '), graph.file('more', [leaf, leaf])])
  const raw = graph.raw('raw ').toString()
  const folder = graph.directory({ 'a b': graph.directory({ 'meta.json': parts }), raw: graph.raw('x') })
  const good = new Map(graph.blocks)
  const roots = [
    { cid: leaf, path: [] },
    { cid: parts, path: [] },
    { cid: folder, path: ['a b', 'meta.json'] },
  ]
  const whole = 'raw moresome text in one blocksome text in one block'

  test('the file that is spoilt here is a good one', async () => {
    const read = await readFile(roots[2]!, async (cid) => good.get(cid.toString())!, BYTES_MAX)
    expect(Buffer.from(read).toString()).toBe(`some text in one block${whole}`)
  })

  test('that were changed are not the blocks of that name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...good).chain(([name, bytes]) => fc.tuple(fc.constant(name), spoiltBytes(bytes))),
        ([name, bytes]) => {
          expect(isBlockOf(CID.parse(name), bytes)).toBe(Buffer.compare(bytes, good.get(name)!) === 0)
        },
      ),
      fuzzing(500),
    )
  })

  test('that are what their name says, and no good file, are refused for good or read within bounds', async () => {
    const outcomes = { read: 0, refused: 0 }
    // As if whoever named the content had made it so: the blocks below stay as they are.
    const spoilt = fc.constantFrom(...good).chain(([name, bytes]) => fc.tuple(fc.constant(name), spoiltBytes(bytes)))
    await fc.assert(
      fc.asyncProperty(spoilt, fc.constantFrom(...roots), async ([name, bytes], root) => {
        let asked = 0
        let touched = false
        const blocks = async (cid: CID) => {
          asked += 1
          const key = cid.toString()
          touched ||= key === name
          if (key === name) return bytes
          const found = good.get(key)
          if (found === undefined) throw new Refusal('UNREACHABLE', 'no gateway has a block of it')
          return found
        }
        try {
          const read = await readFile(root, blocks, BYTES_MAX)
          expect(read.length).toBeLessThanOrEqual(BYTES_MAX)
          const truth = await readFile(root, async (cid) => good.get(cid.toString())!, BYTES_MAX)
          if (!touched) expect(read).toEqual(truth)
          // A block of bytes and nothing else stands in the file as it is.
          if (touched && name === raw)
            expect(Buffer.from(read).toString('latin1')).toBe(
              Buffer.from(truth)
                .toString('latin1')
                .replace('raw ', () => Buffer.from(bytes).toString('latin1')),
            )
          outcomes.read += 1
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
          expect(['INVALID', 'TOO_LARGE', 'UNREACHABLE', 'BLOCKED']).toContain((error as Refusal).state)
          outcomes.refused += 1
        }
        expect(asked).toBeLessThanOrEqual(1_024)
      }),
      fuzzing(500),
    )
    expect(outcomes.read).toBeGreaterThan(0)
    expect(outcomes.refused).toBeGreaterThan(0)
    if (process.env.FUZZ_COUNT) console.log(outcomes)
  })
})
