import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { protocols } from '../../src/protocols/registry.ts'

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

const fields = fieldsOf(JSON.parse(configJsonSchema([...protocols.keys()])))

test('docs/config.schema.json is current (else: npm run config-schema)', () => {
  expect(JSON.parse(read('config.schema.json'))).toEqual(JSON.parse(configJsonSchema([...protocols.keys()])))
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
