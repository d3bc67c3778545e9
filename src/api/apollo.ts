import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLSchema } from 'graphql'
import type { Log } from '../log.ts'
import type { OperationContext } from './context.ts'
import { depthRule } from './depth.ts'
import { createFormatError } from './errors.ts'
import { createExecutor } from './execute/execute.ts'
import { createCostLimit, ERRORS_MAX, SELECTIONS_MAX, TOKENS_MAX } from './limits.ts'
import { queriesOnlyRule } from './queries-only.ts'

type GatewayInterface = NonNullable<ApolloServerOptionsWithGateway<OperationContext>['gateway']>

const requestErrors: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
])

/**
 * The older media type says that a well-formed request was answered, whatever the answer: GraphQL over HTTP wants 200 there for
 * errors in the document or its variables, and 4xx only with application/graphql-response+json.
 */
const legacyStatus: ApolloServerPlugin<OperationContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response }) => {
      if (response.body.kind !== 'single' || response.body.singleResult.data !== undefined) return
      if (request.http?.headers.get('accept')?.includes('application/graphql-response+json')) return
      const code = response.body.singleResult.errors?.[0]?.extensions?.code
      if (requestErrors.has(code)) response.http.status = 200
    },
  }),
}

/** The door by which Apollo Server takes an executor. The schema is ours and never changes. */
const runBy = (schema: GraphQLSchema): GatewayInterface => {
  const run = createExecutor(schema, ERRORS_MAX)
  return {
    onSchemaLoadOrUpdate: (tell) => {
      tell({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => {}
    },
    load: async () => ({
      executor: async ({ document, operation, request: { operationName, variables }, context }) => {
        const result = await run({ document, operation, operationName, variables, context, shows: context.shows })
        if (result.errors === undefined) context.outcome.whole()
        return result
      },
    }),
    stop: async () => {},
  }
}

/** Apollo Server with every limit set and everything switched off that this API does not use. */
export const createApollo = (schema: GraphQLSchema, log: Log, costMax: number): ApolloServer<OperationContext> =>
  new ApolloServer<OperationContext>({
    gateway: runBy(schema),
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    maxRecursiveSelections: SELECTIONS_MAX,
    parseOptions: { maxTokens: TOKENS_MAX },
    validationOptions: { maxErrors: ERRORS_MAX },
    validationRules: [depthRule, queriesOnlyRule],
    persistedQueries: false,
    formatError: createFormatError(log),
    plugins: [
      createCostLimit(costMax),
      legacyStatus,
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
    logger: {
      debug: () => {},
      info: () => {},
      warn: (text) => log.warn(String(text)),
      error: (text) => log.error(String(text)),
    },
  })
