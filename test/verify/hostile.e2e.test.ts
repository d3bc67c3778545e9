// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DemoChain } from '../../src/demo/chain.ts'
import type { BlockEvidence } from '../../src/proof/block-evidence.ts'
import { amountToBytes } from '../../src/store/amount-bytes.ts'
import { playDemo } from './demo-chain.ts'
import { honest, instead, startProxy, type Twist, type TwistedNode, without } from './proxy.ts'
import { type Ask, allPayouts, createShelf, type Shelf } from './served.ts'

// Nodes that lie, lack things or are gone, and books that somebody changed: what the API says of a payout then.

let chain: DemoChain
let shelf: Shelf
/** A payout for work, in a final block. */
let payout: { id: string; createdBy: { blockNumber: string; blockHash: `0x${string}` } }
beforeAll(async () => {
  chain = await playDemo(7)
  const { anvil, addresses, startBlock } = chain
  const market = { protocol: 'datamarket', chainId: 31_337, address: addresses.market, startBlock, name: null }
  shelf = await createShelf({ rpcUrl: anvil.url, chainId: 31_337, markets: [market] })
  const all = await allPayouts(await shelf.serve(null), 'id kind createdBy { blockNumber blockHash finality }')
  payout = all.find(({ kind, createdBy }) => kind === 'REWARD' && createdBy.finality === 'FINALIZED')
}, 120_000)
afterAll(async () => {
  await shelf?.stop()
  await chain?.anvil.stop()
})

const proxies: TwistedNode[] = []
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.stop()
})
const nodes = async (...twists: readonly Twist[]): Promise<string[]> => {
  for (const twist of twists) proxies.push(await startProxy(chain.anvil.url, twist))
  return proxies.map(({ url }) => url)
}

const verify = async (ask: Ask, id: string = payout.id) => {
  const answer = await ask(
    'query ($id: ID!) { payout(by: { id: $id }) { verification { result checks { name result detail } file } } }',
    { id },
  )
  const { result, checks, file } = answer.payout.verification
  const of = (...wanted: string[]): string[] =>
    checks.filter((check: any) => wanted.includes(check.result)).map((check: any) => check.name)
  return { result, file, failed: of('FAIL'), unknown: of('UNKNOWN'), details: checks.map((check: any) => check.detail) }
}

const fromChain = ['RECEIPT_IN_BLOCK', 'LOG_IN_RECEIPT', 'LOG_MATCHES_RECORD', 'TRANSFER_MATCHES']
const noReceipts = without('eth_getBlockReceipts')

test('an honest node proves it', async () => {
  const { result, failed, unknown } = await verify(await shelf.serve(await nodes(honest)))
  expect({ result, failed, unknown }).toEqual({ result: 'PASS', failed: [], unknown: [] })
})

test('a node without eth_getBlockReceipts is asked for each receipt, and not again for what it lacks', async () => {
  const ask = await shelf.serve(await nodes(noReceipts))
  expect((await verify(ask)).result).toBe('PASS')
  expect(proxies[0]!.asked.filter((method) => method === 'eth_getBlockReceipts')).toHaveLength(1)
  expect(proxies[0]!.asked).toContain('eth_getTransactionReceipt')
  const { payouts } = await ask('{ payouts(last: 40) { nodes { verification { result } } } }')
  expect(payouts.nodes).toHaveLength(40)
  expect(proxies[0]!.asked.filter((method) => method === 'eth_getBlockReceipts')).toHaveLength(1)
})

const drop = instead('eth_getBlockReceipts', (receipts) => receipts.slice(1))
const dropLog = instead('eth_getBlockReceipts', (receipts) =>
  receipts.map((receipt: any) => ({ ...receipt, logs: receipt.logs.slice(1) })),
)
const otherHeader: Twist = (request, answer) =>
  request.method.startsWith('eth_getBlockBy')
    ? { ...answer, result: { ...(answer.result as object), gasUsed: '0x1' } }
    : answer

test.each<[string, Twist]>([
  ['leaves out a receipt', drop],
  ['leaves out a log', dropLog],
  ['answers no receipts', instead('eth_getBlockReceipts', () => [])],
  ['answers nonsense for receipts', instead('eth_getBlockReceipts', () => [null, 7, 'receipt'])],
  ['has another header under the same hash', otherHeader],
  ['has pruned the receipts', without('eth_getBlockReceipts', 'eth_getTransactionReceipt')],
  ['answers null for each receipt', (r, a) => noReceipts(r, instead('eth_getTransactionReceipt', () => null)(r, a))],
])('a node that %s proves nothing, and another is asked', async (_, twist) => {
  const alone = await verify(await shelf.serve(await nodes(twist)))
  expect(alone).toMatchObject({ result: 'UNKNOWN', failed: [], unknown: fromChain, file: null })
  const two = await verify(await shelf.serve(await nodes(honest)))
  expect(two.result).toBe('PASS')
})

