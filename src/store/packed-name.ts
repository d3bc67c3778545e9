// Content identifiers are the texts that logs of data markets hold most: base32 letters, five bits each. Those of the usual two kinds,
// by themselves or as a URI, are kept as a code for how they begin and 33 bytes for their 52 letters. Any letters go, whether or not
// they are an identifier, so that what is packed comes back to the letter.

const BEGINNINGS = ['ipfs://bafybei', 'ipfs://bafkrei', 'bafybei', 'bafkrei'].map((text) => Buffer.from(text))
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'
const LETTERS_COUNT = 52
const LETTERS_BYTES = 33
const VALUES = new Int8Array(256).fill(-1)
for (let value = 0; value < LETTERS.length; value++) VALUES[LETTERS.charCodeAt(value)] = value

/** Bytes of a packed name. */
export const NAME_BYTES = 1 + LETTERS_BYTES

/** A name at the beginning of a text, packed, and how many bytes of the text it stands for; null where there is none. */
export const packName = (text: Buffer): { readonly packed: Buffer; readonly length: number } | null => {
  const code = BEGINNINGS.findIndex((each) => text[0] === each[0] && text.subarray(0, each.length).equals(each))
  if (code < 0) return null
  const from = BEGINNINGS[code]!.length
  const packed = Buffer.allocUnsafe(NAME_BYTES)
  packed[0] = code
  let [end, bits, held] = [1, 0, 0]
  for (let at = from; at < from + LETTERS_COUNT; at++) {
    const value = at < text.length ? VALUES[text[at]!]! : -1
    if (value < 0) return null
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      packed[end++] = held >>> bits
    }
  }
  packed[end] = held << (8 - bits)
  return { packed, length: from + LETTERS_COUNT }
}

/** The text of the packed name that stands at `at`. */
export const unpackName = (packed: Buffer, at: number): string => {
  let text = BEGINNINGS[packed[at]!]!.toString()
  let [next, bits, held] = [at + 1, 0, 0]
  for (let letter = 0; letter < LETTERS_COUNT; letter++) {
    if (bits < 5) {
      held = ((held << 8) | packed[next++]!) & 0xfff
      bits += 8
    }
    bits -= 5
    text += LETTERS[(held >>> bits) & 31]
  }
  return text
}
