import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getArgumentValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import type { Shown } from '../reads.ts'
import { completeAbstract, completeLeaf, completeList, completeNonNull, completeObject } from './complete.ts'
import type { Complete, FieldPlan, ObjectPlan, Resolve } from './run.ts'
import { type Asked as Selecting, selectedFields } from './selected.ts'
import { createShowing, type Showing } from './showing.ts'

// An operation is planned once: which fields of which types, with what resolves and completes each. Then it runs any number of times.

/** Thrown by plans for what is left to graphql-js: introspection, and types that look at their values to know them. */
export class NotPlanned extends Error {}

/** The plan of an operation's root fields, and what is shown of rows; undefined where that follows from what is found. */
export type OperationPlan = ObjectPlan & { readonly shown: Shown | undefined }

type Asked = Selecting & { readonly showing: Showing }

/** Throws `NotPlanned` where graphql-js should run it. */
export const planOperation = (given: Selecting, operation: OperationDefinitionNode): OperationPlan => {
  const asked: Asked = { ...given, showing: createShowing() }
  const root = asked.schema.getRootType(operation.operation)
  if (root === undefined || root === null || operation.operation !== 'query') throw new NotPlanned()
  const { fields } = planObject(asked, root, [operation.selectionSet])
  return { fields, shown: asked.showing.shown() }
}

const planObject = (asked: Asked, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ObjectPlan => {
  if (type.isTypeOf !== undefined && type.isTypeOf !== null) throw new NotPlanned()
  const fields: FieldPlan[] = []
  for (const [key, nodes] of selectedFields(asked, type, sets)) {
    const name = nodes[0]!.name.value
    if (name === '__typename') fields.push({ key, nodes, constant: type.name, ...ofTypeName })
    else if (name.startsWith('__')) throw new NotPlanned()
    else {
      const field = type.getFields()[name]
      if (field === undefined) continue
      asked.showing.field(type.name, field.resolve)
      fields.push(planField(asked, type, field, key, nodes))
    }
  }
  return { fields }
}

const noArguments = Object.freeze({})
const ofTypeName = {
  resolve: () => undefined,
  argumentsOf: () => noArguments,
  complete: () => null,
  nullable: false,
  isLeaf: true,
}

const planField = (
  asked: Asked,
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  key: string,
  nodes: readonly FieldNode[],
): FieldPlan => ({
  key,
  nodes,
  constant: undefined,
  resolve: (field.resolve as Resolve | undefined) ?? propertyOf(field.name),
  argumentsOf: planArguments(field, nodes[0]!),
  complete: planType(asked, field.type, { of: `${parent.name}.${field.name}`, nodes }),
  nullable: !isNonNullType(field.type),
  isLeaf: isLeafType(isNonNullType(field.type) ? field.type.ofType : field.type),
})

/** What graphql-js does where nothing resolves a field. */
const propertyOf =
  (name: string): Resolve =>
  (source, given, context) => {
    if (typeof source !== 'object' || source === null) return undefined
    const value = (source as Record<string, unknown>)[name]
    return typeof value === 'function' ? value.call(source, given, context) : value
  }

const usesVariables = (node: FieldNode): boolean => {
  let found = false
  for (const argument of node.arguments ?? [])
    visit(argument, {
      Variable: () => {
        found = true
      },
    })
  return found
}

/** Arguments are read once for a plan where no variable is in them, else once for an operation: not for each object. */
const planArguments = (field: GraphQLField<unknown, unknown>, node: FieldNode): FieldPlan['argumentsOf'] => {
  if (field.args.length === 0) return () => noArguments
  if (usesVariables(node)) {
    // The same selection may be of several types, whose arguments differ.
    const own = {}
    return (run) => {
      const known = run.given.get(own)
      if (known !== undefined) return known
      const given = getArgumentValues(field, node, run.variables)
      run.given.set(own, given)
      return given
    }
  }
  let given: Readonly<Record<string, unknown>> | undefined
  return () => {
    given ??= getArgumentValues(field, node)
    return given
  }
}

type Place = { readonly of: string; readonly nodes: readonly FieldNode[] }

const planType = (asked: Asked, type: GraphQLOutputType, place: Place): Complete => {
  if (isNonNullType(type)) return completeNonNull(planType(asked, type.ofType, place), place)
  if (isListType(type))
    return completeList(planType(asked, type.ofType, place), { ...place, nullable: !isNonNullType(type.ofType) })
  if (isLeafType(type)) return completeLeaf(type)
  const sets = place.nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  if (!isAbstractType(type)) return completeObject(planObject(asked, type, sets))
  const { resolveType } = type
  if (resolveType === undefined || resolveType === null) throw new NotPlanned()
  // Few of the types that may come do, so they are planned when they come.
  asked.showing.unplanned()
  const possible = new Map(asked.schema.getPossibleTypes(type).map((object) => [object.name, object]))
  for (const { isTypeOf } of possible.values()) if (isTypeOf) throw new NotPlanned()
  const plans = new Map<string, ObjectPlan>()
  const planOf = (name: unknown): ObjectPlan | undefined => {
    const object = typeof name === 'string' ? possible.get(name) : undefined
    if (object === undefined) return undefined
    const plan = plans.get(object.name) ?? planObject(asked, object, sets)
    plans.set(object.name, plan)
    return plan
  }
  return completeAbstract(type, planOf, place)
}

/** Variables that decide what is skipped, anywhere in what an operation may reach. */
export const conditionsOf = (operation: OperationDefinitionNode, fragments: Asked['fragments']): readonly string[] => {
  const names = new Set<string>()
  for (const definition of [operation, ...fragments.values()])
    visit(definition, {
      Directive: ({ name, arguments: given = [] }) => {
        if (name.value !== 'skip' && name.value !== 'include') return
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
      },
    })
  return [...names]
}
