import { codeOf, ledgerAccountTypes, nameOf } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import { slotOf } from '../store/ids.ts'
import { ownedTypes } from '../store/read/lists/ledger.ts'
import { chainOf } from '../store/read/reader.ts'
import type { Rows } from '../store/store.ts'
import { checksum, parseAddress } from './address.ts'
import type { Context } from './context.ts'
import { chainById, marketAt, marketById } from './known.ts'
import { keyOf } from './record-key.ts'

type LedgerAccount = Rows['ledgerAccounts']

/** The last parts of a path: the task, dataset or person that the account stands for. */
const subjectOf = async ({ load }: Context, type: string, subjectId: number): Promise<string[]> => {
  if (type === 'ESCROW') return ['task', (await load.task.load(subjectId))?.key ?? '?']
  if (type === 'REVENUE') return ['dataset', (await load.dataset.load(subjectId))?.key ?? '?']
  if (subjectId === 0) return []
  const account = await load.account.load(subjectId)
  return account === undefined ? [] : [checksum(account.address)]
}

/** What accountants call a ledger account, e.g. "escrow:8453:0xMarket:task:12". */
export const pathOf = async (context: Context, account: LedgerAccount): Promise<string> => {
  const type = nameOf(ledgerAccountTypes, account.type)
  const { chain } = await chainOf(context.reader, account.id)
  const market = account.marketId === 0 ? undefined : await marketById(context, account.marketId)
  return [
    type.toLowerCase(),
    chain.id,
    ...(market === undefined ? [] : [checksum(market.address)]),
    ...(await subjectOf(context, type, account.subjectId)),
  ].join(':')
}

export type LedgerPlace = Pick<LedgerAccount, 'type' | 'marketId' | 'subjectId'>

const accountOn = async ({ load }: Context, slot: number, text: string | undefined): Promise<number | undefined> => {
  const address = text === undefined ? undefined : parseAddress(text)
  if (address === undefined) return undefined
  const found = await load.accountsOf.load(address)
  return found.find((account) => slotOf(account.id) === slot)?.id
}

/** The account a path names; undefined when nothing indexed is called that. Addresses in any case. */
export const placeOf = async (context: Context, path: string): Promise<LedgerPlace | undefined> => {
  const [kind, chainId, ...rest] = path.split(':')
  const type = ledgerAccountTypes.find((name) => name.toLowerCase() === kind)
  const state = await chainById(context, Number(chainId))
  if (type === undefined || state === undefined) return undefined
  const code = codeOf(ledgerAccountTypes, type)
  const { slot } = state.chain
  if (type === 'EARNINGS') {
    const subjectId = rest.length === 1 ? await accountOn(context, slot, rest[0]) : undefined
    return subjectId === undefined ? undefined : { type: code, marketId: 0, subjectId }
  }
  const address = parseAddress(rest[0] ?? '')
  const market = address === undefined ? undefined : await marketAt(context, slot, address as Hex)
  if (market === undefined) return undefined
  const place = (subjectId: number | undefined) =>
    subjectId === undefined ? undefined : { type: code, marketId: market.id, subjectId }
  const key = keyOf(rest.slice(2).join(':'))
  if (type === 'ESCROW' && rest[1] === 'task')
    return place((await context.load.taskAt.load({ marketId: market.id, key }))?.id)
  if (type === 'REVENUE' && rest[1] === 'dataset')
    return place((await context.load.datasetAt.load({ marketId: market.id, key }))?.id)
  if (type === 'SUSPENSE' && rest.length === 1) return place(0)
  if (ownedTypes.includes(code) && rest.length === 2) return place(await accountOn(context, slot, rest[1]))
  return undefined
}
