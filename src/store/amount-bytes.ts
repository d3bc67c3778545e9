// SQLite has no 256-bit number, and sums of what a worthless token states can be wider still. A sign-and-length byte before the
// shortest big-endian magnitude keeps byte order equal to numeric order, and a typical amount at 5 to 9 bytes where fixed-width
// columns take 32.

const ZERO_LENGTH = 0x80
/** Sums of that many bits are out of anybody's reach: a chain states 256 bits at a time. */
const BYTES_MAX = 0x7f

const magnitude = (value: bigint): Buffer => {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

const word = new DataView(new ArrayBuffer(8))
const WORD_MAX = 2n ** 64n - 1n

/** Most amounts fit a machine word: it is several times cheaper than text. */
const ofWord = (value: bigint): Buffer => {
  word.setBigUint64(0, value)
  let first = 0
  while (word.getUint8(first) === 0) first++
  const bytes = Buffer.allocUnsafe(9 - first)
  bytes[0] = ZERO_LENGTH + 8 - first
  for (let at = 1; first < 8; at++, first++) bytes[at] = word.getUint8(first)
  return bytes
}

/**
 * A signed integer of up to 1,016 bits as bytes that sort like the number (memcmp).
 *
 * First byte: 0x80 + length for values from 0 up, 0x80 - length below 0. Then the magnitude, shortest form, big-endian;
 * every byte of it inverted for negative values, so that larger magnitudes sort first.
 */
export const amountToBytes = (value: bigint): Buffer => {
  if (value === 0n) return Buffer.of(ZERO_LENGTH)
  if (value > 0n && value <= WORD_MAX) return ofWord(value)
  const bytes = magnitude(value < 0n ? -value : value)
  if (bytes.length > BYTES_MAX) throw new RangeError(`An amount has at most ${BYTES_MAX} bytes; found ${bytes.length}.`)
  if (value > 0n) return Buffer.concat([Buffer.of(ZERO_LENGTH + bytes.length), bytes])
  for (let i = 0; i < bytes.length; i++) bytes[i] = bytes[i]! ^ 0xff
  return Buffer.concat([Buffer.of(ZERO_LENGTH - bytes.length), bytes])
}

/** The inverse of `amountToBytes`. */
export const amountFromBytes = (bytes: Buffer): bigint => {
  const first = bytes[0]
  if (first === undefined || bytes.length !== 1 + Math.abs(first - ZERO_LENGTH)) {
    throw new RangeError(`Not an amount: ${bytes.toString('hex')}.`)
  }
  if (first === ZERO_LENGTH) return 0n
  const digits = Buffer.from(bytes.subarray(1))
  if (first < ZERO_LENGTH) for (let i = 0; i < digits.length; i++) digits[i] = digits[i]! ^ 0xff
  // One number has one form, or rows could differ where their digests do not.
  if (digits[0] === 0) throw new RangeError(`Not an amount in its shortest form: ${bytes.toString('hex')}.`)
  const size = BigInt(`0x${digits.toString('hex')}`)
  return first > ZERO_LENGTH ? size : -size
}

/** The same from those bytes in hex, as SQLite's hex() writes them. */
export const amountFromHex = (hex: string): bigint => {
  const length = Number.parseInt(hex.slice(0, 2), 16) - ZERO_LENGTH
  const isPlain = length > 0 && hex.length === 2 + 2 * length && hex.slice(2, 4) !== '00'
  return isPlain ? BigInt(`0x${hex.slice(2)}`) : amountFromBytes(Buffer.from(hex, 'hex'))
}
