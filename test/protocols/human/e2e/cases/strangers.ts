import { encode } from '../call.ts'
import { drawAmount } from '../draw.ts'
import { setKey } from '../moves/keys.ts'
import { launch } from '../moves/launch.ts'
import { bulkPayOut } from '../moves/pay.ts'
import { play } from '../moves/play.ts'
import { oracleOf } from '../moves/setup.ts'
import { poison, transferBulk } from '../moves/tokens.ts'
import { type Case, drawRows, openEscrow, payAll, payPart, setUp } from './case.ts'

/** What looks like something, and is nothing; and money that moves beside all escrows. */
export const strangerCases: readonly Case[] = [
  {
    name: 'somebody makes the token say that it paid nothing',
    play: async (world, story) => {
      const book = await openEscrow(world, story)
      await play(world, poison(world, book, world.cast.workers[6]!))
      await payPart(world, book)
      await play(world, poison(world, book, oracleOf(book, 'reputation')))
      await play(world, poison(world, book, world.cast.stranger))
    },
  },
  {
    name: 'a contract says all that an escrow and its factory say',
    play: async (world, story) => {
      const { impostor } = world.platform
      const book = await openEscrow(world, story)
      const from = world.cast.stranger
      const announce = (escrow: string) =>
        play(world, { from, to: impostor, data: encode('announce(address,address)', [book.token.address, escrow]) })
      await announce(impostor)
      await announce(book.address)
      const rows = drawRows(world, drawAmount(world.random, book.token), 3)
      const lists = [rows.map(({ worker }) => worker), rows.map(({ amount }) => amount)]
      await play(world, { from, to: impostor, data: encode('pretend(address[],uint256[])', lists) })
      await payAll(world, book, 1)
    },
  },
  {
    name: 'the token’s own bulk transfer funds an escrow, and gives to a worker',
    play: async (world, story) => {
      const { ledger, platform, random } = world
      const { book, move } = await launch(world, story, { token: platform.hmt })
      await play(world, move)
      const from = world.cast.sponsor
      const [funds, gift] = [drawAmount(random, platform.hmt), drawAmount(random, platform.hmt)]
      const worker = random.pick(world.cast.workers)
      const rows = [
        { to: book.address, amount: funds },
        { to: worker, amount: gift },
      ]
      const bulk = transferBulk(
        world,
        from,
        rows,
        (place) => {
          ledger.deposit(book, platform.hmt.address, from, funds, place)
          ledger.move(platform.hmt.address, from, worker, gift)
        },
        world.count,
      )
      await play(world, bulk)
      await setUp(world, book)
      await payAll(world, book, 1)
    },
  },
  {
    name: 'more is asked for than there is: nothing happens, successfully',
    to: 'legacy',
    play: async (world, story) => {
      const book = await openEscrow(world, story, { amount: 1_000n })
      const { from, to, data } = bulkPayOut(world, book, drawRows(world, 1_001n, 2))
      await play(world, { from, to, data })
    },
  },
  {
    name: 'somebody writes an oracle’s fee under its own name',
    from: '6',
    play: async (world, story) => {
      await play(world, setKey(world, world.cast.stranger, 'fee', '99'))
      await payPart(world, await openEscrow(world, story))
    },
  },
]
