import { eq } from 'drizzle-orm'
import { after } from '../../store/read/later.ts'
import { chainOf } from '../../store/read/reader.ts'
import type { Resolvers } from '../generated/types.ts'
import { amountIn, decimalsOf, metadataOf, presently } from '../known.ts'
import { encodeId } from '../node-ids.ts'
import { plainName } from '../text.ts'
import { own } from './own.ts'

export const money: Pick<Resolvers, 'Token' | 'TokenAmount' | 'TokenTransfer'> = {
  Token: {
    ...own('address'),
    id: (token, _, { reader }) =>
      after(chainOf(reader, token.id), ({ chain }) => encodeId('Token', chain.id, token.address)),
    chain: (token, _, { reader }) => chainOf(reader, token.id),
    symbol: (token, _, context) => after(metadataOf(context, token), (metadata) => plainName(metadata?.symbol)),
    name: (token, _, context) => after(metadataOf(context, token), (metadata) => plainName(metadata?.name)),
    decimals: (token, _, context) => decimalsOf(context, token),
    totalPaid: async (token, _, { reader: { db, tables } }) => {
      const rows = await db.select().from(tables.marketMoney).where(eq(tables.marketMoney.tokenId, token.id))
      return { tokenId: token.id, raw: rows.reduce((sum, row) => sum + row.paid, 0n) }
    },
  },
  TokenAmount: {
    ...own('raw'),
    token: ({ tokenId }, _, { load }) => presently(load.token.load(tokenId), 'token'),
    value: ({ raw, tokenId }, _, context) => amountIn(context, tokenId, raw),
  },
  TokenTransfer: own('from', 'to', 'amount', 'logIndex'),
}
