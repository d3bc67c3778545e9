import type { ApolloServerPlugin } from '@apollo/server'
import { type FragmentDefinitionNode, GraphQLError } from 'graphql'
import { QueryError } from '../store/read/query-error.ts'
import type { Context } from './context.ts'
import { costOf } from './cost.ts'

/** Words and marks of a document: the largest that people write have a few hundred. */
export const TOKENS_MAX = 2_000
/** Errors that one answer lists; finding more would only be work. */
export const ERRORS_MAX = 20
/** Selections after fragments are spread out, as Apollo counts them while it validates. */
export const SELECTIONS_MAX = 10_000
/** Points of one operation: about a page of 100 with a handful of relations each, or 20 of them with a list each. */
export const COST_MAX = 5_000

const tooDear = (cost: number, limit: number) =>
  new GraphQLError(`This operation may cost ${cost} points; the limit is ${limit}. Ask for fewer items or relations.`, {
    extensions: { code: 'COST_LIMIT_EXCEEDED', cost, limit, http: { status: 400 } },
  })

const badRequest = ({ message, code, details }: QueryError) =>
  new GraphQLError(message, { extensions: { ...details, code, http: { status: 400 } } })

/** Refuses an operation that may cost too much, before any of it runs. */
export const createCostLimit = (limit: number): ApolloServerPlugin<Context> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, operation, request }) => {
      const fragments: Record<string, FragmentDefinitionNode> = {}
      for (const definition of document.definitions)
        if (definition.kind === 'FragmentDefinition') fragments[definition.name.value] = definition
      if (operation === undefined) return
      let cost: number
      try {
        cost = costOf(schema, { operation, fragments, variables: request.variables ?? {} })
      } catch (error) {
        throw error instanceof QueryError ? badRequest(error) : error
      }
      if (cost > limit) throw tooDear(cost, limit)
    },
  }),
})
