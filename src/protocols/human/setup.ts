import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import { cleanText } from '../../domain/text.ts'
import type { DecodedLog } from '../protocol.ts'
import type { EscrowNote, Oracle, Scene } from './escrow.ts'
import { giveOracles } from './oracles.ts'

/** The oracles that PendingV2 and PendingV3 name, the latter with their fees. */
const oraclesIn = ({ eventName, args }: DecodedLog): readonly Oracle[] =>
  ['reputationOracle', 'recordingOracle', 'exchangeOracle'].map((oracle) =>
    eventName === 'PendingV3'
      ? { account: args[oracle] as Hex, percent: args[`${oracle}FeePercentage`] as number }
      : { account: args[oracle] as Hex },
  )

/** A manifest: where it is, or, since 2025-08, what it says. */
export const translateSetup = (scene: Scene, decoded: DecodedLog): DomainEvent[] => {
  scene.learn({ pending: decoded.eventName as EscrowNote['pending'] })
  return [
    { type: 'TaskDescribed', task: scene.address, uri: cleanText(decoded.args.manifest as string) },
    ...(decoded.eventName === 'Pending' ? [] : giveOracles(scene, oraclesIn(decoded))),
  ]
}

const asHash = (text: string): Hex | null => {
  const digits = /^(?:0x)?([0-9a-f]{64})$/i.exec(text)?.[1]
  return digits === undefined ? null : `0x${digits.toLowerCase()}`
}

/** What a recording oracle stored: the work of many, none of whom is named. */
export const translateResults = (scene: Scene, { log, args }: DecodedLog): DomainEvent[] => [
  {
    type: 'SubmissionMade',
    submission: `${log.transactionHash}:${log.logIndex}`,
    task: scene.address,
    contributor: null,
    contentHash: asHash(args.hash as string),
    uri: cleanText(args.url as string),
  },
]
