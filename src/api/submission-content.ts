import { type Content, contentOf } from '../store/quote.ts'
import type { Rows } from '../store/store.ts'
import type { Context } from './context.ts'
import { present } from './known.ts'

const NO_LOG = Buffer.alloc(0)

/** The content hash and URI of a submission: in its row, or in the log that made it. */
export const contentOfSubmission = async ({ load }: Context, row: Rows['submissions']): Promise<Content> => {
  const isQuoted = row.hashAt !== null || row.uriAt !== null
  return contentOf(row, isQuoted ? present(await load.log.load(row.createdLog), 'log').body : NO_LOG)
}
