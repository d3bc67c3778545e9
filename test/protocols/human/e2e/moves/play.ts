import type { Hex } from '../../../../../src/domain/hex.ts'
import { type Call, encode } from '../call.ts'
import type { Place } from '../truth.ts'
import type { World } from '../world.ts'

/** A call, and what is written down once it has passed. */
export type Move = Call & { readonly enter?: (place: Place) => void }

/** Makes a move; what the contract wallet does, a stranger sends. */
export const play = async (world: World, move: Move): Promise<Place> => {
  const place = await world.node.send(move.from === world.platform.batch ? wrap(world, [move]) : move)
  move.enter?.(place)
  return place
}

/** Several moves of the contract wallet in one transaction. */
export const playTogether = async (world: World, moves: readonly Move[]): Promise<Place> => {
  if (moves.some(({ from }) => from !== world.platform.batch)) throw new Error('Only the wallet can do several things.')
  const place = await world.node.send(wrap(world, moves))
  for (const { enter } of moves) enter?.(place)
  return place
}

/** Several moves of several people in one block, a transaction each. */
export const playInOneBlock = async (world: World, moves: readonly Move[]): Promise<void> => {
  const places = await world.node.sendInOneBlock(moves)
  for (const [i, { enter }] of moves.entries()) enter?.(places[i]!)
}

const wrap = ({ cast, platform }: World, moves: readonly Move[]): Call => ({
  from: cast.stranger,
  to: platform.batch,
  data: runCall(moves),
})

const runCall = (moves: readonly Move[]): Hex =>
  encode('run((address,bytes)[])', [moves.map(({ to, data }) => [to, data])])
