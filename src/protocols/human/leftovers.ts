import type { Meaning } from '../protocol.ts'
import { isModern, type Scene } from './escrow.ts'
import { knowPoster } from './funding.ts'
import { funded, shown, taken } from './money.ts'

/**
 * What left an escrow with no event to say why. What went to its poster was given back: cancel (to 4.x), a cancellation before
 * setup, complete and a forced completion (4.x on) say nothing of it, but say, as a rule right after, that the escrow ended; only
 * legacy escrows end in silence. All else is the token's own doing: a fee on a transfer, or a hand that it reached out.
 */
export const translateLeftovers = (scene: Scene): { meanings: Meaning[]; cancelled: ReadonlySet<number> } => {
  const { address, claims, logs, token } = scene
  const lastLog = logs.at(-1)?.log.logIndex ?? -1
  const cancelled = new Set<number>()
  const meanings: Meaning[] = []
  for (const { transfer, aside } of claims.rest(token)) {
    const { amount, to, logIndex } = transfer
    const { poster } = scene.note()
    // Anybody may move nothing.
    if (amount === 0n || to === address) continue
    claims.claim(transfer)
    const silent = logIndex > lastLog
    const modern = isModern(scene.note())
    const mayBePoster = poster === undefined ? !modern || logs.length > 0 : to === poster
    if (aside || !mayBePoster) {
      meanings.push({ logIndex, events: [taken(scene, to, shown(transfer))] })
      continue
    }
    if (silent && !modern) cancelled.add(logIndex)
    meanings.push({
      logIndex,
      events: [funded(scene, 'REFUND', to, shown(transfer)), ...knowPoster(scene, to)],
    })
  }
  return { meanings, cancelled }
}
