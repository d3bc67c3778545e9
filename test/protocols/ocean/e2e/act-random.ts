import type { Published } from './act-publish.ts'
import { CONSUME_SHARE } from './act-trade.ts'
import { collectMarketFee, collectOceanFee, collectRevenue, sellNft } from './collect.ts'
import { ONE } from './deploy.ts'
import { type Exchange, quote, setRate } from './exchange.ts'
import type { FeeWish } from './fee.ts'
import type { EscrowScript } from './jobs.ts'
import { setState } from './metadata.ts'
import { buyFromExchangeAndOrder, startMultipleOrders, startOrder } from './purchase.ts'
import { reuseOrder } from './renew.ts'
import { buy, sell } from './swap.ts'
import type { World } from './world.ts'

/** Steps in an order and with amounts that only the seed knows, on what the acts before have left. */
export const playAtRandom = async (
  world: World,
  published: Published,
  escrow: EscrowScript,
  steps: number,
): Promise<void> => {
  const { random, cast, book, exchanges, tokens } = world
  const { dollar, ocean } = tokens
  const people = [cast.carol, cast.dave, cast.erin]
  const open = exchanges.filter(({ active, datatoken }) => active && datatoken.template === 1)
  const sellable = open.filter(({ contract }) => contract.address === world.exchange.address)
  const forOrders = exchanges.filter(({ datatoken }) => datatoken.template === 2)
  const person = () => random.pick(people)
  const share = () => (random.chance(0.5) ? CONSUME_SHARE : 0n)
  const maybeFee = (): FeeWish | undefined => {
    if (random.chance(0.4)) return undefined
    const token = random.pick([dollar, ocean])
    return { token, amount: random.chance(0.2) ? 0n : world.amountOf(token, 1, 4) }
  }
  const fees = () => {
    const [providerFee, consumeFee] = [maybeFee(), maybeFee()]
    return { ...(providerFee && { providerFee }), ...(consumeFee && { consumeFee }) }
  }
  const part = (amount: bigint) => (amount * BigInt(random.int(1001))) / 1000n
  let jobId = 1_000n

  const options: Readonly<Record<string, () => Promise<unknown>>> = {
    buy: () =>
      buy(world, person(), { exchange: random.pick(open), datatokens: ONE + part(ONE), consumeShare: share() }),
    sell: async () => {
      const [seller, exchange] = [person(), random.pick(sellable)]
      const datatokens = part(book.balanceOf(exchange.datatoken.address, seller))
      const { bare } = quote(world, exchange, datatokens, 0n)
      if (datatokens > 0n && bare > 0n && bare <= exchange.baseBalance)
        await sell(world, seller, { exchange, datatokens, consumeShare: share() })
    },
    order: async () => {
      const [payer, { datatoken }] = [person(), random.pick(open)]
      if (book.balanceOf(datatoken.address, payer) < ONE) return
      const wish = { datatoken, consumer: person(), serviceIndex: BigInt(random.int(5)), ...fees() }
      await (random.chance(0.3) ? startMultipleOrders(world, payer, [wish]) : startOrder(world, payer, wish))
    },
    orderAtOnce: () => {
      const exchange: Exchange = random.pick(forOrders)
      const wish = { datatoken: exchange.datatoken, consumer: person(), ...fees() }
      return buyFromExchangeAndOrder(world, person(), exchange, wish, share())
    },
    renew: () => {
      const { tx, datatoken: address, payer } = random.pick(book.purchases)
      const datatoken = published.nfts.flatMap(({ datatokens }) => datatokens).find((each) => each.address === address)!
      const providerFee = maybeFee()
      const by = people.includes(payer) ? payer : cast.dave
      return reuseOrder(world, by, { datatoken, ...(providerFee && { providerFee }) }, tx)
    },
    collect: () => {
      const exchange = random.pick(exchanges)
      return collectRevenue(world, cast.stranger, exchange, part(exchange.baseBalance))
    },
    collectFee: () => random.pick([collectMarketFee, collectOceanFee])(world, cast.stranger, random.pick(exchanges)),
    rate: () => {
      const exchange = random.pick(open)
      return setRate(world, exchange, exchange.rate / 2n + part(exchange.rate))
    },
    state: () => setState(world, random.pick(published.nfts), random.int(6)),
    changeHands: async () => {
      const nft = random.pick(published.nfts.filter((each) => each !== published.stuck.nft))
      const to = random.pick([cast.alice, cast.bob, cast.relay])
      if (to !== nft.owner) await sellNft(world, nft, to)
    },
    job: async () => {
      const token = random.pick([dollar, ocean])
      const amount = part(escrow.fundsOf(cast.dave, token.address).available)
      if (amount < 1_000n) return
      const [job] = await escrow.lock(cast.node, [{ jobId: jobId++, payer: cast.dave, token, amount }])
      const claim = random.pick([escrow.claim, escrow.claimAndWithdraw])
      if (random.chance(0.8)) await claim(cast.node, [{ job: job!, amount: part(amount) }])
    },
  }

  const names = Object.keys(options)
  await escrow.authorize(cast.dave, cast.node, dollar, 10n ** 30n)
  await escrow.authorize(cast.dave, cast.node, ocean, 10n ** 30n)
  for (let step = 0; step < steps; step++) await options[random.pick(names)]!()
}
