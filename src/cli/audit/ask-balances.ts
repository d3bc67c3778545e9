import { type Call, callContracts } from '../../chain/call.ts'
import type { Nodes } from '../../chain/nodes.ts'
import type { Hex } from '../../domain/hex.ts'

export type Asked = { readonly token: Hex; readonly holder: Hex }
/** Null where a token does not tell. */
export type Balance = bigint | null

/** With the probe as many as one request holds, so that one node answers all of them. */
const BALANCES_AT_ONCE = 49
/** The precompiled contract that gives back what it is given: whoever has the state of a block answers. */
const IDENTITY: Hex = '0x0000000000000000000000000000000000000004'
const WORD: Hex = `0x${'1'.padStart(64, '0')}`

/** balanceOf(address) of EIP-20. */
const balanceCall = ({ token, holder }: Asked): Pick<Call, 'to' | 'data'> => ({
  to: token,
  data: `0x70a08231${holder.slice(2).padStart(64, '0')}`,
})

/** Balances at the end of a block, in the order asked; null when the node has no state of that block any more. */
export const askBalances = async (
  nodes: Nodes,
  block: number,
  asked: readonly Asked[],
): Promise<readonly Balance[] | null> => {
  const parts: (readonly Asked[])[] = []
  for (let i = 0; i < asked.length; i += BALANCES_AT_ONCE) parts.push(asked.slice(i, i + BALANCES_AT_ONCE))
  const answers = await Promise.all(
    parts.map((part) =>
      callContracts(
        nodes,
        [{ to: IDENTITY, data: WORD }, ...part.map(balanceCall)].map((call) => ({ ...call, block, exactly: true })),
      ),
    ),
  )
  // A contract that refuses and a state that is gone look alike; the probe tells them apart.
  if (answers.some(([probe]) => probe !== WORD)) return null
  return answers.flatMap(([, ...rest]) => rest.map(balanceIn))
}

/** A uint256 and nothing else. */
const balanceIn = (answer: Hex | null): Balance => (answer?.length === 66 ? BigInt(answer) : null)
