import {
  accountRoles,
  codeOf,
  confidences,
  feeKinds,
  fundingKinds,
  ledgerAccountTypes,
  payoutKinds,
  rewardStates,
  settlements,
  submissionStatuses,
  taskStatuses,
  verdicts,
} from '../../src/domain/codes.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { rolesOf } from '../../src/protocols/registry.ts'
import { packId, slotOf } from '../../src/store/ids.ts'
import { packBody } from '../../src/store/log-body.ts'
import { ownContent } from '../../src/store/quote.ts'
import * as tables from '../../src/store/schema.sqlite.ts'
import type { Rows, Store, TableName } from '../../src/store/store.ts'
import { createRandom } from './random.ts'

/** Rows of every table, as they are in the database: what naive filters run over. */
export type World = { [N in TableName]: Rows[N][] }

export const bytes = (kind: number, n: number, length: number): Hex =>
  `0x${kind.toString(16).padStart(2, '0')}${n.toString(16).padStart(length * 2 - 2, '0')}`
export const addressOf = (n: number): Hex => bytes(0xac, n, 20)
export const marketAddress = (slot: number, n: number): Hex => bytes(0x3a, slot * 16 + n, 20)
export const tokenAddress = (n: number): Hex => bytes(0x70, n, 20)
const transactionHash = (slot: number, block: number, n: number): Hex =>
  bytes(0x7a, slot * 2 ** 24 + block * 16 + n, 32)

export const START = 1_700_000_000
const BLOCKS = 40
const PEOPLE = 12
const TASKS = 20
const SUBMISSIONS = 60

/** EXPIRED is never stored; UNKNOWN is, often enough to be found. */
const taskCodes = [...taskStatuses.keys()].filter((code) => taskStatuses[code] !== 'EXPIRED')
const UNKNOWN = codeOf(taskStatuses, 'UNKNOWN')

const empty = (): World => Object.fromEntries(Object.keys(tables).map((name) => [name, []])) as unknown as World

/** A small market on each of `chains` chains: nothing adds up, everything occurs, and many values tie. */
export const createWorld = (seed: number, chains = 1): World => {
  const world = empty()
  for (let slot = 0; slot < chains; slot++) addChain(world, seed, slot)
  return world
}

