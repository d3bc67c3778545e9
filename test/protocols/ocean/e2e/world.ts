import { encodeFunctionData, maxUint256 } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'
import { createRandom } from '../../../simulation/random.ts'
import { createBook, type Move, ZERO } from './book.ts'
import { castOf, type OceanCast, receiversOf } from './cast.ts'
import { type Call, type Contract, call, openChain } from './chain.ts'
import { deployOcean, type Token } from './deploy.ts'
import type { Exchange } from './exchange.ts'

export type PlayOptions = {
  readonly rpcUrl: string
  readonly seed: number
  /** Accounts of the node for some parts; its first ten for the rest. */
  readonly cast?: Partial<OceanCast>
}

/** Several calls as one, of a contract that makes them all. */
export const bundled = (through: Contract, calls: readonly Call[]): Call =>
  call(
    through,
    'run',
    calls.map(({ to, functionName, args }) => ({
      to: to.address,
      data: encodeFunctionData({ abi: to.abi, functionName, args }),
    })),
  )

/** Everything the acts share: the chain, who is who, what is deployed, and the book they write. */
export const openWorld = async ({ rpcUrl, seed, cast: given = {} }: PlayOptions) => {
  const chain = await openChain(rpcUrl)
  const cast = await castOf(chain, given)
  const receivers = receiversOf(seed)
  const exchanges: Exchange[] = []
  const ocean = await deployOcean(chain, cast, receivers)
  const book = createBook()
  const random = createRandom(seed)

  for (const [role, contract] of Object.entries(ocean)) {
    if (typeof contract === 'object' && 'address' in contract) book.nameRole(contract.address, role)
  }
  for (const token of Object.values(ocean.tokens)) book.nameRole(token.address, token.symbol)
  for (const [role, address] of Object.entries(receivers)) {
    if (typeof address === 'string') book.nameRole(address, role)
  }
  for (const [role, address] of Object.entries(cast)) book.nameRole(address, role)

  /** Sends one call, and writes down what it moves. */
  const act = async (kind: string, from: Hex, what: Call, moves: readonly Move[] = []) =>
    book.write(kind, await chain.send(from, what), moves)

  /** Sends several calls in one transaction of a contract of our own. */
  const actThrough = (
    kind: string,
    from: Hex,
    through: Contract,
    calls: readonly Call[],
    moves: readonly Move[] = [],
  ) => act(kind, from, bundled(through, calls), moves)

  const approved = new Set<string>()
  /** Lets a spender take any amount of a token; asked once. A contract of ours approves through itself. */
  const allow = async (holder: Hex, token: Contract, spender: Hex) => {
    const key = `${holder}/${token.address}/${spender}`
    if (approved.has(key)) return
    approved.add(key)
    const approve = call(token, 'approve', spender, maxUint256)
    const own = [ocean.wallet, ocean.broker].find(({ address }) => address === holder)
    if (own) await actThrough('approve through a wallet', cast.stranger, own, [approve])
    else await act('approve', holder, approve)
  }

  /** Gives base tokens to somebody: the tests' tokens let everyone mint. */
  const supply = async (to: Hex, token: Token, amount: bigint) =>
    act('mint of a base token', cast.owner, call(token.contract, 'mint', to, amount), [
      { token: token.address, from: ZERO, to, amount },
    ])

  /** A whole number of a token, between two bounds, in base units and with digits to the last place. */
  const amountOf = (token: Token, from: number, to: number): bigint => {
    const unit = 10n ** BigInt(token.decimals)
    return (unit * BigInt(from * 1000 + random.int((to - from) * 1000))) / 1000n + BigInt(random.int(1000))
  }

  return { chain, cast, receivers, ...ocean, exchanges, book, random, act, actThrough, allow, supply, amountOf }
}

export type World = Awaited<ReturnType<typeof openWorld>>
