import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { keccak256 } from 'viem'
import { describe, expect, test } from 'vitest'
import { dataUri, hashOfJson, ipfsUri } from '../../src/demo/uri.ts'
import { inlineOf, mediaTypeOf } from '../../src/domain/documents/inline.ts'
import { parseJson } from '../../src/domain/documents/json.ts'
import { judge, SERVED_BYTES_MAX } from '../../src/domain/documents/judge.ts'
import { documentKey, namedBy } from '../../src/domain/documents/named.ts'
import { placeOf } from '../../src/domain/documents/place.ts'
import type { Hex } from '../../src/domain/hex.ts'

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()

describe('a document within a text from the chain', () => {
  test.each([
    ['data:,hello', 'text/plain', 'hello'],
    ['data:application/json,{"a":"%7B%25"}', 'application/json', '{"a":"{%"}'],
    ['data:application/json;base64,eyJhIjoxfQ==', 'application/json', '{"a":1}'],
    ['DATA:Text/HTML;charset=utf-8; BASE64 ,PGI-Pz4', 'text/html', '<b>?>'],
    ['data:text/plain,50%', 'text/plain', '50%'],
    ['data:text/plain,%zz%4', 'text/plain', '%zz%4'],
    ['data:application/json,{"name":"日本 #1"}', 'application/json', '{"name":"日本 #1"}'],
    ['data:application/json;base64', null, ''],
    ['{"title":"x"}', 'application/json', '{"title":"x"}'],
    ['  [1]', 'application/json', '  [1]'],
  ])('%s', (uri, mediaType, content) => {
    const inline = inlineOf(uri)
    expect([inline?.mediaType, text(inline?.bytes)]).toEqual([mediaType, content])
  })

  test.each(['', 'ipfs://x', 'hello', 'https://a.example/?q=data:,x', 'metadata:,x'])('is not in "%s"', (uri) => {
    expect(inlineOf(uri)).toBeNull()
  })

  test('is what the demo wrote, to the byte that its hash commits to', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (value) => {
        const { bytes } = inlineOf(dataUri(value))!
        expect(text(bytes)).toBe(JSON.stringify(value))
        expect(keccak256(bytes)).toBe(hashOfJson(value))
      }),
    )
  })

  test('comes back from any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const escaped = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
        expect([...inlineOf(`data:,${escaped}`)!.bytes]).toEqual([...bytes])
        const base64 = Buffer.from(bytes).toString('base64')
        expect([...inlineOf(`data:;base64,${base64}`)!.bytes]).toEqual([...bytes])
      }),
    )
  })

  test('has a media type or none', () => {
    expect(mediaTypeOf('Application/LD+JSON; charset=utf-8')).toBe('application/ld+json')
    for (const odd of ['', 'json', 'a/b/c', 'text/<script>', `a/${'b'.repeat(200)}`, undefined, null])
      expect(mediaTypeOf(odd)).toBeNull()
  })
})

