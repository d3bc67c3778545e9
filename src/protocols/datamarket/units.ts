import type { Complaint, SeenEvent } from '../witness.ts'
import { alone } from './companions.ts'

/** Each submission that a version names gives its contributor one unit of revenue, and a share that is revoked takes one. */
export const createUnits = () => {
  /** Units of each dataset. */
  const totals = new Map<string, bigint>()

  return (events: readonly SeenEvent[], block: number): readonly Complaint[] => {
    const named = new Map<string, number>()
    const risen = new Map<string, number>()
    for (const { eventName, args } of events) {
      const key = String(args.datasetId)
      if (eventName === 'DatasetContributions')
        named.set(key, (named.get(key) ?? 0) + (args.submissionIds as readonly bigint[]).length)
      if (eventName !== 'SharesSet') continue
      const total = args.totalUnits as bigint
      if (total > (totals.get(key) ?? total - 1n)) risen.set(key, (risen.get(key) ?? 0) + 1)
      totals.set(key, total)
    }
    return [...new Set([...named.keys(), ...risen.keys()])].flatMap((key) => {
      const [submissions, shares] = [named.get(key) ?? 0, risen.get(key) ?? 0]
      if (submissions === shares) return []
      const event = submissions > shares ? 'SharesSet' : 'DatasetContributions'
      const found = `${submissions} submissions named, ${shares} shares given`
      return [alone({ type: 'Dataset', key }, found, 'a share for each', event, block)]
    })
  }
}
