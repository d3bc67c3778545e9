import { unlinkSync } from 'node:fs'
import type Database from 'better-sqlite3'
import {
  codeOf,
  confidences,
  ledgerAccountTypes,
  payoutKinds,
  settlements,
  submissionStatuses,
  taskStatuses,
} from '../../src/domain/codes.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { openStore } from '../../src/store/open.ts'
import type { Rows, TableName } from '../../src/store/store.ts'
import { createRandom, createZipf } from '../random.ts'

// Books of one market with any number of payouts, written straight into a database by the store's own statements: what reads are
// measured on. All that answers are made of is there and agrees: records, links, and what is kept added up. The ledger has its
// accounts and balances, and no postings: no page that is measured shows them.

export const CHAIN = 31_337
export const START = 1_700_000_000
const PEOPLE = 300_000
const PAYOUTS_PER_TASK = 50
const DATASETS = 1_000
/** People whose work in each dataset is kept apart: those who do most of it. */
const REGULARS = 2_000
const UNIT = 10n ** 16n
/** Rows of one write transaction. */
const BATCH = 50_000
const LOGS_PER_TRANSACTION = 4
const LOGS_PER_BLOCK = 40
const BLOCK_SECONDS = 12

const bytes = (kind: number, n: number, length: number): Hex =>
  `0x${kind.toString(16).padStart(2, '0')}${n.toString(16).padStart(length * 2 - 2, '0')}`
export const addressOf = (rank: number): Hex => bytes(0xac, rank + 1, 20)
export const MARKET = bytes(0x3a, 1, 20)
export const tokenAddress = (n: number): Hex => bytes(0x70, n, 20)

/** What people did by rank: they are numbered by it, from 0. */
const createTallies = (people: number, tasks: number) => ({
  payouts: new Uint32Array(people),
  earned: [new Uint32Array(people), new Uint32Array(people)] as const,
  first: new Uint32Array(people),
  last: new Uint32Array(people),
  taskUnits: new Uint32Array(tasks + 1),
  taskPayouts: new Uint32Array(tasks + 1),
  datasetPayouts: new Uint32Array(DATASETS + 1),
  datasetUnits: [new Float64Array(DATASETS + 1), new Float64Array(DATASETS + 1)] as const,
  regular: new Uint32Array((DATASETS + 1) * REGULARS),
  regularUnits: new Uint32Array((DATASETS + 1) * REGULARS),
  paid: [0, 0] as [number, number],
})
type Tallies = ReturnType<typeof createTallies>

const place = (n: number) => {
  const block = Math.ceil(n / LOGS_PER_BLOCK)
  return { block, time: START + block * BLOCK_SECONDS }
}
const taskLog = (task: number): number => (task - 1) * PAYOUTS_PER_TASK + 1
const datasetOf = (task: number): number => 1 + (task % DATASETS)

/** Writes books with `payouts` payouts into a new file, and counts what was written. */
export const writeBooks = async (file: string, { payouts, seed }: { payouts: number; seed: number }) => {
  const store = await openStore(file, { write: true })
  const writer = (store as unknown as { writer: Database.Database }).writer
  writer.pragma('synchronous = OFF')
  // Indices are made at the end, from the very statements that made them.
  const indices = writer
    .prepare(`select name, sql from sqlite_master where type = 'index' and sql is not null`)
    .all() as { name: string; sql: string }[]
  for (const { name } of indices) writer.exec(`drop index "${name}"`)

  const write = async <N extends TableName>(table: N, count: number, row: (n: number) => Rows[N]) => {
    for (let from = 1; from <= count; from += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, count - from + 1) }, (_, i) => row(from + i))
      await store.transaction((tx) => tx.insert(table, rows))
    }
  }
  const tasks = Math.ceil(payouts / PAYOUTS_PER_TASK)
  const people = Math.min(PEOPLE, payouts)
  const tallies = createTallies(people, tasks)
  await writeChain(write, payouts)
  await writeWork(write, { payouts, people, seed, tallies })
  await writeSums(write, { payouts, tasks, people, tallies })
  for (const { sql } of indices) writer.exec(sql)
  await store.close()
  return { payouts, tasks, people }
}

