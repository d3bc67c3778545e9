import type { Fault } from './fault.ts'
import { batchFaults } from './faults-of-batches.ts'
import { blockFaults } from './faults-of-blocks.ts'
import { logFaults } from './faults-of-logs.ts'
import { transportFaults } from './faults-of-transport.ts'

/** Everything that a node does wrong, in the order in which it comes over an answer. */
export const faults = { ...blockFaults, ...logFaults, ...batchFaults, ...transportFaults } as const

export type FaultName = keyof typeof faults
export const faultNames = Object.keys(faults) as readonly FaultName[]
export const faultOf = (name: FaultName): Fault => faults[name]
