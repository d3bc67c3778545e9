import type { Meaning } from '../protocol.ts'
import { isModern, type Scene } from './escrow.ts'
import { knowPoster } from './funding.ts'
import { funded, shown } from './money.ts'

/**
 * What left an escrow with no event to say why: money given back. cancel (to 4.x), a cancellation before setup, complete and a
 * forced completion (4.x on) say nothing of it, but say, as a rule right after, that the escrow ended. Only legacy escrows end in
 * silence: of others, what leaves in silence, and not to whom it belongs, is the token's own doing.
 */
export const translateLeftovers = (scene: Scene): { meanings: Meaning[]; cancelled: ReadonlySet<number> } => {
  const { address, claims, logs, token } = scene
  const lastLog = logs.at(-1)?.log.logIndex ?? -1
  const cancelled = new Set<number>()
  const meanings: Meaning[] = []
  for (const transfer of claims.free(token, { after: -1, before: Number.POSITIVE_INFINITY })) {
    const { amount, to, logIndex } = transfer
    const silent = logIndex > lastLog
    const { poster } = scene.note()
    // Anybody may move nothing; and a token may take what it likes.
    if (amount === 0n || to === address || to !== (poster ?? to)) continue
    const modern = isModern(scene.note())
    if (silent && modern && poster === undefined && logs.length === 0) continue
    claims.claim(transfer)
    if (silent && !modern) cancelled.add(logIndex)
    meanings.push({
      logIndex,
      events: [funded(scene, 'REFUND', to, shown(transfer)), ...knowPoster(scene, to)],
    })
  }
  return { meanings, cancelled }
}
