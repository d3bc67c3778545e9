import type { Hex } from '../domain/hex.ts'

/** What this chain or its nodes do otherwise than Ethereum's rules say, learnt while reading and unlearnt when it passes. */
export type Oddities = {
  /** How often in a row blocks were read of which nodes contradict themselves: by logs against blooms, or against receipts. */
  readonly contradicted: Map<Hex, number>
  /** Whether the last bloom that logs could be held against lacked some of them: then no bloom rules anything out. */
  blooms: boolean
  /** Why no receipts could be proved when they were last tried; null when they could, or nobody tried. */
  receipts: string | null
}

export const noOddities = (): Oddities => ({ contradicted: new Map(), blooms: false, receipts: null })

/** A block read so often in a row with a contradiction: what spoils one answer in five does so once in fifteen thousand blocks. */
const READINGS_MAX = 6
const BLOCKS_MAX = 1_000

/** Whether to read this block once more, in the hope that all that is told of it then agrees. */
export const mayPass = ({ contradicted }: Oddities, hash: Hex): boolean => {
  if (contradicted.size >= BLOCKS_MAX) contradicted.clear()
  const readings = (contradicted.get(hash) ?? 0) + 1
  contradicted.set(hash, readings)
  return readings < READINGS_MAX
}

/** What was told of this block agrees now: what contradicted itself before was a passing fault. */
export const hasPassed = ({ contradicted }: Oddities, hash: Hex): void => void contradicted.delete(hash)
