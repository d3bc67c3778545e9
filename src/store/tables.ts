import type { Columns } from './columns.ts'
import { defineChain } from './tables/chain.ts'
import { defineContributor } from './tables/contributor.ts'
import { defineDataset } from './tables/dataset.ts'
import { defineMarket } from './tables/market.ts'
import { defineMoney } from './tables/money.ts'
import { defineRaw } from './tables/raw.ts'

/** Every table, built with the columns of one database. */
export const defineTables = (c: Columns) => ({
  ...defineRaw(c),
  ...defineMarket(c),
  ...defineMoney(c),
  ...defineDataset(c),
  ...defineContributor(c),
  ...defineChain(c),
})

export type Tables = ReturnType<typeof defineTables>
