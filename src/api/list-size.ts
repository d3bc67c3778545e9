import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  getNullableType,
  isListType,
  Kind,
  valueFromASTUntyped,
} from 'graphql'
import { QueryError } from '../store/read/query-error.ts'
import { checkPageSize, PAGE_SIZE, PAGE_SIZE_MAX } from './page-size.ts'

// What the schema says of sizes and weights with @listSize and @cost, as the IBM cost-directive specification has them.

type Field = GraphQLField<unknown, unknown>
export type Variables = Readonly<Record<string, unknown>>
type SizeRules = {
  /** Points that @cost adds for one resolution of the field. */
  readonly weight: number
  /** Items when no slicing argument says so; also the most that a list without arguments ever has. */
  readonly assumed: number
  readonly slicing: readonly string[]
  /** Children that the size applies to; empty when the field is itself the list. */
  readonly sized: readonly string[]
  readonly requireOne: boolean
}

const argumentOf = (directive: DirectiveNode | undefined, name: string): unknown => {
  const found = directive?.arguments?.find((argument) => argument.name.value === name)
  return found === undefined ? undefined : valueFromASTUntyped(found.value)
}
const directiveOf = ({ astNode }: { readonly astNode?: unknown }, name: string): DirectiveNode | undefined =>
  (astNode as { directives?: readonly DirectiveNode[] } | undefined)?.directives?.find(
    (directive) => directive.name.value === name,
  )

const readRules = (field: Field): SizeRules => {
  const list = directiveOf(field, 'listSize')
  const slicing = (argumentOf(list, 'slicingArguments') as string[] | undefined) ?? []
  return {
    weight: Number(argumentOf(directiveOf(field, 'cost'), 'weight') ?? 0),
    assumed: Number(argumentOf(list, 'assumedSize') ?? PAGE_SIZE),
    slicing,
    sized: (argumentOf(list, 'sizedFields') as string[] | undefined) ?? [],
    requireOne: slicing.length > 0 && argumentOf(list, 'requireOneSlicingArgument') !== false,
  }
}

const memo = <K extends object, V>(read: (key: K) => V): ((key: K) => V) => {
  const known = new WeakMap<K, V>()
  return (key) => {
    const value = known.get(key) ?? read(key)
    known.set(key, value)
    return value
  }
}

export const rulesOf = memo(readRules)

/** Points of one object of a type: 1 where @cost says nothing. */
export const weightOfType = memo((type: GraphQLNamedType): number =>
  Number(argumentOf(directiveOf(type, 'cost'), 'weight') ?? 1),
)

/** Which value an argument will have: from the document, a variable, or the schema's default. Undefined when there is none. */
const argumentValue = (node: FieldNode, argument: GraphQLArgument, variables: Variables): unknown => {
  const given = node.arguments?.find(({ name }) => name.value === argument.name)?.value
  if (given === undefined) return argument.defaultValue
  if (given.kind !== Kind.VARIABLE) return given.kind === Kind.LIST ? given.values : valueFromASTUntyped(given)
  const name = given.name.value
  return Object.hasOwn(variables, name) ? variables[name] : argument.defaultValue
}

const sizeOfList = (name: string, value: unknown): number => {
  const size = Array.isArray(value) ? value.length : 1
  if (size <= PAGE_SIZE_MAX) return size
  throw new QueryError('BAD_USER_INPUT', `'${name}' takes at most ${PAGE_SIZE_MAX} values; these are ${size}.`)
}

/**
 * How many items a field may give, from its arguments as they will be. Sizes out of range are refused here, before anything runs,
 * as PAGE_SIZE_OUT_OF_RANGE or BAD_USER_INPUT; what is no number at all is left to GraphQL itself, which refuses it.
 */
export const sizeOf = (node: FieldNode, field: Field, variables: Variables): number => {
  const { slicing, assumed, requireOne } = rulesOf(field)
  const sizes = slicing.flatMap((name) => {
    const argument = field.args.find((argument) => argument.name === name)
    if (argument === undefined) return []
    const value = argumentValue(node, argument, variables)
    if (value === null || value === undefined) return []
    if (isListType(getNullableType(argument.type))) return [sizeOfList(name, value)]
    return typeof value === 'number' ? [checkPageSize(name, value)] : []
  })
  if (requireOne && sizes.length !== 1)
    throw new QueryError('BAD_USER_INPUT', `'${field.name}' takes exactly one of: ${slicing.join(', ')}.`)
  return sizes.length > 0 ? Math.max(...sizes) : assumed
}
