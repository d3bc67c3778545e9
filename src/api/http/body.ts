import type { IncomingMessage } from 'node:http'

/** Bytes of a request's body. Documents are text that people or generators wrote; none comes near it. */
export const BODY_MAX = 100_000

/** The body of a request; undefined when it is too large, in which case the rest of it is not read. */
export const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > BODY_MAX) return undefined
  const chunks: Buffer[] = []
  let size = 0
  // The connection stays open for the answer that says why.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_MAX) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Lists and objects within each other in a body: filters, the deepest of all input, stay far below. */
const NESTING_MAX = 64

/** Whether a text of JSON nests deeper than anything that is asked for here. Looks at brackets alone, so that depth costs nothing. */
const nestsTooDeep = (text: string): boolean => {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const mark = text[i]
    if (quoted) {
      if (mark === '\\') i++
      else if (mark === '"') quoted = false
    } else if (mark === '"') quoted = true
    else if (mark === '[' || mark === '{') {
      depth++
      if (depth > NESTING_MAX) return true
    } else if (mark === ']' || mark === '}') depth--
  }
  return false
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** A body as JSON, or in one sentence why it is none. */
export const parseJson = (body: Buffer): { readonly value: unknown } | { readonly problem: string } => {
  let text: string
  try {
    text = strictUtf8.decode(body)
  } catch {
    return { problem: 'The body is not UTF-8.' }
  }
  if (nestsTooDeep(text)) return { problem: `The body nests deeper than ${NESTING_MAX} levels.` }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { problem: 'The body is not JSON.' }
  }
}
