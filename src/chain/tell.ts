import type { Block, BlockRef, LevelRun, OpenBlock, ProofLevel } from '../domain/block.ts'
import type { Assembled } from './assemble.ts'
import type { Range } from './range.ts'

export const blocksOf = ({ headers, found }: Assembled): readonly Block[] =>
  headers.map(({ number, hash, parentHash, timestamp }, index) => {
    const { logs, level, doubt } = found[index]!
    const proof = { level, ...(doubt === undefined ? {} : { doubt }) }
    return { number, hash, parentHash, timestamp, ...proof, logs: logs.map(({ log }) => log) }
  })

/** Which level each block of the range reached; NONE where it is not among these. */
const levelRuns = ({ from, to }: Range, blocks: readonly Block[]): readonly LevelRun[] => {
  const runs: { from: number; to: number; level: ProofLevel }[] = []
  const reach = (number: number, level: ProofLevel) => {
    const last = runs.at(-1)
    if (last?.level === level) last.to = number
    else runs.push({ from: (last?.to ?? from - 1) + 1, to: number, level })
  }
  for (const { number, level } of blocks) {
    if (number > (runs.at(-1)?.to ?? from - 1) + 1) reach(number - 1, 'NONE')
    reach(number, level)
  }
  if ((runs.at(-1)?.to ?? from - 1) < to) reach(to, 'NONE')
  return runs
}

/** Those of these blocks that are not as complete as was asked for. */
export const openOf = (blocks: readonly Block[]): readonly OpenBlock[] =>
  blocks.flatMap(({ number, doubt }) => (doubt === undefined ? [] : [{ number, doubt }]))

/** What is told of a stretch of final blocks: those that hold logs, and how complete all of them are. */
export const tell = (whole: Assembled) => {
  const blocks = blocksOf(whole)
  const { number, hash, parentHash, timestamp } = blocks.at(-1)!
  const through: BlockRef = { number, hash, parentHash, timestamp }
  return {
    blocks: blocks.filter(({ logs }) => logs.length > 0),
    through,
    levels: levelRuns(whole.range, blocks),
    open: openOf(blocks),
  }
}
