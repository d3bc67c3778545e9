import { drawAmount } from '../draw.ts'
import { complete, withdraw } from '../moves/end.ts'
import { agreeOnFees } from '../moves/keys.ts'
import { launch, launchWhole } from '../moves/launch.ts'
import { play, playInOneBlock } from '../moves/play.ts'
import { setup } from '../moves/setup.ts'
import { fund } from '../moves/tokens.ts'
import { has, nextId, otherToken, pickToken } from '../world.ts'
import { budgetOf, type Case, drawOracles, drawRows, openEscrow, payAll, payPart, payRows, setUp } from './case.ts'

/** What mostly happens. */
export const ordinaryCases: readonly Case[] = [
  {
    name: 'paid in several bulks',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await payAll(world, book, 3)
      if (!has.budget(book)) await play(world, complete(world, book))
    },
  },
  {
    name: 'paid, and nobody says that it is complete',
    to: '3',
    play: async (world, story) => payAll(world, await openEscrow(world, story)),
  },
  {
    name: 'created, funded and set up at once',
    from: '5',
    play: async (world, story) => {
      const token = pickToken(world)
      const oracles = drawOracles(world)
      if (has.statedFees(world.stage)) await agreeOnFees(world, oracles)
      const contents = {
        amount: drawAmount(world.random, token),
        oracles,
        manifest: `{"task":"label","id":${nextId(world)}}`,
        hash: '1234',
      }
      const { book, move } = await launchWhole(world, story, { token }, contents)
      await play(world, move)
      await payAll(world, book)
    },
  },
  {
    name: 'funded in two parts by two people',
    play: async (world, story) => {
      const { book, move } = await launch(world, story)
      await play(world, move)
      await play(world, fund(world, book, drawAmount(world.random, book.token)))
      await play(world, fund(world, book, drawAmount(world.random, book.token), world.cast.sponsor))
      await setUp(world, book)
      await payPart(world, book)
    },
  },
  {
    name: 'funded too late: budget once, later to be withdrawn',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await play(world, fund(world, book, drawAmount(world.random, book.token), world.cast.sponsor))
      await payPart(world, book)
      if (has.budget(book)) await play(world, withdraw(world, book))
      if (world.random.chance(0.5)) await payAll(world, book)
    },
  },
  {
    name: 'a stray token comes in',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      const stray = otherToken(world, book.token)
      await play(world, fund(world, book, drawAmount(world.random, stray), world.cast.sponsor, stray))
      await payAll(world, book, 1)
      if (has.budget(book)) await play(world, withdraw(world, book, stray))
      await play(world, fund(world, book, drawAmount(world.random, stray), world.cast.sponsor, stray))
    },
  },
  {
    name: 'money comes after the end, and some of it is fetched',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await payAll(world, book, 1)
      if (!has.budget(book)) await play(world, complete(world, book))
      await play(world, fund(world, book, drawAmount(world.random, book.token), world.cast.sponsor))
      if (!has.budget(book)) return
      await play(world, withdraw(world, book))
      await play(world, fund(world, book, drawAmount(world.random, book.token)))
    },
  },
  {
    name: 'a whole bulk of rows',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      const rows = Array.from({ length: 99 }, () => ({
        worker: world.random.pick(world.cast.workers),
        amount: 1n + BigInt(world.random.int(1_000_000)) * (budgetOf(world, book) / 200_000_000n),
      }))
      await payRows(world, book, rows)
    },
  },
  {
    name: 'created, funded and set up in one block',
    play: async (world, story) => {
      const { book, move } = await launch(world, story)
      const oracles = drawOracles(world)
      if (has.statedFees(book)) await agreeOnFees(world, oracles)
      const amount = drawAmount(world.random, book.token)
      await playInOneBlock(world, [
        move,
        fund(world, book, amount),
        setup(world, book, oracles, 'https://manifest.example/at-once', 'beef'),
      ])
      await payRows(world, book, drawRows(world, budgetOf(world, book) / 3n, 2))
    },
  },
  {
    name: 'launched, and that is all',
    play: async (world, story) => {
      const { move } = await launch(world, story)
      await play(world, move)
    },
  },
  {
    name: 'lives on after the factory has been upgraded',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await payPart(world, book)
      world.afterUpgrades.push(() => payAll(world, book, 2))
    },
  },
  {
    name: 'completed after the factory has been upgraded',
    to: '3',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await payAll(world, book)
      world.afterUpgrades.push(async () => void (await play(world, complete(world, book))))
    },
  },
]
