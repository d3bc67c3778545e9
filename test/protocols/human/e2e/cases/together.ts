import { drawAmount } from '../draw.ts'
import { agreeOnFees } from '../moves/keys.ts'
import { launch, launchWhole } from '../moves/launch.ts'
import { bulkPayOut, storeResults } from '../moves/pay.ts'
import { play, playInOneBlock, playTogether } from '../moves/play.ts'
import { setup } from '../moves/setup.ts'
import { fund } from '../moves/tokens.ts'
import { has } from '../world.ts'
import { budgetOf, type Case, drawOracles, drawRows, openEscrow } from './case.ts'

/** Several escrows in one transaction or one block. */
export const togetherCases: readonly Case[] = [
  {
    name: 'two are launched, funded, set up and paid in a transaction per step',
    play: async (world, story) => {
      const { batch } = world.platform
      const addresses = { reputation: batch, recording: batch }
      const oracles = drawOracles(world, { addresses, percentages: [4, 4, 9] })
      if (has.statedFees(world.stage)) await agreeOnFees(world, oracles)
      const token = world.platform.hmt
      const first = await launch(world, story, { token, launcher: batch })
      const second = await launch(world, story, { token, launcher: batch, nth: 1 })
      const books = [first.book, second.book]
      await playTogether(world, [first.move, second.move])
      await playTogether(
        world,
        books.map((book) => fund(world, book, drawAmount(world.random, token))),
      )
      await playTogether(
        world,
        books.map((book, i) => setup(world, book, oracles, `https://manifest.example/${i}`, 'beef')),
      )
      if (has.reserve(world.stage))
        await playTogether(
          world,
          books.map((book) => storeResults(world, book, budgetOf(world, book))),
        )
      const bulks = books.map((book) => bulkPayOut(world, book, drawRows(world, budgetOf(world, book) / 2n, 3)))
      // One of them twice: its bulks stand around the other's.
      const again = bulkPayOut(world, books[0]!, drawRows(world, budgetOf(world, books[0]!) / 4n, 2))
      await playTogether(world, [...bulks, again])
    },
  },
  {
    name: 'two are created whole in one transaction',
    from: '5',
    play: async (world, story) => {
      const { batch, hmt } = world.platform
      const oracles = drawOracles(world)
      if (has.statedFees(world.stage)) await agreeOnFees(world, oracles)
      const contents = () => ({ amount: drawAmount(world.random, hmt), oracles, manifest: 'twin', hash: '22' })
      const first = await launchWhole(world, story, { token: hmt, launcher: batch }, contents())
      const second = await launchWhole(world, story, { token: hmt, launcher: batch, nth: 1 }, contents())
      await playTogether(world, [first.move, second.move])
    },
  },
  {
    name: 'two are paid in one block',
    play: async (world, story) => {
      const books = [await openEscrow(world, story), await openEscrow(world, story)]
      if (has.reserve(world.stage))
        for (const book of books) await play(world, storeResults(world, book, budgetOf(world, book)))
      const bulks = books.map((book) => bulkPayOut(world, book, drawRows(world, budgetOf(world, book) / 2n, 2)))
      await playInOneBlock(world, bulks)
    },
  },
]
