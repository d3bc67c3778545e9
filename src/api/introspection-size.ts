import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isUnionType } from 'graphql'

/** Points of an object of introspection: it is read from memory, so fifty weigh as much as one from the database. */
export const INTROSPECTION_WEIGHT = 0.02

type Sizes = Readonly<Record<string, number>>
export type IntrospectionSizes = {
  /** Of a type within `__schema { types }`: a mean, so that all of them together are counted exactly. */
  readonly mean: Sizes
  /** Of one type that may be any. */
  readonly max: Sizes
}

const mean = (list: readonly number[]): number =>
  list.reduce((sum, length) => sum + length, 0) / Math.max(1, list.length)
const longest = (list: readonly number[]): number => Math.max(0, ...list)

/** How long the lists of introspection are in a schema, by the names of their fields. */
export const introspectionSizes = (schema: GraphQLSchema): IntrospectionSizes => {
  const types = Object.values(schema.getTypeMap())
  const fieldsOf = types.map((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  )
  const lengths: Record<string, number[]> = {
    fields: fieldsOf.map((fields) => fields.length),
    inputFields: types.map((type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0)),
    enumValues: types.map((type) => (isEnumType(type) ? type.getValues().length : 0)),
    interfaces: types.map((type) => (isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().length : 0)),
    possibleTypes: types.map((type) =>
      isInterfaceType(type) || isUnionType(type) ? schema.getPossibleTypes(type).length : 0,
    ),
  }
  const args = [
    fieldsOf.flat().map((field) => field.args.length),
    schema.getDirectives().map((directive) => directive.args.length),
  ]
  const whole = { types: types.length, directives: schema.getDirectives().length }
  const each = (of: (list: readonly number[]) => number) =>
    Object.fromEntries(Object.entries(lengths).map(([name, list]) => [name, of(list)]))
  return {
    mean: { ...whole, ...each(mean), args: Math.max(...args.map(mean)) },
    max: { ...whole, ...each(longest), args: Math.max(...args.map(longest)) },
  }
}
