// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Anvil, startAnvil } from '../../src/demo/anvil.ts'
import { codeOf, type LedgerAccountType, ledgerAccountTypes } from '../../src/domain/codes.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { startPostgres } from '../helpers/postgres.ts'
import { type Indexed, indexChain } from './helpers/indexed.ts'
import { playOcean } from './ocean/e2e/play.ts'
import type { OceanTruth } from './ocean/e2e/truth.ts'

// Real contracts on a local chain; what the script meant and what the chain says must be what the API answers.

const SEED = Number(process.env.SEED ?? 1)
const lower = (text: string): Hex => text.toLowerCase() as Hex
const sorted = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => row.join(' ')).sort()
const textOf = (bytes: Hex): string =>
  new TextDecoder('utf-8', { ignoreBOM: true })
    .decode(Buffer.from(bytes.slice(2), 'hex'))
    .replaceAll('\u0000', '\ufffd')

let anvil: Anvil
let truth: OceanTruth
beforeAll(async () => {
  anvil = await startAnvil()
  truth = await playOcean({ rpcUrl: anvil.url, seed: SEED })
}, 120_000)
afterAll(() => anvil?.stop())

const money = 'token { address } raw'
const event = 'createdBy { transactionHash logIndex }'
const DATATOKEN = 10n ** 18n

