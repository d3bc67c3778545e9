import type { Hex } from '../../../../src/domain/hex.ts'
import { openNode, type TransferLog } from './node.ts'
import type { HumanTruth } from './truth.ts'

type Movement = {
  readonly tx: Hex
  readonly escrow: Hex
  readonly party: Hex
  readonly amount: bigint
  readonly isOut: boolean
}

/**
 * Compares what the script says of each transaction with the tokens' own logs: every movement of an escrow's own token, and no other.
 * Returns every difference, in words.
 */
export const auditTransfers = async (rpcUrl: string, truth: HumanTruth): Promise<string[]> => {
  const node = await openNode(rpcUrl)
  const tokenOf = new Map(truth.escrows.map(({ escrow, token }) => [escrow, token]))
  const logs: TransferLog[] = []
  const found: string[] = []
  for (const { token } of truth.tokens) {
    for (const log of await node.transfers(token, truth.market.startBlock)) {
      logs.push(log)
      for (const movement of movementsOf(log)) if (tokenOf.get(movement.escrow) === token) found.push(say(movement))
    }
  }
  return [...differences(meantBy(truth).map(say), found), ...disorder(truth, logs)]
}

const meantBy = ({ payouts, fees, fundings }: HumanTruth): Movement[] => {
  const all: Movement[] = [
    ...payouts.map(({ tx, escrow, worker, net }) => ({ tx, escrow, party: worker, amount: net, isOut: true })),
    ...fees.map(({ tx, escrow, payee, amount }) => ({ tx, escrow, party: payee, amount, isOut: true })),
    ...fundings.map(({ tx, escrow, party, amount, kind }) => ({
      tx,
      escrow,
      party,
      amount,
      isOut: kind !== 'DEPOSIT',
    })),
  ]
  return all.filter(({ amount }) => amount > 0n)
}

const movementsOf = ({ tx, from, to, amount }: TransferLog): Movement[] =>
  amount === 0n
    ? []
    : [
        { tx, escrow: from, party: to, amount, isOut: true },
        { tx, escrow: to, party: from, amount, isOut: false },
      ]

const say = ({ tx, escrow, party, amount, isOut }: Movement): string =>
  `${tx}: ${amount} ${isOut ? `from ${escrow} to ${party}` : `from ${party} to ${escrow}`}`

/** Of two lists in which things may stand several times. */
const differences = (meant: readonly string[], found: readonly string[]): string[] => {
  const counts = new Map<string, number>()
  for (const each of meant) counts.set(each, (counts.get(each) ?? 0) + 1)
  for (const each of found) counts.set(each, (counts.get(each) ?? 0) - 1)
  return [...counts].filter(([, n]) => n !== 0).map(([what, n]) => `${n > 0 ? 'only meant' : 'only found'}: ${what}`)
}

/** Payouts stand in the order in which the chain has their transactions. */
const disorder = ({ payouts }: HumanTruth, logs: readonly TransferLog[]): string[] => {
  const placeOf = new Map(logs.map(({ tx, block, transactionIndex }) => [tx, block * 1_000 + transactionIndex]))
  const placed = payouts.filter(({ tx }) => placeOf.has(tx))
  return placed
    .filter(({ tx }, i) => i > 0 && placeOf.get(placed[i - 1]!.tx)! > placeOf.get(tx)!)
    .map(({ tx }) => `${tx} stands too late in the list of payouts`)
}
