import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Parts } from '../../src/cli/parts.ts'
import { aConfigFile, aStore, runWith } from '../cli/helpers.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const index = (argv: readonly string[], parts: Partial<Parts>, config = {}, signal?: AbortSignal) => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-'))
  folders.push(folder)
  writeFileSync(join(folder, 'daybook.config.json'), aConfigFile(config))
  const around = { folder, ...(signal ? { signal } : {}) }
  return runWith(['index', ...argv], { openStore: async () => aStore(), ...parts }, around)
}

test('what ends fetches documents once, when all is indexed, by the rules of the configuration', async () => {
  const done: string[] = []
  const { code } = await index(
    ['--once'],
    {
      runIndexer: async () => void done.push('indexed'),
      runDocuments: async ({ once, rules }) =>
        void done.push(`documents ${once} ${rules?.fetch} ${rules?.ports} ${rules?.documentBytesMax}`),
    },
    { metadata: { fetch: true, ports: [443] } },
  )
  expect([code, done]).toEqual([0, ['indexed', 'documents true true 443 2097152']])
})

test('without a word of them in the configuration there are no rules, and so nothing is fetched', async () => {
  const rules: unknown[] = []
  const parts: Partial<Parts> = {
    runIndexer: async () => {},
    runDocuments: async (options) => void rules.push(options.rules),
  }
  await index(['--once'], parts)
  expect(rules).toEqual([undefined])
})

test('what follows the chain fetches beside it, and stops when the indexer does, for whatever reason', async () => {
  for (const ending of ['stopped', 'failed']) {
    const stop = new AbortController()
    const done: string[] = []
    const { promise: fetching, resolve: fetches } = Promise.withResolvers<void>()
    const { code } = await index(
      [],
      {
        runIndexer: async ({ signal }) => {
          await fetching
          if (ending === 'failed') throw new Error('no more')
          stop.abort()
          if (signal.aborted) done.push('indexer stopped')
        },
        runDocuments: async ({ once, signal }) => {
          fetches()
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
          done.push(`documents stopped, once ${once}`)
        },
      },
      {},
      stop.signal,
    )
    expect(code).toBe(ending === 'failed' ? 1 : 0)
    expect(done.sort()).toEqual(
      ending === 'failed' ? ['documents stopped, once false'] : ['documents stopped, once false', 'indexer stopped'],
    )
  }
})

test.each([
  [{ fetch: 'yes' }, 'metadata.fetch: found "yes", expected true or false.'],
  [{ ports: [0] }, 'metadata.ports[0]: found 0, expected a whole number from 1 to 65,535.'],
  [{ ports: [] }, 'metadata.ports: found an empty list, expected a list of 1 to 16 ports.'],
  [
    { ipfsGateways: ['https://user:secret@gateway.example'] },
    'metadata.ipfsGateways[0]: found the https:// URL of gateway.example, expected an http:// or https:// URL without user, query and fragment.',
  ],
  [{ timeout: 5 }, 'metadata.timeout: found a field of that name, expected only documented fields.'],
])('%j is told', async (metadata, expected) => {
  const { code, err } = await index(['--once'], {}, { metadata })
  expect(code).toBe(2)
  expect(err).toContain(expected)
  expect(err).not.toContain('secret')
})
