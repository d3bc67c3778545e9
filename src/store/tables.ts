import type { Columns } from './columns.ts'
import { defineAudit } from './tables/audit.ts'
import { defineChain } from './tables/chain.ts'
import { defineContributor } from './tables/contributor.ts'
import { defineDataset } from './tables/dataset.ts'
import { defineDocument } from './tables/document.ts'
import { defineMarket } from './tables/market.ts'
import { defineMoney } from './tables/money.ts'
import { defineProof } from './tables/proof.ts'
import { defineRaw } from './tables/raw.ts'

/** Every table, built with the columns of one database. */
export const defineTables = (c: Columns) => ({
  ...defineRaw(c),
  ...defineMarket(c),
  ...defineMoney(c),
  ...defineDataset(c),
  ...defineContributor(c),
  ...defineDocument(c),
  ...defineChain(c),
  ...defineAudit(c),
  ...defineProof(c),
})

export type Tables = ReturnType<typeof defineTables>
