import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { QueryError } from '../store/read/query-error.ts'
import { checkPageSize, PAGE_SIZE, PAGE_SIZE_MAX } from './page-size.ts'

// The points an operation may cost at most, before it runs: an object is 1, a leaf nothing, @cost adds its weight, and what a
// list holds counts as often as @listSize and its arguments allow. Variables are resolved; a fragment is counted once per type.

type Variables = Readonly<Record<string, unknown>>
export type Operation = {
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Variables
}

const argumentOf = (directive: DirectiveNode | undefined, name: string): unknown => {
  const found = directive?.arguments?.find((argument) => argument.name.value === name)
  return found === undefined ? undefined : valueFromASTUntyped(found.value)
}
const directiveOf = (field: GraphQLField<unknown, unknown>, name: string) =>
  field.astNode?.directives?.find((directive) => directive.name.value === name)

type Rules = {
  readonly weight: number
  readonly assumed: number
  readonly slicing: readonly string[]
  readonly sized: readonly string[]
}

const readRules = (field: GraphQLField<unknown, unknown>): Rules => {
  const list = directiveOf(field, 'listSize')
  return {
    weight: Number(argumentOf(directiveOf(field, 'cost'), 'weight') ?? 0),
    assumed: Number(argumentOf(list, 'assumedSize') ?? 1),
    slicing: (argumentOf(list, 'slicingArguments') as string[] | undefined) ?? [],
    sized: (argumentOf(list, 'sizedFields') as string[] | undefined) ?? [],
  }
}

const rulesOf = (() => {
  const known = new WeakMap<GraphQLField<unknown, unknown>, Rules>()
  return (field: GraphQLField<unknown, unknown>): Rules => {
    const rules = known.get(field) ?? readRules(field)
    known.set(field, rules)
    return rules
  }
})()

/** How many items a field may give, from its arguments as they will be. Sizes out of range are refused here, before anything runs. */
const sizeOf = (node: FieldNode, { slicing, assumed }: Rules, variables: Variables): number => {
  const sizes = slicing.flatMap((name) => {
    const argument = node.arguments?.find((argument) => argument.name.value === name)
    if (argument === undefined) return []
    const value =
      argument.value.kind === Kind.LIST
        ? argument.value.values
        : argument.value.kind === Kind.VARIABLE
          ? variables[argument.value.name.value]
          : valueFromASTUntyped(argument.value)
    if (value === null || value === undefined) return []
    if (!Array.isArray(value)) return [checkPageSize(name, Number(value))]
    if (value.length > PAGE_SIZE_MAX)
      throw new QueryError(
        'BAD_USER_INPUT',
        `'${name}' takes at most ${PAGE_SIZE_MAX} values; these are ${value.length}.`,
      )
    return [value.length]
  })
  return sizes.length > 0 ? Math.max(...sizes) : assumed || PAGE_SIZE
}

/** Lists without arguments are bounded by configuration or by their description; few hold more than a handful. */
const PLAIN_LIST_SIZE = 5

export const costOf = (schema: GraphQLSchema, { operation, fragments, variables }: Operation): number => {
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).map((definition) => [
      definition.variable.name.value,
      definition.defaultValue === undefined ? undefined : valueFromASTUntyped(definition.defaultValue),
    ]),
  )
  const given = { ...defaults, ...variables }
  const known = new Map<string, number>()

  const costOfSet = (set: SelectionSetNode, type: GraphQLNamedType, size: number, sized: readonly string[]): number => {
    let cost = 0
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) cost += costOfField(selection, type, size, sized)
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type
        if (on !== undefined) cost += costOfSet(selection.selectionSet, on, size, sized)
      } else cost += costOfFragment(selection.name.value, size, sized)
    }
    return cost
  }

  const costOfFragment = (name: string, size: number, sized: readonly string[]): number => {
    const key = `${name} ${size} ${sized.join()}`
    const counted = known.get(key)
    if (counted !== undefined) return counted
    const fragment = fragments[name]
    const on = fragment && schema.getType(fragment.typeCondition.name.value)
    const cost = fragment && on ? costOfSet(fragment.selectionSet, on, size, sized) : 0
    known.set(key, cost)
    return cost
  }

  const costOfField = (node: FieldNode, type: GraphQLNamedType, size: number, sized: readonly string[]): number => {
    if (node.name.value.startsWith('__')) return 0
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined
    if (field === undefined) return 0
    const rules = rulesOf(field)
    const target = getNamedType(field.type)
    const own = rules.weight
    if (rules.slicing.length > 0) sizeOf(node, rules, given)
    if (!isCompositeType(target) || node.selectionSet === undefined) return own
    if (rules.sized.length > 0) {
      const inner = costOfSet(node.selectionSet, target, sizeOf(node, rules, given), rules.sized)
      return own + 1 + inner
    }
    const times = sized.includes(node.name.value) ? size : listTimes(node, field, rules)
    return own + times * (1 + costOfSet(node.selectionSet, target, 1, []))
  }

  const listTimes = (node: FieldNode, field: GraphQLField<unknown, unknown>, rules: Rules): number => {
    if (!String(field.type).startsWith('[')) return 1
    return rules.slicing.length > 0 ? sizeOf(node, rules, given) : PLAIN_LIST_SIZE
  }

  const root = schema.getQueryType()
  return root ? costOfSet(operation.selectionSet, root, 1, []) : 0
}
