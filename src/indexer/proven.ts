import type { Block, ProofLevel } from '../domain/block.ts'
import { codeOf, proofLevels } from '../domain/codes.ts'

/** The newest block up to which every block reached what the operator demands, without a gap; null when not even the first did. */
export type Proven = number | null

/** How far it is proven once history up to `through` was entered, of which `whole` says that every block reached the level. */
export const provenAfterHistory = (
  before: { readonly block: number; readonly provenThrough: Proven } | null,
  { through, whole }: { through: number; whole: boolean },
): Proven =>
  whole && (before === null || before.provenThrough === before.block) ? through : (before?.provenThrough ?? null)

/** How far it is proven once a branch was entered: never beyond its ancestor by what was undone. */
export const provenAfterBranch = (
  before: { readonly provenThrough: Proven } | null,
  {
    ancestor,
    blocks,
    demanded,
  }: { ancestor: number; blocks: readonly Pick<Block, 'number' | 'level'>[]; demanded: ProofLevel },
): Proven => {
  // Nothing was entered before: what lies below the first block is not of interest.
  let proven =
    before === null ? ancestor : before.provenThrough === null ? null : Math.min(before.provenThrough, ancestor)
  for (const { number, level } of blocks) {
    if (proven !== number - 1 || codeOf(proofLevels, level) < codeOf(proofLevels, demanded)) break
    proven = number
  }
  return before === null && proven === ancestor ? null : proven
}
