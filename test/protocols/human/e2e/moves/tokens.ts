import type { Hex } from '../../../../../src/domain/hex.ts'
import { encode } from '../call.ts'
import type { Book, Token } from '../ledger.ts'
import type { World } from '../world.ts'
import type { Move } from './play.ts'

/** Money into an escrow: budget, too much, too late or of the wrong kind, by when and what it is. */
export const fund = (
  { ledger }: World,
  book: Book,
  amount: bigint,
  from: Hex = book.launcher,
  token = book.token,
): Move => ({
  from,
  to: token.address,
  data: encode('transfer(address,uint256)', [book.address, amount]),
  enter: (place) => ledger.deposit(book, token.address, from, amount, place),
})

/** The dollar can be minted by anybody; HMT is all there from the beginning, without a log. */
export const supply = ({ cast, ledger, platform }: World, token: Token, to: Hex, amount: bigint): Move => {
  const isMinted = token !== platform.hmt
  return {
    from: cast.owner,
    to: token.address,
    data: encode(isMinted ? 'mint(address,uint256)' : 'transfer(address,uint256)', [to, amount]),
    enter: () => {
      if (isMinted) ledger.mint(token.address, to, amount)
      else ledger.move(token.address, cast.owner, to, amount)
    },
  }
}

export const approve = (token: Token, owner: Hex, spender: Hex, amount: bigint): Move => ({
  from: owner,
  to: token.address,
  data: encode('approve(address,uint256)', [spender, amount]),
})

/** Anybody can make a token say that an escrow sent nothing to somebody. */
export const poison = ({ cast }: World, book: Book, to: Hex): Move => ({
  from: cast.stranger,
  to: book.token.address,
  data: encode('transferFrom(address,address,uint256)', [book.address, to, 0n]),
})

/** HMToken's own bulk transfer, with an event that looks like a legacy escrow's. */
export const transferBulk = (
  { platform }: World,
  from: Hex,
  rows: readonly { readonly to: Hex; readonly amount: bigint }[],
  enter: NonNullable<Move['enter']>,
  id: number,
): Move => ({
  from,
  to: platform.hmt.address,
  data: encode('transferBulk(address[],uint256[],uint256)', [
    rows.map(({ to }) => to),
    rows.map(({ amount }) => amount),
    id,
  ]),
  enter,
})
