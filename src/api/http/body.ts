import type { IncomingMessage } from 'node:http'

/** Bytes of a request's body. Documents are text that people or generators wrote; none comes near it. */
export const BODY_MAX = 100_000

/** The body of a request; undefined when it is too large, in which case the rest of it is not read. */
export const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > BODY_MAX) return undefined
  const chunks: Buffer[] = []
  let size = 0
  // The connection stays open for the answer that says why.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_MAX) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
