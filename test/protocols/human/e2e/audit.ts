import type { Hex } from '../../../../src/domain/hex.ts'
import { openNode, type ScriptNode } from './node.ts'
import type { EscrowStatus, EscrowTruth, HumanTruth } from './truth.ts'

/** The contract's own names, in its order. */
const statuses: readonly EscrowStatus[] = ['CREATED', 'OPEN', 'PARTIAL', 'PAID', 'COMPLETED', 'CANCELLED', 'CANCELLING']

/** Compares what the script meant with what the chain's own calls answer; returns every difference, in words. */
export const audit = async (rpcUrl: string, truth: HumanTruth): Promise<string[]> => {
  const node = await openNode(rpcUrl)
  const differences: string[] = []
  const expectSame = (what: string, meant: unknown, found: unknown) => {
    if (meant !== found) differences.push(`${what}: meant ${meant}, found ${found}`)
  }

  for (const escrow of truth.escrows) {
    const name = `${escrow.story} (${escrow.escrow})`
    const { deposited, paid, fees, refunded, withdrawn, balance } = escrow
    expectSame(`${name} money in and out`, deposited, paid + fees + refunded + withdrawn + balance)
    expectSame(`${name} status`, escrow.status, statuses[Number(await node.word(escrow.escrow, 'status()'))])
    expectSame(`${name} launcher()`, escrow.launcherStated, await addressOf(node, escrow.escrow, 'launcher()'))
    expectSame(`${name} is a child`, 1n, await node.word(escrow.factory, 'hasEscrow(address)', [escrow.escrow]))
    await expectOracles(node, escrow, expectSame)
  }
  for (const { token, account, amount } of truth.balances) {
    expectSame(`${account} has of ${token}`, amount, await node.word(token, 'balanceOf(address)', [account]))
  }
  for (const { staking, staker, staked } of truth.stakers) {
    expectSame(`${staker} in ${staking}`, staked, await node.word(staking, 'getStakedTokens(address)', [staker]))
  }
  return differences
}

const addressOf = async (node: ScriptNode, to: Hex, getter: string, args?: readonly unknown[]): Promise<Hex> =>
  `0x${(await node.word(to, getter, args)).toString(16).padStart(40, '0')}`

/** Who they are and what they take, as the contract itself has it. */
const expectOracles = async (
  node: ScriptNode,
  escrow: EscrowTruth,
  expectSame: (what: string, meant: unknown, found: unknown) => void,
): Promise<void> => {
  // Our own contracts keep them in a list.
  const isListed = escrow.generation === '4' || escrow.generation === '7'
  const suffix = escrow.generation === 'legacy' ? 'Stake' : 'FeePercentage'
  for (const [i, { role, oracle, percentage }] of escrow.oracles.entries()) {
    const name = `${escrow.story} (${escrow.escrow}) ${role}`
    const found = isListed
      ? await node.word(escrow.escrow, 'percentages(uint256)', [BigInt(i)])
      : await node.word(escrow.escrow, `${role}Oracle${suffix}()`)
    expectSame(`${name} percentage`, BigInt(percentage), found)
    const address = isListed
      ? await addressOf(node, escrow.escrow, 'oracles(uint256)', [BigInt(i)])
      : await addressOf(node, escrow.escrow, `${role}Oracle()`)
    expectSame(`${name} oracle`, oracle, address)
  }
}
