import {
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'

/** A field of the API that gives a connection, and how to get there from the root: fields, outermost first. */
export type ListField = {
  readonly name: string
  readonly path: readonly string[]
  readonly connection: GraphQLObjectType
  /** Null where the list takes no filter, or no order. */
  readonly where: GraphQLInputObjectType | null
  readonly orders: readonly string[]
  readonly field: GraphQLField<unknown, unknown>
}

const inputOf = (field: GraphQLField<unknown, unknown>, name: string): GraphQLInputObjectType | null => {
  const type = field.args.find((argument) => argument.name === name)?.type
  const named = type === undefined ? undefined : getNamedType(type)
  return isInputObjectType(named) ? named : null
}

const ordersOf = (field: GraphQLField<unknown, unknown>): readonly string[] => {
  const type = inputOf(field, 'orderBy')?.getFields().field?.type
  const named = type === undefined ? undefined : getNamedType(type)
  return isEnumType(named) ? named.getValues().map(({ name }) => name) : []
}

const isConnection = (type: unknown): type is GraphQLObjectType =>
  isObjectType(type) && type.name.endsWith('Connection')

/** Every list of the schema, each with the shortest way to one parent of it that needs no argument. */
export const listFields = (schema: GraphQLSchema): readonly ListField[] => {
  const found: ListField[] = []
  const seen = new Set<string>()
  const waiting: { type: GraphQLObjectType; path: readonly string[] }[] = [{ type: schema.getQueryType()!, path: [] }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { type, path } = next
    if (seen.has(type.name)) continue
    seen.add(type.name)
    for (const field of Object.values(type.getFields())) {
      const target = getNamedType(field.type)
      if (!isObjectType(target) || target.name.startsWith('__')) continue
      if (isConnection(target) && !isListType(getNullableType(field.type))) {
        const name = `${type.name}.${field.name}`
        found.push({ name, path, connection: target, where: inputOf(field, 'where'), orders: ordersOf(field), field })
        waiting.push({
          type: getNamedType(target.getFields().nodes!.type) as GraphQLObjectType,
          path: [...path, field.name],
        })
      } else if (!field.args.some(isRequiredArgument)) waiting.push({ type: target, path: [...path, field.name] })
    }
  }
  return found
}
