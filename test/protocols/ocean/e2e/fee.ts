import { encodePacked, keccak256, parseSignature, stringToHex } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'
import { type Move, ZERO } from './book.ts'
import { ONE, shares, type Token } from './deploy.ts'
import type { Datatoken } from './nft.ts'
import type { World } from './world.ts'

/** A fee of an order: in any token, and possibly of nothing. */
export type FeeWish = { readonly token: Token; readonly amount: bigint }

/** What a provider signs: the fee, until when it holds, and data of its own. */
export const signedFee = async (world: World, fee: FeeWish | undefined) => {
  const { provider, signAsProvider } = world.receivers
  const token = fee?.token.address ?? ZERO
  const amount = fee?.amount ?? 0n
  const validUntil = fee ? 4_000_000_000n : 0n
  const data = stringToHex(JSON.stringify({ environment: 'none', amount: String(amount) }))
  const message = keccak256(
    encodePacked(['bytes', 'address', 'address', 'uint256', 'uint256'], [data, provider, token, amount, validUntil]),
  )
  const { r, s, v } = parseSignature(await signAsProvider(message))
  return {
    providerFeeAddress: provider,
    providerFeeToken: token,
    providerFeeAmount: amount,
    v: Number(v),
    r,
    s,
    validUntil,
    providerData: data,
  }
}

/** The OPC's part of a provider's fee, rounded down. */
export const opcPart = (amount: bigint) => (amount * shares.provider) / ONE

/** A provider's fee goes through the datatoken's contract, which divides it. */
export const providerMoves = (
  { receivers }: World,
  datatoken: Datatoken,
  from: Hex,
  fee: FeeWish | undefined,
): Move[] => {
  if (!fee) return []
  const token = fee.token.address
  const cut = opcPart(fee.amount)
  return [
    { token, from, to: datatoken.address, amount: fee.amount },
    { token, from: datatoken.address, to: receivers.provider, amount: fee.amount - cut },
    { token, from: datatoken.address, to: receivers.opc, amount: cut },
  ]
}

/** Gives an account what the fees cost, and lets the spender take it. */
export const readyForFees = async (
  world: World,
  holder: Hex,
  spender: Hex,
  fees: readonly FeeWish[],
): Promise<void> => {
  for (const { token, amount } of fees) {
    await world.supply(holder, token, amount)
    await world.allow(holder, token.contract, spender)
  }
}
