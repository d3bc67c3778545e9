// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checksum } from '../../src/api/address.ts'
import { encodeId } from '../../src/api/node-ids.ts'
import { nameOf, verdicts } from '../../src/domain/codes.ts'
import { medianOf, qualityOf } from '../../src/domain/quality.ts'
import { namesIn } from './naive.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { createWorld } from './world.ts'

const BODY = 'quality { count assessors meanBps medianBps minBps maxBps wilsonLowerBps histogram }'

for (const engine of engines)
  describe(`quality on ${engine}`, () => {
    const world = createWorld(6)
    const names = namesIn(world)
    let served: Served
    beforeAll(async () => {
      served = await serveOn(engine, world)
    })
    afterAll(() => served.stop())

    /** The same from the rows themselves. */
    const expected = (isOf: (submission: (typeof world.submissions)[number]) => boolean) => {
      const ids = new Set(world.submissions.filter(isOf).map(({ id }) => id))
      const standing = world.reviews.filter(
        ({ submissionId, supersededBy }) => ids.has(submissionId ?? -1) && supersededBy === null,
      )
      return qualityOf(
        standing.map(({ assessorId, verdict, scoreBps }) => ({
          assessor: names.address(assessorId)!,
          verdict: nameOf(verdicts, verdict),
          scoreBps,
        })),
      )
    }

    test('of submissions, tasks and datasets', async () => {
      const data = (await served.data(
        `{ submissions(first: 100) { nodes { key ${BODY} } } tasks(first: 100) { nodes { key ${BODY} } } datasets(first: 100) { nodes { key ${BODY} } } }`,
      )) as any
      const markets = world.markets.length
      const lists = [
        ['submissions', world.submissions, 'id'],
        ['tasks', world.tasks, 'taskId'],
        ['datasets', world.datasets, 'datasetId'],
      ] as const
      let counted = 0
      for (const [list, rows, column] of lists) {
        for (const node of data[list].nodes) {
          // A key may stand in several markets: the figures are those of one of them.
          const figures = rows
            .filter(({ key }) => key === node.key)
            .map((row) => expected((submission) => submission[column] === row.id))
          expect(figures.length).toBeLessThanOrEqual(markets)
          expect(figures).toContainEqual(node.quality)
          counted += node.quality.count
        }
      }
      expect(counted).toBeGreaterThan(10)
    })

    test('of contributors, with the median time to a payout', async () => {
      const data = (await served.data(
        `{ contributors(first: 100) { nodes { address stats { medianSecondsToPayout ${BODY} } } } }`,
      )) as any
      expect(data.contributors.nodes.length).toBeGreaterThan(3)
      for (const { address, stats } of data.contributors.nodes) {
        const isTheirs = (row: { accountId: number | null }) =>
          row.accountId !== null && checksum(names.address(row.accountId)!) === address
        const seconds = world.payouts.filter((row) => isTheirs(row) && row.seconds !== null).map((row) => row.seconds!)
        expect(stats.quality).toEqual(expected(isTheirs))
        expect(stats.medianSecondsToPayout).toBe(medianOf(seconds.sort((a, b) => a - b)))
      }
    })

    test('is not for a dataset that nobody knows', async () => {
      const id = encodeId('Dataset', 31_337, '0x0000000000000000000000000000000000000000', '1')
      expect(await served.data(`{ dataset(by: { id: "${id}" }) { ${BODY} } }`)).toEqual({ dataset: null })
    })
  })
