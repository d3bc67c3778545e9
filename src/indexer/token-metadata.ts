import { and, eq, gte, isNull, lt } from 'drizzle-orm'
import { decodeAbiParameters } from 'viem'
import type { ChainSource } from '../chain/source.ts'
import type { Hex } from '../domain/hex.ts'
import { cleanText } from '../domain/text.ts'
import { packId } from '../store/ids.ts'
import type { Store } from '../store/store.ts'
import type { ChainPlace } from './chain-place.ts'

/** keccak-256 of symbol(), name() and decimals(), first four bytes: EIP-20. */
const SYMBOL: Hex = '0x95d89b41'
const NAME: Hex = '0x06fdde03'
const DECIMALS: Hex = '0x313ce567'

/** Longer names are cut: some tokens write books into them. */
const TEXT_MAX = 256
/** Tokens asked about at a time. */
const TOKENS_MAX = 32

/** Text as `string`, or as the `bytes32` of some early tokens; null when it is neither. */
const textOf = (answer: Hex | null): string | null => {
  if (answer === null || answer === '0x') return null
  try {
    const text =
      answer.length === 66
        ? new TextDecoder().decode(Buffer.from(answer.slice(2), 'hex')).replace(/\0+$/, '')
        : decodeAbiParameters([{ type: 'string' }], answer)[0]
    return cleanText(text).slice(0, TEXT_MAX) || null
  } catch {
    return null
  }
}

const decimalsOf = (answer: Hex | null): number | null => {
  if (answer === null || answer.length !== 66) return null
  const value = BigInt(answer)
  return value <= 255n ? Number(value) : null
}

/**
 * Asks each new token, once, what it calls itself and how many decimals it shows, and writes down when it was asked. Outside the
 * fold: amounts are exact without it, and a second index asks again.
 */
export const describeTokens = async (
  store: Store,
  { chainId, slot }: ChainPlace,
  source: ChainSource,
  atBlock: number,
): Promise<void> => {
  const { tokens, tokenMetadata } = store.tables
  const unknown = await store.read((db) =>
    db
      .select({ address: tokens.address })
      .from(tokens)
      .leftJoin(tokenMetadata, and(eq(tokenMetadata.chainId, chainId), eq(tokenMetadata.address, tokens.address)))
      .where(and(gte(tokens.id, packId(slot, 0)), lt(tokens.id, packId(slot + 1, 0)), isNull(tokenMetadata.chainId)))
      .limit(TOKENS_MAX),
  )
  for (const { address } of unknown) {
    const answers = await source.call([SYMBOL, NAME, DECIMALS].map((data) => ({ to: address, data }))).catch(() => null)
    // No node answers now: amounts are exact without it, and the next time is soon enough.
    if (answers === null) return
    const [symbol = null, name = null, decimals = null] = answers
    const row = {
      chainId,
      address,
      symbol: textOf(symbol),
      name: textOf(name),
      decimals: decimalsOf(decimals),
      askedAtBlock: atBlock,
    }
    await store.transaction(async (tx) => {
      await tx.db.insert(tokenMetadata).values(row).onConflictDoNothing()
    })
  }
}
