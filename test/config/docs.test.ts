import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knownProtocols } from '../../src/cli/known-protocols.ts'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { presets } from '../../src/config/presets.ts'
import { protocols } from './protocols.ts'

const read = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
type Schema = { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; description?: string }

/** Each field by its path, `chains[].rpc`. */
const fieldsOf = (schema: Schema, path = ''): [string, Schema][] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const own = path === '' ? name : `${path}.${name}`
    const inner = field.items?.properties ? fieldsOf(field.items, `${own}[]`) : fieldsOf(field, own)
    const choices = (field.anyOf ?? []).flatMap((choice) => fieldsOf(choice, own))
    return [[own, field], ...inner, ...choices] as [string, Schema][]
  })

const fields = fieldsOf(JSON.parse(configJsonSchema(knownProtocols)))

test('docs/config.schema.json is current (else: npm run config-schema)', () => {
  expect(JSON.parse(read('config.schema.json'))).toEqual(JSON.parse(configJsonSchema(knownProtocols)))
})

test('every field has a description', () => {
  expect(fields.filter(([, schema]) => !schema.description).map(([path]) => path)).toEqual([])
})

test('docs/configuration.md documents every field, and no other', () => {
  const documented = [...read('configuration.md').matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]!)
  const variables = documented.filter((name) => /^[A-Z_]+(<id>)?$/.test(name))
  expect(documented.filter((name) => !variables.includes(name)).sort()).toEqual(fields.map(([path]) => path).sort())
})

test('docs/configuration.md documents every variable of the environment', () => {
  const documented = [...read('configuration.md').matchAll(/^\| `([A-Z_]+(?:<id>)?)` \|/gm)].map((match) => match[1]!)
  expect(documented.sort()).toEqual(['DATABASE_URL', 'HOST', 'LOG_LEVEL', 'NO_COLOR', 'PORT', 'RPC_URL_<id>'])
})

test('docs/configuration.md lists every preset beside its chain, and no other', () => {
  const rows = [...read('configuration.md').matchAll(/^\| [^`|]+ \| (\d+) \|(.*)\|$/gm)]
  const documented = rows.flatMap(([, chainId, cells]) =>
    [...cells!.matchAll(/`([^`]+)`/g)].map((match) => [match[1], Number(chainId)] as const),
  )
  expect(documented.sort()).toEqual([...presets].map(([name, { chainId }]) => [name, chainId] as const).sort())
})

test('the protocols that these tests tell the configuration of are as the registry has them', () => {
  expect(protocols).toEqual(knownProtocols)
})
