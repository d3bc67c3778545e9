import type { Context } from './context.ts'
import type { Header } from './header.ts'
import type { Proofs } from './prove.ts'
import type { Settled } from './settle.ts'
import type { Suspect } from './suspects.ts'

// What is known of the blocks of a stretch once all were asked who could say more.

type Findings = {
  readonly suspect: Suspect
  readonly proofs: Proofs
  readonly settled: ReadonlyMap<Header, Settled>
}

const BEYOND =
  'Nodes tell logs of it that are not in the bloom of its header: this chain, or its nodes, fill blooms otherwise.'

/** What is known of a block now, the strongest evidence first. */
export const conclude = ({ demand }: Context, old: Settled, { suspect, proofs, settled }: Findings): Settled => {
  const { header, finding } = suspect
  const logs = proofs.proven.get(header)
  if (logs !== undefined) return { logs, all: proofs.all.get(header)!, level: 'RECEIPTS_PROVEN' }
  if (finding === 'beyond') return { ...old, level: 'HEADER_LINKED', doubt: BEYOND }
  const now = settled.get(header) ?? old
  // What was left open about other filters, or about the header, is still open.
  if (old.doubt !== undefined)
    return { ...now, level: now.level === 'HEADER_LINKED' ? now.level : old.level, doubt: old.doubt }
  const why = demand.check === 'receipts' ? proofs.unproven.get(header) : undefined
  return now.doubt === undefined && why !== undefined ? { ...now, doubt: why } : now
}

const NO_BLOOMS = 'Blooms of this chain lack logs by now, so that the ones from here on rule nothing out.'

/** Where blooms lack logs they rule nothing out, in any block that is not proved otherwise. */
export const withoutBlooms = (found: readonly Settled[]): readonly Settled[] => {
  const first = found.findIndex(({ level }) => level === 'BLOOM_CONSISTENT')
  return found.map((each, index): Settled => {
    if (each.level !== 'BLOOM_CONSISTENT') return each
    return { ...each, level: 'HEADER_LINKED', ...(index === first ? { doubt: each.doubt ?? NO_BLOOMS } : {}) }
  })
}
