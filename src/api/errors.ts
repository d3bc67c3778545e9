import { unwrapResolverError } from '@apollo/server/errors'
import type { GraphQLFormattedError } from 'graphql'
import type { Log } from '../log.ts'
import { QueryError } from '../store/read/query-error.ts'

type Extensions = Readonly<Record<string, unknown>>

/** Codes that say whose fault it is; whatever else an error carries is not for clients. */
const clientCodes: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
  'COST_LIMIT_EXCEEDED',
  'PAGE_SIZE_OUT_OF_RANGE',
  'RATE_LIMITED',
  'OVERLOADED',
])

/** Errors as clients see them: a stable code, a sentence, where it happened. Never a stack, SQL or a URL. */
export const createFormatError =
  (log: Log) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const place = {
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
    }
    const cause = unwrapResolverError(error)
    if (cause instanceof QueryError)
      return { message: cause.message, ...place, extensions: { ...cause.details, code: cause.code } }
    const extensions: Extensions = formatted.extensions ?? {}
    if (!clientCodes.has(extensions.code)) {
      log.error('A query failed', { error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) })
      return {
        message: 'Something went wrong here; it has been logged.',
        ...place,
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      }
    }
    const { stacktrace: _stack, exception: _exception, input, ...shown } = extensions
    // A value that a scalar refuses is bad input, whether it stood in the document or in a variable.
    const code = input === true ? 'BAD_USER_INPUT' : shown.code
    return { message: formatted.message, ...place, extensions: { ...shown, code } }
  }
