import { not, type SQL } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Hex } from '../../src/domain/hex.ts'
import { packBody } from '../../src/store/log-body.ts'
import { contentOf, ownContent, type Quoted, quoteContent } from '../../src/store/quote.ts'
import { hasContent } from '../../src/store/read/submission-content.ts'
import type { Rows } from '../../src/store/store.ts'
import { bothStores } from '../helpers/both-stores.ts'

const word = (digits: string): string => digits.padStart(64, '0')
const textWords = (text: string): string => {
  const bytes = Buffer.from(text)
  return word(bytes.length.toString(16)) + bytes.toString('hex').padEnd(Math.ceil(bytes.length / 32) * 64, '0')
}
const bodyOf = (hash: Hex, uri: string) => packBody([], `0x${hash.slice(2)}${word('40')}${textWords(uri)}`)

const hash: Hex = `0x${'5a'.repeat(32)}`
/** Begins as the other does, so that an index finds both. */
const near: Hex = `0x${'5a'.repeat(31)}5b`
const uri = 'ipfs://bafybeiofqksdlz3clvf2jlwadysn6guank7x376tu6jqbkh5hkcoxvilfb'

test.each<[string, Hex, string, 'both' | 'hash' | 'uri' | 'neither']>([
  ['a hash and a long text', hash, uri, 'both'],
  ['a content identifier with a path', hash, `${uri}/données.json`, 'both'],
  ['what is nearly one', hash, `${uri.slice(0, -1)}1`, 'both'],
  ['a short text', hash, 'ipfs://a', 'both'],
  ['a text in other letters', hash, 'données/📦/数据集.json', 'both'],
  ['no text', hash, '', 'hash'],
  ['a hash that begins with zeros', `0x0000${'5a'.repeat(30)}`, uri, 'uri'],
  ['a hash that ends with zeros', `0x${'5a'.repeat(29)}000000`, uri, 'uri'],
])('%s is read back as it was', (_, contentHash, text, quoted) => {
  const content = { contentHash, uri: text }
  const body = bodyOf(contentHash, text)
  const row = quoteContent(body, content)
  expect(contentOf(row, body)).toEqual(content)
  expect([row.hashAt !== null, row.uriAt !== null]).toEqual(
    { both: [true, true], hash: [true, false], uri: [false, true], neither: [false, false] }[quoted],
  )
  expect([row.contentHash === null, row.uri === null]).toEqual([row.hashAt !== null, row.uriAt !== null])
})

test('what the log does not hold to the letter stays in the row', () => {
  const body = bodyOf(hash, 'one\ufffdtwo')
  // A lone half of a pair becomes the same bytes as the sign for what cannot be read.
  const content = { contentHash: near, uri: 'one\ud800two' }
  expect(quoteContent(body, content)).toEqual(ownContent(content))
  expect(contentOf(quoteContent(body, { contentHash: null, uri: 'x' }), body)).toEqual({ contentHash: null, uri: 'x' })
})

const stores = bothStores()

const submissionOf = (id: number, content: Quoted): Rows['submissions'] => ({
  ...{ id, marketId: 1, key: String(id), taskId: null, datasetId: null, accountId: null, status: 0, settled: 0 },
  ...content,
  ...{ payouts: 0, decidedLog: null, decidedAt: null, createdLog: id, updatedLog: id, createdAt: 0 },
})

test.each(['sqlite', 'postgres'] as const)('%s: a hash is found in the row or in the log', async (dialect) => {
  const store = stores[dialect]
  const bodies = [bodyOf(hash, uri), bodyOf(near, uri), bodyOf(hash, uri), bodyOf(hash, uri)]
  const contents = [
    quoteContent(bodies[0]!, { contentHash: hash, uri }),
    quoteContent(bodies[1]!, { contentHash: near, uri }),
    ownContent({ contentHash: hash, uri: 'another' }),
    ownContent({ contentHash: null, uri: 'none' }),
  ]
  await store.transaction(async (tx) => {
    const log = (body: Buffer, i: number) => ({ id: i + 1, logIndex: i, emitterId: 1, body })
    await tx.insert('logs', bodies.map(log))
    await tx.insert(
      'submissions',
      contents.map((content, i) => submissionOf(i + 1, content)),
    )
  })
  const { submissions } = store.tables
  const found = (condition: SQL) =>
    store.read(async (db) =>
      (await db.select({ id: submissions.id }).from(submissions).where(condition).orderBy(submissions.id)).map(
        ({ id }) => id,
      ),
    )
  expect(await found(hasContent(store.tables, [hash]))).toEqual([1, 3])
  expect(await found(hasContent(store.tables, [near, `0x${'00'.repeat(32)}`]))).toEqual([2])
  expect(await found(hasContent(store.tables, [near, hash]))).toEqual([1, 2, 3])
  // Never null: its opposite is all others.
  expect(await found(not(hasContent(store.tables, [hash])))).toEqual([2, 4])
  expect(await found(hasContent(store.tables, []))).toEqual([])
})
