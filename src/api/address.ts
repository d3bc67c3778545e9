import { checksumAddress, isAddress } from 'viem'
import type { Hex } from '../domain/hex.ts'

const shown = new Map<Hex, string>()
/** Checksums are a hash each, and the same few addresses are shown again and again. */
const SHOWN_MAX = 20_000

/** EIP-55, for showing. */
export const checksum = (address: Hex): string => {
  const known = shown.get(address)
  if (known !== undefined) return known
  if (shown.size >= SHOWN_MAX) shown.clear()
  const text = checksumAddress(address)
  shown.set(address, text)
  return text
}

/** Lower case from any letter case; undefined for anything else, a wrong checksum in mixed case among it. */
export const parseAddress = (text: string): Hex | undefined => {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return undefined
  const lower = text.toLowerCase() as Hex
  const digits = text.slice(2)
  const mixed = digits !== digits.toLowerCase() && digits !== digits.toUpperCase()
  return mixed && !isAddress(text, { strict: true }) ? undefined : lower
}
