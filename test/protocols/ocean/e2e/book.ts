import type { Hex } from '../../../../src/domain/hex.ts'
import type { Mined } from './chain.ts'
import { describeLogs, transfersOf } from './logs.ts'
import type { MoveTruth, OceanTruth } from './truth.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
export type Row<K extends keyof OceanTruth> = OceanTruth[K] extends readonly (infer T)[] ? Mutable<T> : never

/** A transfer that is meant; the transaction is added when it is known. */
export type Move = Omit<MoveTruth, 'tx'>

export const ZERO: Hex = `0x${'0'.repeat(40)}`

/** What the script says it did, written down as it goes. */
export const createBook = () => {
  const roles = new Map<Hex, string>([[ZERO, '0x0']])
  const logOrders: Record<string, string[]> = {}
  const balances = new Map<string, bigint>()
  const moves: MoveTruth[] = []

  const nameRole = (address: Hex, role: string) => {
    if (!roles.has(address)) roles.set(address, role)
  }

  const balanceKey = (token: Hex, account: Hex) => `${token}/${account}`
  const add = (token: Hex, account: Hex, amount: bigint) => {
    const key = balanceKey(token, account)
    balances.set(key, (balances.get(key) ?? 0n) + amount)
  }

  /** Takes note of a transaction: its transfers are those the script means, no other and none missing. */
  const write = (kind: string, mined: Mined, meant: readonly Move[]): Mined => {
    logOrders[kind] ??= describeLogs(mined, (address) => roles.get(address) ?? 'unknown')
    const seen = transfersOf(mined)
    const line = ({ token, from, to, amount }: Move) =>
      `${roles.get(token)} ${roles.get(from) ?? from} > ${roles.get(to) ?? to} ${amount}`
    const [expected, actual] = [meant, seen].map((list) =>
      list
        .filter(({ amount }) => amount > 0n)
        .map(line)
        .sort(),
    )
    if (expected!.join('\n') !== actual!.join('\n'))
      throw new Error(`${kind}: meant\n${expected!.join('\n')}\nbut saw\n${seen.map(line).join('\n')}`)
    for (const move of meant) {
      moves.push({ tx: mined.tx, ...move })
      add(move.token, move.from, -move.amount)
      add(move.token, move.to, move.amount)
    }
    return mined
  }

  const rows: { [K in RowKey]: Row<K>[] } = {
    datasets: [],
    datatokens: [],
    purchases: [],
    renewals: [],
    swaps: [],
    orderFees: [],
    swapFees: [],
    collections: [],
    revenue: [],
    sales: [],
    jobs: [],
    escrowMoves: [],
    forgeries: [],
  }

  return {
    ...rows,
    roles,
    nameRole,
    write,
    moves,
    logOrders,
    /** What the moves leave an account with. */
    balanceOf: (token: Hex, account: Hex): bigint => balances.get(balanceKey(token, account)) ?? 0n,
    accountsWith: (token: Hex): Hex[] =>
      [...balances.keys()].filter((key) => key.startsWith(token)).map((key) => key.split('/')[1] as Hex),
  }
}

type RowKey =
  | 'datasets'
  | 'datatokens'
  | 'purchases'
  | 'renewals'
  | 'swaps'
  | 'orderFees'
  | 'swapFees'
  | 'collections'
  | 'revenue'
  | 'sales'
  | 'jobs'
  | 'escrowMoves'
  | 'forgeries'
