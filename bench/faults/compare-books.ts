import { toEventSelector } from 'viem'
import type { Hex } from '../../src/domain/hex.ts'
import type { FakeChain } from '../../test/chain/fake-chain.ts'
import type { Books } from './program.ts'

/** Rows against the final chain. */
export type Verdict = {
  readonly expected: number
  readonly held: number
  /** Logs of the final chain without a row, in blocks that the program says it has. */
  readonly lost: number
  /** Those of them in blocks that the program does not say are open. */
  readonly untold: number
  /** Logs without a row in blocks that it has not come to. */
  readonly pending: number
  /** Rows beyond the first for a log. */
  readonly doubled: number
  /** Rows for what the final chain does not have. */
  readonly invented: number
  /** Whether each token's payouts add up to what the final chain's logs say. */
  readonly paidRight: boolean
}

const PAYOUT_MADE = toEventSelector('PayoutMade(uint256,uint256,address,address,uint256)')

/** `reached`: the newest block that the program says it has; null when it says nothing, and its newest row counts. */
export const compareBooks = (chain: FakeChain, books: Books, reached: number | null): Verdict => {
  const wanted = new Map<string, number>()
  const paid = new Map<Hex, bigint>()
  for (const { number, hash, logs } of chain.blocks()) {
    for (const { logIndex, topics, data } of logs) {
      wanted.set(`${hash}/${Number(logIndex)}`, number)
      if (topics[0] !== PAYOUT_MADE) continue
      const token: Hex = `0x${data.slice(26, 66)}`
      paid.set(token, (paid.get(token) ?? 0n) + BigInt(`0x${data.slice(66, 130)}`))
    }
  }
  const found = new Set<string>()
  let [doubled, invented] = [0, 0]
  for (const [hash, logIndex] of books.events) {
    const name = `${hash}/${logIndex}`
    if (found.has(name)) doubled += 1
    else if (!wanted.has(name)) invented += 1
    found.add(name)
  }
  const missing = [...wanted].flatMap(([name, number]) => (found.has(name) ? [] : [number]))
  const newest = reached ?? Math.max(-1, ...[...found].map((name) => wanted.get(name) ?? -1))
  const lost = missing.filter((number) => number <= newest)
  const untold = lost.filter((number) => !books.gaps.some(([from, to]) => from <= number && number <= to))
  const sums = (map: ReadonlyMap<Hex, bigint>) =>
    JSON.stringify([...map].map(([token, sum]) => [token, `${sum}`]).sort())
  return {
    expected: wanted.size,
    held: books.events.length,
    lost: lost.length,
    untold: untold.length,
    pending: missing.length - lost.length,
    doubled,
    invented,
    paidRight: sums(paid) === sums(books.paid),
  }
}
