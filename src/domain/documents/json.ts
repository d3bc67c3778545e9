/** Deeper nesting is nobody's description, and a way to break readers. */
const DEPTH_MAX = 64
/** Values, of any kind, within one document. */
const VALUES_MAX = 50_000

/** What is wrong with a text as JSON of bounded size; null when nothing is. One pass, without recursion. */
const tooMuch = (text: string): string | null => {
  let depth = 0
  let values = 1
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]
    if (quoted) {
      if (mark === '\\') at++
      else if (mark === '"') quoted = false
    } else if (mark === '"') quoted = true
    else if (mark === '{' || mark === '[') {
      if (++depth > DEPTH_MAX) return `it nests deeper than ${DEPTH_MAX}`
    } else if (mark === '}' || mark === ']') depth--
    else if (mark === ',' && ++values > VALUES_MAX) return `it holds more than ${VALUES_MAX} values`
  }
  return null
}

/** What JSON.parse tells a reviver of a number, beside its value: the digits as they were written. */
type Written = { readonly source?: string }

/** Integers that no double holds stay what they were, as text; text is what any encoder takes. */
const revive = (_: string, value: unknown, written?: Written): unknown => {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = written?.source ?? String(value)
  return Number.isInteger(value) || !Number.isFinite(value) ? source : value
}

export type Json = { readonly value: unknown } | { readonly problem: string }

/** JSON from bytes that anybody may have written: UTF-8 to the letter, and neither deep nor endless. */
export const parseJson = (bytes: Uint8Array): Json => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { problem: 'it is not UTF-8' }
  }
  const problem = tooMuch(text)
  if (problem !== null) return { problem }
  try {
    return { value: JSON.parse(text, revive as Parameters<typeof JSON.parse>[1]) }
  } catch {
    return { problem: 'it is not JSON' }
  }
}
