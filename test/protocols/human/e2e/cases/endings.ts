import { drawAmount } from '../draw.ts'
import { abort, cancel, complete, requestCancellation, withdraw } from '../moves/end.ts'
import { launch } from '../moves/launch.ts'
import { bulkPayOut, storeResults } from '../moves/pay.ts'
import { play } from '../moves/play.ts'
import { fund } from '../moves/tokens.ts'
import { has } from '../world.ts'
import { budgetOf, type Case, drawRows, openEscrow, payAll, payPart, payRows } from './case.ts'

/** The ways in which it can be over before all is paid. */
export const endingCases: readonly Case[] = [
  {
    name: 'forced to completion, the rest goes back in silence',
    from: '4',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await payPart(world, book)
      await payRows(world, book, drawRows(world, budgetOf(world, book) / 3n, 2), { force: true })
    },
  },
  {
    name: 'completed in part, the rest goes back in silence',
    from: '4',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await payPart(world, book)
      if (book.build !== 'summed') await play(world, complete(world, book))
    },
  },
  {
    name: 'completed, and nobody was paid',
    from: '5',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await play(world, storeResults(world, book))
      await play(world, complete(world, book))
    },
  },
  {
    name: 'cancelled before anybody was paid',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      if (has.reserve(book)) await play(world, requestCancellation(world, book))
      await play(world, cancel(world, book))
    },
  },
  {
    name: 'cancelled after some were paid',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await payPart(world, book)
      if (has.reserve(book)) {
        await play(world, requestCancellation(world, book))
        await play(world, requestCancellation(world, book))
      }
      await play(world, cancel(world, book))
    },
  },
  {
    name: 'cancelled without setup',
    to: '3',
    play: async (world, story) => {
      const { book, move } = await launch(world, story)
      await play(world, move)
      await play(world, fund(world, book, drawAmount(world.random, book.token)))
      await play(world, cancel(world, book))
    },
  },
  {
    name: 'cancelled twice, since money came again',
    to: '3',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await play(world, cancel(world, book))
      await play(world, fund(world, book, drawAmount(world.random, book.token), world.cast.sponsor))
      await play(world, cancel(world, book))
    },
  },
  {
    name: 'paid after its end',
    to: 'legacy',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      if (world.random.chance(0.5)) {
        await payAll(world, book, 1)
        await play(world, complete(world, book))
      } else await play(world, cancel(world, book))
      await play(world, fund(world, book, drawAmount(world.random, book.token)))
      await play(world, bulkPayOut(world, book, drawRows(world, budgetOf(world, book) / 2n, 2)))
    },
  },
  {
    name: 'aborted with money in it',
    to: '3',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      if (world.random.chance(0.5)) await payPart(world, book)
      await play(world, abort(world, book))
    },
  },
  {
    name: 'aborted without money',
    to: '3',
    play: async (world, story) => {
      const { book, move } = await launch(world, story)
      await play(world, move)
      await play(world, abort(world, book))
    },
  },
  {
    name: 'cancelled at once, with money',
    from: '5',
    play: async (world, story) => {
      const { book, move } = await launch(world, story)
      await play(world, move)
      await play(world, fund(world, book, drawAmount(world.random, book.token)))
      await play(world, requestCancellation(world, book))
    },
  },
  {
    name: 'cancelled at once, without money',
    from: '5',
    play: async (world, story) => {
      const { book, move } = await launch(world, story)
      await play(world, move)
      await play(world, requestCancellation(world, book))
    },
  },
  {
    name: 'cancelled, but what was done is paid from the reserve',
    from: '5',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      if (world.random.chance(0.5)) await payPart(world, book, 10)
      await play(world, requestCancellation(world, book))
      const reserve = budgetOf(world, book) / 3n
      await play(world, storeResults(world, book, reserve))
      await payRows(world, book, drawRows(world, reserve / 2n, 2))
      await payRows(world, book, drawRows(world, reserve - reserve / 2n, 3))
    },
  },
  {
    name: 'cancelled, the results show that nobody is owed anything',
    from: '5',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await play(world, requestCancellation(world, book))
      await play(world, storeResults(world, book, 0n, world.random.chance(0.5) ? '' : undefined))
    },
  },
  {
    name: 'about to be cancelled',
    from: '5',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await payPart(world, book)
      await play(world, requestCancellation(world, book))
      const reserve = budgetOf(world, book) / 2n
      await play(world, storeResults(world, book, reserve))
      if (world.random.chance(0.5)) await payRows(world, book, drawRows(world, reserve / 2n, 2))
    },
  },
  {
    name: 'cancelled when time was up',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      if (world.random.chance(0.7)) await payPart(world, book)
      world.afterExpiry.push(async () => {
        const move = has.reserve(book) ? requestCancellation(world, book, { expired: true }) : cancel(world, book)
        await play(world, move)
      })
    },
  },
  {
    name: 'cancelled when time was up, before its setup: its money stays',
    from: '5',
    play: async (world, story) => {
      const { book, move } = await launch(world, story)
      await play(world, move)
      await play(world, fund(world, book, drawAmount(world.random, book.token)))
      world.afterExpiry.push(async () => {
        await play(world, requestCancellation(world, book, { expired: true }))
        if (world.random.chance(0.5)) await play(world, withdraw(world, book))
      })
    },
  },
]
