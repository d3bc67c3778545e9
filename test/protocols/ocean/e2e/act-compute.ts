import { enterpriseFee } from './deploy.ts'
import { type EscrowScript, type LockWish, openEscrow } from './jobs.ts'
import type { World } from './world.ts'

/** Jobs of every outcome, in both tokens. */
export const compute = async (world: World): Promise<EscrowScript[]> => {
  const main = openEscrow(world, world.escrow)
  await everyOutcome(world, main, 0n)
  await edges(world, main)
  const enterprise = openEscrow(world, world.enterpriseEscrow)
  // Its least fee is more than nothing, so that less cannot be claimed.
  await everyOutcome(world, enterprise, enterpriseFee(world.tokens.dollar).min)
  return [main, enterprise]
}

const everyOutcome = async (world: World, escrow: EscrowScript, leastClaim: bigint): Promise<void> => {
  const { cast, tokens } = world
  const { ocean, dollar } = tokens
  const { carol, dave, node, rig, stranger } = cast
  const amount = (token = dollar) => world.amountOf(token, 5, 20)
  const many = (token = dollar) => world.amountOf(token, 500, 600)

  await escrow.deposit(carol, [[dollar, many()]])
  await escrow.deposit(dave, [
    [dollar, many()],
    [ocean, many(ocean)],
  ])
  for (const [payer, payee, token] of [
    [carol, node, dollar],
    [dave, node, dollar],
    [dave, rig, ocean],
    [dave, node, ocean],
  ] as const) {
    await escrow.authorize(payer, payee, token, many(token))
  }

  const wish = (jobId: bigint, payer = carol, token = dollar, seconds = 600n): LockWish => ({
    jobId,
    payer,
    token,
    amount: amount(token),
    seconds,
  })
  const [inFull] = await escrow.lock(node, [wish(1n)])
  const [inPart] = await escrow.lock(node, [wish(2n)])
  const [nothing] = await escrow.lock(node, [wish(3n)])
  // The same number for another payer is another job.
  const [ofDave, ofDaveToo, inOcean] = await escrow.lock(node, [wish(1n, dave), wish(4n, dave), wish(5n, dave, ocean)])
  const [late] = await escrow.lock(node, [wish(6n, carol, dollar, 60n)])
  const [lateToo] = await escrow.lock(rig, [wish(6n, dave, ocean, 60n)])

  await escrow.claim(node, [{ job: inFull!, amount: inFull!.locked }])
  await escrow.claim(node, [{ job: inPart!, amount: inPart!.locked / 3n }])
  await escrow.claim(node, [{ job: nothing!, amount: leastClaim }])
  // A number that is free again is taken again.
  const [again] = await escrow.lock(node, [wish(1n)])
  await escrow.claimAndWithdraw(node, [{ job: ofDave!, amount: ofDave!.locked / 2n }])
  await escrow.claimAndWithdraw(node, [
    { job: ofDaveToo!, amount: ofDaveToo!.locked },
    { job: inOcean!, amount: inOcean!.locked / 2n },
  ])
  await escrow.claim(node, [{ job: again!, amount: again!.locked }])

  await escrow.passTime(120)
  await escrow.claimTooLate(node, late!)
  await escrow.cancelExpired(stranger, [lateToo!])
  const [open, openToo] = await escrow.lock(node, [wish(7n), wish(8n)])
  await escrow.claim(node, [
    { job: open!, amount: open!.locked / 2n },
    { job: openToo!, amount: openToo!.locked },
  ])
  await escrow.withdraw(carol, [[dollar, world.amountOf(dollar, 10, 20)]])
  await escrow.withdraw(dave, [
    [dollar, world.amountOf(dollar, 10, 20)],
    [ocean, world.amountOf(ocean, 10, 20)],
  ])
  await escrow.withdraw(node, [[dollar, escrow.fundsOf(node, dollar.address).available]])
  // Left open: money in the middle of a job.
  await escrow.lock(node, [wish(9n, dave)])
  await escrow.lock(rig, [wish(10n, dave, ocean)])
}

/** What is odd, and still allowed. */
const edges = async (world: World, escrow: EscrowScript): Promise<void> => {
  const { cast, tokens } = world
  const { dollar, ocean } = tokens
  const { erin, node, rig, stranger } = cast
  const amount = world.amountOf(dollar, 5, 9)

  // Who was paid before pays now; only in one and the same job the two must differ.
  await escrow.deposit(node, [[dollar, 10n * amount]])
  await escrow.authorize(node, rig, dollar, 10n * amount)
  const [turned] = await escrow.lock(rig, [{ jobId: 1n, payer: node, token: dollar, amount }])
  await escrow.claimAndWithdraw(rig, [{ job: turned!, amount: amount / 2n }])

  // More than there is: the call succeeds, and does nothing.
  await escrow.deposit(erin, [[dollar, 10n * amount]])
  await escrow.withdraw(erin, [[dollar, 11n * amount]])
  await escrow.withdraw(erin, [
    [ocean, 1n],
    [dollar, amount],
  ])

  // Two that expire together, released in one call; and two for which the payee comes too late.
  await escrow.authorize(erin, node, dollar, 10n * amount)
  await escrow.authorize(erin, rig, dollar, 10n * amount)
  const [lost] = await escrow.lock(rig, [{ jobId: 24n, payer: erin, token: dollar, amount, seconds: 30n }])
  const expiring = await escrow.lock(node, [
    { jobId: 21n, payer: erin, token: dollar, amount, seconds: 30n },
    { jobId: 22n, payer: erin, token: dollar, amount: amount / 2n, seconds: 30n },
    { jobId: 23n, payer: erin, token: dollar, amount: amount / 3n, seconds: 30n },
  ])
  await escrow.passTime(60)
  await escrow.cancelExpired(stranger, expiring.slice(0, 2))
  await escrow.claimTooLate(node, expiring[2]!, true)
  // It has nothing else there, and so withdraws nothing.
  await escrow.claimTooLate(rig, lost!, true)
}
