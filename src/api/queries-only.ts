import { type ASTVisitor, GraphQLError, OperationTypeNode, type ValidationContext } from 'graphql'

/** Refuses what is neither in the schema nor otherwise found out before it runs: mutations and subscriptions. */
export const queriesOnlyRule = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition: (operation) => {
    if (operation.operation !== OperationTypeNode.QUERY)
      context.reportError(new GraphQLError(`Only queries are served, no ${operation.operation}.`, { nodes: operation }))
  },
})
