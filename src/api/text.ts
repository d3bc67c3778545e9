import { INSTANT_MAX } from './scalars.ts'

// Text from a chain is anybody's: it is stored as it came, and shown without what could deceive a reader.

/** Control characters, and marks that change the direction of the text around them. */
const DECEPTIVE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** Halves of a character that no encoder takes. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A name for showing; null when there is none. */
export const plainName = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : text.replace(DECEPTIVE, '').replace(LONE_SURROGATE, '\ufffd')

const URI_LENGTH_MAX = 2_048

/** An absolute URI as given on chain; null when the text is none. */
export const uriOf = (text: string): string | null => {
  if (text.length > URI_LENGTH_MAX || !/^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/.test(text)) return null
  return URL.canParse(text) ? text : null
}

/** A time for showing; null for one that lies beyond every calendar, which contracts use for "never". */
export const instantOf = (seconds: number | null): number | null =>
  seconds === null || seconds > INSTANT_MAX ? null : seconds