export const removeBooks = (file: string): void => {
  for (const end of ['', '-wal', '-shm'])
    try {
      unlinkSync(`${file}${end}`)
    } catch {
      // It was never there.
    }
}

type Write = <N extends TableName>(table: N, count: number, row: (n: number) => Rows[N]) => Promise<void>

const writeChain = async (write: Write, payouts: number): Promise<void> => {
  const { block, time } = place(payouts)
  await write('chains', 1, () => ({
    id: CHAIN,
    slot: 0,
    name: 'synthetic',
    startBlock: 1,
    deployment: 'reads',
    finality: 'finalized',
    completeness: 'bloom',
    pace: 'on-demand',
  }))
  await write('cursors', 1, () => ({
    chainId: CHAIN,
    block,
    hash: bytes(0xb0, block, 32),
    timestamp: time,
    finalized: block,
    head: block,
    counters: { logs: payouts },
    rowSum: bytes(0, 0, 32),
  }))
  const now = Math.floor(Date.now() / 1_000)
  await write('syncStatus', 1, () => ({
    chainId: CHAIN,
    phase: 'LIVE',
    head: block,
    finalized: block,
    milliBlocksPerSecond: 0,
    measuredAt: now,
    advancedAt: now,
    headMovedAt: now,
    retiredAt: null,
    errorCode: null,
    lastError: null,
  }))
  await write('blocks', block, (n) => ({
    id: n,
    hash: bytes(0xb0, n, 32),
    parentHash: bytes(0xb0, n - 1, 32),
    timestamp: START + n * BLOCK_SECONDS,
    level: 2,
    logs: LOGS_PER_BLOCK,
  }))
  await write('transactions', Math.ceil(payouts / LOGS_PER_TRANSACTION), (n) => ({
    id: n,
    blockId: Math.ceil((n * LOGS_PER_TRANSACTION) / LOGS_PER_BLOCK),
    txIndex: n % (LOGS_PER_BLOCK / LOGS_PER_TRANSACTION),
    hash: bytes(0x7a, n, 32),
  }))
  await write('emitters', 1, () => ({ id: 1, address: MARKET, topic0: bytes(0x70, 1, 32), topicCount: 3 }))
  const body = Buffer.alloc(40, 7)
  await write('logs', payouts, (n) => ({
    id: n,
    transactionId: Math.ceil(n / LOGS_PER_TRANSACTION),
    logIndex: n % LOGS_PER_BLOCK,
    emitterId: 1,
    body,
  }))
}

type Work = {
  readonly payouts: number
  readonly people: number
  readonly seed: number
  readonly tallies: Tallies
}

