import { readEmitters, readStoredBlocks } from '../../../src/indexer/stored-blocks.ts'
import { sumOfRows } from '../../../src/store/digest.ts'
import { numberOf, packId } from '../../../src/store/ids.ts'
import type { Db, Rows, Store } from '../../../src/store/store.ts'
import type { FakeBlock } from '../../chain/fake-chain.ts'
import { CHAIN_ID } from '../books-of.ts'
import type { World } from './world.ts'

const BLOCKS_MAX = 100_000

/** What is wrong with the books as somebody reads them at this moment, one sentence each; nothing, if all is well. */
export const examineSnapshot = (store: Store, world: World, thorough = false): Promise<string[]> =>
  store.read(async (db) => {
    const { tables } = store
    const [cursor] = await db.select().from(tables.cursors)
    if (!cursor) return []
    const head = world.everHad(cursor.hash)
    if (!head) return [`The newest block, ${cursor.block} ${cursor.hash}, never was.`]
    const slot = (await db.select().from(tables.chains)).find(({ id }) => id === CHAIN_ID)!.slot
    return [
      ...(await examineLogs(db, store, world, { slot, head })),
      ...(await examineMoney(db, store)),
      ...(thorough && (await sumOfRows(db, tables, slot)) !== cursor.rowSum
        ? ['The sum of all rows is not that of the cursor.']
        : []),
    ]
  })

/** Every block is one that was, all are of one branch, and each of their logs is as it was in that block. */
const examineLogs = async (
  db: Db,
  { tables }: Store,
  world: World,
  { slot, head }: { readonly slot: number; readonly head: FakeBlock },
): Promise<string[]> => {
  const emitters = await readEmitters(db, tables, slot)
  const stored = await readStoredBlocks(db, tables, emitters, { slot, after: packId(slot, 0) - 1, limit: BLOCKS_MAX })
  const byNumber = new Map(stored.map((each) => [numberOf(each.block.id), each]))
  const wrong: string[] = []
  for (let block: FakeBlock | undefined = head; block && byNumber.size > 0; block = world.everHad(block.parentHash)) {
    const own = byNumber.get(block.number)
    byNumber.delete(block.number)
    if (!own) continue
    if (own.block.hash !== block.hash)
      wrong.push(`Block ${block.number} ${own.block.hash} is not of the branch of ${head.hash}.`)
    const told = new Map(block.logs.map((log) => [Number(log.logIndex), log]))
    for (const log of own.logs) {
      const held = told.get(log.logIndex)
      const same =
        held?.transactionHash === log.transactionHash &&
        held.address === log.address &&
        held.data === log.data &&
        held.topics.join() === log.topics.join()
      if (!same)
        wrong.push(`Block ${block.number} never held log ${log.logIndex} of transaction ${log.transactionHash}.`)
    }
    if (own.logs.length !== own.block.logs)
      wrong.push(`Block ${block.number} has ${own.logs.length} logs, and says ${own.block.logs}.`)
  }
  for (const number of byNumber.keys()) wrong.push(`Block ${number} is held above the newest one.`)
  return wrong
}

const placeOf = ({ accountId, marketId, tokenId }: Pick<Rows['earnings'], 'accountId' | 'marketId' | 'tokenId'>) =>
  `${accountId}/${marketId}/${tokenId}`
const addTo = (sums: Map<string, bigint>, key: string, amount: bigint) => sums.set(key, (sums.get(key) ?? 0n) + amount)

/** Earnings are the sum of payouts, accounts of their postings, and debits equal credits. */
const examineMoney = async (db: Db, { tables }: Store): Promise<string[]> => {
  const { payouts, earnings, ledgerAccounts, postings } = tables
  const wrong: string[] = []
  const earned = new Map<string, bigint>()
  const paid = {
    accountId: payouts.accountId,
    marketId: payouts.marketId,
    tokenId: payouts.tokenId,
    amount: payouts.amount,
  }
  for (const row of await db.select(paid).from(payouts)) addTo(earned, placeOf(row), row.amount)
  for (const row of await db.select().from(earnings)) addTo(earned, placeOf(row), -row.settled)
  for (const [place, sum] of earned) if (sum !== 0n) wrong.push(`Payouts and earnings of ${place} differ by ${sum}.`)

  const accounts = new Map<string, bigint>()
  const tokens = new Map<string, bigint>()
  const posted = { accountId: postings.accountId, amount: postings.amount }
  for (const { accountId, amount } of await db.select(posted).from(postings)) addTo(accounts, String(accountId), amount)
  for (const { id, tokenId, balance } of await db.select().from(ledgerAccounts)) {
    addTo(accounts, String(id), -balance)
    addTo(tokens, String(tokenId), balance)
  }
  for (const [id, sum] of accounts) if (sum !== 0n) wrong.push(`Account ${id} and its postings differ by ${sum}.`)
  for (const [id, sum] of tokens) if (sum !== 0n) wrong.push(`Debits and credits of token ${id} differ by ${sum}.`)
  return wrong
}
