import { and, inArray } from 'drizzle-orm'
import { accountRoles } from '../../domain/codes.ts'
import { ownedTypes } from '../../store/read/lists/ledger.ts'
import type { Resolvers } from '../generated/types.ts'
import { encodeId } from '../node-ids.ts'
import { own } from './own.ts'
import { accountIds, accountsOf, byPerson, contributorRows } from './people.ts'

/** Ledger accounts that one answer may list for a person. */
const LEDGER_ACCOUNTS_MAX = 200

export const accounts: Pick<Resolvers, 'Account'> = {
  Account: {
    ...own('address'),
    id: ({ address }) => encodeId('Account', address),
    roles: async ({ address }, _, context) => {
      const bits = (await accountsOf(context, address)).reduce((all, account) => all | account.roles, 0)
      return accountRoles.filter((_, i) => (bits & (1 << i)) !== 0)
    },
    contributor: async ({ address }, _, context) =>
      (await contributorRows(context, address)).length > 0 ? { address } : null,
    postedTasks: byPerson('tasks', 'posterId'),
    purchases: byPerson('purchases', 'buyerId'),
    reviewsWritten: byPerson('reviews', 'assessorId'),
    feesReceived: byPerson('fees', 'payeeId'),
    ledgerAccounts: async ({ address }, _, context) => {
      const { ledgerAccounts } = context.reader.tables
      const ids = await accountIds(context, address)
      return context.reader.db
        .select()
        .from(ledgerAccounts)
        .where(and(inArray(ledgerAccounts.subjectId, ids), inArray(ledgerAccounts.type, ownedTypes)))
        .orderBy(ledgerAccounts.id)
        .limit(LEDGER_ACCOUNTS_MAX)
    },
  },
}