const addChain = (world: World, seed: number, slot: number): void => {
  const random = createRandom(seed * 1_000 + slot)
  const chainId = 31_337 + slot
  const counters = new Map<TableName, number>()
  const id = (table: TableName): number => {
    const n = (counters.get(table) ?? 0) + 1
    counters.set(table, n)
    return packId(slot, n)
  }
  const add = <N extends TableName>(table: N, row: Omit<Rows[N], 'id'>): Rows[N] => {
    const added = { id: id(table), ...row } as unknown as Rows[N]
    world[table].push(added)
    return added
  }
  const ownRows = <N extends TableName>(table: N): Rows[N][] =>
    world[table].filter((row) => 'id' in row && row.id >= packId(slot, 0))

  const emitter = add('emitters', { address: marketAddress(slot, 0), topic0: bytes(0x70, 1, 32), topicCount: 3 })
  const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
  const transfers = add('emitters', { address: tokenAddress(0), topic0: TRANSFER, topicCount: 3 })
  const word = (hex: string): Hex => `0x${hex.padStart(64, '0')}`
  for (let number = 1; number <= BLOCKS; number++) {
    const timestamp = START + Math.floor(number / 2) * 40_000
    world.blocks.push({
      id: packId(slot, number),
      hash: bytes(0xb0, slot * 1_000 + number, 32),
      parentHash: bytes(0xb0, slot * 1_000 + number - 1, 32),
      timestamp,
      level: 2,
      logs: 8,
    })
    for (let n = 0; n < 2; n++) {
      world.transactions.push({
        id: packId(slot, ((number - 1) * 2 + n) * 4 + 1),
        blockId: packId(slot, number),
        txIndex: n,
        hash: transactionHash(slot, number, n),
      })
      for (let i = 0; i < 4; i++) {
        const isTransfer = i === 3
        const topics: Hex[] = isTransfer
          ? [TRANSFER, word(marketAddress(slot, 0).slice(2)), word(addressOf(1).slice(2))]
          : [bytes(0x70, 1, 32), word('1'), word('2')]
        add('logs', {
          logIndex: n * 4 + i,
          emitterId: isTransfer ? transfers.id : emitter.id,
          body: packBody(topics, word('f4240')),
        })
      }
    }
  }
  const logs = ownRows('logs')
  const blockOf = (logId: number) =>
    world.blocks.find((block) => block.id === world.transactions.findLast((t) => t.id <= logId)!.blockId)!
  const times = new Map(logs.map((log) => [log.id, blockOf(log.id).timestamp]))
  /** Logs for n rows, in chain order. */
  const spread = (n: number, i: number): number => logs[Math.floor((i * (logs.length - 1)) / n)]!.id
  const at = (logId: number): number => times.get(logId)!

  const people = Array.from({ length: PEOPLE }, (_, n) =>
    add('accounts', { address: addressOf(n + slot * 6), roles: random.int(1 << accountRoles.length) }),
  )
  /** Every fifth never contributes. */
  const workers = people.filter((_, i) => i % 5 !== 4)
  const tokens = [0, 1].map((n) => add('tokens', { address: tokenAddress(n), payouts: random.int(5) }))
  world.tokenMetadata.push({
    address: tokenAddress(0),
    chainId,
    symbol: 'US\u202eDC\u0007',
    name: 'Dollar',
    decimals: 6,
    askedAtBlock: 1,
  })
  const markets = [0, 1].map((n) =>
    add('markets', {
      protocol: n === 0 ? 'datamarket' : 'human',
      address: marketAddress(slot, n),
      name: random.maybe(`Market ${n}`),
      startBlock: 0,
      ownerId: random.maybe(people[0]!.id),
      feeBps: random.maybe(250),
      tasks: random.int(3),
      submissions: 5,
      acceptedSubmissions: 2,
      contributors: random.int(9),
      posters: 3,
      datasets: 2,
      payouts: 4,
      unmatchedPayouts: 1,
      purchases: 1,
      createdAt: random.maybe(START + n),
      updatedAt: random.maybe(START + 9),
    }),
  )
  for (const market of markets)
    add('contracts', {
      marketId: market.id,
      address: market.address,
      role: rolesOf(market.protocol).root,
      logId: null,
    })
  const amount = (): bigint => random.pick([0n, 1n, 7n, 1_000_000n, 12_500_000n, 2n ** 64n, 2n ** 255n])
  const small = (): bigint => BigInt(1 + random.int(5)) * 1_000_000n
  const hash = (kind: number): Hex => bytes(kind, random.int(20), 32)

  const datasets = Array.from({ length: 8 }, (_, i) => {
    const logId = spread(8, i)
    return add('datasets', {
      marketId: random.pick(markets).id,
      key: String(i + 1),
      publisherId: random.pick(people).id,
      treasuryId: random.maybe(random.pick(people).id),
      tokenId: random.maybe(random.pick(tokens).id),
      name: random.maybe(`Voices\u202e ${i}`),
      status: random.int(7),
      uri: 'ipfs://x',
      contentHash: random.maybe(hash(0xc0)),
      price: random.maybe(amount()),
      priceTokenId: tokens[0]!.id,
      versions: i % 3,
      contributors: random.int(4),
      purchases: random.int(3),
      buyers: 1,
      lastPurchasedAt: null,
      createdLog: logId,
      updatedLog: logId,
      createdAt: at(logId),
      updatedAt: at(logId) + random.int(3),
    })
  })
  for (const dataset of datasets) {
    for (let number = 1; number <= dataset.versions; number++)
      add('datasetVersions', {
        datasetId: dataset.id,
        number,
        contentHash: random.maybe(hash(0xd0)),
        uri: number === 1 ? 'not a uri' : 'https://a.example/x',
        contributions: 1,
        contributors: 1,
        createdLog: dataset.createdLog,
        updatedLog: dataset.createdLog,
        createdAt: dataset.createdAt,
      })
    for (const token of tokens)
      add('datasetMoney', { datasetId: dataset.id, tokenId: token.id, revenue: random.pick([0n, 3n]), paid: amount() })
  }
  const tasks = Array.from({ length: TASKS }, (_, i) => {
    const logId = spread(TASKS, i)
    const dataset = random.maybe(random.pick(datasets))
    return add('tasks', {
      marketId: dataset?.marketId ?? random.pick(markets).id,
      key: String(i + 1),
      posterId: random.maybe(random.pick(people).id, 0.8),
      datasetId: dataset?.id ?? null,
      tokenId: random.pick(tokens).id,
      reward: random.maybe(small()),
      capacity: random.maybe(10),
      deadline: random.maybe(START + random.int(BLOCKS) * 40_000),
      uri: '',
      externalRef: random.maybe(random.pick(['a', 'ab', 'B-1'])),
      status: random.chance(0.3) ? UNKNOWN : random.pick(taskCodes),
      funded: 1,
      budget: amount(),
      paid: 0n,
      fees: 0n,
      refunded: 9n,
      withdrawn: BigInt(random.int(9)),
      submissions: random.int(4),
      accepted: 0,
      paidSubmissions: 0,
      contributors: random.int(3),
      closedAt: null,
      createdLog: logId,
      updatedLog: logId,
      createdAt: at(logId),
      updatedAt: at(logId) + random.int(9),
    })
  })
  for (const task of tasks) {
    for (const role of ['reputation-oracle', 'recording-oracle'])
      if (random.chance(0.4))
        add('taskRoles', {
          taskId: task.id,
          role,
          accountId: random.pick(people).id,
          feeBps: random.maybe(random.int(2_500)),
        })
    // Also of tasks whose state an event shows: there it says nothing.
    if (random.chance(0.7))
      world.taskStatuses.push({
        marketId: task.marketId,
        key: task.key,
        status: random.maybe(random.int(taskStatuses.length - 2), 0.8),
        askedAtBlock: random.int(BLOCKS),
      })
  }
  const links = new Set<string>()
  const submissions = Array.from({ length: SUBMISSIONS }, (_, i) => {
    const logId = spread(SUBMISSIONS, i)
    const status = random.int(submissionStatuses.length)
    const task = random.maybe(random.pick(tasks), 0.8)
    const accountId = random.maybe(random.pick(workers).id, 0.9)
    if (task && accountId && !links.has(`${task.id}:${accountId}`)) {
      links.add(`${task.id}:${accountId}`)
      add('taskContributors', { taskId: task.id, accountId })
    }
    const own = task === null ? random.maybe(random.pick(datasets)) : null
    return add('submissions', {
      marketId: task?.marketId ?? own?.marketId ?? random.pick(markets).id,
      key: String(i + 1),
      taskId: task?.id ?? null,
      datasetId: task?.datasetId ?? own?.id ?? null,
      accountId,
      status,
      settled: 0,
      ...ownContent({
        contentHash: random.maybe(hash(0xe0)),
        uri: random.pick(['ipfs://bafy', 'nonsense', `https://${'x'.repeat(3_000)}.example`]),
      }),
      payouts: random.int(2),
      decidedLog: status === 0 ? null : logId,
      decidedAt: status === 0 ? null : at(logId) + random.int(5),
      createdLog: logId,
      updatedLog: logId,
      createdAt: at(logId),
    })
  })
  for (const [i, submission] of submissions.entries()) {
    const { datasetId, accountId, createdLog: logId } = submission
    if (random.chance(0.5)) {
      const review = add('reviews', {
        marketId: submission.marketId,
        submissionId: random.maybe(submission.id, 0.9),
        assessorId: random.pick(people).id,
        ordinal: 0,
        repeats: 0,
        verdict: random.int(verdicts.length),
        scoreBps: random.maybe(random.int(4) * 2_500),
        supersededBy: null,
        createdLog: logId,
        updatedLog: logId,
        createdAt: at(logId),
      })
      if (random.chance(0.3) && ownRows('reviews').length > 1) ownRows('reviews')[0]!.supersededBy = review.id
    }
    const dataset = datasets.find((one) => one.id === datasetId)
    const version = world.datasetVersions.find((one) => one.datasetId === datasetId)
    if (dataset && version && random.chance(0.5))
      add('contributions', {
        datasetId: dataset.id,
        versionId: version.id,
        submissionId: submission.id,
        accountId,
        logId,
      })
    if (datasetId && accountId && !links.has(`d${datasetId}:${accountId}`)) {
      links.add(`d${datasetId}:${accountId}`)
      add('datasetContributors', { datasetId, accountId, accepted: random.int(3), firstAt: random.maybe(at(logId)) })
      add('datasetEarnings', { datasetId, accountId, tokenId: tokens[0]!.id, earned: amount() })
    }
    if (accountId && random.chance(0.6)) {
      const reward = add('rewards', {
        marketId: submission.marketId,
        key: `${i + 1}:a%`,
        accountId,
        tokenId: random.pick(tokens).id,
        amount: amount(),
        settled: 0n,
        forfeited: 0n,
        state: random.int(rewardStates.length),
        forfeitReason: random.maybe(1),
        escrowed: 0,
        taskId: submission.taskId,
        submissionId: submission.id,
        datasetId,
        createdLog: logId,
        updatedLog: logId,
        createdAt: at(logId),
      })
      const matched = random.chance(0.5)
      const payout = add('payouts', {
        marketId: submission.marketId,
        logId,
        part: 0,
        kind: random.int(payoutKinds.length),
        accountId,
        receiverId: random.pick(people).id,
        payerId: random.maybe(random.pick(people).id),
        tokenId: reward.tokenId,
        amount: amount(),
        gross: random.maybe(amount()),
        taskId: submission.taskId,
        submissionId: random.maybe(submission.id),
        datasetId,
        rewardId: random.maybe(reward.id),
        settlement: codeOf(settlements, matched ? 'MATCHED' : 'UNMATCHED'),
        transferLog: matched ? logs[3]!.id : null,
        confidence: random.int(confidences.length),
        seconds: random.maybe(60),
        createdAt: at(logId),
      })
      add('fees', {
        marketId: submission.marketId,
        logId,
        part: 0,
        kind: random.int(feeKinds.length),
        payeeId: random.pick(people).id,
        tokenId: reward.tokenId,
        amount: amount(),
        taskId: submission.taskId,
        payoutId: random.maybe(payout.id),
        purchaseId: null,
        settlement: 1,
        transferLog: null,
        confidence: random.int(confidences.length),
        createdAt: at(logId),
      })
    }
    if (i % 4 === 0) {
      add('purchases', {
        marketId: submission.marketId,
        key: `${i}:order`,
        datasetId,
        logId,
        part: 0,
        buyerId: random.pick(people).id,
        payerId: random.maybe(people[1]!.id),
        tokenId: tokens[0]!.id,
        gross: amount(),
        net: random.maybe(amount()),
        settlement: random.int(3),
        transferLog: null,
        confidence: random.int(confidences.length),
        renewals: random.int(3),
        updatedLog: random.pick(logs.filter((log) => log.id >= logId)).id,
        createdAt: at(logId),
      })
      if (submission.taskId !== null)
        add('fundings', {
          marketId: submission.marketId,
          taskId: submission.taskId,
          logId,
          part: 0,
          kind: random.int(fundingKinds.length),
          tokenId: tokens[0]!.id,
          amount: amount(),
          accountId: random.maybe(people[0]!.id),
          settlement: 0,
          transferLog: null,
          confidence: random.int(confidences.length),
          createdAt: at(logId),
        })
    }
  }
  for (const person of workers) {
    add('contributors', {
      accountId: person.id,
      firstSeenAt: START + random.int(5),
      lastActiveAt: START + 9 + random.int(5),
      submissions: 4 + random.int(3),
      accepted: random.int(3),
      rejected: random.int(2),
      tasks: random.int(3),
      datasets: random.int(3),
      payouts: random.int(3),
      activeDays: 2,
      lastDay: 1,
      streakDays: 1,
      longestStreakDays: 1 + random.int(2),
    })
    for (const market of markets) {
      if (random.chance(0.7)) add('contributorMarkets', { accountId: person.id, marketId: market.id })
      for (const token of tokens)
        if (random.chance(0.7))
          add('earnings', {
            accountId: person.id,
            marketId: market.id,
            tokenId: token.id,
            accrued: 9_000_000n,
            settled: small(),
            forfeited: 1n,
            revenue: random.pick([0n, 5n, 7n]),
            payouts: random.int(3),
            firstPayoutAt: random.maybe(START),
            lastPayoutAt: random.maybe(START + 5),
          })
    }
    if (random.chance(0.5)) add('marketPosters', { marketId: markets[0]!.id, accountId: person.id })
    for (const token of tokens)
      add('ledgerAccounts', {
        type: codeOf(ledgerAccountTypes, 'EARNINGS'),
        marketId: 0,
        subjectId: person.id,
        tokenId: token.id,
        balance: random.chance(0.8) ? small() : 0n,
      })
  }
  for (const market of markets)
    for (const token of tokens)
      add('marketMoney', {
        marketId: market.id,
        tokenId: token.id,
        paid: 50_000_000n,
        escrowed: 3n,
        refunded: 0n,
        sales: 2n,
        fees: 1n,
      })
  addLedger({ world, add, ownRows, random, tokens, markets })
  world.reorgs.push(
    ...[0, 1, 2].map((n) => ({
      id: world.reorgs.length + n + 1,
      chainId,
      detectedAt: START + n,
      ancestor: 5 + n,
      depth: 1 + n,
      revertedLogs: n,
      oldHead: bytes(0xf0, n, 32),
      newHead: bytes(0xf1, n, 32),
    })),
  )
  world.chains.push({
    id: chainId,
    slot,
    name: `chain ${slot}`,
    startBlock: 0,
    deployment: `deployment ${slot}`,
    finality: 'finalized',
    completeness: 'bloom',
    pace: 'on-demand',
  })
  const head = world.blocks.findLast((block) => block.id >= packId(slot, 0))!
  world.cursors.push({
    chainId,
    block: BLOCKS,
    hash: head.hash,
    timestamp: head.timestamp,
    finalized: BLOCKS - 10,
    head: BLOCKS,
    counters: { logs: logs.length },
    rowSum: bytes(1, 1, 32),
  })
  const [audited] = markets
  const [task] = ownRows('tasks').filter(({ marketId }) => marketId === audited!.id)
  world.audits.push({ marketId: audited!.id, block: BLOCKS, hash: head.hash, checkedAt: START, result: 'FAIL' })
  const found = { marketId: audited!.id, fromBlock: 1, toBlock: BLOCKS }
  world.auditFindings.push(
    {
      ...found,
      id: 10 * slot + 1,
      kind: 'STATUS',
      code: 'TASK_STATE',
      subject: ['Task', chainId, audited!.address, task!.key],
      token: null,
      books: 'OPEN',
      chain: 'PAID',
      detail: 'The task is open in the books, and paid by its contract.',
    },
    {
      ...found,
      id: 10 * slot + 2,
      kind: 'BALANCE',
      code: 'BALANCE',
      subject: null,
      token: tokenAddress(0),
      books: '7',
      chain: '5',
      detail: 'The books hold 7, and the contract holds 5.',
    },
  )
  world.syncStatus.push({
    chainId,
    phase: 'LIVE',
    head: BLOCKS + 2,
    finalized: BLOCKS - 10,
    milliBlocksPerSecond: 1_500,
    measuredAt: Math.floor(Date.now() / 1_000),
    advancedAt: Math.floor(Date.now() / 1_000),
    headMovedAt: Math.floor(Date.now() / 1_000),
    retiredAt: null,
    errorCode: null,
    lastError: null,
  })
}

