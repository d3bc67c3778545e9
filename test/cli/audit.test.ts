import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Audit } from '../../src/audit/audit.ts'
import { knownProtocols } from '../../src/cli/known-protocols.ts'
import { systemClock } from '../../src/clock.ts'
import type { MarketConfig } from '../../src/config/config.ts'
import { type Anvil, startAnvil } from '../../src/demo/anvil.ts'
import { startChain } from '../../src/demo/chain.ts'
import { blocksOf, createHistory, SMALL, startOf } from '../../src/demo/history.ts'
import { codeOf, ledgerAccountTypes } from '../../src/domain/codes.ts'
import { runIndexer } from '../../src/indexer/run.ts'
import { silentLog } from '../../src/log.ts'
import { openStore } from '../../src/store/open.ts'
import type { Db, Rows } from '../../src/store/store.ts'
import type { Tables } from '../../src/store/tables.ts'
import { playHuman } from '../protocols/human/e2e/play.ts'
import { runWith } from './helpers.ts'
import { startNode } from './node.ts'

// Books of real contracts, honest and tampered with: what the audit says of them.

type Scene = { readonly anvil: Anvil; readonly market: MarketConfig }
type Tamper = (db: Db, tables: Tables) => Promise<unknown>

const CHAIN_ID = 31_337
const ESCROW = codeOf(ledgerAccountTypes, 'ESCROW')
const DEAD = 'http://127.0.0.1:1/secretkey'

const playDemo = async (): Promise<Scene> => {
  const end = Date.UTC(2026, 0, 31) / 1_000
  const period = { seed: 1, start: startOf(end, SMALL), end }
  const script = createHistory({ ...period, size: SMALL })
  const { anvil, addresses, startBlock, stage } = await startChain(script.world.cast, period.start)
  for (const block of blocksOf(script, period)) await stage.play(block)
  const market = { protocol: 'datamarket', chainId: CHAIN_ID, address: addresses.market, startBlock, name: 'Demo' }
  return { anvil, market }
}

const playEscrows = async (): Promise<Scene> => {
  const anvil = await startAnvil({ impersonate: true, args: ['--prune-history', '64'] })
  const truth = await playHuman({ rpcUrl: anvil.url, seed: 1, generations: ['5'], travel: false })
  const contracts = Object.entries(truth.market.contracts).map(([role, list]) => [role, [...list]])
  return { anvil, market: { ...truth.market, name: null, contracts: Object.fromEntries(contracts) } }
}

const configOf = (database: string, { anvil, market }: Scene, rpc = anvil.url) => ({
  name: 'test',
  database: `sqlite:${database}`,
  chains: [{ id: CHAIN_ID, name: 'local', rpc: [rpc], finality: 'finalized' as const, completeness: 'bloom' as const }],
  markets: [market],
})

