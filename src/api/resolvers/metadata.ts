import { parseJson } from '../../domain/documents/json.ts'
import type { Resolvers } from '../generated/types.ts'
import { VERBATIM } from '../scalars.ts'
import { own } from './own.ts'

export const metadata: Pick<Resolvers, 'MetadataDocument'> = {
  MetadataDocument: {
    ...own('state', 'reason', 'uri', 'expectedHash', 'actualHash', 'byteSize', 'mediaType', 'fetchedAt'),
    ...own('attempts', 'nextAttemptAt'),
    json: ({ body }) => {
      const parsed = body === null ? null : parseJson(body)
      return parsed === null || 'problem' in parsed ? null : { [VERBATIM]: parsed.value }
    },
  },
}
