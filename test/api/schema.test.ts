import './one-graphql.ts'
import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType, printSchema } from 'graphql'
import { expect, test } from 'vitest'
import { createSchema } from '../../src/api/schema.ts'

const schema = createSchema()
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'))

test('the schema served is the one reviewed: a change of contract is a visible change of this file', async () => {
  await expect(printSchema(schema)).toMatchFileSnapshot('./schema.snapshot.txt')
})

test('every type, field, argument and value says what it means', () => {
  const silent: string[] = []
  const check = (name: string, described: { readonly description?: string | null | undefined }) => {
    if (!described.description) silent.push(name)
  }
  for (const type of types) {
    check(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value)
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field)
        if ('args' in field)
          for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument)
      }
  }
  expect(silent).toEqual([])
})

test('every list that can grow is a page, and bounded', () => {
  for (const type of types.filter(isObjectType))
    for (const field of Object.values(type.getFields())) {
      if (!getNamedType(field.type).name.endsWith('Connection')) continue
      expect(field.args.map(({ name }) => name)).toEqual(expect.arrayContaining(['first', 'after', 'last', 'before']))
      expect(field.astNode?.directives?.map(({ name }) => name.value)).toContain('listSize')
    }
})

test('every type can be reached from a query', () => {
  const text = printSchema(schema)
  for (const type of types)
    expect(text.match(new RegExp(`\\b${type.name}\\b`, 'g'))!.length, type.name).toBeGreaterThan(
      type.name === 'Query' ? 0 : 1,
    )
})
