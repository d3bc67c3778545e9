import type { AbiEvent } from 'viem'
import type { Hex } from '../../src/domain/hex.ts'
import { erc20Events } from '../../src/protocols/erc20.ts'
import type { Protocol } from '../../src/protocols/protocol.ts'
import { type BareLog, drawArguments, encodeEvent } from '../protocols/helpers/encode.ts'
import type { Random } from './random.ts'

// Who is there, and how it is said. Contracts that factories make are numbered by the block that makes them, more or less: so a
// branch makes the same contracts as the one that it replaces, at other positions, earlier, later, or not at all.

/** The n-th address of a kind. */
export const address = (kind: number, n = 0): Hex => `0x${(kind * 0x1_0000 + n).toString(16).padStart(40, '0')}`

export const PEOPLE = Array.from({ length: 6 }, (_, n) => address(0xa, n))
export const ORACLES = Array.from({ length: 3 }, (_, n) => address(0xb, n))
export const TOKENS = [address(0x70), address(0x71)]
export const NOBODY = address(0)

/** What an act may look at: dice, the number of the block it is played in, and transactions of blocks before. */
export type Stage = { readonly random: Random; readonly height: number; readonly earlier: readonly Hex[] }

/** The logs of a few steps of one transaction. */
export type Act = (stage: Stage) => readonly BareLog[]

const BLOCKS_A_CONTRACT = 4

/** A contract that is made about now. */
export const fresh = ({ random, height }: Stage): number => Math.floor(height / BLOCKS_A_CONTRACT) + random.int(2)

/** A contract of the last blocks; now and then one that is not there yet. */
export const recent = ({ random, height }: Stage): number =>
  Math.max(0, Math.floor(height / BLOCKS_A_CONTRACT) + 1 - random.int(random.chance(0.2) ? 25 : 6))

/** An amount that is often met again, so that transfers and statements can be mistaken for each other. */
export const amount = (random: Random): bigint => BigInt(random.chance(0.1) ? 0 : 1 + random.int(9) * 10)

export const transfer = (token: Hex, from: Hex, to: Hex, value: bigint): BareLog =>
  encodeEvent(token, erc20Events[0] as AbiEvent, { from, to, value })

/** How contracts of a protocol speak: arguments that are not given are drawn. */
export const speaker = (protocol: Protocol) => {
  const eventsOf = (role: string) => protocol.roles[role]!.events
  const draw = (random: Random, of: Hex, event: AbiEvent, given: Readonly<Record<string, unknown>>) =>
    encodeEvent(of, event, { ...drawArguments(event, random, PEOPLE), ...given })
  return {
    says: (
      random: Random,
      { role, of }: { readonly role: string; readonly of: Hex },
      name: string,
      given: Readonly<Record<string, unknown>> = {},
    ): BareLog => {
      const event = eventsOf(role).find(
        (each) =>
          each.name === name && Object.keys(given).every((key) => each.inputs.some((input) => input.name === key)),
      )
      if (!event) throw new Error(`No ${role} says ${name} with ${Object.keys(given)}.`)
      return draw(random, of, event, given)
    },
    /** Any event of a role. */
    anything: (random: Random, { role, of }: { readonly role: string; readonly of: Hex }): BareLog =>
      draw(random, of, random.pick(eventsOf(role)), {}),
  }
}

/** The same logs in another order. */
export const shuffled = <T>(random: Random, list: readonly T[]): T[] => {
  const rest = [...list]
  return list.map(() => rest.splice(random.int(rest.length), 1)[0]!)
}
