/** What a reader of the API can be told about a request that cannot be answered as it is. */
export type QueryErrorCode =
  | 'BAD_USER_INPUT'
  | 'PAGE_SIZE_OUT_OF_RANGE'
  | 'INVALID_CURSOR'
  | 'RANGE_TOO_WIDE'
  | 'AMBIGUOUS_TOKEN'

/** A request at fault, never the index: its message is written for the person who asked. */
export class QueryError extends Error {
  readonly code: QueryErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: QueryErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.name = 'QueryError'
    this.code = code
    this.details = details
  }
}
