import { type ApolloServerPlugin, HeaderMap } from '@apollo/server'
import { type FragmentDefinitionNode, GraphQLError } from 'graphql'
import { QueryError } from '../store/read/query-error.ts'
import type { Bill, OperationContext } from './context.ts'
import { type Count, countOperation } from './cost.ts'
import { inputProblem } from './input.ts'
import type { Allowance } from './rate-limit.ts'

/** Words and marks of a document: the largest that people write have a few hundred. */
export const TOKENS_MAX = 2_000
/** Errors that one answer lists; finding more would only be work. */
export const ERRORS_MAX = 20
/** Selections after fragments are spread out, as Apollo counts them while it validates. */
export const SELECTIONS_MAX = 10_000
/** Points of one operation: about a page of 100 with a handful of relations each, or 20 of them with a list each. */
export const COST_MAX = 5_000
/** Objects and leaves of one answer, were every list as long as it can be: a second or two of work at the very most. */
const NODES_MAX = 100_000
const LEAVES_MAX = 300_000

const refusal = (message: string, extensions: Record<string, unknown>, http: object = { status: 400 }) =>
  new GraphQLError(message, { extensions: { ...extensions, http } })

const tooDear = ({ cost, nodeCount, leafCount }: Count, limit: number): GraphQLError | undefined => {
  const code = 'COST_LIMIT_EXCEEDED'
  const ask = 'Ask for fewer items or relations.'
  if (cost > limit)
    return refusal(`This operation may cost ${cost} points; the limit is ${limit}. ${ask}`, { code, cost, limit })
  if (nodeCount > NODES_MAX)
    return refusal(`The answer may hold ${nodeCount} objects; the limit is ${NODES_MAX}. ${ask}`, {
      code,
      nodeCount,
      limit: NODES_MAX,
    })
  if (leafCount > LEAVES_MAX)
    return refusal(`The answer may hold ${leafCount} values; the limit is ${LEAVES_MAX}. ${ask}`, {
      code,
      leafCount,
      limit: LEAVES_MAX,
    })
  return undefined
}

/** Seconds until a client may ask again. */
export const retryAfter = ({ resetAt }: Allowance, nowMs: number): number =>
  Math.max(1, resetAt - Math.floor(nowMs / 1_000))

/** What a client that has spent its points is told. */
export const rateLimited = ({ limit, remaining }: Allowance, cost: number, seconds: number) => ({
  message: `This costs ${cost} points; ${remaining} of ${limit} are left. Ask again in ${seconds} s.`,
  extensions: { code: 'RATE_LIMITED', cost, remaining, limit, retryAfter: seconds },
})

const outOfPoints = (allowance: Allowance, cost: number) => {
  const seconds = retryAfter(allowance, Date.now())
  const { message, extensions } = rateLimited(allowance, cost, seconds)
  const headers = new HeaderMap([['retry-after', String(seconds)]])
  return refusal(message, extensions, { status: 429, headers })
}

const badInput = ({ message, code, details }: QueryError) => refusal(message, { ...details, code })

/** Takes what an operation costs from a client; one point was taken when the request came in, before it could be read. */
export const charge = (bill: Bill, cost: number): boolean => {
  bill.allowance = bill.charge(Math.max(0, cost - 1))
  return bill.allowance.allowed
}

/** Counts what an operation may come to before any of it runs; refuses what is too much for anybody, or for this client now. */
export const createCostLimit = (costMax: number): ApolloServerPlugin<OperationContext> => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, operation, request, contextValue: { bill } }) => {
      const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
      for (const definition of document.definitions)
        if (definition.kind === 'FragmentDefinition') fragments[definition.name.value] = definition
      if (operation === undefined) return
      const variables = request.variables ?? {}
      const problem = inputProblem(document, variables)
      if (problem !== undefined) throw refusal(problem, { code: 'BAD_USER_INPUT' })
      try {
        bill.count = countOperation(schema, { operation, fragments, variables })
      } catch (error) {
        throw error instanceof QueryError ? badInput(error) : error
      }
      const refused = tooDear(bill.count, costMax)
      if (refused !== undefined) throw refused
      const { cost } = bill.count
      if (!charge(bill, cost)) throw outOfPoints(bill.allowance, cost)
    },
  }),
})
