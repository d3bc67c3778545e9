import {
  type AbiParameter,
  concat,
  encodeAbiParameters,
  parseAbiParameters,
  stringToHex,
  toFunctionSelector,
} from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'

/** A transaction to come, or a part of one. */
export type Call = { readonly from: Hex; readonly to: Hex; readonly data: Hex }

/** Text that is not text: bytes where a contract expects a string, which no contract ever checks. */
export type RawText = { readonly bytes: Hex }
const isRawText = (arg: unknown): arg is RawText => typeof arg === 'object' && arg !== null && 'bytes' in arg

/** The bytes of a call of a function by its signature, such as `transfer(address,uint256)`. */
export const encode = (signature: string, args: readonly unknown[] = []): Hex => {
  const { selector, parameters, isText } = shapeOf(signature)
  const values = args.map((arg, i) => (isText[i] ? bytesOf(arg as string | RawText) : asBytes(arg)))
  return concat([selector, encodeAbiParameters(parameters, values as never)])
}

type Shape = {
  readonly selector: Hex
  readonly parameters: readonly AbiParameter[]
  readonly isText: readonly boolean[]
}

const shapes = new Map<string, Shape>()

const shapeOf = (signature: string): Shape => {
  const known = shapes.get(signature) ?? readShape(signature)
  shapes.set(signature, known)
  return known
}

const readShape = (signature: string): Shape => {
  const types = signature.slice(signature.indexOf('(') + 1, -1)
  return {
    selector: toFunctionSelector(`function ${signature}`),
    // A string and its bytes are encoded alike; only so can it hold bytes that are no UTF-8.
    parameters: types === '' ? [] : parseAbiParameters(types.replaceAll('string', 'bytes')),
    isText: splitTypes(types).map((type) => type === 'string'),
  }
}

export const bytesOf = (text: string | RawText): Hex => (isRawText(text) ? text.bytes : stringToHex(text))

/** Lists of texts, such as KVStore's keys. */
const asBytes = (arg: unknown): unknown =>
  Array.isArray(arg)
    ? arg.map((entry) => (typeof entry === 'string' && !/^0x/.test(entry) ? stringToHex(entry) : entry))
    : arg

/** The types of a signature; a tuple counts as one. */
const splitTypes = (types: string): string[] => {
  let depth = 0
  const parts = ['']
  for (const character of types) {
    if (character === '(') depth++
    if (character === ')') depth--
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts
}
