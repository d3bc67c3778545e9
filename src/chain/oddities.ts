import type { Hex } from '../domain/hex.ts'

/** What logs are held against. */
export type Evidence = 'bloom' | 'receipts'

/** What this chain or its nodes do otherwise than Ethereum's rules say, learnt while reading and unlearnt when it passes. */
export type Oddities = {
  /** How often in a row blocks were read of which nodes contradict themselves: by logs against blooms, and against receipts. */
  readonly contradicted: Readonly<Record<Evidence, Map<Hex, number>>>
  /** Whether the last bloom that logs could be held against lacked some of them: then no bloom rules anything out. */
  blooms: boolean
  /** Why no receipts could be proved when they were last tried; null when they could, or nobody tried. */
  receipts: string | null
}

export const noOddities = (): Oddities => ({
  contradicted: { bloom: new Map(), receipts: new Map() },
  blooms: false,
  receipts: null,
})

/** A block read so often in a row with a contradiction: what spoils one answer in five does so once in 15,000 blocks. */
const READINGS_MAX = 6
const BLOCKS_MAX = 1_000

/** Whether to read this block once more, in the hope that all that is told of it then agrees. */
export const mayPass = ({ contradicted }: Oddities, by: Evidence, hash: Hex): boolean => {
  const blocks = contradicted[by]
  if (blocks.size >= BLOCKS_MAX) blocks.clear()
  const readings = (blocks.get(hash) ?? 0) + 1
  blocks.set(hash, readings)
  return readings < READINGS_MAX
}

/** What was told of this block agrees now: what contradicted itself before was a passing fault. */
export const hasPassed = ({ contradicted }: Oddities, by: Evidence, hash: Hex): void =>
  void contradicted[by].delete(hash)
