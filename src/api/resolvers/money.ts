import { eq } from 'drizzle-orm'
import { formatAmount } from '../../domain/amount.ts'
import { chainOf } from '../../store/read/reader.ts'
import type { Resolvers } from '../generated/types.ts'
import { decimalsOf, metadataOf, present } from '../known.ts'
import { encodeId } from '../node-ids.ts'
import { plainName } from '../text.ts'
import { own } from './own.ts'

export const money: Pick<Resolvers, 'Token' | 'TokenAmount' | 'TokenTransfer'> = {
  Token: {
    ...own('address'),
    id: async (token, _, { reader }) => encodeId('Token', (await chainOf(reader, token.id)).chain.id, token.address),
    chain: (token, _, { reader }) => chainOf(reader, token.id),
    symbol: async (token, _, context) => plainName((await metadataOf(context, token))?.symbol),
    name: async (token, _, context) => plainName((await metadataOf(context, token))?.name),
    decimals: (token, _, context) => decimalsOf(context, token),
    totalPaid: async (token, _, { reader: { db, tables } }) => {
      const rows = await db.select().from(tables.marketMoney).where(eq(tables.marketMoney.tokenId, token.id))
      return { tokenId: token.id, raw: rows.reduce((sum, row) => sum + row.paid, 0n) }
    },
  },
  TokenAmount: {
    ...own('raw'),
    token: async ({ tokenId }, _, { load }) => present(await load.token.load(tokenId), 'token'),
    value: async ({ raw, tokenId }, _, context) =>
      formatAmount(raw, await decimalsOf(context, present(await context.load.token.load(tokenId), 'token'))),
  },
  TokenTransfer: own('from', 'to', 'amount', 'logIndex'),
}