describe('where an address leads', () => {
  const V0 = 'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG'
  const V1 = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi'

  test.each([
    ['https://a.example/x?y#z', { kind: 'web', url: 'https://a.example/x?y' }],
    ['HTTP://A.example', { kind: 'web', url: 'http://a.example/' }],
    [`ipfs://${V0}`, { kind: 'ipfs', cid: V0, path: [] }],
    [`ipfs://${V1}/a%20b/c.json?x#y`, { kind: 'ipfs', cid: V1, path: ['a b', 'c.json'] }],
    [`ipfs://ipfs/${V0}/x`, { kind: 'ipfs', cid: V0, path: ['x'] }],
    ['ar://AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_/x', { kind: 'arweave', path: ['x'] }],
  ])('%s', (uri, expected) => {
    const place = placeOf(uri)
    const shown = place.kind === 'ipfs' ? { ...place, cid: String(place.cid) } : place
    expect(shown).toMatchObject(expected)
  })

  test.each([
    ['ftp://a.example/x', 'the scheme "ftp" is not supported'],
    ['javascript:alert(1)', 'the scheme "javascript" is not supported'],
    ['file:///etc/passwd', 'the scheme "file" is not supported'],
    ['https://user:secret@a.example/', 'the address holds a user or a password'],
    ['https://a b.example/', 'the text is no address'],
    ['https://[::1', 'the text is no address'],
    ['nonsense', 'the text is no address'],
    ['https://a.example/\u202e', 'the text is no address'],
    ['ipfs://nothing', 'the content identifier cannot be read'],
    [`ipfs://${V1.slice(0, -1)}`, 'the content identifier cannot be read'],
    [`ipfs://${V1}/../x`, 'the path cannot be read'],
    [`ipfs://${V1}/%2e%2e/x`, 'the path cannot be read'],
    [`ipfs://${V1}/a%2fb`, 'the path cannot be read'],
    [`ipfs://${V1}/%zz`, 'the path cannot be read'],
    ['ar://short', 'the Arweave transaction cannot be read'],
    [`https://a.example/${'x'.repeat(2_048)}`, 'the address is longer than 2048 characters'],
  ])('%s leads nowhere', (uri, reason) => {
    expect(placeOf(uri)).toEqual({ kind: 'refused', reason })
  })

  test('the addresses that the demo makes up can be read', () => {
    expect(placeOf(ipfsUri('something', '/a.parquet'))).toMatchObject({ kind: 'ipfs', path: ['a.parquet'] })
  })

  test('whatever the text is, there is an answer', () => {
    const schemes = fc.constantFrom('', 'http://', 'https://', 'ipfs://', 'ar://', 'data:', 'ipfs:', 'https:')
    fc.assert(
      fc.property(schemes, fc.oneof(fc.string(), fc.webUrl(), fc.base64String()), (scheme, rest) => {
        expect(['inline', 'web', 'ipfs', 'arweave', 'refused']).toContain(placeOf(scheme + rest).kind)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('JSON that anybody wrote', () => {
  const parse = (json: string | Uint8Array) => parseJson(typeof json === 'string' ? Buffer.from(json) : json)

  test('keeps numbers as they were written', () => {
    expect(parse('[1, 0.1, -0, 9007199254740993, -1e400, 1e300, 123456789012345678901234567890]')).toEqual({
      value: [1, 0.1, -0, '9007199254740993', '-1e400', '1e300', '123456789012345678901234567890'],
    })
  })

  test.each([
    ['deep', '['.repeat(65) + ']'.repeat(65), 'it nests deeper than 64'],
    ['very deep', '['.repeat(1_000_000), 'it nests deeper than 64'],
    ['very deep objects', '{"a":'.repeat(500_000), 'it nests deeper than 64'],
    ['long', `[${'0,'.repeat(50_000)}0]`, 'it holds more than 50000 values'],
    ['cut short', '{"a":', 'it is not JSON'],
    ['two of them', '{} {}', 'it is not JSON'],
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'it is not UTF-8'],
    ['half a character', Uint8Array.of(0x22, 0xe2, 0x82, 0x22), 'it is not UTF-8'],
  ])('%s: is not read', (_, json, problem) => {
    expect(parse(json)).toEqual({ problem })
  })

  test('brackets within text are text', () => {
    const value = [`${'['.repeat(100)}"${'{'.repeat(100)}\\`, ','.repeat(60_000)]
    expect(parse(JSON.stringify(value))).toEqual({ value })
  })

  test('names and text are anything, and what no encoder takes is replaced', () => {
    expect(parse('\ufeff{"__proto__":{"a":1},"constructor":"\\ud800"}')).toEqual({
      value: JSON.parse('{"__proto__":{"a":1},"constructor":"\ufffd"}'),
    })
    expect(({} as { a?: number }).a).toBeUndefined()
  })

  test('is what JSON.parse says it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const json = JSON.stringify(value)
        const parsed = parse(json) as { value: unknown }
        // Doubles beyond 2^53 stand as text: compared as they were written.
        expect(JSON.stringify(parsed.value).replaceAll('"', '')).toBe(
          JSON.stringify(JSON.parse(json)).replaceAll('"', ''),
        )
      }),
    )
  })
})

describe('what a document turns out to be', () => {
  const bytes = Buffer.from('{"a":1}')
  const sha256: Hex = `0x${createHash('sha256').update(bytes).digest('hex')}`
  const other: Hex = `0x${'ab'.repeat(32)}`
  const web = { bytes, mediaType: 'application/json', vouched: false }
  const named = (hash: Hex | null, conclusive = false) => ({ uri: 'x', hash, conclusive })

  test('its hash is enough, by either function', () => {
    for (const hash of [sha256, keccak256(bytes)])
      for (const conclusive of [true, false])
        expect(judge(named(hash, conclusive), web)).toEqual({
          state: 'VERIFIED',
          reason: null,
          actualHash: hash,
          isJson: true,
        })
  })

  test('another hash says that it is another document only where the protocol says how it is hashed', () => {
    expect(judge(named(other, true), web)).toMatchObject({
      state: 'HASH_MISMATCH',
      actualHash: keccak256(bytes),
      isJson: false,
    })
    expect(judge(named(other, true), { ...web, vouched: true }).state).toBe('HASH_MISMATCH')
    expect(judge(named(other), web)).toMatchObject({
      state: 'UNVERIFIED',
      reason: 'the hash on the chain is neither its keccak-256 nor its SHA-256',
      isJson: true,
    })
    expect(judge(named(other), { ...web, vouched: true }).state).toBe('VERIFIED')
  })

  test('without a hash it is as good as where it comes from', () => {
    expect(judge(named(null), web)).toMatchObject({ state: 'UNVERIFIED', actualHash: null, isJson: true })
    expect(judge(named(null), { ...web, vouched: true }).state).toBe('VERIFIED')
  })

  const of = (content: string | Uint8Array, mediaType: string | null, hash: 'checked' | 'unchecked' = 'unchecked') => {
    const bytes = Buffer.from(content as string)
    const { state, reason, isJson } = judge(named(hash === 'checked' ? keccak256(bytes) : null), {
      bytes,
      mediaType,
      vouched: false,
    })
    return `${state}${isJson ? ' JSON' : ''}${reason ? `: ${reason}` : ''}`
  }
  const unchecked = 'the chain committed no hash'

  test('a page where a document should be is none, unless the chain committed to that very page', () => {
    for (const page of ['<!doctype html><script>', ' <HTML><body>'])
      for (const mediaType of ['text/html', 'application/json', null])
        if (mediaType !== 'application/json') expect(of(page, mediaType)).toBe('INVALID: it is an HTML page')
    expect(of('<!DOCTYPE html>', 'text/html', 'checked')).toBe('VERIFIED')
    expect(of('gone', 'text/html')).toBe('INVALID: it is an HTML page')
  })

  test('what claims to be JSON has to be', () => {
    expect(of('oops', 'application/ld+json')).toBe('INVALID: it is not JSON')
    expect(of('{oops', 'text/plain')).toBe('INVALID: it is not JSON')
    expect(of('{oops', 'text/plain', 'checked')).toBe('INVALID: it is not JSON')
    expect(of('\ufeff{}', null)).toBe(`UNVERIFIED JSON: ${unchecked}`)
    expect(of('"text"', 'application/json')).toBe(`UNVERIFIED JSON: ${unchecked}`)
    expect(of('"text"', 'text/plain')).toBe(`UNVERIFIED: ${unchecked}`)
    expect(of(Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 'image/png')).toBe(`UNVERIFIED: ${unchecked}`)
  })

  test('what is encrypted, empty, or too large to serve', () => {
    expect(of('-----BEGIN PGP MESSAGE-----\n\nxyz', 'application/json')).toBe('ENCRYPTED: it is an OpenPGP message')
    expect(of('', 'application/json')).toBe('INVALID: it is empty')
    expect(of(JSON.stringify('x'.repeat(SERVED_BYTES_MAX - 2)), 'application/json')).toBe(
      `UNVERIFIED JSON: ${unchecked}`,
    )
    expect(of(JSON.stringify('x'.repeat(SERVED_BYTES_MAX - 1)), 'application/json')).toBe(`UNVERIFIED: ${unchecked}`)
  })
})

describe('what a record names', () => {
  const contentHash: Hex = `0x${'cd'.repeat(32)}`
  test('each protocol and record commits to something else', () => {
    const at = (protocol: string, naming: Parameters<typeof namedBy>[1]) =>
      namedBy(protocol, naming, { uri: 'ipfs://x', contentHash })
    const hashed = { uri: 'ipfs://x', hash: contentHash, conclusive: false }
    expect(at('datamarket', 'submission')).toEqual({ ...hashed, conclusive: true })
    expect(at('datamarket', 'dataset')).toEqual(hashed)
    expect(at('datamarket', 'version')).toEqual({ ...hashed, hash: null })
    expect(at('datamarket', 'task')).toEqual({ ...hashed, hash: null })
    expect(at('human', 'submission')).toEqual(hashed)
    expect(at('ocean', 'version')).toBeNull()
    expect(namedBy('datamarket', 'submission', { uri: '', contentHash })).toBeNull()
    expect(namedBy('datamarket', 'dataset', { uri: 'x', contentHash: `0x${'0'.repeat(64)}` })).toMatchObject({
      hash: null,
    })
  })

  test('the same text with the same commitment is one document, with another it is another', () => {
    const one = { uri: 'ipfs://x', hash: contentHash, conclusive: true }
    const others = [
      { ...one, uri: 'ipfs://y' },
      { ...one, hash: null },
      { ...one, conclusive: false },
    ]
    expect(documentKey({ ...one })).toBe(documentKey(one))
    expect(new Set([one, ...others].map(documentKey)).size).toBe(4)
  })
})
