import { inArray, type SQL } from 'drizzle-orm'
import type { Tables } from '../../tables.ts'
import { checkIn, never } from '../operators.ts'
import { type List, tableList } from './list.ts'

/** What audits found, in the order found. */
export const auditFindingList = ({ auditFindings }: Tables): List => ({
  ...tableList('auditFindings', auditFindings, {
    kinds: (wanted): SQL => {
      const kinds = checkIn(wanted as string[]) as string[]
      return kinds.length === 0 ? never : inArray(auditFindings.kind, kinds)
    },
  }),
  numbered: false,
})
