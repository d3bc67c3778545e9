import type { DomainEvent } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Transfer } from '../../domain/settlement.ts'
import type { Oracle, Scene } from './escrow.ts'

const roles = ['reputation-oracle', 'recording-oracle', 'exchange-oracle'] as const

/** Who judges, records and exchanges in an escrow, told once; before 4.x only payments show it. */
export const giveOracles = (scene: Scene, oracles: readonly Oracle[]): DomainEvent[] => {
  if (scene.note().oracles) return []
  scene.learn({ oracles })
  return oracles.map(({ account, percent }, i) => ({
    type: 'TaskRoleGiven',
    task: scene.address,
    role: roles[i]!,
    account,
    feeBps: percent === undefined ? null : percent * 100,
  }))
}

/** The oracles as the fees that were paid to them show, in the order of their roles. */
export const oraclesPaid = (fees: readonly Transfer[]): readonly Oracle[] => fees.map(({ to }) => ({ account: to }))

export const accountsOf = (oracles: readonly Oracle[] | undefined): readonly Hex[] =>
  (oracles ?? []).map(({ account }) => account)