test('a node of another block at that height is a difference, whatever the receipts prove', async () => {
  const other = `0x${'ab'.repeat(32)}`
  const forked = instead('eth_getBlockByNumber', (header) => ({ ...header, hash: other }))
  const { result, failed, details } = await verify(await shelf.serve(await nodes(forked)))
  expect({ result, failed }).toEqual({ result: 'FAIL', failed: ['BLOCK_CANONICAL'] })
  expect(details[0]).toContain(other)
})

test('a node that has forgotten the block leaves it open', async () => {
  const forgetful: Twist = (request, answer) =>
    request.method.startsWith('eth_getBlockBy') ? { id: answer.id, result: null } : answer
  const { result, unknown } = await verify(await shelf.serve(await nodes(forgetful)))
  expect({ result, unknown }).toEqual({ result: 'UNKNOWN', unknown: ['BLOCK_CANONICAL', ...fromChain] })
})

test.each([
  ['no node', null],
  ['a node of another chain', 'chain'],
  ['a node that is gone', 'gone'],
])(
  'with %s it is UNKNOWN in plain words, and never an error or an address',
  async (_, kind) => {
    const foreign = await nodes(instead('eth_chainId', () => '0x1'))
    const evidence = kind === null ? null : kind === 'chain' ? foreign : ['http://127.0.0.1:9/secretkey']
    const { result, unknown, details } = await verify(await shelf.serve(evidence))
    expect({ result, unknown }).toEqual({ result: 'UNKNOWN', unknown: ['BLOCK_CANONICAL', ...fromChain] })
    expect(details.join(' ')).not.toMatch(/127\.0\.0\.1|secret|http|localhost/)
  },
  20_000,
)

test('evidence that is another block, or a block without the transaction, does not pass', async () => {
  const { blockHash } = payout.createdBy
  const without = (told: Partial<BlockEvidence>) => async () => ({
    ...{ canonical: blockHash, headerRlp: null, receipts: null, doubt: 'Nothing.' },
    ...told,
  })
  expect(await verify(await shelf.serve(without({})))).toMatchObject({ result: 'UNKNOWN', unknown: fromChain })
  const empty = await verify(await shelf.serve(without({ headerRlp: '0xc0', receipts: [], doubt: null })))
  expect(empty).toMatchObject({ result: 'FAIL', failed: ['RECEIPT_IN_BLOCK', 'LOG_IN_RECEIPT'], file: null })
})

test('what somebody writes into the books by hand is found', async () => {
  const ask = await shelf.serve(await nodes(honest))
  const database = new Database(shelf.url)
  const rows = database.prepare('select id, amount, log_id from payouts order by id').all() as any[]
  const target = rows[0]
  const { payouts } = await ask(
    '{ payouts(first: 1, orderBy: [{ field: CREATED_AT, direction: ASC }]) { nodes { id } } }',
  )
  const { id } = payouts.nodes[0]
  expect((await verify(ask, id)).failed).toEqual([])

  const write = (column: string, value: unknown, row: number, table = 'payouts') =>
    database.prepare(`update ${table} set ${column} = ? where id = ?`).run(value, row)
  write('amount', amountToBytes(123_456_789n), target.id)
  expect((await verify(ask, id)).failed).toEqual(['LOG_MATCHES_RECORD', 'TRANSFER_MATCHES', 'LEDGER_BALANCES'])
  write('amount', target.amount, target.id)

  const other = rows.find(({ log_id }) => log_id !== target.log_id)
  const { account_id: account } = database
    .prepare('select account_id from payouts where account_id <> (select account_id from payouts where id = ?) limit 1')
    .get(target.id) as any
  const { account_id: own } = database.prepare('select account_id from payouts where id = ?').get(target.id) as any
  write('account_id', account, target.id)
  expect((await verify(ask, id)).failed).toEqual(['LOG_MATCHES_RECORD'])
  write('account_id', own, target.id)

  const { body } = database.prepare('select body from logs where id = ?').get(target.log_id) as any
  const { body: foreign } = database.prepare('select body from logs where id = ?').get(other.log_id) as any
  write('body', foreign, target.log_id, 'logs')
  expect((await verify(ask, id)).failed).toEqual(['LOG_IN_RECEIPT'])
  write('body', body, target.log_id, 'logs')

  const { reward_id: reward } = database.prepare('select reward_id from payouts where id = ?').get(target.id) as any
  const { created_log: created } = database.prepare('select created_log from rewards where id = ?').get(reward) as any
  const { decided_log: decided, id: submission } = database
    .prepare('select s.id, s.decided_log from submissions s join payouts p on p.submission_id = s.id where p.id = ?')
    .get(target.id) as any
  write('created_log', target.log_id + 1, reward, 'rewards')
  write('decided_log', target.log_id + 1, submission, 'submissions')
  expect((await verify(ask, id)).failed).toEqual(['ACCRUED_BEFORE_PAID'])
  write('created_log', created, reward, 'rewards')
  write('decided_log', decided, submission, 'submissions')

  expect((await verify(ask, id)).failed).toEqual([])
  database.close()
})
