import { type Abi, encodeFunctionData } from 'viem'
import { dataMarketAbi, testTokenAbi } from '../../contracts/artifacts/abi.ts'
import type { Hex } from '../domain/hex.ts'
import type { TokenName } from './token.ts'

/** A transaction of the script: plain words, so that the same seed can be seen to give the same script. */
export type Call = {
  readonly from: Hex
  readonly to: TokenName | 'market'
  readonly name: string
  /** A token is named or market is named by `tokenArg` and `marketArg`: only a deployment knows addresses. */
  readonly args: readonly unknown[]
  /** What it is for, as an error or a progress line says it. */
  readonly step: string
}

export type Addresses = Readonly<Record<TokenName | 'market', Hex>>

export const tokenArg = (token: TokenName) => ({ contract: token })
export const marketArg = { contract: 'market' } as const

/** The transaction's bytes. */
export const encodeCall = ({ to, name, args }: Call, addresses: Addresses): Hex =>
  encodeFunctionData({
    abi: (to === 'market' ? dataMarketAbi : testTokenAbi) as Abi,
    functionName: name,
    args: args.map((arg) => (isContract(arg) ? addresses[arg.contract] : arg)),
  })

const isContract = (arg: unknown): arg is { contract: keyof Addresses } =>
  typeof arg === 'object' && arg !== null && 'contract' in arg