const writeWork = async (write: Write, { payouts, people, seed, tallies }: Work): Promise<void> => {
  const [random, others] = [createRandom(seed), createRandom(seed + 1)]
  const person = createZipf(random, people)
  // Drawn once for the submission and its payout, which stand in two tables.
  const drawn = new Uint32Array(payouts + 1)
  const units = new Uint16Array(payouts + 1)
  const taskOf = new Uint32Array(payouts + 1)
  const accepted = codeOf(submissionStatuses, 'ACCEPTED')
  for (let n = 1; n <= payouts; n++) {
    const [who, worth] = [person(), 1 + others.below(1_000)]
    const task = Math.max(1, Math.ceil(n / PAYOUTS_PER_TASK) - others.below(20))
    drawn[n] = who
    units[n] = worth
    taskOf[n] = task
    const [token, dataset, { time }] = [n % 4 === 0 ? 1 : 0, datasetOf(task), place(n)]
    tallies.payouts[who]!++
    tallies.earned[token]![who]! += worth
    tallies.first[who] ||= time
    tallies.last[who] = time
    tallies.taskUnits[task]! += worth
    tallies.taskPayouts[task]!++
    tallies.datasetPayouts[dataset]!++
    tallies.datasetUnits[token]![dataset]! += worth
    tallies.paid[token]! += worth
    if (who < REGULARS) {
      tallies.regular[dataset * REGULARS + who]!++
      tallies.regularUnits[dataset * REGULARS + who]! += worth
    }
  }
  await write('submissions', payouts, (n) => ({
    id: n,
    marketId: 1,
    key: String(n),
    taskId: taskOf[n]!,
    datasetId: datasetOf(taskOf[n]!),
    accountId: drawn[n]! + 1,
    status: accepted,
    settled: 1,
    contentHash: bytes(0xc0, n, 32),
    uri: `ipfs://bafybei${n}`,
    payouts: 1,
    decidedLog: n,
    decidedAt: place(n).time,
    createdLog: n,
    updatedLog: n,
    createdAt: place(n).time,
  }))
  const [kind, settlement, confidence] = [
    codeOf(payoutKinds, payoutKinds[0]),
    codeOf(settlements, 'MATCHED'),
    codeOf(confidences, confidences[0]),
  ]
  await write('payouts', payouts, (n) => ({
    id: n,
    marketId: 1,
    logId: n,
    part: 0,
    kind,
    accountId: drawn[n]! + 1,
    receiverId: drawn[n]! + 1,
    payerId: null,
    tokenId: n % 4 === 0 ? 2 : 1,
    amount: BigInt(units[n]!) * UNIT,
    gross: null,
    taskId: taskOf[n]!,
    submissionId: n,
    datasetId: datasetOf(taskOf[n]!),
    rewardId: null,
    settlement,
    transferLog: n,
    confidence,
    seconds: 3_600,
    createdAt: place(n).time,
  }))
}

type Sums = {
  readonly payouts: number
  readonly tasks: number
  readonly people: number
  readonly tallies: Tallies
}

