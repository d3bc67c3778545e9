import type { Draw } from './draw.ts'

/** A kind of page that is measured: a document, and variables that differ from one request to the next. */
export type Page = {
  readonly name: string
  request(draw: Draw): { readonly query: string; readonly variables: Readonly<Record<string, unknown>> }
}

/** What pages show of a payout. */
export const payoutFields = 'id amount { value token { symbol } } createdBy { timestamp transactionHash }'
