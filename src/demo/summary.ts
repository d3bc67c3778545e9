import { codeOf, ledgerAccountTypes, submissionStatuses } from '../domain/codes.ts'
import type { Hex } from '../domain/hex.ts'
import { shownStatus } from '../store/read/lists/tasks.ts'
import { createReader } from '../store/read/reader.ts'
import type { Db, Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** What the market's contract holds in a token, as the books have it. */
export const heldTypes = ['ESCROW', 'PAYABLE', 'REVENUE', 'SUSPENSE'] as const

/** One token's side of the books. Amounts are in base units. */
export type TokenSummary = {
  readonly address: Hex
  readonly symbol: string | null
  readonly decimals: number | null
  readonly payouts: number
  readonly paid: bigint
  readonly held: Readonly<Record<(typeof heldTypes)[number], bigint>>
  /** `balanceOf` the market. */
  readonly onChain: bigint
  /** Debits equal credits, and each account's balance is the sum of its entries. */
  readonly ledgersBalance: boolean
  /** The contract holds what the books say. */
  readonly agrees: boolean
}

export type Summary = {
  readonly block: number
  readonly events: number
  readonly tasks: Readonly<Record<string, number>>
  readonly submissions: Readonly<Record<string, number>>
  readonly datasets: number
  readonly contributors: number
  readonly tokens: readonly TokenSummary[]
  /** Everything balances and agrees. */
  readonly isTrue: boolean
}

export type BalanceOf = (token: Hex) => Promise<bigint>

/** Reads the books of a demo as of one snapshot, and asks the chain whether it holds what they say. */
export const readSummary = (store: Store, balanceOf: BalanceOf): Promise<Summary> =>
  store.read(async (db) => {
    const { tables } = store
    const [state] = await createReader(db, tables).chains()
    const tasks = (await db.select().from(tables.tasks)).map((task) => shownStatus(task, state!))
    const submissions = (await db.select({ status: tables.submissions.status }).from(tables.submissions)).map(
      ({ status }) => submissionStatuses[status]!,
    )
    const tokens = await readTokens({ db, tables }, balanceOf)
    return {
      block: state?.cursor?.block ?? 0,
      events: await db.$count(tables.logs),
      tasks: countOf(tasks),
      submissions: countOf(submissions),
      datasets: await db.$count(tables.datasets),
      contributors: await db.$count(tables.contributors),
      tokens,
      isTrue: tokens.length > 0 && tokens.every(({ ledgersBalance, agrees }) => ledgersBalance && agrees),
    }
  })

type Reading = { readonly db: Db; readonly tables: Tables }

/** A demo has some thousands of entries: added up here, in bigints, whatever the database can add. */
const readTokens = async ({ db, tables }: Reading, balanceOf: BalanceOf): Promise<TokenSummary[]> => {
  const accounts = await db.select().from(tables.ledgerAccounts)
  const payouts = await db.select().from(tables.payouts)
  const named = await db.select().from(tables.tokenMetadata)
  const entered = new Map<number, bigint>()
  for (const { accountId, amount } of await db.select().from(tables.postings)) {
    entered.set(accountId, (entered.get(accountId) ?? 0n) + amount)
  }
  const summaries: TokenSummary[] = []
  for (const { id, address } of await db.select().from(tables.tokens)) {
    const own = accounts.filter(({ tokenId }) => tokenId === id)
    const ofType = (type: (typeof heldTypes)[number]) =>
      sum(own.filter((account) => account.type === codeOf(ledgerAccountTypes, type)).map(({ balance }) => balance))
    const held = {
      ESCROW: ofType('ESCROW'),
      PAYABLE: ofType('PAYABLE'),
      REVENUE: ofType('REVENUE'),
      SUSPENSE: ofType('SUSPENSE'),
    }
    const onChain = await balanceOf(address)
    const paid = payouts.filter(({ tokenId }) => tokenId === id).map(({ amount }) => amount)
    const metadata = named.find((row) => row.address === address)
    summaries.push({
      address,
      symbol: metadata?.symbol ?? null,
      decimals: metadata?.decimals ?? null,
      payouts: paid.length,
      paid: sum(paid),
      held,
      onChain,
      ledgersBalance:
        sum(own.map(({ balance }) => balance)) === 0n &&
        own.every(({ id, balance }) => (entered.get(id) ?? 0n) === balance),
      agrees: sum(Object.values(held)) === onChain,
    })
  }
  return summaries
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

/** How often each word occurs, most often first. */
const countOf = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a))
}
