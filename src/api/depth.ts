import { type ASTVisitor, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from 'graphql'

/** Connections take two levels each (nodes, then their fields): enough for seven of them within each other. */
const DEPTH_MAX = 16

/** Refuses operations nested deeper than `DEPTH_MAX`. A fragment is measured once, wherever it is spread. */
export const depthRule = (context: ValidationContext): ASTVisitor => {
  const known = new Map<string, number>()
  const depthOf = (set: SelectionSetNode | undefined): number => {
    let deepest = 0
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value.startsWith('__')) continue
        deepest = Math.max(deepest, 1 + depthOf(selection.selectionSet))
      } else if (selection.kind === Kind.INLINE_FRAGMENT) deepest = Math.max(deepest, depthOf(selection.selectionSet))
      else deepest = Math.max(deepest, fragmentDepth(selection.name.value))
    }
    return deepest
  }
  const fragmentDepth = (name: string): number => {
    const measured = known.get(name)
    if (measured !== undefined) return measured
    // A fragment inside itself is another rule's error; here it only must not run on.
    known.set(name, 0)
    const depth = depthOf(context.getFragment(name)?.selectionSet)
    known.set(name, depth)
    return depth
  }
  return {
    OperationDefinition: (operation) => {
      const depth = depthOf(operation.selectionSet)
      if (depth > DEPTH_MAX)
        context.reportError(
          new GraphQLError(`Fields nest at most ${DEPTH_MAX} deep; here ${depth}.`, { nodes: operation }),
        )
    },
  }
}