describe.each(['SQLite', 'PostgreSQL'] as const)(`Ocean (seed ${SEED}, SEED=n repeats another) on %s`, (engine) => {
  let indexed: Indexed
  let stop = async () => {}
  beforeAll(async () => {
    const postgres = engine === 'PostgreSQL' ? await startPostgres() : null
    indexed = await indexChain({
      rpcUrl: anvil.url,
      chainId: truth.market.chainId,
      markets: [truth.market],
      ...(postgres ? { database: await postgres.createDatabase() } : {}),
    })
    stop = async () => {
      await indexed.stop()
      await postgres?.stop()
    }
  }, 120_000)
  afterAll(() => stop())

  test('every data NFT is a dataset of its owner', async () => {
    const states = ['LISTED', 'ENDED', 'DEPRECATED', 'REVOKED', 'SUSPENDED', 'UNLISTED']
    const nodes = await indexed.all('datasets', 'key name status publisher { address } token { address }')
    const found = nodes.map((node: any) => [
      node.key,
      node.name,
      node.status,
      lower(node.publisher.address),
      lower(node.token?.address ?? 'none'),
    ])
    const expected = truth.datasets.map(({ nft, name, state, hasMetadata, owner, datatokens }) => [
      nft,
      textOf(name),
      state === 0 && !hasMetadata ? 'DRAFT' : states[state],
      owner,
      datatokens[0] ?? 'none',
    ])
    expect(sorted(found)).toEqual(sorted(expected))
  })

  test('every update of metadata is a version, whatever its bytes', async () => {
    const nodes = await indexed.all('datasets', 'key versions(first: 50) { nodes { number contentHash } }', 20)
    const found = nodes.flatMap(({ key, versions }: any) =>
      versions.nodes.map(({ number, contentHash }: any) => [key, number, contentHash]),
    )
    const expected = truth.datasets.flatMap(({ nft, updates }) =>
      updates.filter(({ kind }) => kind === 'created' || kind === 'updated').map(({ hash }, i) => [nft, i + 1, hash]),
    )
    expect(sorted(found)).toEqual(sorted(expected))
  })

  test('every order is a purchase by its consumer, paid by whose tokens were spent', async () => {
    const nodes = await indexed.all(
      'purchases',
      `key dataset { key } buyer { address } payer { address } gross { ${money} } net { raw } renewals settlement ${event}`,
    )
    const found = nodes.map(({ dataset, buyer, payer, gross, createdBy }: any) => [
      createdBy.transactionHash,
      createdBy.logIndex,
      dataset.key,
      lower(buyer.address),
      lower(payer.address),
      lower(gross.token.address),
    ])
    // Where somebody's own contract bought for him, the token's transfer into the market is that contract's.
    const own = new Set<Hex>([truth.market.address, ...truth.datatokens.map(({ address }) => address)])
    const expected = truth.purchases.map(({ tx, logIndex, nft, consumer, payer, payerInEvent, paid, datatoken }) => [
      tx,
      logIndex,
      nft,
      consumer,
      own.has(payerInEvent) || paid === null ? payer : payerInEvent,
      paid?.token ?? datatoken,
    ])
    expect(sorted(found)).toEqual(sorted(expected))

    // One swap for several orders is divided among them so that the parts are the whole.
    const sums = (rows: readonly (readonly [string, string, bigint])[]) => {
      const all = new Map<string, bigint>()
      for (const [tx, token, amount] of rows) all.set(`${tx} ${token}`, (all.get(`${tx} ${token}`) ?? 0n) + amount)
      return sorted([...all])
    }
    const priced = truth.purchases.filter(({ paid }) => paid !== null)
    const swapped = truth.swaps.filter(
      ({ tx, direction, datatoken }) =>
        direction === 'buy' && priced.some((order) => order.tx === tx && order.datatoken === datatoken),
    )
    const inBase = new Set<string>(truth.tokens.map(({ address }) => address))
    const grosses: [string, string, bigint][] = nodes.map(({ gross, createdBy }: any) => [
      createdBy.transactionHash,
      lower(gross.token.address),
      BigInt(gross.raw),
    ])
    expect(sums(grosses.filter(([, token]) => inBase.has(token)))).toEqual(
      sums(swapped.map(({ tx, baseToken, baseAmount }) => [tx, baseToken, baseAmount])),
    )
    expect(grosses.filter(([, token, amount]) => !inBase.has(token) && amount !== DATATOKEN)).toEqual([])
    expect(nodes.filter(({ settlement }: any) => settlement !== 'MATCHED')).toEqual([])
    expect(nodes.every(({ key, createdBy }: any) => key.startsWith(createdBy.transactionHash))).toBe(true)
  })

  test('every fee is a row with payee, token and, where it has one, purchase', async () => {
    const nodes = await indexed.all(
      'fees',
      `payee { address } amount { ${money} } purchase { key } task { key } settlement ${event}`,
    )
    const sums = (rows: readonly (readonly [string, string, string, bigint])[]) => {
      const all = new Map<string, bigint>()
      for (const [tx, payee, token, amount] of rows) {
        const key = `${tx} ${payee} ${token}`
        all.set(key, (all.get(key) ?? 0n) + amount)
      }
      return sorted([...all].filter(([, amount]) => amount > 0n))
    }
    // A fee of one swap for several orders is divided among them: sums tell no less.
    const found: [string, string, string, bigint][] = nodes
      .filter(({ task }: any) => task === null)
      .map(({ payee, amount, createdBy }: any) => [
        createdBy.transactionHash,
        lower(payee.address),
        lower(amount.token.address),
        BigInt(amount.raw),
      ])
    const expected = [...truth.orderFees, ...truth.swapFees].map(
      ({ tx, payee, token, amount }) => [tx, payee, token, amount] as const,
    )
    expect(sums(found)).toEqual(sums(expected))

    const keys = new Set(truth.purchases.map(({ tx, logIndex }) => `${tx}:${logIndex}:0`))
    const ofOrders = truth.orderFees
      .filter(({ amount, tx, orderLogIndex }) => amount > 0n && keys.has(`${tx}:${orderLogIndex}:0`))
      .map(({ tx, orderLogIndex, payee, token, amount }) => [`${tx}:${orderLogIndex}:0`, payee, token, amount])
    const named = nodes
      .filter(({ purchase, amount }: any) => purchase !== null && amount.raw !== '0')
      .map(({ purchase, payee, amount }: any) => [
        purchase.key,
        lower(payee.address),
        lower(amount.token.address),
        amount.raw,
      ])
    expect(sorted(named)).toEqual(expect.arrayContaining(sorted(ofOrders)))

    // What an exchange keeps until it is collected moved nowhere yet; all others were seen moving.
    const kept = truth.swapFees.filter(({ paidAtOnce, amount }) => !paidAtOnce && amount > 0n)
    const unmatched = nodes.filter(({ settlement, amount }: any) => settlement === 'UNMATCHED' && amount.raw !== '0')
    expect(new Set(unmatched.map(({ createdBy }: any) => createdBy.transactionHash))).toEqual(
      new Set(kept.map(({ tx }) => tx)),
    )
  })

  test('revenue is the income of whom it reached', async () => {
    const nodes = await indexed.all(
      'payouts',
      `kind contributor { address } receiver { address } amount { ${money} } dataset { key } settlement ${event}`,
    )
    const found = nodes
      .filter(({ kind, amount }: any) => kind === 'REVENUE_SHARE' && amount.raw !== '0')
      .map(({ contributor, amount, dataset, settlement, createdBy }: any) => [
        createdBy.transactionHash,
        createdBy.logIndex,
        dataset.key,
        lower(contributor.address),
        lower(amount.token.address),
        amount.raw,
        settlement,
      ])
    const expected = truth.revenue
      .filter(({ amount }) => amount > 0n)
      .map(({ tx, logIndex, nft, to, token, amount }) => [tx, logIndex, nft, to, token, amount, 'MATCHED'])
    expect(sorted(found)).toEqual(sorted(expected))
  })

  test('every compute job is a task', async () => {
    const nodes = await indexed.all(
      'tasks',
      `externalRef status poster { address } budget { ${money} } feesCharged { raw } refunded { raw } createdBy { transactionHash logIndex }`,
    )
    const found = nodes.map((task: any) => [
      task.createdBy.transactionHash,
      task.createdBy.logIndex,
      task.externalRef,
      task.status === 'EXPIRED' ? 'OPEN' : task.status,
      lower(task.poster.address),
      lower(task.budget.token.address),
      task.budget.raw,
      task.feesCharged.raw,
      task.refunded.raw,
    ])
    const outcomes = { open: 'OPEN', claimed: 'COMPLETED', canceled: 'CANCELLED' } as const
    const expected = truth.jobs.map(({ lock, jobId, outcome, payer, token, locked: amount, opcFee, returned }) => [
      lock.tx,
      lock.logIndex,
      jobId,
      outcomes[outcome],
      payer,
      token,
      amount,
      opcFee,
      returned,
    ])
    expect(sorted(found)).toEqual(sorted(expected))
  })

  test('what payees earned is accrued when it is claimed, and settled when it leaves the escrow', async () => {
    const nodes = await indexed.all(
      'contributors',
      'address earnings { token { address } accrued { raw } settled { raw } outstanding { raw } }',
    )
    const found = nodes.flatMap(({ address, earnings }: any) =>
      earnings.map(({ token, accrued }: any) => [lower(address), lower(token.address), accrued.raw]),
    )
    const sums = new Map<string, bigint>()
    const add = (account: Hex, token: Hex, amount: bigint) => {
      const key = `${account} ${token}`
      sums.set(key, (sums.get(key) ?? 0n) + amount)
    }
    for (const { to, token, amount } of truth.revenue) add(to, token, amount)
    for (const { payee, token, outcome, claimed, opcFee } of truth.jobs)
      if (outcome === 'claimed') add(payee, token, claimed - opcFee)
    expect(sorted(found.filter(([, , amount]: any) => amount !== '0'))).toEqual(
      sorted([...sums].filter(([, sum]) => sum > 0n).map(([key, sum]) => [key, sum])),
    )
  })

  test('what the ledger holds in each token is what the contracts hold on the chain', async () => {
    const { ledgerAccounts, tokens } = indexed.store.tables
    const holding = (['ESCROW', 'PAYABLE', 'REVENUE', 'SUSPENSE'] satisfies LedgerAccountType[]).map((type) =>
      codeOf(ledgerAccountTypes, type),
    )
    const { held, addresses } = await indexed.store.read(async (db) => ({
      held: (await db.select().from(ledgerAccounts)).filter(({ type }) => holding.includes(type)),
      addresses: new Map((await db.select().from(tokens)).map(({ id, address }) => [id, address])),
    }))
    const sums = new Map<string, bigint>()
    for (const { tokenId, balance } of held)
      sums.set(addresses.get(tokenId)!, (sums.get(addresses.get(tokenId)!) ?? 0n) + balance)
    const { fixedRateExchange, escrow, router } = truth.market.contracts
    const own = new Set<Hex>([
      ...fixedRateExchange,
      ...escrow,
      ...router,
      truth.market.address,
      ...truth.datatokens.map(({ address }) => address),
    ])
    const expected = new Map<string, bigint>(truth.tokens.map(({ address }) => [address, 0n]))
    for (const { account, token, amount } of truth.balances)
      if (own.has(account) && expected.has(token)) expected.set(token, expected.get(token)! + amount)
    expect([...expected].map(([token, amount]) => [token, sums.get(token) ?? 0n, amount])).toEqual(
      [...expected].map(([token, amount]) => [token, amount, amount]),
    )
  })

  test('an audit of the books, by themselves and against the chain, finds nothing', async () => {
    expect(await indexed.audit()).toEqual([])
  })

  test('no log of its contracts went unread, and none of a stranger was taken for one', async () => {
    const { undecoded, contracts } = indexed.store.tables
    expect(await indexed.store.read((db) => db.select().from(undecoded))).toEqual([])
    const known = await indexed.store.read((db) => db.select().from(contracts))
    const strangers = new Set(truth.forgeries.map(({ address }) => address))
    expect(known.filter(({ address }) => strangers.has(address))).toEqual([])
  })
})
