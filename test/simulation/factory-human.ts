import type { Hex } from '../../src/domain/hex.ts'
import { human } from '../../src/protocols/human/translate.ts'
import type { BareLog } from '../protocols/helpers/encode.ts'
import {
  type Act,
  address,
  amount,
  fresh,
  ORACLES,
  PEOPLE,
  recent,
  shuffled,
  speaker,
  TOKENS,
  transfer,
} from './factory-cast.ts'
import type { Random } from './random.ts'

// HUMAN without its rules: escrows that are launched and funded in one transaction, paid by every version of the event, refunded,
// and that speak before they are announced, or are never announced at all.

export const FACTORY = address(0xf1)
export const LEGACY_FACTORY = address(0xf2)
const escrowAt = (n: number): Hex => address(0xe5, n)

const { says, anything } = speaker(human)
const factory = (random: Random) =>
  random.chance(0.8) ? { role: 'factory', of: FACTORY } : { role: 'legacyFactory', of: LEGACY_FACTORY }
/** One token an escrow, mostly. */
const tokenOf = (n: number, random: Random): Hex => (random.chance(0.95) ? TOKENS[n % 2]! : TOKENS[(n + 1) % 2]!)

const setup = (random: Random, of: Hex): BareLog => {
  const [reputationOracle, recordingOracle, exchangeOracle] = ORACLES
  const oracles = { reputationOracle, recordingOracle, exchangeOracle }
  const percent = random.int(6)
  const fees = Object.fromEntries(Object.keys(oracles).map((name) => [`${name}FeePercentage`, percent]))
  const escrow = { role: 'escrow', of }
  if (random.chance(0.2)) return says(random, escrow, 'Pending')
  return random.chance(0.5)
    ? says(random, escrow, 'PendingV2', oracles)
    : says(random, escrow, 'PendingV3', { ...oracles, ...fees })
}

const launch: Act = (stage) => {
  const { random } = stage
  const n = fresh(stage)
  const escrow = escrowAt(n)
  const token = tokenOf(n, random)
  const value = amount(random)
  const launched = random.chance(0.5)
    ? says(random, factory(random), 'LaunchedV2', { token, escrow })
    : says(random, factory(random), 'Launched', {
        token,
        escrow,
        ...(random.chance(0.3) ? { counter: BigInt(n) } : {}),
      })
  const logs = [
    says(random, { role: 'escrow', of: escrow }, 'TrustedHandlerAdded'),
    launched,
    transfer(token, random.pick(PEOPLE), escrow, value),
    ...(random.chance(0.7) ? [setup(random, escrow)] : []),
    ...(random.chance(0.5) ? [says(random, { role: 'escrow', of: escrow }, 'Fund', { amount: value })] : []),
  ]
  // What is announced may have spoken before.
  return random.chance(0.4) ? shuffled(random, logs) : logs
}

const fund: Act = (stage) => {
  const { random } = stage
  const n = recent(stage)
  return [
    ...(random.chance(0.2) ? [setup(random, escrowAt(n))] : []),
    transfer(tokenOf(n, random), random.pick(PEOPLE), escrowAt(n), amount(random) * 10n),
  ]
}

const pay: Act = (stage) => {
  const { random } = stage
  const n = recent(stage)
  const of = escrowAt(n)
  const token = tokenOf(n, random)
  const escrow = { role: 'escrow', of }
  const workers = Array.from({ length: 1 + random.int(3) }, () => ({ to: random.pick(PEOPLE), value: amount(random) }))
  const fees = ORACLES.slice(0, random.int(4)).map((to) => ({ to, value: amount(random) }))
  const moved = [...workers, ...fees].map(({ to, value }) => transfer(token, of, to, value))
  const paid = random.chance(0.1) ? moved.slice(1) : moved
  const rows = random.chance(0.5) ? workers : [...workers, ...fees]
  const named = {
    recipients: rows.map(({ to }) => to),
    amounts: rows.map(({ value }) => value),
    isPartial: random.chance(0.7),
  }
  const said = [
    () => says(random, escrow, 'BulkTransfer', { bulkCount: BigInt(workers.length) }),
    () => says(random, escrow, 'BulkTransfer', named),
    () => says(random, escrow, 'BulkTransferV2', named),
    () => says(random, escrow, 'BulkTransferV3', named),
    () => says(random, escrow, 'BulkTransferV3', named),
  ]
  return [...paid, random.pick(said)(), ...(random.chance(0.2) ? [says(random, escrow, 'Completed')] : [])]
}

const payOracles: Act = (stage) => {
  const { random } = stage
  const n = recent(stage)
  const amounts = ORACLES.map(() => amount(random))
  return [
    ...ORACLES.map((oracle, i) => transfer(tokenOf(n, random), escrowAt(n), oracle, amounts[i]!)),
    says(random, { role: 'escrow', of: escrowAt(n) }, 'OracleFeeTransfer', { oracles: ORACLES, amounts }),
  ]
}

const giveBack: Act = (stage) => {
  const { random } = stage
  const n = recent(stage)
  const escrow = { role: 'escrow', of: escrowAt(n) }
  const token = tokenOf(n, random)
  const value = amount(random)
  const back = transfer(token, escrow.of, random.pick(PEOPLE), value)
  return random.pick([
    () => [says(random, escrow, 'CancellationRequested')],
    () => [back, says(random, escrow, 'CancellationRefund', { amount: value }), says(random, escrow, 'Cancelled')],
    () => [back, says(random, escrow, 'Withdraw', { token, amount: value })],
    () => [back, says(random, escrow, 'Cancelled')],
    () => [back],
  ])()
}

/** From one escrow straight into another one. */
const passOn: Act = (stage) => {
  const [from, to] = [recent(stage), fresh(stage)]
  return [transfer(tokenOf(from, stage.random), escrowAt(from), escrowAt(to), amount(stage.random))]
}

const anythingElse: Act = (stage) => {
  const { random } = stage
  return [
    random.chance(0.8)
      ? anything(random, { role: 'escrow', of: escrowAt(recent(stage)) })
      : says(
          random,
          { role: 'factory', of: FACTORY },
          random.pick(['Upgraded', 'OwnershipTransferred', 'AdminChanged']),
        ),
  ]
}

export const humanActs: readonly Act[] = [
  launch,
  launch,
  launch,
  fund,
  pay,
  pay,
  pay,
  payOracles,
  giveBack,
  giveBack,
  passOn,
  anythingElse,
]