const writeSums = async (write: Write, { payouts, tasks, people, tallies }: Sums): Promise<void> => {
  const worth = (units: number) => BigInt(units) * UNIT
  await write('markets', 1, () => ({
    id: 1,
    protocol: 'datamarket',
    address: MARKET,
    name: 'Synthetic',
    startBlock: 1,
    ownerId: 1,
    feeBps: 250,
    tasks,
    submissions: payouts,
    acceptedSubmissions: payouts,
    contributors: people,
    posters: 1,
    datasets: DATASETS,
    payouts,
    unmatchedPayouts: 0,
    purchases: 0,
    createdAt: START,
    updatedAt: place(payouts).time,
  }))
  await write('contracts', 1, () => ({ id: 1, marketId: 1, address: MARKET, role: 'market', logId: null }))
  await write('tokens', 2, (n) => ({
    id: n,
    address: tokenAddress(n),
    payouts: Math.floor(payouts / (n === 2 ? 4 : 1)),
  }))
  await write('tokenMetadata', 2, (n) => ({
    address: tokenAddress(n),
    chainId: CHAIN,
    symbol: n === 1 ? 'USD' : 'EUR',
    name: null,
    decimals: 18,
    askedAtBlock: 1,
  }))
  await write('marketMoney', 2, (n) => ({
    id: n,
    marketId: 1,
    tokenId: n,
    paid: worth(tallies.paid[n - 1]!),
    escrowed: 0n,
    refunded: 0n,
    sales: 0n,
    fees: 0n,
  }))
  await write('marketPosters', 1, () => ({ id: 1, marketId: 1, accountId: 1 }))
  await write('accounts', people, (n) => ({ id: n, address: addressOf(n - 1), roles: 2 }))
  await write('contributors', people, (n) => ({
    id: n,
    accountId: n,
    firstSeenAt: tallies.first[n - 1] || START,
    lastActiveAt: tallies.last[n - 1] || START,
    submissions: tallies.payouts[n - 1]!,
    accepted: tallies.payouts[n - 1]!,
    rejected: 0,
    tasks: tallies.payouts[n - 1]!,
    datasets: Math.min(DATASETS, tallies.payouts[n - 1]!),
    payouts: tallies.payouts[n - 1]!,
    activeDays: 1,
    lastDay: Math.floor((tallies.last[n - 1] || START) / 86_400),
    streakDays: 1,
    longestStreakDays: 1,
  }))
  await write('contributorMarkets', people, (n) => ({ id: n, accountId: n, marketId: 1 }))
  const [type, perPerson] = [codeOf(ledgerAccountTypes, 'EARNINGS'), people * 2]
  const half = (n: number) => ({ account: Math.ceil(n / 2), token: (n - 1) % 2 })
  await write('ledgerAccounts', perPerson, (n) => {
    const { account, token } = half(n)
    const balance = worth(tallies.earned[token]![account - 1]!)
    return { id: n, type, marketId: 0, subjectId: account, tokenId: token + 1, balance }
  })
  await write('earnings', perPerson, (n) => {
    const { account, token } = half(n)
    const settled = worth(tallies.earned[token]![account - 1]!)
    const at = { firstPayoutAt: tallies.first[account - 1]!, lastPayoutAt: tallies.last[account - 1]! }
    const of = { id: n, accountId: account, marketId: 1, tokenId: token + 1, payouts: tallies.payouts[account - 1]! }
    return { ...of, accrued: settled, settled, forfeited: 0n, revenue: 0n, ...at }
  })
  await write('tasks', tasks, (n) => {
    const at = place(taskLog(n)).time
    const open = n > tasks - 100
    return {
      id: n,
      marketId: 1,
      key: String(n),
      posterId: 1,
      datasetId: datasetOf(n),
      tokenId: 1,
      reward: UNIT,
      capacity: null,
      deadline: null,
      uri: `ipfs://task${n}`,
      externalRef: null,
      status: codeOf(taskStatuses, open ? 'OPEN' : 'COMPLETED'),
      funded: 1,
      budget: worth(tallies.taskUnits[n]!),
      paid: worth(tallies.taskUnits[n]!),
      fees: 0n,
      refunded: 0n,
      withdrawn: 0n,
      submissions: tallies.taskPayouts[n]!,
      accepted: tallies.taskPayouts[n]!,
      paidSubmissions: tallies.taskPayouts[n]!,
      contributors: tallies.taskPayouts[n]!,
      closedAt: null,
      createdLog: taskLog(n),
      updatedLog: taskLog(n),
      createdAt: at,
      updatedAt: at + 1,
    }
  })
  await write('datasets', DATASETS, (n) => ({
    id: n,
    marketId: 1,
    key: String(n),
    publisherId: 1,
    treasuryId: null,
    tokenId: null,
    name: `Voices ${n}`,
    status: 1,
    uri: 'ipfs://dataset',
    contentHash: null,
    price: null,
    priceTokenId: null,
    versions: 0,
    contributors: Math.min(people, tallies.datasetPayouts[n]!),
    purchases: 0,
    buyers: 0,
    lastPurchasedAt: null,
    createdLog: 1,
    updatedLog: 1,
    createdAt: START + BLOCK_SECONDS,
    updatedAt: START + BLOCK_SECONDS,
  }))
  await write('datasetMoney', DATASETS * 2, (n) => {
    const { account: dataset, token } = half(n)
    const paid = worth(tallies.datasetUnits[token]![dataset]!)
    return { id: n, datasetId: dataset, tokenId: token + 1, revenue: 0n, paid }
  })
  const pairs: number[] = []
  for (let pair = REGULARS; pair < tallies.regular.length; pair++) if (tallies.regular[pair]! > 0) pairs.push(pair)
  const pairOf = (n: number) => {
    const pair = pairs[n - 1]!
    return { pair, datasetId: Math.floor(pair / REGULARS), accountId: (pair % REGULARS) + 1 }
  }
  await write('datasetContributors', pairs.length, (n) => {
    const { pair, ...link } = pairOf(n)
    return { id: n, ...link, accepted: tallies.regular[pair]!, firstAt: START }
  })
  await write('datasetEarnings', pairs.length, (n) => {
    const { pair, ...link } = pairOf(n)
    return { id: n, ...link, tokenId: 1, earned: worth(tallies.regularUnits[pair]!) }
  })
}
