import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** What is known of an operation when it is planned. `variables` decide what is skipped. */
export type Asked = {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Readonly<Record<string, unknown>>
}

const isIncluded = ({ variables }: Asked, node: SelectionNode & { readonly directives?: readonly DirectiveNode[] }) =>
  node.directives === undefined ||
  node.directives.length === 0 ||
  (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false)

const applies = ({ schema }: Asked, condition: string | undefined, type: GraphQLObjectType): boolean => {
  const on = condition === undefined ? type : schema.getType(condition)
  return on === type || (isAbstractType(on) && schema.isSubType(on, type))
}

/** The fields selected of an object of that type, by the keys they get in the answer, in order: fields of one key are merged. */
export const selectedFields = (
  asked: Asked,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> => {
  const found = new Map<string, FieldNode[]>()
  const spread = new Set<string>()
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncluded(asked, selection)) continue
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value
        const nodes = found.get(key)
        if (nodes === undefined) found.set(key, [selection])
        else nodes.push(selection)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(asked, selection.typeCondition?.name.value, type)) collect(selection.selectionSet)
      } else {
        const name = selection.name.value
        const fragment = spread.has(name) ? undefined : asked.fragments.get(name)
        spread.add(name)
        if (fragment !== undefined && applies(asked, fragment.typeCondition.name.value, type))
          collect(fragment.selectionSet)
      }
    }
  }
  for (const set of sets) collect(set)
  return found
}
