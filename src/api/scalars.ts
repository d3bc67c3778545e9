import { GraphQLError, type GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import type { Hex } from '../domain/hex.ts'
import { checksum, parseAddress } from './address.ts'

/** How a scalar of the schema goes out and comes in; its description stays in the schema. */
export type ScalarRules = {
  readonly serialize: (value: unknown) => unknown
  readonly parse: (value: unknown) => unknown
}

/** Marks errors of input, which keep their code wherever they are noticed: see errors.ts. */
const refuse = (expected: string, found: unknown): never => {
  const shown = typeof found === 'string' ? JSON.stringify(found.slice(0, 100)) : typeof found
  throw new GraphQLError(`Expected ${expected}; found ${shown}.`, {
    extensions: { code: 'BAD_USER_INPUT', input: true },
  })
}

const text = (value: unknown, expected: string): string => (typeof value === 'string' ? value : refuse(expected, value))

const address: ScalarRules = {
  serialize: (value) => checksum(value as Hex),
  parse: (value) => {
    const expected = 'an address: 0x and 40 hex digits, in one letter case or with its EIP-55 checksum'
    return parseAddress(text(value, expected)) ?? refuse(expected, value)
  },
}

const bytes: ScalarRules = {
  serialize: (value) => value,
  parse: (value) => {
    const expected = 'bytes: 0x and an even number of hex digits'
    const hex = text(value, expected)
    return /^0x([0-9a-fA-F]{2})*$/.test(hex) ? hex.toLowerCase() : refuse(expected, value)
  },
}

const hash: ScalarRules = {
  serialize: (value) => value,
  parse: (value) => {
    const expected = '32 bytes: 0x and 64 hex digits'
    const hex = text(value, expected)
    return /^0x[0-9a-fA-F]{64}$/.test(hex) ? hex.toLowerCase() : refuse(expected, value)
  },
}

/** 257 bits and a sign: nothing on a chain is larger, and the database holds no more. */
const BIG_MAX = 2n ** 257n - 1n

const bigInt: ScalarRules = {
  serialize: (value) => String(value),
  parse: (value) => {
    const expected = 'a decimal integer of at most 257 bits, as a string'
    if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : refuse(expected, value)
    const digits = text(value, expected)
    if (!/^(0|-?[1-9]\d{0,77})$/.test(digits)) return refuse(expected, value)
    const number = BigInt(digits)
    return number > BIG_MAX || number < -BIG_MAX ? refuse(expected, value) : number
  },
}

/** The last second of year 9999: RFC 3339 has no later one. */
export const INSTANT_MAX = 253_402_300_799

const dateTime: ScalarRules = {
  serialize: (value) => new Date((value as number) * 1_000).toISOString().replace('.000Z', 'Z'),
  parse: (value) => {
    const expected = 'an RFC 3339 instant in UTC, to the second, e.g. "2026-11-22T08:00:00Z"'
    const instant = text(value, expected)
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.0+)?Z$/.test(instant)) return refuse(expected, value)
    const seconds = Date.parse(instant) / 1_000
    const same =
      Number.isFinite(seconds) && new Date(seconds * 1_000).toISOString().slice(0, 19) === instant.slice(0, 19)
    return same ? seconds : refuse(expected, value)
  },
}

const plainText: ScalarRules = { serialize: String, parse: (value) => text(value, 'text') }

/** Integers as strings, whatever their size: a reader need not ask which ones fit a double. Text as any JSON reader takes it. */
const printable = (value: unknown): unknown => {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(printable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, printable(part)]))
}

/** What stands under it goes out as its author wrote it, numbers and all: a document of somebody else's. */
export const VERBATIM = Symbol('verbatim')
const isVerbatim = (value: unknown): value is { readonly [VERBATIM]: unknown } =>
  typeof value === 'object' && value !== null && VERBATIM in value

const json: ScalarRules = {
  serialize: (value) => (isVerbatim(value) ? value[VERBATIM] : printable(value)),
  parse: (value) => value,
}

export const scalars: Readonly<Record<string, ScalarRules>> = {
  Address: address,
  TransactionHash: hash,
  Bytes: bytes,
  Bytes32: hash,
  BigInt: bigInt,
  Decimal: plainText,
  DateTime: dateTime,
  URI: plainText,
  JSON: json,
}

const literal = (node: ValueNode): unknown => {
  if (node.kind === Kind.STRING) return node.value
  if (node.kind === Kind.INT) return Number.isSafeInteger(Number(node.value)) ? Number(node.value) : node.value
  return undefined
}

/** Gives a scalar of the schema its rules. */
export const applyScalar = (type: GraphQLScalarType, { serialize, parse }: ScalarRules): void => {
  type.serialize = serialize
  type.parseValue = parse
  type.parseLiteral = (node) => parse(literal(node))
}
