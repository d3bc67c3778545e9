import { datasetStatuses } from '../domain/codes.ts'
import type { Rows } from '../store/store.ts'
import { type Book, namesOf } from './book.ts'
import type { Tell } from './finding.ts'
import { addTo, countsInStep, sumsInStep, walk } from './walk.ts'

type ByToken = Map<number, bigint>
type Money = { revenue: ByToken; paid: ByToken; earned: ByToken }

const noMoney = (): Money => ({ revenue: new Map(), paid: new Map(), earned: new Map() })
const keyOf = ({ datasetId }: { datasetId: number | null }) => datasetId!

/** What is counted and added up of a dataset and of its versions is as many rows, and what they come to. */
export const auditDatasets = async (book: Book, tell: Tell): Promise<void> => {
  const names = namesOf(book)
  const audited = new Set(book.markets.map(({ id }) => id))
  const versions = countsInStep(walk(book, 'datasetVersions', ['datasetId', 'number']), keyOf)
  const contributors = countsInStep(walk(book, 'datasetContributors', ['datasetId', 'accountId']), keyOf)
  const buyers = countsInStep(walk(book, 'datasetBuyers', ['datasetId', 'accountId']), keyOf)
  const sales = sumsInStep(walk(book, 'purchases', ['datasetId', 'createdAt', 'id']), {
    keyOf,
    start: () => ({ count: 0, last: null as number | null, sums: new Map() as ByToken }),
    add: (sum, { createdAt, tokenId, gross }) => {
      sum.count += 1
      sum.last = Math.max(sum.last ?? createdAt, createdAt)
      addTo(sum.sums, tokenId, gross)
    },
  })
  const payouts = sumsInStep(walk(book, 'payouts', ['datasetId', 'createdAt', 'id']), {
    keyOf,
    start: () => ({ sums: new Map() as ByToken }),
    add: ({ sums }, { tokenId, amount }) => addTo(sums, tokenId, amount),
  })
  const money = sumsInStep(walk(book, 'datasetMoney', ['datasetId', 'tokenId']), {
    keyOf,
    start: noMoney,
    add: (sum, { tokenId, revenue, paid }) => {
      addTo(sum.revenue, tokenId, revenue)
      addTo(sum.paid, tokenId, paid)
    },
  })
  const earned = sumsInStep(walk(book, 'datasetEarnings', ['datasetId', 'accountId', 'tokenId']), {
    keyOf,
    start: noMoney,
    add: (sum, row) => addTo(sum.earned, row.tokenId, row.earned),
  })
  for await (const dataset of walk(book, 'datasets', ['id'])) {
    const { id, key, marketId } = dataset
    const [sold, paid, stated, shares] = [await sales(id), await payouts(id), await money(id), await earned(id)]
    const expected = {
      versions: await versions(id),
      contributors: await contributors(id),
      purchases: sold.count,
      buyers: await buyers(id),
      lastPurchasedAt: sold.last,
    }
    if (!audited.has(marketId)) continue
    const record = names.record('Dataset', dataset)
    for (const [figure, count] of Object.entries(expected) as [keyof typeof expected, number | null][]) {
      if (dataset[figure] === count) continue
      tell(marketId, 'COUNTER', {
        subject: `${figure} of dataset ${key}`,
        found: String(dataset[figure]),
        expected: String(count),
        why: 'by its rows',
        record,
      })
    }
    const sums = [
      ['revenue', stated.revenue, sold.sums, 'the sum of its purchases'],
      ['paid', stated.paid, paid.sums, 'the sum of its payouts'],
      ['earned', shares.earned, paid.sums, 'the sum of its payouts'],
    ] as const
    for (const [figure, found, of, why] of sums) {
      for (const tokenId of new Set([...found.keys(), ...of.keys()])) {
        if ((found.get(tokenId) ?? 0n) === (of.get(tokenId) ?? 0n)) continue
        tell(marketId, 'MONEY', {
          subject: `${figure} of dataset ${key}, token ${await names.token(tokenId)}`,
          found: String(found.get(tokenId) ?? 0n),
          expected: String(of.get(tokenId) ?? 0n),
          why,
          record,
          token: await names.tokenAddress(tokenId),
        })
      }
    }
    if (datasetStatuses[dataset.status] === undefined || dataset.updatedAt < dataset.createdAt) {
      tell(marketId, 'STATE', {
        subject: `dataset ${key}`,
        found: `status ${dataset.status}, made at ${dataset.createdAt}, changed at ${dataset.updatedAt}`,
        expected: 'a state that is known, and times in order',
        why: 'by itself',
        record,
      })
    }
  }
  await auditVersions(book, audited, tell)
}

/** Versions of a dataset follow each other, and count what they name and by whom. */
const auditVersions = async (book: Book, audited: ReadonlySet<number>, tell: Tell): Promise<void> => {
  const names = namesOf(book)
  const versionOf = ({ versionId }: { versionId: number }) => versionId
  const contributions = countsInStep(walk(book, 'contributions', ['versionId', 'id']), versionOf)
  const people = countsInStep(walk(book, 'versionContributors', ['versionId', 'accountId']), versionOf)
  const datasets = await marketsOfDatasets(book)
  for await (const version of walk(book, 'datasetVersions', ['id'])) {
    const expected = { contributions: await contributions(version.id), contributors: await people(version.id) }
    const marketId = datasets(version.datasetId)
    if (marketId === undefined || !audited.has(marketId)) continue
    for (const figure of ['contributions', 'contributors'] as const) {
      if (version[figure] === expected[figure]) continue
      tell(marketId, 'COUNTER', {
        subject: `${figure} of version ${version.number} of dataset ${await names.dataset(version.datasetId)}`,
        found: String(version[figure]),
        expected: String(expected[figure]),
        why: 'by its rows',
      })
    }
  }
}

/** Datasets are few beside what is in them: their markets are remembered. */
const marketsOfDatasets = async (book: Book): Promise<(id: number) => number | undefined> => {
  const known = new Map<number, number>()
  for await (const { id, marketId } of walk(book, 'datasets', ['id']) as AsyncIterable<Rows['datasets']>)
    known.set(id, marketId)
  return (id) => known.get(id)
}
