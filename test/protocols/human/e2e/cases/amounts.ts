import { drawBigint } from '../draw.ts'
import { play } from '../moves/play.ts'
import { supply } from '../moves/tokens.ts'
import { has } from '../world.ts'
import { budgetOf, type Case, drawOracles, drawRows, openEscrow, payAll, payPart, payRows } from './case.ts'

/** Where rounding and zeros show. */
export const amountCases: readonly Case[] = [
  {
    name: 'the oracles take all',
    to: '5',
    play: async (world, story) => {
      const percentages = has.exchangeOracle(world.stage) ? [50, 30, 20] : [60, 40]
      const amount = 1_000_000n * BigInt(1 + world.random.int(900))
      const book = await openEscrow(world, story, { amount, oracles: drawOracles(world, { percentages }) })
      // A round number: no part is left for the worker.
      const workers = world.cast.workers
      await payRows(world, book, [
        { worker: workers[2]!, amount: amount / 2n },
        { worker: workers[3]!, amount: amount / 4n },
      ])
    },
  },
  {
    name: 'the oracles take as much as they may',
    from: '6',
    play: async (world, story) => {
      const oracles = drawOracles(world, { percentages: [25, 25, 25] })
      await payAll(world, await openEscrow(world, story, { oracles }))
    },
  },
  {
    name: 'rows of zero',
    to: 'legacy',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await payRows(world, book, [
        { worker: world.cast.workers[4]!, amount: 0n },
        ...drawRows(world, budgetOf(world, book) / 2n, 2),
        { worker: world.cast.workers[5]!, amount: 0n },
      ])
      await payRows(world, book, [{ worker: world.cast.workers[5]!, amount: 0n }])
    },
  },
  {
    name: 'amounts so small that fees are rounded away',
    play: async (world, story) => {
      const book = await openEscrow(world, story, {
        amount: 2_000n,
        oracles: drawOracles(world, { percentages: [7, 0, 3] }),
      })
      const small = () => 1n + drawBigint(world.random, 60n)
      await payRows(
        world,
        book,
        world.cast.workers.slice(0, 6).map((worker) => ({ worker, amount: small() })),
      )
      await payRows(world, book, [{ worker: world.cast.workers[0]!, amount: 1n }])
    },
  },
  {
    name: 'many small rows, whose fees are more together than apart',
    from: '3',
    play: async (world, story) => {
      const oracles = drawOracles(world, { percentages: [1, 1, 1] })
      const book = await openEscrow(world, story, { amount: 990n, oracles })
      const rows = Array.from({ length: 9 }, (_, i) => ({ worker: world.cast.workers[i]!, amount: 99n }))
      await payRows(world, book, rows)
    },
  },
  {
    name: 'only one oracle takes a fee',
    play: async (world, story) => {
      const percentages = [
        [0, 9, 0],
        [9, 0, 0],
        [0, 0, 9],
        [0, 0, 0],
      ][world.random.int(4)]!
      const book = await openEscrow(world, story, { oracles: drawOracles(world, { percentages }) })
      await payPart(world, book)
      await payAll(world, book, 1)
    },
  },
  {
    name: 'more than any number type holds',
    from: '5',
    play: async (world, story) => {
      const { dollar } = world.platform
      const launcher = world.cast.requesters[0]!
      const amount = 2n ** 200n + drawBigint(world.random, 2n ** 190n)
      await play(world, supply(world, dollar, launcher, amount))
      await payAll(world, await openEscrow(world, story, { token: dollar, launcher, amount }), 2)
    },
  },
]
