/** Where texts are put as bytes: a buffer for each of the hundreds of an answer would take longer than the rest. */
const bytes = Buffer.allocUnsafeSlow(8_192)
/** UTF-8 takes no more for a unit of UTF-16. */
const BYTES_PER_UNIT = 3

/** A text's UTF-8 in base64 for URLs. */
export const toBase64url = (text: string): string =>
  text.length * BYTES_PER_UNIT <= bytes.length
    ? bytes.toString('base64url', 0, bytes.write(text))
    : Buffer.from(text).toString('base64url')
