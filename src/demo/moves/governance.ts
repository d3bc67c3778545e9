import { maxUint256 } from 'viem'
import { marketArg } from '../call.ts'
import type { Person } from '../cast.ts'
import { type TokenName, whole } from '../token.ts'
import type { World } from '../world.ts'

export const appointArbiter = (world: World, arbiter: Person) =>
  world.send({
    from: world.market.owner.address,
    to: 'market',
    name: 'setArbiter',
    args: [arbiter.address, true],
    step: 'an arbiter is appointed',
  })

export const setFee = (world: World, feeBps: number, treasury: Person) => {
  world.send({
    from: world.market.owner.address,
    to: 'market',
    name: 'setFee',
    args: [feeBps, treasury.address],
    step: `the fee becomes ${feeBps} basis points`,
  })
  world.market.feeBps = feeBps
}

/** The market's owner hands over: proposed, then accepted. */
export const handOver = (world: World, to: Person) => {
  const step = 'the market gets a new owner'
  const from = world.market.owner.address
  world.send({ from, to: 'market', name: 'transferOwnership', args: [to.address], step })
  world.send({ from: to.address, to: 'market', name: 'acceptOwnership', args: [], step })
  world.market.owner = to
}

/** Gives somebody tokens of both kinds, as a bank would, and lets the market take them. */
export const supply = (world: World, person: Person, count: number) => {
  for (const token of ['dollar', 'coin'] as const) {
    const step = `tokens for ${person.address}`
    const from = person.address
    world.send({ from, to: token, name: 'mint', args: [from, whole(token, count)], step })
    world.send({ from, to: token, name: 'approve', args: [marketArg, maxUint256], step })
  }
}

/** Tokens sent to the market by mistake: no event of it says why. */
export const sendByMistake = (world: World, person: Person, token: TokenName, amount: bigint) => {
  const step = 'tokens are sent to the market by mistake'
  const from = person.address
  world.send({ from, to: token, name: 'mint', args: [from, amount], step })
  world.send({ from, to: token, name: 'transfer', args: [marketArg, amount], step })
}
