// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Anvil, startAnvil } from '../../src/demo/anvil.ts'
import { codeOf, ledgerAccountTypes } from '../../src/domain/codes.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { startPostgres } from '../helpers/postgres.ts'
import { type Indexed, indexChain } from './helpers/indexed.ts'
import { playHuman } from './human/e2e/play.ts'
import type { HumanTruth } from './human/e2e/truth.ts'

// Real contracts of every generation on a local chain; what the script meant and what the chain says must be what the API answers.

const SEED = Number(process.env.SEED ?? 1)
const lower = (text: string): Hex => text.toLowerCase() as Hex
/** Lists of plain data in one order, so that a difference shows as a line. */
const sorted = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => row.join(' ')).sort()

let anvil: Anvil
let truth: HumanTruth
beforeAll(async () => {
  anvil = await startAnvil({ impersonate: true, args: ['--prune-history'] })
  truth = await playHuman({ rpcUrl: anvil.url, seed: SEED, feeRows: true })
}, 240_000)
afterAll(() => anvil?.stop())

const money = 'token { address } raw'
const event = 'createdBy { transactionHash logIndex }'

const tasksOf = (indexed: Indexed) =>
  indexed.all(
    'tasks',
    `key status externalRef poster { address } roles { role account { address } feeBps } budget { ${money} } paid { ${money} }
     feesCharged { ${money} } refunded { ${money} } withdrawn { ${money} } remaining { ${money} } contributorCount
     funding(first: 20) { nodes { kind amount { ${money} } account { address } confidence ${event} } }`,
    10,
  )

