import fc from 'fast-check'
import { vi } from 'vitest'

// What comes from outside, with something wrong in it. FUZZ_RUNS says how many of a kind; what fails prints a seed and a path, and
// FUZZ_SEED and FUZZ_PATH (with `-t` for that test alone) repeat it. FUZZ_COUNT=1 prints how many were read and how many refused.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

// Only a hang takes that long.
vi.setConfig({ testTimeout: Math.max(60_000, 200 * Number(process.env.FUZZ_RUNS ?? 0)) })

/** How often to try each kind, `few` times when nobody says. */
export const fuzzing = (few: number): { readonly numRuns: number; readonly seed?: number; readonly path?: string } => {
  const { FUZZ_RUNS: runs, FUZZ_SEED: seed, FUZZ_PATH: path } = process.env
  return { numRuns: Number(runs ?? few), ...(seed && { seed: Number(seed) }), ...(path && { path }) }
}

type Path = readonly string[]
type Parent = Json[] | { [name: string]: Json }

const isParent = (value: Json): value is Parent => typeof value === 'object' && value !== null

/** Nothing is changed further down. */
const DEPTH_MAX = 8

/** Where every value is, the whole included. */
const placesIn = (value: Json, path: Path = []): Path[] => {
  if (!isParent(value) || path.length === DEPTH_MAX) return [path]
  return [path, ...Object.entries(value).flatMap(([name, child]) => placesIn(child, [...path, name]))]
}

const valueAt = (value: Json, path: Path): Json =>
  path.reduce((parent, name) => (parent as { [name: string]: Json })[name]!, value)

/** Also a field of the name `__proto__`, as JSON.parse makes one. */
const put = (parent: Parent, name: string, value: Json): void =>
  void Object.defineProperty(parent, name, { value, enumerable: true, configurable: true, writable: true })

/** The same with another value at a place; `undefined` takes it away. */
const replaceAt = (value: Json, [name, ...rest]: Path, change: (old: Json) => Json | undefined): Json => {
  if (name === undefined) return change(value) ?? null
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Parent
  const old = (value as { [name: string]: Json })[name]!
  const changed = rest.length > 0 ? replaceAt(old, rest, change) : change(old)
  if (changed !== undefined) put(copy, name, changed)
  else if (Array.isArray(copy)) copy.splice(Number(name), 1)
  else delete copy[name]
  return copy
}

const nested = (depth: number): Json => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as Json

/** Values that programs stumble over. */
const oddities: readonly Json[] = [
  null,
  true,
  0,
  -0,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e300,
  '',
  '0x',
  '0X1',
  '0x0',
  '-0x1',
  '0x0000000000000000000000000000000000000001',
  `0x${'f'.repeat(64)}`,
  `0x${'0'.repeat(64)}`,
  '9'.repeat(78),
  '1e3',
  ' 1',
  'NaN',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '\u202e0x1',
  '٣',
  [],
  {},
  [[]],
  nested(100),
  nested(1_000),
  ...['{"__proto__":{"removed":true}}', '{"toString":1,"valueOf":1}', '{"toJSON":1,"length":1e9}', '{"0":1}'].map(
    (text) => JSON.parse(text) as Json,
  ),
]
const names = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'length',
  'toJSON',
  'then',
  '',
  '0',
  '\u0000',
] as const

const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>
const odd = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...oddities) }, { weight: 1, arbitrary: anything })

/** How one text becomes another: where, over how much of it, and with what. */
const edit = fc.record({
  how: fc.nat(6),
  at: fc.nat(100_000),
  length: fc.integer({ min: 1, max: 12 }),
  piece: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...'0123456789abcdefABCDEFxX') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }) },
  ),
})
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

const edited = (text: string, { how, at: anywhere, length, piece }: Edit): string => {
  const at = text.length === 0 ? 0 : anywhere % text.length
  const [before, part, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)]
  if (how === 0) return before + piece + text.slice(at + 1)
  if (how === 1) return before + piece + text.slice(at)
  if (how === 2) return before + after
  if (how === 3) return before + part + part + after
  if (how === 4) return before
  // A bit turned over.
  if (how === 5)
    return before + String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << (length % 7))) + text.slice(at + 1)
  return before + (part === part.toUpperCase() ? part.toLowerCase() : part.toUpperCase()) + after
}

/** A text with one to three edits. */
export const spoiltText = (text: string): fc.Arbitrary<string> =>
  fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => edits.reduce(edited, text))

/** Bytes with one to three changed: a bit turned over, others put in, some left out or doubled, the rest cut off. */
export const spoiltBytes = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .array(fc.tuple(fc.nat(4), fc.nat(100_000), fc.integer({ min: 1, max: 8 }), fc.nat(255)), {
      minLength: 1,
      maxLength: 3,
    })
    .map((edits) =>
      Uint8Array.from(
        edits.reduce(
          (all, [how, anywhere, length, byte]) => {
            if (all.length === 0) return [byte]
            const at = anywhere % all.length
            if (how === 0) return all.with(at, all[at]! ^ (1 << (length - 1)))
            if (how === 1) return all.toSpliced(at, 0, byte)
            if (how === 2) return all.toSpliced(at, length)
            if (how === 3) return all.toSpliced(at, 0, ...all.slice(at, at + length))
            return all.slice(0, at)
          },
          [...bytes],
        ),
      ),
    )

const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit'), edit }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('replace'), by: odd }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('copy'), from: fc.nat(100_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('double') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('number'), by: fc.integer({ min: -3, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('name'), name: fc.constantFrom(...names), value: odd }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('text'), edit }) },
) as fc.Arbitrary<
  | { kind: 'edit' | 'text'; edit: Edit }
  | { kind: 'replace'; by: Json }
  | { kind: 'copy'; from: number }
  | { kind: 'remove' | 'double' }
  | { kind: 'number'; by: number }
  | { kind: 'name'; name: string; value: Json }
>
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

const changed = (value: Json, where: number, what: Change, original: Json): Json => {
  const places = placesIn(value)
  const path = places[where % places.length]!
  switch (what.kind) {
    case 'edit':
      return replaceAt(value, path, (old) => (typeof old === 'string' ? edited(old, what.edit) : old))
    case 'text':
      // The whole as it comes over the wire, where that is still JSON.
      try {
        return JSON.parse(edited(JSON.stringify(value), what.edit)) as Json
      } catch {
        return value
      }
    case 'replace':
      return replaceAt(value, path, () => what.by)
    case 'copy': {
      const others = placesIn(original)
      return replaceAt(value, path, () => valueAt(original, others[what.from % others.length]!))
    }
    case 'remove':
      return replaceAt(value, path, () => undefined)
    case 'double':
      return replaceAt(value, path, (old) => (Array.isArray(old) ? [...old, ...old] : [old, old]))
    case 'number':
      return replaceAt(value, path, (old) => {
        if (typeof old === 'number') return old + what.by
        if (typeof old !== 'string' || !/^0x[0-9a-f]{1,12}$/.test(old)) return old
        return `0x${Math.max(0, Number(old) + what.by).toString(16)}`
      })
    case 'name':
      return replaceAt(value, path, (old) => {
        if (!isParent(old)) return old
        const copy = (Array.isArray(old) ? [...old] : { ...old }) as Parent
        if (Array.isArray(copy)) copy.push(what.value)
        else put(copy, what.name, what.value)
        return copy
      })
  }
}

/** JSON with one to three things wrong in it, most of them deep within. */
export const spoiltJson = (original: Json): fc.Arbitrary<Json> =>
  fc
    .array(fc.tuple(fc.nat(100_000), change), { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((value, [where, what]) => changed(value, where, what, original), original))
