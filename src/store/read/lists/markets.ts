import { type Column, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tables } from '../../tables.ts'
import { chain, type Field, marketsOf, protocol, reference, text } from '../filter.ts'
import { never } from '../operators.ts'
import { type List, tableList } from './list.ts'

export const marketList = ({ markets }: Tables): List => ({
  ...tableList(
    'markets',
    markets,
    {
      id: reference(markets.id, 'Market'),
      chainId: chain(markets.id),
      protocol: protocol(markets.id),
      address: text(markets.address),
      name: text(markets.name),
    },
    { CREATED_AT: 'createdAt', TASK_COUNT: 'tasks', CONTRIBUTOR_COUNT: 'contributors', UPDATED_AT: 'updatedAt' },
  ),
  // The configuration numbers them.
  numbered: false,
})

/** Tokens that a market of one of the protocols dealt in. */
const paidUnder =
  (token: Column, { marketMoney }: Tables): Field =>
  async (names, { reader }): Promise<SQL> => {
    const markets = await marketsOf(reader, names)
    if (markets.length === 0) return never
    return sql`${token} in (select ${marketMoney.tokenId} from ${marketMoney} where ${inArray(marketMoney.marketId, markets)})`
  }

export const tokenList = (tables: Tables): List =>
  tableList(
    'tokens',
    tables.tokens,
    { chainId: chain(tables.tokens.id), protocol: paidUnder(tables.tokens.id, tables) },
    { PAYOUTS: 'payouts' },
  )

export const reorgList = ({ reorgs }: Tables): List => ({ ...tableList('reorgs', reorgs, {}), numbered: false })
