import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql'
import { createRandom } from '../api/random.ts'

type Random = ReturnType<typeof createRandom>
/** Values for required arguments, by their names: real ones of the world that is asked. */
export type Values = Readonly<Record<string, readonly string[]>>

const DEPTH_MAX = 7

/** A valid document from a seed: fields of any type of the schema, pages of any size, by literal, variable or default of one. */
export const randomDocument = (schema: GraphQLSchema, values: Values, seed: number) => {
  const random = createRandom(seed)
  const fragments: string[] = []
  const definitions: string[] = []
  const variables: Record<string, unknown> = {}
  let names = 0

  const sizeText = (): string => {
    const size = 1 + random.int(random.chance(0.2) ? 100 : 8)
    if (random.chance(0.6)) return String(size)
    const name = `v${names++}`
    if (random.chance(0.5)) {
      definitions.push(`$${name}: Int`)
      variables[name] = size
    } else definitions.push(`$${name}: Int = ${size}`)
    return `$${name}`
  }

  const argumentText = (argument: GraphQLArgument): string | undefined => {
    const { name, type } = argument
    if (name === 'first' && random.chance(0.6)) return `first: ${sizeText()}`
    if (!isNonNullType(type) || argument.defaultValue !== undefined) return undefined
    const known = values[name]
    if (known !== undefined) return `${name}: ${listed(type, () => random.pick(known), random)}`
    const named = getNamedType(type)
    if (isEnumType(named)) return `${name}: ${random.pick(named.getValues()).name}`
    throw new Error(`No value is known for the argument ${name}: ${type}.`)
  }

  const fieldText = (field: GraphQLField<unknown, unknown>, depth: number): string | undefined => {
    const target = getNamedType(field.type)
    const leaf = !isCompositeType(target)
    if (!leaf && depth >= DEPTH_MAX) return undefined
    const given = field.args.flatMap((argument) => argumentText(argument) ?? [])
    const call = `${target.name === 'JSON' ? 'json' : 'f'}${names++}: ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`
    if (leaf) return call
    if (isObjectType(target)) return `${call} ${setText(target, depth + 1)}`
    if (isInterfaceType(target) || isUnionType(target)) {
      const types = schema.getPossibleTypes(target).filter(() => random.chance(0.4))
      const parts = types.map((type) => `... on ${type.name} ${setText(type, depth + 1)}`)
      return `${call} { __typename ${parts.join(' ')} }`
    }
    return undefined
  }

  const setText = (type: GraphQLObjectType, depth: number): string => {
    const fields = Object.values(type.getFields())
    const wanted = Array.from({ length: 1 + random.int(3) }, () => random.pick(fields))
    const parts = wanted.flatMap((field) => fieldText(field, depth) ?? [])
    if (depth > 0 && random.chance(0.15)) {
      const name = `F${names++}`
      fragments.push(`fragment ${name} on ${type.name} { ${[...parts, '__typename'].join(' ')} }`)
      return random.chance(0.5) ? `{ ...${name} ...${name} }` : `{ ...${name} }`
    }
    return `{ ${[...parts, '__typename'].join(' ')} }`
  }

  const set = setText(schema.getQueryType()!, 0)
  const declared = definitions.length > 0 ? ` (${definitions.join(', ')})` : ''
  return { query: `query${declared} ${set} ${fragments.join(' ')}`, variables }
}

const listed = (type: GraphQLArgument['type'], pick: () => string, random: Random): string => {
  if (!isListType(getNullableType(type))) return pick()
  return `[${Array.from({ length: random.int(5) }, pick).join(', ')}]`
}

/** Objects of an answer below its root, and its leaves; a document of JSON is one leaf. */
export const countAnswer = (data: unknown): { nodes: number; leaves: number } => {
  let nodes = -1
  let leaves = 0
  const visit = (value: unknown, key: string): void => {
    if (Array.isArray(value) && (value.length === 0 || typeof value[0] === 'object'))
      for (const each of value) visit(each, key)
    else if (typeof value === 'object' && value !== null && !Array.isArray(value) && !key.startsWith('json')) {
      nodes++
      for (const [name, child] of Object.entries(value)) visit(child, name)
    } else leaves++
  }
  visit(data, '')
  return { nodes, leaves }
}
