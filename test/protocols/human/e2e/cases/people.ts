import { splitAmount } from '../draw.ts'
import { oracleOf } from '../moves/setup.ts'
import { has } from '../world.ts'
import { budgetOf, type Case, drawOracles, drawRows, openEscrow, payAll, payRows } from './case.ts'

/** One person in two places. */
export const peopleCases: readonly Case[] = [
  {
    name: 'a worker twice in one bulk, once with the same amount',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      const [worker, other] = [world.cast.workers[0]!, world.cast.workers[1]!]
      const [a, b, c] = splitAmount(world.random, budgetOf(world, book) / 2n, 3) as [bigint, bigint, bigint]
      await payRows(world, book, [
        { worker, amount: a },
        { worker: other, amount: b },
        { worker, amount: c },
        { worker, amount: a },
      ])
    },
  },
  {
    name: 'workers are oracles',
    play: async (world, story) => {
      const book = await openEscrow(world, story, { oracles: drawOracles(world, { percentages: [7, 3, 5] }) })
      const [a, b, c] = splitAmount(world.random, budgetOf(world, book), 3) as [bigint, bigint, bigint]
      await payRows(world, book, [
        { worker: oracleOf(book, 'reputation'), amount: a },
        { worker: world.random.pick(world.cast.workers), amount: b },
        { worker: oracleOf(book, 'recording'), amount: c },
      ])
    },
  },
  {
    name: 'the worker is the launcher',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      const third = budgetOf(world, book) / 3n
      const rows = [{ worker: book.launcher, amount: third }, ...drawRows(world, third, 2)]
      await payRows(world, book, rows, { force: has.budget(book) && world.random.chance(0.5) })
    },
  },
  {
    name: 'one oracle has all roles',
    play: async (world, story) => {
      const one = world.cast.reputationOracles[0]!
      const addresses = { reputation: one, recording: one, exchange: one }
      const book = await openEscrow(world, story, {
        oracles: drawOracles(world, { percentages: [6, 6, 6], addresses }),
      })
      await payAll(world, book, 2)
    },
  },
  {
    name: 'the requester is a contract',
    play: async (world, story) => {
      const book = await openEscrow(world, story, { launcher: world.platform.batch })
      await payAll(world, book, 1)
    },
  },
]
