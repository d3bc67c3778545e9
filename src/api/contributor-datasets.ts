import { and, inArray, type SQL, sql } from 'drizzle-orm'
import type { Rows } from '../store/store.ts'
import { connect, type ListArgs } from './connection.ts'
import type { Context } from './context.ts'
import type { ContributorDatasetConnectionSource, ContributorDatasetEdgeSource, DatasetSource } from './sources.ts'

/** Datasets of one contributor, in the datasets' own filters and orders; each edge says what the contributor did in it. */
export const connectContributorDatasets = async (
  context: Context,
  args: ListArgs,
  { address, mine }: { address: string; mine: SQL | undefined },
): Promise<ContributorDatasetConnectionSource> => {
  const { datasets, datasetContributors: link } = context.reader.tables
  const page = await connect(context, context.lists.datasets, args, {
    within: sql`${datasets.id} in (select ${link.datasetId} from ${link} where ${mine})`,
    scope: `contributor:${address}`,
    node: (row) => row as DatasetSource,
  })
  const links = await linksOf(
    context,
    mine,
    page.edges.map((edge) => edge.node.id),
  )
  const edges = page.edges.map((edge): ContributorDatasetEdgeSource => ({ ...edge, row: links.get(edge.node.id)! }))
  return { ...page, edges }
}

const linksOf = async ({ reader }: Context, mine: SQL | undefined, datasetIds: readonly number[]) => {
  const { datasetContributors: link } = reader.tables
  const rows: Rows['datasetContributors'][] =
    datasetIds.length === 0
      ? []
      : await reader.db
          .select()
          .from(link)
          .where(and(mine, inArray(link.datasetId, [...datasetIds])))
  return new Map(rows.map((row) => [row.datasetId, row]))
}
