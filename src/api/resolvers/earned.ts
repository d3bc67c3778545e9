import type { Context } from '../context.ts'
import type { ContributorDatasetEdgeSource, DatasetContributorEdgeSource, TokenAmountSource } from '../sources.ts'

/** Tokens that one list of amounts may name. */
export const TOKENS_MAX = 100

/** What a contributor earned from a dataset, per token. */
export const earnedFrom = async (
  { row }: ContributorDatasetEdgeSource | DatasetContributorEdgeSource,
  _: object,
  { load }: Context,
): Promise<TokenAmountSource[]> => {
  const earned = await load.datasetEarnings.load({ datasetId: row.datasetId, accountId: row.accountId })
  return earned.slice(0, TOKENS_MAX).map(({ tokenId, earned }) => ({ tokenId, raw: earned }))
}