/** A scene in a database of its own, to be audited as it is and as somebody left it. */
const withBooks = (play: () => Promise<Scene>) => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-audit-'))
  let scene: Scene | undefined
  beforeAll(async () => {
    scene = await play()
    const config = configOf(join(folder, 'honest.db'), scene)
    const store = await openStore(config.database, { write: true })
    await runIndexer({ store, config, log: silentLog, clock: systemClock, once: true })
    await store.backup(join(folder, 'copy.db'))
    await store.close()
  }, 60_000)
  afterAll(async () => {
    await scene?.anvil.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Runs `daybook audit` on the books, after `tamper` changed them. */
  const audit = async (
    words: readonly string[] = [],
    { tamper, rpc, look }: { tamper?: Tamper; rpc?: string; look?: Tamper } = {},
  ) => {
    const database = join(folder, 'tampered.db')
    copyFileSync(join(folder, 'copy.db'), database)
    if (tamper) {
      const store = await openStore(database, { write: true })
      await store.transaction(({ db }) => tamper(db, store.tables))
      await store.close()
    }
    writeFileSync(join(folder, 'daybook.config.json'), JSON.stringify(configOf(database, scene!, rpc)))
    const parts = { openStore, protocols: async () => knownProtocols }
    const ran = await runWith(['audit', ...words], parts, { folder })
    if (look) {
      const store = await openStore(database, { write: false })
      await store.read((db) => look(db, store.tables))
      await store.close()
    }
    rmSync(database)
    expect(ran.out + ran.err).not.toContain('secretkey')
    return ran
  }
  const findings = async (words: readonly string[], tamper: Tamper) => {
    const { code, out, err } = await audit(['--json', ...words], { tamper })
    expect({ code, err }).toEqual({ code: 3, err: '' })
    return (JSON.parse(out) as Pick<Audit, 'findings'>).findings
  }
  return { audit, findings, scene: () => scene! }
}

const codesOf = (findings: Audit['findings']) => [...new Set(findings.map(({ code }) => code))].sort()

/** A task that paid, and one of its payouts. */
const aPaidTask = async (
  db: Db,
  { payouts, tasks }: Tables,
): Promise<{ task: Rows['tasks']; payout: Rows['payouts'] }> => {
  const all = await db.select().from(tasks)
  for (const payout of await db.select().from(payouts)) {
    const task = all.find(({ id, tokenId }) => id === payout.taskId && tokenId === payout.tokenId)
    if (task && payout.amount > 0n) return { task, payout }
  }
  throw new Error('no task paid')
}

const escrowOf = async (db: Db, { ledgerAccounts }: Tables, { id, tokenId }: Rows['tasks']) => {
  const rows = await db.select().from(ledgerAccounts).where(eq(ledgerAccounts.subjectId, id))
  return rows.find((row) => row.type === ESCROW && row.tokenId === tokenId)!
}

describe('the reference market', () => {
  const { audit, findings, scene } = withBooks(playDemo)

  test('honest books have no finding', async () => {
    const { code, out, err } = await audit()
    expect({ code, err }, out).toEqual({ code: 0, err: '' })
    expect(out).toMatch(
      /^Demo 0x[0-9a-f]{40}, chain 31337, block [\d,]+: \d+ tasks, \d+ payouts; 2 tokens compared with 1 contract on the chain; [\d,]+ records compared with its contract; no finding\n$/,
    )
  })

  test('a market is chosen by its address or its id', async () => {
    const { address } = scene().market
    const id = Buffer.from(`Market:${CHAIN_ID}:${address}`).toString('base64url')
    for (const name of [address, address.toUpperCase().replace('X', 'x'), id]) {
      const { code, out } = await audit(['--json', '--offline', '--market', name])
      expect({ code, markets: JSON.parse(out).markets.length }).toEqual({ code: 0, markets: 1 })
    }
    const unknown = await audit(['--offline', '--market', `0x${'12'.repeat(20)}`])
    expect(unknown.code).toBe(2)
    expect(unknown.err).toContain(address)
  })

  test('an older block is audited as far as rows tell, and says what cannot be', async () => {
    const [{ block }] = JSON.parse((await audit(['--json', '--offline'])).out).markets
    expect((await audit(['--offline', '--block', String(block)])).code).toBe(0)
    const { code, out } = await audit(['--block', String(block - 10)])
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(
        new RegExp(
          `^Demo .*, block ${block - 10}: 2 tokens compared with 1 contract on the chain; not checked: sums, .* newest block; no finding\n$`,
        ),
      ),
    })
    const later = await audit(['--offline', '--block', String(block + 1)])
    expect(later).toMatchObject({
      code: 2,
      err: `--block: found ${block + 1}, but chain 31337 is indexed up to block ${block}.\n`,
    })
  })

  test('a deposit that never was, seen at an older block too', async () => {
    const [{ block }] = JSON.parse((await audit(['--json', '--offline'])).out).markets
    const tamper: Tamper = async (db, { postings, ledgerAccounts }) => {
      const accounts = await db.select().from(ledgerAccounts).where(eq(ledgerAccounts.type, ESCROW))
      const [row] = await db.select().from(postings).where(eq(postings.accountId, accounts[0]!.id)).limit(1)
      await db
        .update(postings)
        .set({ amount: row!.amount + 3n })
        .where(eq(postings.id, row!.id))
    }
    const found = await findings(['--block', String(block - 10)], tamper)
    expect(codesOf(found)).toEqual(['BALANCE', 'LEDGER_UNBALANCED'])
    for (const { found: books, expected } of found) expect(BigInt(books) - BigInt(expected)).toBe(3n)
  })

  test('a changed balance of the ledger', async () => {
    let key = ''
    const found = await findings([], async (db, tables) => {
      const { task } = await aPaidTask(db, tables)
      key = task.key
      const { id, balance } = await escrowOf(db, tables, task)
      await db
        .update(tables.ledgerAccounts)
        .set({ balance: balance + 7n })
        .where(eq(tables.ledgerAccounts.id, id))
    })
    expect(codesOf(found)).toEqual(['ACCOUNT_BALANCE', 'BALANCE', 'DIGEST', 'LEDGER_UNBALANCED', 'MONEY'])
    expect(found).toHaveLength(5)
    expect(found.find(({ code }) => code === 'ACCOUNT_BALANCE')?.subject).toContain(`ESCROW of task ${key}, token 0x`)
    expect(found.find(({ code }) => code === 'LEDGER_UNBALANCED')).toMatchObject({ market: null, found: '7' })
  })

  test('a payout that is gone', async () => {
    const found = await findings(['--offline'], async (db, tables) => {
      const { payout } = await aPaidTask(db, tables)
      await db.delete(tables.payouts).where(eq(tables.payouts.id, payout.id))
    })
    expect(codesOf(found)).toEqual(['COUNTER', 'DIGEST', 'EARNINGS', 'MONEY', 'REWARD', 'STATE', 'TASK_SUMS'])
    const figures = found.map(({ subject }) => subject.split(' of ')[0])
    expect(figures).toEqual(expect.arrayContaining(['rows', 'paid', 'payouts', 'settled', 'the digest']))
  })

  test('a task that says it paid more than it had', async () => {
    let key = ''
    const tamper: Tamper = async (db, tables) => {
      const { task } = await aPaidTask(db, tables)
      key = task.key
      const paid = task.paid + task.budget + 1n
      await db.update(tables.tasks).set({ paid }).where(eq(tables.tasks.id, task.id))
    }
    const { code, out } = await audit(['--offline'], { tamper })
    expect(code).toBe(3)
    const lines = out.trim().split('\n')
    expect(lines[0]).toMatch(
      new RegExp(
        `^TASK_SUMS  0x[0-9a-f]{40}, paid of task ${key}, token 0x.*: found \\d+, expected \\d+, the sum of its payouts$`,
      ),
    )
    expect(lines[1]).toMatch(
      new RegExp(`^TASK_OVERPAID  0x[0-9a-f]{40}, task ${key}, .*: found paid above funded by \\d+`),
    )
    expect(lines.at(-1)).toMatch(/not compared with the chain; 2 findings$/)
    // What differs, the digest of all rows, and the market's line.
    expect(lines).toHaveLength(4)
  })

  test('a deposit that never was, in its row alone and in all books', async () => {
    const deposit = async (db: Db, tables: Tables) => {
      const [last] = (await db.select().from(tables.fundings)).slice(-1)
      const { task } = await aPaidTask(db, tables)
      await db
        .insert(tables.fundings)
        .values({ ...last!, id: last!.id + 1, kind: 0, taskId: task.id, tokenId: task.tokenId, amount: 5n })
      return task
    }
    const alone = await findings([], deposit)
    expect(codesOf(alone)).toEqual(['COUNTER', 'DIGEST', 'TASK_SUMS'])
    const sums = alone.filter(({ code }) => code === 'TASK_SUMS')
    expect(sums.map(({ found, expected }) => BigInt(expected) - BigInt(found))).toEqual([5n])

    // Booked on every side, so that only the chain, and what was counted and hashed, know better.
    const everywhere = await findings([], async (db, tables) => {
      const task = await deposit(db, tables)
      await db
        .update(tables.tasks)
        .set({ budget: task.budget + 5n })
        .where(eq(tables.tasks.id, task.id))
      const { postings, ledgerAccounts } = tables
      const escrow = await escrowOf(db, tables, task)
      const from = (await db.select().from(ledgerAccounts)).find(
        ({ type, tokenId }) => type === codeOf(ledgerAccountTypes, 'FUNDING') && tokenId === task.tokenId,
      )!
      let [{ id, movementId }] = (await db.select().from(postings)).slice(-1) as [Rows['postings']]
      for (const [account, amount] of [
        [escrow, 5n],
        [from, -5n],
      ] as const) {
        const balance = account.balance + amount
        await db.update(ledgerAccounts).set({ balance }).where(eq(ledgerAccounts.id, account.id))
        id += 1
        await db.insert(postings).values({ id, movementId, accountId: account.id, amount, balanceAfter: balance })
      }
    })
    const money = everywhere.filter(({ code }) => code === 'BALANCE' || code === 'CONTRACT_MONEY')
    expect(money.map(({ code, found, expected }) => [code, BigInt(found) - BigInt(expected)])).toEqual([
      ['CONTRACT_MONEY', 5n],
      ['BALANCE', 5n],
    ])
    expect(money[1]).toMatchObject({
      event: expect.stringMatching(/^a payout, fee, refund or withdrawal of 5 of token 0x/),
    })
  })

  test('a counter', async () => {
    const found = await findings(['--offline'], (db, { markets }) => db.update(markets).set({ purchases: 999 }))
    expect(found).toMatchObject([
      { code: 'COUNTER', subject: 'purchases of the market', found: '999' },
      { code: 'DIGEST' },
    ])
  })

  test('without a node: try again later, or offline', async () => {
    const { code, out, err } = await audit([], { rpc: DEAD })
    expect(code).toBe(75)
    expect(out).toMatch(/not compared with the chain: no node answers; no finding\n$/)
    expect(err).toContain('No node of chain 31337 gives what is needed')
    expect((await audit(['--offline'], { rpc: DEAD })).code).toBe(0)
    // What is wrong in the books by themselves is not to wait for.
    const tamper: Tamper = (db, { markets }) => db.update(markets).set({ tasks: 1 })
    expect((await audit([], { rpc: DEAD, tamper })).code).toBe(3)
  })

  test('what was found is written down, unless it is less than a whole audit, or is not to be', async () => {
    const kept = async (words: readonly string[], tamper?: Tamper) => {
      let rows: unknown[] = []
      const look: Tamper = async (db, { audits, auditFindings }) => {
        rows = [...(await db.select().from(audits)), ...(await db.select().from(auditFindings))]
      }
      await audit(words, { look, ...(tamper ? { tamper } : {}) })
      return rows
    }
    expect(await kept([])).toMatchObject([{ result: 'PASS' }])
    const tamper: Tamper = (db, { markets }) => db.update(markets).set({ purchases: 999 })
    expect(await kept([], tamper)).toMatchObject([
      { result: 'FAIL' },
      { code: 'COUNTER', books: '999' },
      { code: 'DIGEST' },
    ])
    for (const words of [['--no-store'], ['--offline'], ['--block', '100']]) expect(await kept(words)).toEqual([])
  })

  test('a node that forgot the block differs in nothing', async () => {
    const node = await startNode({
      eth_chainId: () => ({ result: '0x7a69' }),
      eth_call: () => ({ error: { code: -32000, message: 'missing trie node' } }),
    })
    const { code, out } = await audit([], { rpc: node.url })
    await node.stop()
    expect(code).toBe(0)
    expect(out).toMatch(
      /not compared with the chain: the node has no state of block \d+ any more; not checked: .*; no finding\n$/,
    )
  })
})