type Ledger = {
  readonly world: World
  readonly add: <N extends TableName>(table: N, row: Omit<Rows[N], 'id'>) => Rows[N]
  readonly ownRows: <N extends TableName>(table: N) => Rows[N][]
  readonly random: ReturnType<typeof createRandom>
  readonly tokens: readonly Rows['tokens'][]
  readonly markets: readonly Rows['markets'][]
}

const addLedger = ({ add, ownRows, random, tokens, markets }: Ledger): void => {
  const tasks = ownRows('tasks')
  const others = [
    ...tasks.slice(0, 4).map((task) => ({ type: 'ESCROW', marketId: task.marketId, subjectId: task.id }) as const),
    ...ownRows('accounts')
      .slice(0, 3)
      .flatMap((account) =>
        (['PAYABLE', 'FUNDING', 'FEES'] as const).map((type) => ({
          type,
          marketId: markets[0]!.id,
          subjectId: account.id,
        })),
      ),
    { type: 'REVENUE', marketId: ownRows('datasets')[0]!.marketId, subjectId: ownRows('datasets')[0]!.id } as const,
    { type: 'SUSPENSE', marketId: markets[0]!.id, subjectId: 0 } as const,
  ].map(({ type, ...rest }) =>
    add('ledgerAccounts', { type: codeOf(ledgerAccountTypes, type), ...rest, tokenId: tokens[0]!.id, balance: 5n }),
  )
  const causes = [
    ...ownRows('fundings').map((row) => ({ cause: 0, row, log: row.logId })),
    ...ownRows('rewards').map((row) => ({ cause: 1, row, log: row.createdLog })),
    ...ownRows('payouts').map((row) => ({ cause: 2, row, log: row.logId })),
    ...ownRows('fees').map((row) => ({ cause: 3, row, log: row.logId })),
    ...ownRows('purchases').map((row) => ({ cause: 4, row, log: row.logId })),
  ].sort((a, b) => a.log - b.log)
  const postTwice = (movement: Rows['movements'], tokenId: number) => {
    const accounts = ownRows('ledgerAccounts').filter((account) => account.tokenId === tokenId)
    const moved = BigInt(random.int(100))
    for (const raw of [moved, -moved])
      add('postings', {
        movementId: movement.id,
        accountId: random.pick(accounts).id,
        amount: raw,
        balanceAfter: 10n + raw,
      })
  }
  const nextPosting = () => packId(slotOf(tokens[0]!.id), ownRows('postings').length + 1)
  for (const { cause, row, log } of causes) {
    const movement = add('movements', {
      marketId: row.marketId,
      logId: log,
      cause,
      causeId: row.id,
      firstPostingId: nextPosting(),
      createdAt: row.createdAt,
    })
    postTwice(movement, row.tokenId)
  }
  const lastLog = ownRows('logs').at(-1)!
  const stray = add('movements', {
    marketId: markets[0]!.id,
    logId: lastLog.id,
    cause: 5,
    causeId: null,
    firstPostingId: nextPosting(),
    createdAt: ownRows('blocks').at(-1)!.timestamp,
  })
  postTwice(stray, others[0]!.tokenId)
}

/** Puts a world into an empty database. */
export const saveWorld = (store: Store, world: World): Promise<void> =>
  store.transaction(async ({ db }) => {
    for (const [name, rows] of Object.entries(world) as [TableName, Rows[TableName][]][])
      for (const row of rows) await db.insert(store.tables[name]).values(row as never)
  })
