import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  valueFromASTUntyped,
} from 'graphql'
import { INTROSPECTION_WEIGHT, type IntrospectionSizes, introspectionSizes } from './introspection-size.ts'
import { rulesOf, sizeOf, type Variables, weightOfType } from './list-size.ts'

// What an operation may come to at most, counted before it runs. An object costs its type's weight (1 where nothing is said), a leaf
// nothing, @cost on a field adds its weight, and what a list holds counts as often as @listSize and its arguments allow. Variables are
// resolved; of an abstract type the dearest object counts; @skip and @include are not believed.

export type Operation = {
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Variables
}

/** The most that an answer may hold: points, objects and leaves. */
export type Count = { readonly cost: number; readonly nodeCount: number; readonly leafCount: number }

const nothing: Count = { cost: 0, nodeCount: 0, leafCount: 0 }
const combine = (a: Count, b: Count, each: (a: number, b: number) => number): Count => ({
  cost: each(a.cost, b.cost),
  nodeCount: each(a.nodeCount, b.nodeCount),
  leafCount: each(a.leafCount, b.leafCount),
})
const add = (a: Count, b: Count): Count => combine(a, b, (x, y) => x + y)
const dearest = (counts: readonly Count[]): Count => counts.reduce((a, b) => combine(a, b, Math.max), nothing)

/** What children are told by the field they are in. */
type Within = {
  /** Items of the lists named in `sized`. */
  readonly size: number
  readonly sized: readonly string[]
  /** All types of the schema are listed here, so that means are exact. */
  readonly allTypes: boolean
}
const plain: Within = { size: 1, sized: [], allTypes: false }

type Field = GraphQLField<unknown, unknown>
const known = new WeakMap<GraphQLSchema, IntrospectionSizes>()

/** Counts an operation that is valid. Refuses page sizes out of range as `sizeOf` does. */
export const countOperation = (schema: GraphQLSchema, { operation, fragments, variables }: Operation): Count => {
  const given: Variables = { ...defaultsOf(operation), ...variables }
  const introspection = known.get(schema) ?? introspectionSizes(schema)
  known.set(schema, introspection)
  // Fragments within fragments double with each level when they are spread out: each set is counted once for what it stands in.
  const counted = new Map<SelectionSetNode, Map<string, Count>>()

  const countSet = (set: SelectionSetNode, type: GraphQLObjectType, within: Within): Count => {
    const places = counted.get(set) ?? new Map<string, Count>()
    counted.set(set, places)
    const place = `${type.name} ${within.size} ${within.sized.join()} ${within.allTypes}`
    const count =
      places.get(place) ?? set.selections.map((each) => countSelection(each, type, within)).reduce(add, nothing)
    places.set(place, count)
    return count
  }

  const countSelection = (selection: SelectionNode, type: GraphQLObjectType, within: Within): Count => {
    if (selection.kind === Kind.FIELD) return countField(selection, type, within)
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection
    if (fragment === undefined || !applies(schema, fragment.typeCondition?.name.value, type)) return nothing
    return countSet(fragment.selectionSet, type, within)
  }

  const countField = (node: FieldNode, type: GraphQLObjectType, within: Within): Count => {
    const field = fieldOf(schema, type, node.name.value)
    if (field === undefined) return { ...nothing, leafCount: 1 }
    const { weight, slicing, sized } = rulesOf(field)
    const target = getNamedType(field.type)
    const size = slicing.length > 0 ? sizeOf(node, field, given) : 1
    if (!isCompositeType(target) || node.selectionSet === undefined) return { cost: weight, nodeCount: 0, leafCount: 1 }
    const allTypes = field.name === 'types' || within.allTypes
    const inner = sized.length > 0 ? { size, sized, allTypes } : { ...plain, allTypes }
    const each = countObject(node.selectionSet, target, inner)
    const times = timesOf(node, field, type, within)
    return { cost: weight + times * each.cost, nodeCount: times * each.nodeCount, leafCount: times * each.leafCount }
  }

  /** One object that the field gives, with all that is selected of it. */
  const countObject = (set: SelectionSetNode, type: GraphQLCompositeType, within: Within): Count => {
    const types = isAbstractType(type) ? schema.getPossibleTypes(type) : [type]
    return dearest(
      types.map((object) => {
        const weight = object.name.startsWith('__') ? INTROSPECTION_WEIGHT : weightOfType(object)
        return add({ cost: weight, nodeCount: 1, leafCount: 0 }, countSet(set, object, within))
      }),
    )
  }

  const timesOf = (node: FieldNode, field: Field, type: GraphQLObjectType, within: Within): number => {
    if (within.sized.includes(field.name)) return within.size
    if (!isListType(getNullableType(field.type))) return 1
    if (type.name.startsWith('__')) return introspection[within.allTypes ? 'mean' : 'max'][field.name] ?? 1
    return sizeOf(node, field, given)
  }

  const root = schema.getQueryType()
  const { cost, nodeCount, leafCount } = root ? countSet(operation.selectionSet, root, plain) : nothing
  return { cost: Math.ceil(cost), nodeCount: Math.ceil(nodeCount), leafCount: Math.ceil(leafCount) }
}

const defaultsOf = ({ variableDefinitions = [] }: OperationDefinitionNode): Variables =>
  Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  )

const applies = (schema: GraphQLSchema, condition: string | undefined, type: GraphQLObjectType): boolean => {
  const on = condition === undefined ? type : schema.getType(condition)
  return on === type || (isAbstractType(on) && schema.isSubType(on, type))
}

/** A field as it may be selected; undefined for __typename. */
const fieldOf = (schema: GraphQLSchema, type: GraphQLObjectType, name: string): Field | undefined => {
  if (type === schema.getQueryType() && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef
  if (type === schema.getQueryType() && name === TypeMetaFieldDef.name) return TypeMetaFieldDef
  return isObjectType(type) ? type.getFields()[name] : undefined
}
