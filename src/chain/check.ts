import type { Log } from '../domain/block.ts'
import type { Hex } from '../domain/hex.ts'
import { addToBloom, type BloomDigits, bloomBits, compareBloom, emptyBloom, knownBloomBits } from './bloom.ts'
import type { PreparedFilter } from './filter.ts'
import type { Header } from './header.ts'
import type { PlacedLog } from './logs.ts'

// Do headers and logs, answers to different questions, tell of the same blocks? Faults are returned as sentences.

/**
 * Why these headers are no chain that follows on `parentHash` (when it is known), or null. Where blocks between them were not
 * read, nothing links them.
 */
export const linkFault = (headers: readonly Header[], parentHash: Hex | null): string | null => {
  let previous = parentHash
  let next = headers[0]?.number
  for (const { number, hash, parentHash: told } of headers) {
    if (previous !== null && number === next && told !== previous) {
      return `block ${number} follows on ${told}, not on ${previous}`
    }
    previous = hash
    next = number + 1
  }
  return null
}

/** The logs of each header, or why one of them does not belong to these blocks. */
export const distribute = (
  headers: readonly Header[],
  placed: readonly PlacedLog[],
): Map<Hex, PlacedLog[]> | string => {
  const byNumber = new Map(headers.map((header) => [header.number, header]))
  const byHash = new Map<Hex, PlacedLog[]>()
  for (const each of placed) {
    const header = byNumber.get(each.blockNumber)
    const { blockNumber, blockHash, blockTimestamp } = each
    if (header === undefined) return `a log is of block ${blockNumber}, whose header was not read`
    if (blockHash !== header.hash)
      return `a log is of block ${blockNumber} ${blockHash}, but the header is ${header.hash}`
    if (blockTimestamp !== null && blockTimestamp !== header.timestamp) {
      return `a log dates block ${blockNumber} at ${blockTimestamp}, but the header at ${header.timestamp}`
    }
    const logs = byHash.get(header.hash)
    if (logs) logs.push(each)
    else byHash.set(header.hash, [each])
  }
  return byHash
}

export type Finding =
  /** Nothing speaks against these being all the logs. */
  | 'agrees'
  /** The bloom may hold an address or topic that is asked for, and no log shows it. */
  | 'absent'
  /** There are logs of interest, and the bloom also has bits that none of them explains: another contract's, or a lost log's. */
  | 'unexplained'
  /** A log has bits that the bloom has not: one of the two is false. */
  | 'beyond'

/** Blocks with more logs have all their addresses and signatures checked, but not each further topic: hashing would take longest. */
const EXPLAINED_LOGS_MAX = 64
const NO_BLOOM: Hex = `0x${'0'.repeat(512)}`

export const examine = (header: Header, logs: readonly Log[], filters: readonly PreparedFilter[]): Finding => {
  const bloom = header.logsBloom
  if (logs.length === 0 && bloom === NO_BLOOM) return 'agrees'
  const whole = logs.length <= EXPLAINED_LOGS_MAX
  const relation = logs.length === 0 ? 'equal' : compareBloom(bloom, bloomOf(logs, whole ? 4 : 1))
  if (relation === 'beyond') return 'beyond'
  if (filters.some((filter) => filter.mayLack(bloom, logs))) return 'absent'
  return relation === 'within' && whole ? 'unexplained' : 'agrees'
}

/** The bloom of these logs, of their addresses and first topics. */
export const bloomOf = (logs: readonly Log[], topicsMax = 4): BloomDigits => {
  const digits = emptyBloom()
  for (const { address, topics } of logs) {
    addToBloom(digits, knownBloomBits(address))
    for (let index = 0; index < topics.length && index < topicsMax; index += 1) {
      addToBloom(digits, (index === 0 ? knownBloomBits : bloomBits)(topics[index]!))
    }
  }
  return digits
}
