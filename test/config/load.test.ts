import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadConfig, loadDatabase } from '../../src/config/load.ts'
import { protocols } from './protocols.ts'

const config = {
  chains: [{ id: 1, name: 'one', rpc: ['http://node/secretkey'] }],
  markets: [{ protocol: 'datamarket', chainId: 1, address: `0x${'11'.repeat(20)}` }],
}
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
const load = (options: { file?: string; database?: string; env?: Record<string, string> } = {}) =>
  loadConfig({ folder, env: {}, protocols, ...options })

test('daybook.config.ts is taken before daybook.config.json', async () => {
  put('daybook.config.json', JSON.stringify({ ...config, name: 'from json' }))
  expect((await load()).name).toBe('from json')
  put(
    'daybook.config.ts',
    `const name: string = 'from ts'\nexport default ${JSON.stringify(config).replace('{', '{ name, ')}`,
  )
  expect((await load()).name).toBe('from ts')
  expect((await load({ file: 'daybook.config.json' })).name).toBe('from json')
})

test('where there is no file, it is said what was looked for', async () => {
  await expect(load()).rejects.toThrow(
    `There is no configuration in ${folder}; expected daybook.config.ts or daybook.config.json there, or --config FILE.`,
  )
  await expect(load({ file: 'other.json' })).rejects.toThrow(
    `There is no file ${join(folder, 'other.json')}; --config expects a .ts or .json file.`,
  )
  put('daybook.yaml', '')
  await expect(load({ file: 'daybook.yaml' })).rejects.toThrow('is neither a .ts nor a .json file')
})

test('broken JSON is told by its place, and never quoted', async () => {
  put('daybook.config.json', '{\n  "rpc": "http://node/secretkey" oops\n}')
  const error = await load().catch((thrown: Error) => thrown)
  expect(String(error)).toContain('is not JSON: it breaks off at line 2, column 34.')
  expect(String(error)).not.toContain('secretkey')
  put('daybook.config.json', '{"chains": [')
  await expect(load()).rejects.toThrow('is not JSON')
})

test('a module that fails or exports nothing is told in a sentence', async () => {
  put('a.ts', 'export const config = {}')
  await expect(load({ file: 'a.ts' })).rejects.toThrow('has no default export')
  put('b.ts', `throw new Error('cannot use http://node/secretkey')`)
  const error = await load({ file: 'b.ts' }).catch((thrown: Error) => thrown)
  expect(String(error)).toContain('cannot be loaded: cannot use http://node/…')
})

test('a command that needs only the database needs no file when that is named, and no nodes', async () => {
  const options = { folder, env: {}, protocols }
  await expect(loadDatabase(options)).rejects.toThrow('There is no configuration')
  expect(await loadDatabase({ ...options, database: 'x.db' })).toEqual({ name: 'Daybook', database: 'sqlite:x.db' })
  expect((await loadDatabase({ ...options, env: { DATABASE_URL: 'postgres://h/d' } })).database).toBe('postgres://h/d')
  await expect(loadDatabase({ ...options, database: 'redis://:secretkey@h' })).rejects.toThrow(
    '--database: found the redis:// URL of h, expected sqlite:PATH, the path of a file, or postgres://….',
  )
  put('daybook.config.json', JSON.stringify({ ...config, name: 'Mine' }))
  expect(await loadDatabase(options)).toEqual({ name: 'Mine', database: 'sqlite:./daybook.db' })
  expect(await loadDatabase({ ...options, database: 'x.db' })).toEqual({ name: 'Mine', database: 'sqlite:x.db' })
  put('daybook.config.json', JSON.stringify({ name: 'Reader', chains: [{ id: 1, name: 'one' }] }))
  expect((await loadDatabase(options)).name).toBe('Reader')
  put('daybook.config.json', JSON.stringify({ name: 7 }))
  await expect(loadDatabase(options)).rejects.toThrow('name: found 7, expected a name')
})
