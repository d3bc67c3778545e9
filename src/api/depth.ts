import { type ASTVisitor, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from 'graphql'

/** Connections take two levels each (nodes, then their fields): enough for seven of them within each other. */
const DEPTH_MAX = 16

/** Lists of introspection that lead from a type to further types: within one of them there is none, or they would multiply. */
const TYPE_LISTS: ReadonlySet<string> = new Set(['fields', 'inputFields', 'interfaces', 'possibleTypes'])
const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type'])

type Depth = { readonly fields: number; readonly typeLists: number }
const none: Depth = { fields: 0, typeLists: 0 }
const deeper = (a: Depth, b: Depth): Depth => ({
  fields: Math.max(a.fields, b.fields),
  typeLists: Math.max(a.typeLists, b.typeLists),
})

/**
 * Refuses operations nested deeper than `DEPTH_MAX`, and introspection that goes round in circles. A fragment is measured once,
 * wherever it is spread.
 */
export const depthRule = (context: ValidationContext): ASTVisitor => {
  const known = new Map<string, Depth>()
  const depthOf = (set: SelectionSetNode | undefined): Depth => {
    let deepest = none
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value
        const { fields, typeLists } = depthOf(selection.selectionSet)
        // What is asked of the schema is in memory, and its own depth harmless: the chain of `ofType` is ten long in common tools.
        const own = {
          fields: INTROSPECTION.has(name) ? 0 : 1 + fields,
          typeLists: typeLists + Number(TYPE_LISTS.has(name)),
        }
        deepest = deeper(deepest, own)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) deepest = deeper(deepest, depthOf(selection.selectionSet))
      else deepest = deeper(deepest, fragmentDepth(selection.name.value))
    }
    return deepest
  }
  const fragmentDepth = (name: string): Depth => {
    const measured = known.get(name)
    if (measured !== undefined) return measured
    // A fragment inside itself is another rule's error; here it only must not run on.
    known.set(name, none)
    const depth = depthOf(context.getFragment(name)?.selectionSet)
    known.set(name, depth)
    return depth
  }
  return {
    OperationDefinition: (operation) => {
      const { fields, typeLists } = depthOf(operation.selectionSet)
      if (fields > DEPTH_MAX)
        context.reportError(
          new GraphQLError(`Fields nest at most ${DEPTH_MAX} deep; here ${fields}.`, { nodes: operation }),
        )
      if (typeLists > 1)
        context.reportError(
          new GraphQLError(
            `Introspection lists types within a type's own lists at most once; here ${typeLists} deep.`,
            {
              nodes: operation,
            },
          ),
        )
    },
  }
}
