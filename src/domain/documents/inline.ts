/** A document that is on the chain itself. */
export type Inline = { readonly bytes: Uint8Array; readonly mediaType: string | null }

/** A media type without its parameters, in lower case; null when it is none. */
export const mediaTypeOf = (text: string | null | undefined): string | null => {
  const type = text?.split(';')[0]?.trim().toLowerCase() ?? ''
  return type.length <= 127 && /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(type) ? type : null
}

/** Escapes replaced by the bytes they stand for; a broken one stays as it is, as in browsers. */
const unescaped = (text: string): Uint8Array => {
  const bytes = Buffer.from(text, 'utf8')
  const out = Buffer.alloc(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const digits = bytes[at] === 0x25 ? bytes.toString('latin1', at + 1, at + 3) : ''
    const escaped = /^[0-9A-Fa-f]{2}$/.test(digits)
    out[length++] = escaped ? Number.parseInt(digits, 16) : bytes[at]!
    if (escaped) at += 2
  }
  return out.subarray(0, length)
}

/**
 * The document within a text from the chain: a `data:` address (RFC 2397), or JSON as it is, which HUMAN's escrows have for a
 * manifest since 2025. Null when the text only points at one. A `#` is content, for contracts write it without escaping it.
 */
export const inlineOf = (text: string): Inline | null => {
  if (/^\s*[{[]/.test(text)) return { bytes: Buffer.from(text, 'utf8'), mediaType: 'application/json' }
  if (!/^data:/i.test(text)) return null
  const comma = text.indexOf(',')
  if (comma < 0) return { bytes: new Uint8Array(), mediaType: null }
  const head = text.slice('data:'.length, comma)
  const content = unescaped(text.slice(comma + 1))
  const isBase64 = /;\s*base64\s*$/i.test(head)
  return {
    // Node reads both alphabets, and stops at what is neither.
    bytes: isBase64 ? Buffer.from(Buffer.from(content).toString('latin1'), 'base64') : content,
    mediaType: mediaTypeOf(head) ?? 'text/plain',
  }
}