describe.each(['SQLite', 'PostgreSQL'] as const)(
  `HUMAN, all generations (seed ${SEED}, SEED=n repeats another) on %s`,
  (engine) => {
    let indexed: Indexed
    let stop = async () => {}
    beforeAll(async () => {
      const postgres = engine === 'PostgreSQL' ? await startPostgres() : null
      const { contracts, ...market } = truth.market
      indexed = await indexChain({
        rpcUrl: anvil.url,
        chainId: market.chainId,
        markets: [
          {
            ...market,
            name: null,
            contracts: Object.fromEntries(Object.entries(contracts).map(([role, list]) => [role, [...list]])),
          },
        ],
        ...(postgres ? { database: await postgres.createDatabase() } : {}),
      })
      stop = async () => {
        await indexed.stop()
        await postgres?.stop()
      }
    }, 120_000)
    afterAll(() => stop())

    test('every escrow: state, money in, out and left', async () => {
      const found = (await tasksOf(indexed)).map((task) => [
        task.key,
        task.status,
        ...['budget', 'paid', 'feesCharged', 'refunded', 'withdrawn', 'remaining'].map((field) => task[field].raw),
        lower(task.budget.token.address),
      ])
      const expected = truth.escrows.map((escrow) => [
        escrow.escrow,
        escrow.status,
        escrow.deposited,
        escrow.paid,
        escrow.fees,
        escrow.refunded + escrow.withdrawn,
        escrow.withdrawn,
        escrow.balance,
        escrow.token,
      ])
      expect(sorted(found)).toEqual(sorted(expected))
    })

    test('every escrow: who launched it, under which reference', async () => {
      const found = (await tasksOf(indexed)).map((task) => [
        task.key,
        lower(task.poster?.address ?? ''),
        task.externalRef,
      ])
      const expected = truth.escrows.map(({ escrow, launcher, requesterId }) => [escrow, launcher, requesterId])
      expect(sorted(found)).toEqual(sorted(expected))
    })

    test('every payout is a row, net and, where it is stated, gross', async () => {
      const nodes = await indexed.all(
        'payouts',
        `contributor { address } amount { ${money} } gross { raw } part task { key } settlement kind receiver { address } payer { address } ${event}`,
      )
      const found = nodes.map(({ contributor, amount, gross, part, task, createdBy }: any) => [
        createdBy.transactionHash,
        task.key,
        part,
        lower(contributor.address),
        lower(amount.token.address),
        amount.raw,
        gross?.raw ?? null,
      ])
      const expected = truth.payouts.map((payout) => [
        payout.tx,
        payout.escrow,
        payout.position,
        payout.worker,
        payout.token,
        payout.net,
        payout.gross,
      ])
      expect(sorted(found)).toEqual(sorted(expected))
      expect(nodes.filter((node: any) => node.amount.raw !== '0' && node.settlement !== 'MATCHED')).toEqual([])
    })

    test('every fee is a row, and goes to an oracle', async () => {
      const nodes = await indexed.all(
        'fees',
        `payee { address } amount { ${money} } task { key } kind settlement ${event}`,
      )
      const found = nodes
        .filter(({ amount }: any) => amount.raw !== '0')
        .map((fee: any) => [
          fee.createdBy.transactionHash,
          fee.task.key,
          lower(fee.payee.address),
          lower(fee.amount.token.address),
          fee.amount.raw,
          fee.kind,
          fee.settlement,
        ])
      const expected = truth.fees.map(({ tx, escrow, payee, token, amount }) => [
        tx,
        escrow,
        payee,
        token,
        amount,
        'ORACLE',
        'MATCHED',
      ])
      expect(sorted(found)).toEqual(sorted(expected))
    })

    test('every movement between a requester and an escrow', async () => {
      const own = (await tasksOf(indexed)).flatMap((task) =>
        task.funding.nodes
          .filter(({ amount }: any) => amount.token.address === task.budget.token.address)
          .map(({ kind, amount, account, createdBy }: any) => [
            createdBy.transactionHash,
            task.key,
            kind,
            lower(account.address),
            amount.raw,
          ]),
      )
      const expected = truth.fundings.map(({ tx, escrow, kind, party, amount }) => [tx, escrow, kind, party, amount])
      expect(sorted(own)).toEqual(sorted(expected))
    })

    test('every worker has earned what arrived, per token, and nobody else is a contributor', async () => {
      const nodes = await indexed.all(
        'contributors',
        `address earnings { token { address } settled { raw } accrued { raw } outstanding { raw } payoutCount }`,
      )
      const found = nodes.flatMap(({ address, earnings }: any) =>
        earnings.map((line: any) => [
          lower(address),
          lower(line.token.address),
          line.settled.raw,
          line.accrued,
          line.outstanding,
          line.payoutCount,
        ]),
      )
      // What was ever owed is kept off the chain: unknown, and not nothing.
      const expected = truth.workers.map(({ worker, token, net, payouts }) => [worker, token, net, null, null, payouts])
      expect(sorted(found)).toEqual(sorted(expected))
    })

    test('every oracle has got its fees', async () => {
      const nodes = await indexed.all('fees', `payee { address } amount { ${money} }`)
      const sums = new Map<string, bigint>()
      for (const { payee, amount } of nodes as any[]) {
        const key = `${lower(payee.address)} ${lower(amount.token.address)}`
        sums.set(key, (sums.get(key) ?? 0n) + BigInt(amount.raw))
      }
      const found = [...sums].filter(([, sum]) => sum > 0n).map(([key, sum]) => [key, sum])
      expect(sorted(found)).toEqual(sorted(truth.oracles.map(({ oracle, token, amount }) => [oracle, token, amount])))
    })

    test('what the ledger holds for each escrow is its balance on the chain, also of stray tokens', async () => {
      const { ledgerAccounts, tasks, tokens } = indexed.store.tables
      const { held, keys, addresses } = await indexed.store.read(async (db) => ({
        held: (await db.select().from(ledgerAccounts)).filter(
          ({ type }) => type === codeOf(ledgerAccountTypes, 'ESCROW'),
        ),
        keys: new Map((await db.select().from(tasks)).map(({ id, key }) => [id, key])),
        addresses: new Map((await db.select().from(tokens)).map(({ id, address }) => [id, address])),
      }))
      const found = held
        .filter(({ balance }) => balance !== 0n)
        .map(({ subjectId, tokenId, balance }) => [keys.get(subjectId), addresses.get(tokenId), balance])
      const expected = truth.escrows.flatMap(({ escrow, token, balance, strays }) =>
        [
          [escrow, token, balance] as const,
          ...strays.map((stray) => [escrow, stray.token, stray.balance] as const),
        ].filter(([, , amount]) => amount !== 0n),
      )
      expect(sorted(found)).toEqual(sorted(expected))
    })

    test('an audit of the books, by themselves and against the chain, finds nothing', async () => {
      expect(await indexed.audit()).toEqual([])
    })

    test('no log of its contracts went unread', async () => {
      const { undecoded } = indexed.store.tables
      expect(await indexed.store.read((db) => db.select().from(undecoded))).toEqual([])
    })
  },
)
