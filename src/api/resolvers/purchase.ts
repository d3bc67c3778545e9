import { nameOf, settlements } from '../../domain/codes.ts'
import type { Resolvers } from '../generated/types.ts'
import { presently } from '../known.ts'
import { accountOf, accountRef } from './account-ref.ts'
import { movementOf } from './ledger.ts'
import { children } from './lists-of.ts'
import { own } from './own.ts'
import { amountOf, changing, inMarket, logId, stated, unchanging } from './record.ts'

export const purchases: Pick<Resolvers, 'Purchase'> = {
  Purchase: {
    ...own('key', 'renewals'),
    ...inMarket,
    ...stated,
    id: logId('Purchase'),
    dataset: ({ datasetId }, _, { load }) =>
      datasetId === null ? null : presently(load.dataset.load(datasetId), 'dataset'),
    buyer: ({ buyerId }, _, { load }) => accountOf(load, buyerId),
    payer: ({ payerId }, _, { load }) => accountRef(load, payerId),
    gross: amountOf('gross'),
    net: ({ tokenId, net }) => (net === null ? null : { tokenId, raw: net }),
    settlement: ({ settlement }) => nameOf(settlements, settlement),
    fees: children('fees', 'purchaseId'),
    ledgerTransaction: (purchase, _, context) => movementOf(context, 'PURCHASE', purchase.id),
    createdBy: unchanging.createdBy,
    updatedBy: changing.updatedBy,
  },
}