describe('HUMAN', () => {
  const { audit, findings } = withBooks(playEscrows)

  test('honest books have no finding', async () => {
    const { code, out, err } = await audit()
    expect({ out, err }).toEqual({ out: expect.stringMatching(/^[^\n]*; no finding\n$/), err: '' })
    expect(code).toBe(0)
  })

  test('an escrow that holds other than the ledger says is named', async () => {
    let task: Rows['tasks'] | undefined
    const found = await findings([], async (db, tables) => {
      task = (await aPaidTask(db, tables)).task
      const { id, balance } = await escrowOf(db, tables, task)
      await db
        .update(tables.ledgerAccounts)
        .set({ balance: balance + 7n })
        .where(eq(tables.ledgerAccounts.id, id))
    })
    const escrow = found.find(({ subject }) => subject.startsWith(`escrow of task ${task!.key}, token 0x`))
    expect(escrow).toMatchObject({ code: 'BALANCE' })
    expect(BigInt(escrow!.found) - BigInt(escrow!.expected)).toBe(7n)
    expect(escrow!.why).toContain(`balanceOf(${task!.key})`)
    expect(codesOf(found)).toEqual(['ACCOUNT_BALANCE', 'BALANCE', 'DIGEST', 'LEDGER_UNBALANCED', 'MONEY'])
  })
})
