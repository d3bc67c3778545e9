import type { DocumentSummary } from '../../store/read/documents.ts'
import { formatCount } from '../duration.ts'

/** What became of documents outside the chain, in a line; nothing where none was ever looked for. */
export const documentLines = (documents: DocumentSummary | null): string[] => {
  if (documents === null || !documents.fetch) return []
  const states = Object.entries(documents.states).map(
    ([state, count]) => `${formatCount(count)} ${state.toLowerCase()}`,
  )
  const kept = `${formatCount(Math.round(documents.storedBytes / 1_024))} KiB kept`
  const full = documents.full ? '; no room for more: raise metadata.storageBytesMax' : ''
  return [`documents: ${[...states, kept].join(', ')}${full}`]
}
