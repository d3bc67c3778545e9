import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const src = join(root, 'src')

/** Which folder may import which: data goes one way. main.ts, cli and demo put the parts together and stand outside. */
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  protocols: ['domain'],
  proof: ['domain'],
  verify: ['domain', 'protocols', 'proof'],
  chain: ['domain', 'proof'],
  config: ['domain'],
  store: ['domain'],
  indexer: ['domain', 'protocols', 'chain', 'store', 'config'],
  metadata: ['domain', 'store', 'config'],
  audit: ['domain', 'protocols', 'chain', 'store'],
  api: ['domain', 'protocols', 'proof', 'verify', 'store'],
}
/** Files beside the folders that everybody but the domain may use. */
const shared = ['errors.ts', 'log.ts', 'clock.ts']

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('generated'))
  .map((file) => join(src, file))
const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map((match) =>
    resolve(dirname(file), match[1]!),
  )
const folderOf = (file: string) => relative(src, file).split('/')[0]!

test('imports point one way', () => {
  const offenders = files.flatMap((file) => {
    const allowed = mayImport[folderOf(file)]
    if (!allowed) return []
    return importsOf(file)
      .filter((target) => target.startsWith(src))
      .filter((target) => folderOf(target) !== folderOf(file) && !allowed.includes(folderOf(target)))
      .filter((target) => folderOf(file) === 'domain' || !shared.includes(folderOf(target)))
      .map((target) => `${relative(root, file)} imports ${relative(root, target)}`)
  })
  expect(offenders).toEqual([])
})

test('nothing in the domain or the fold waits', () => {
  const pure = files.filter((file) => /src\/(domain|protocols|indexer\/fold)\//.test(file))
  const waiting = pure.filter((file) =>
    /\b(async|await|Promise|setTimeout|Date\.now|Math\.random)\b/.test(readFileSync(file, 'utf8')),
  )
  expect(waiting.map((file) => relative(root, file))).toEqual([])
})

test('no import goes round in a circle', () => {
  const graph = new Map(files.map((file) => [file, importsOf(file)]))
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file))
      circles.push([...path.slice(path.indexOf(file)), file].map((each) => relative(src, each)).join(' → '))
    if (done.has(file) || path.includes(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})

test('nothing is left focused, skipped or to do', () => {
  const all = [
    ...files,
    ...readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((f) => f.endsWith('.ts'))
      .map((f) => join(root, 'test', f)),
  ]
  const marks = /\b(it|test|describe)\.(only|skip|todo)\b|\b(TODO|FIXME|XXX)\b/
  expect(
    all
      .filter((file) => file !== import.meta.filename && marks.test(readFileSync(file, 'utf8')))
      .map((file) => relative(root, file)),
  ).toEqual([])
})
