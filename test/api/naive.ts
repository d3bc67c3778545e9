// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import { encodeId } from '../../src/api/node-ids.ts'
import {
  confidences,
  datasetStatuses,
  feeKinds,
  payoutKinds,
  rewardStates,
  settlements,
  submissionStatuses,
  verdicts,
} from '../../src/domain/codes.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { slotOf } from '../../src/store/ids.ts'
import { shownStatus } from '../../src/store/read/lists/tasks.ts'
import type { Rows } from '../../src/store/store.ts'
import type { World } from './world.ts'

// What the API should answer, worked out slowly and plainly over all rows.

export type Kind =
  | 'number'
  | 'big'
  | 'time'
  | 'enum'
  | 'id'
  | 'address'
  | 'addresses'
  | 'ids'
  | 'flag'
  | 'hash'
  | 'protocol'
  | 'text'
  | 'finality'
export type NaiveField = { readonly kind: Kind; readonly of: (row: any) => any }
export type NaiveList = {
  readonly query: string
  readonly filter: string
  readonly order: string | null
  readonly rows: readonly any[]
  readonly id: (row: any) => string
  /** The last term of every order. */
  readonly key: (row: any) => number | string
  readonly fields: Readonly<Record<string, NaiveField>>
  readonly orders: Readonly<Record<string, (row: any) => number | bigint | null>>
}

export const namesIn = (world: World) => {
  const byId = <T extends { id: number }>(rows: readonly T[]) => {
    const known = new Map(rows.map((row) => [row.id, row]))
    return (id: number | null): T | undefined => (id === null ? undefined : known.get(id))
  }
  const chain = (id: number) => world.chains.find((one) => one.slot === slotOf(id))!
  const [market, account, token, log] = [
    byId(world.markets),
    byId(world.accounts),
    byId(world.tokens),
    byId(world.logs),
  ]
  /** A log is of the last transaction that does not come after it. */
  const byNumber = [...world.transactions].sort((a, b) => a.id - b.id)
  const transaction = (logId: number) => byNumber.findLast(({ id }) => id <= logId)!
  const [task, submission, dataset] = [byId(world.tasks), byId(world.submissions), byId(world.datasets)]
  const address = (id: number | null): Hex | null => account(id)?.address ?? null
  const marketId = (id: number) => encodeId('Market', chain(id).id, market(id)!.address)
  const keyed = (
    type: 'Task' | 'Submission' | 'Dataset',
    row: { id: number; marketId: number; key: string } | undefined,
  ) => (row === undefined ? null : encodeId(type, chain(row.id).id, market(row.marketId)!.address, row.key))
  const hashOf = (logId: number): Hex => transaction(logId).hash
  const logged = (type: 'Payout' | 'FeeCharge' | 'Purchase' | 'Review', logId: number, part: number) =>
    encodeId(type, chain(logId).id, hashOf(logId), log(logId)!.logIndex, part)
  const tokenId = (id: number | null) => {
    const row = token(id)
    return row === undefined ? null : encodeId('Token', chain(row.id).id, row.address)
  }
  const reviewPart = (row: Rows['reviews']) =>
    row.id - Math.min(...world.reviews.filter((r) => r.createdLog === row.createdLog).map((r) => r.id))
  return {
    chain,
    address,
    marketId,
    tokenId,
    hashOf,
    market,
    blockOf: (logId: number) => transaction(logId).blockId,
    /** What a task's own contract said of its state. */
    recorded: (row: Rows['tasks']) =>
      world.taskStatuses.find((one) => one.marketId === row.marketId && one.key === row.key)?.status,
    task: (id: number | null) => keyed('Task', task(id)),
    submission: (id: number | null) => keyed('Submission', submission(id)),
    dataset: (id: number | null) => keyed('Dataset', dataset(id)),
    payout: (row: Rows['payouts'] | undefined) => (row ? logged('Payout', row.logId, row.part) : null),
    fee: (row: Rows['fees']) => logged('FeeCharge', row.logId, row.part),
    purchase: (row: Rows['purchases']) => logged('Purchase', row.logId, row.part),
    review: (row: Rows['reviews']) => logged('Review', row.createdLog, reviewPart(row)),
    reward: (row: Rows['rewards']) =>
      encodeId('Reward', chain(row.id).id, market(row.marketId)!.address, row.key, token(row.tokenId)!.address),
  }
}

export const naiveLists = (world: World): NaiveList[] => {
  const n = namesIn(world)
  const number = (of: (row: any) => number | null): NaiveField => ({ kind: 'number', of })
  const big = (of: (row: any) => bigint | null): NaiveField => ({ kind: 'big', of })
  const time = (of: (row: any) => number | null): NaiveField => ({ kind: 'time', of })
  const of =
    (kind: Kind) =>
    (get: (row: any) => any): NaiveField => ({ kind, of: get })
  const [code, id, address, addresses, ids, flag, hash] = [
    of('enum'),
    of('id'),
    of('address'),
    of('addresses'),
    of('ids'),
    of('flag'),
    of('hash'),
  ]
  const common = {
    market: id((row) => n.marketId(row.marketId)),
    chainId: number((row) => n.chain(row.id).id),
    protocol: of('protocol')((row) => n.market(row.marketId)!.protocol),
    createdAt: time((row) => row.createdAt),
  }
  const key = (row: any) => row.id
  const created = (row: any) => row.createdAt
  const linked = (rows: readonly any[], column: string, row: any) =>
    rows.filter((link) => link[column] === row.id).map((link) => n.address(link.accountId))
  const state = (row: any) =>
    ({ cursor: world.cursors.find((cursor) => cursor.chainId === n.chain(row.id).id) }) as never

  const people = [...Map.groupBy(world.contributors, (row) => n.address(row.accountId)!)].map(([address, rows]) => {
    const sum = (name: 'submissions' | 'accepted' | 'payouts') => rows.reduce((total, row) => total + row[name], 0)
    const accounts = rows.map((row) => row.accountId)
    const all = world.accounts.filter((account) => account.address === address).map((account) => account.id)
    return {
      id: world.chains.length === 1 ? rows[0]!.id : address,
      address,
      chains: rows.map((row) => n.chain(row.id).id),
      accounts,
      markets: world.contributorMarkets.filter((link) => all.includes(link.accountId)).map((link) => link.marketId),
      datasets: world.datasetContributors.filter((link) => all.includes(link.accountId)).map((link) => link.datasetId),
      firstSeenAt: Math.min(...rows.map((row) => row.firstSeenAt)),
      lastActiveAt: Math.max(...rows.map((row) => row.lastActiveAt)),
      submissions: sum('submissions'),
      accepted: sum('accepted'),
      payouts: sum('payouts'),
    }
  })

  return [
    {
      query: 'tasks',
      filter: 'TaskFilter',
      order: 'TaskOrder',
      rows: world.tasks,
      id: (row) => n.task(row.id)!,
      key,
      fields: {
        ...common,
        id: id((row) => n.task(row.id)),
        poster: address((row) => n.address(row.posterId)),
        externalRef: of('text')((row) => row.externalRef),
        status: code((row) => shownStatus(row, state(row), n.recorded(row))),
        token: id((row) => n.tokenId(row.tokenId)),
        budget: big((row) => row.budget),
        rewardPerSubmission: big((row) => row.reward),
        deadline: time((row) => row.deadline),
        submissionCount: number((row) => row.submissions),
        contributor: addresses((row) => linked(world.taskContributors, 'taskId', row)),
      },
      orders: {
        CREATED_AT: created,
        UPDATED_AT: (row) => row.updatedAt,
        DEADLINE: (row) => row.deadline,
        BUDGET: (row) => row.budget,
        SUBMISSION_COUNT: (row) => row.submissions,
      },
    },
    {
      query: 'submissions',
      filter: 'SubmissionFilter',
      order: 'SubmissionOrder',
      rows: world.submissions,
      id: (row) => n.submission(row.id)!,
      key,
      fields: {
        ...common,
        id: id((row) => n.submission(row.id)),
        task: id((row) => n.task(row.taskId)),
        dataset: id((row) => n.dataset(row.datasetId)),
        contributor: address((row) => n.address(row.accountId)),
        status: code((row) => submissionStatuses[row.status]),
        granularity: code((row) => (n.market(row.marketId)!.protocol === 'human' ? 'BATCH' : 'ITEM')),
        contentHash: hash((row) => row.contentHash),
        paid: flag((row) => row.payouts > 0),
      },
      orders: { CREATED_AT: created, DECIDED_AT: (row) => row.decidedAt },
    },
    {
      query: 'reviews',
      filter: 'ReviewFilter',
      order: 'ReviewOrder',
      rows: world.reviews,
      id: n.review,
      key,
      fields: {
        ...common,
        id: id(n.review),
        subject: id((row) => n.submission(row.submissionId)),
        assessor: address((row) => n.address(row.assessorId)),
        verdict: code((row) => verdicts[row.verdict]),
        scoreBps: number((row) => row.scoreBps),
        superseded: flag((row) => row.supersededBy !== null),
      },
      orders: { CREATED_AT: created, SCORE: (row) => row.scoreBps },
    },
    {
      query: 'datasets',
      filter: 'DatasetFilter',
      order: 'DatasetOrder',
      rows: world.datasets,
      id: (row) => n.dataset(row.id)!,
      key,
      fields: {
        ...common,
        id: id((row) => n.dataset(row.id)),
        publisher: address((row) => n.address(row.publisherId)),
        status: code((row) => datasetStatuses[row.status]),
        token: id((row) => n.tokenId(row.priceTokenId)),
        price: big((row) => row.price),
        contributorCount: number((row) => row.contributors),
        contributor: addresses((row) => linked(world.datasetContributors, 'datasetId', row)),
      },
      orders: {
        CREATED_AT: created,
        UPDATED_AT: (row) => row.updatedAt,
        PURCHASE_COUNT: (row) => row.purchases,
        CONTRIBUTOR_COUNT: (row) => row.contributors,
        PRICE: (row) => row.price,
      },
    },
    {
      query: 'purchases',
      filter: 'PurchaseFilter',
      order: 'PurchaseOrder',
      rows: world.purchases,
      id: n.purchase,
      key,
      fields: {
        ...common,
        id: id(n.purchase),
        dataset: id((row) => n.dataset(row.datasetId)),
        buyer: address((row) => n.address(row.buyerId)),
        token: id((row) => n.tokenId(row.tokenId)),
        gross: big((row) => row.gross),
        settlement: code((row) => settlements[row.settlement]),
        confidence: code((row) => confidences[row.confidence]),
      },
      orders: { CREATED_AT: created, GROSS: (row) => row.gross },
    },
    {
      query: 'rewards',
      filter: 'RewardFilter',
      order: 'RewardOrder',
      rows: world.rewards,
      id: n.reward,
      key,
      fields: {
        ...common,
        id: id(n.reward),
        contributor: address((row) => n.address(row.accountId)),
        task: id((row) => n.task(row.taskId)),
        submission: id((row) => n.submission(row.submissionId)),
        dataset: id((row) => n.dataset(row.datasetId)),
        state: code((row) => rewardStates[row.state]),
        token: id((row) => n.tokenId(row.tokenId)),
        amount: big((row) => row.amount),
      },
      orders: { CREATED_AT: created, AMOUNT: (row) => row.amount },
    },
    {
      query: 'payouts',
      filter: 'PayoutFilter',
      order: 'PayoutOrder',
      rows: world.payouts,
      id: (row) => n.payout(row)!,
      key,
      fields: {
        ...common,
        id: id(n.payout),
        contributor: address((row) => n.address(row.accountId)),
        receiver: address((row) => n.address(row.receiverId)),
        payer: address((row) => n.address(row.payerId)),
        task: id((row) => n.task(row.taskId)),
        submission: id((row) => n.submission(row.submissionId)),
        dataset: id((row) => n.dataset(row.datasetId)),
        kind: code((row) => payoutKinds[row.kind]),
        settlement: code((row) => settlements[row.settlement]),
        confidence: code((row) => confidences[row.confidence]),
        token: id((row) => n.tokenId(row.tokenId)),
        amount: big((row) => row.amount),
        transactionHash: hash((row) => n.hashOf(row.logId)),
        finality: of('finality')((row) =>
          n.blockOf(row.logId) % 2 ** 44 <= world.cursors[0]!.finalized ? 'FINALIZED' : 'LATEST',
        ),
      },
      orders: { CREATED_AT: created, AMOUNT: (row) => row.amount },
    },
    {
      query: 'fees',
      filter: 'FeeChargeFilter',
      order: 'FeeChargeOrder',
      rows: world.fees,
      id: n.fee,
      key,
      fields: {
        ...common,
        id: id(n.fee),
        kind: code((row) => feeKinds[row.kind]),
        payee: address((row) => n.address(row.payeeId)),
        task: id((row) => n.task(row.taskId)),
        payout: id((row) => n.payout(world.payouts.find((payout) => payout.id === row.payoutId))),
        purchase: id(() => null),
        token: id((row) => n.tokenId(row.tokenId)),
        amount: big((row) => row.amount),
        settlement: code((row) => settlements[row.settlement]),
        confidence: code((row) => confidences[row.confidence]),
      },
      orders: { CREATED_AT: created, AMOUNT: (row) => row.amount },
    },
    {
      query: 'markets',
      filter: 'MarketFilter',
      order: 'MarketOrder',
      rows: world.markets,
      id: (row) => n.marketId(row.id),
      key,
      fields: {
        id: id((row) => n.marketId(row.id)),
        chainId: common.chainId,
        protocol: of('protocol')((row) => row.protocol),
        address: address((row) => row.address),
        name: of('text')((row) => row.name),
      },
      orders: {
        CREATED_AT: created,
        TASK_COUNT: (row) => row.tasks,
        CONTRIBUTOR_COUNT: (row) => row.contributors,
        UPDATED_AT: (row) => row.updatedAt,
      },
    },
    {
      query: 'contributors',
      filter: 'ContributorFilter',
      order: 'ContributorOrder',
      rows: people,
      id: (row) => encodeId('Contributor', row.address),
      key,
      fields: {
        id: id((row) => encodeId('Contributor', row.address)),
        address: address((row) => row.address),
        chainId: of('ids')((row) => row.chains),
        protocol: of('protocol')((row) => row.markets.map((market: number) => n.market(market)!.protocol)),
        firstSeenAt: time((row) => row.firstSeenAt),
        lastActiveAt: time((row) => row.lastActiveAt),
        acceptedCount: number((row) => row.accepted),
        payoutCount: number((row) => row.payouts),
        market: ids((row) => row.markets.map(n.marketId)),
        dataset: ids((row) => row.datasets.map(n.dataset)),
      },
      orders: {
        FIRST_SEEN_AT: (row) => row.firstSeenAt,
        LAST_ACTIVE_AT: (row) => row.lastActiveAt,
        SUBMISSION_COUNT: (row) => row.submissions,
        ACCEPTED_COUNT: (row) => row.accepted,
        PAYOUT_COUNT: (row) => row.payouts,
      },
    },
  ]
}

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string'
    ? a === b || (a.startsWith('0x') && a.toLowerCase() === b.toLowerCase())
    : a === b

const comparable = (kind: Kind, operand: unknown): any =>
  kind === 'big' ? BigInt(operand as string) : kind === 'time' ? Date.parse(operand as string) / 1_000 : operand

const operator = (kind: Kind, value: any, name: string, operand: any): boolean => {
  const values = asList(value)
  const has = (one: unknown) => values.some((each) => same(each, one))
  if (name === 'isNull') return (values.length === 0) === operand
  if (name === 'in') return operand.some((one: unknown) => has(comparable(kind, one)))
  if (name === 'notIn') return !operand.some((one: unknown) => has(comparable(kind, one)))
  const other = comparable(kind, operand)
  if (name === 'eq') return has(other)
  if (name === 'ne') return !has(other)
  if (name === 'startsWith') return value !== null && String(value).startsWith(other)
  if (value === null) return false
  return { gt: value > other, gte: value >= other, lt: value < other, lte: value <= other }[name as 'gt']
}

export const matches = (list: NaiveList, where: any, row: any): boolean =>
  Object.entries(where).every(([name, value]: [string, any]) => {
    if (name === 'and') return value.every((part: any) => matches(list, part, row))
    if (name === 'or') return value.some((part: any) => matches(list, part, row))
    if (name === 'not') return !matches(list, value, row)
    const field = list.fields[name]!
    const found = field.of(row)
    if (field.kind === 'enum') return value.includes(found)
    if (field.kind === 'protocol') return asList(found).some((one) => value.includes(one))
    if (field.kind === 'flag') return found === value
    if (field.kind === 'finality') return value === 'LATEST' || found === 'FINALIZED'
    return Object.entries(value).every(([name, operand]) => operator(field.kind, found, name, operand))
  })

export type NaiveOrder = { readonly field: string; readonly direction: 'ASC' | 'DESC' }

export const sorted = (list: NaiveList, rows: readonly any[], order: readonly NaiveOrder[]): any[] => {
  const last = order.at(-1)?.direction ?? 'ASC'
  return rows.toSorted((a, b) => {
    for (const { field, direction } of order) {
      const [x, y] = [list.orders[field]!(a), list.orders[field]!(b)]
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      return x < y === (direction === 'ASC') ? -1 : 1
    }
    return list.key(a) < list.key(b) === (last === 'ASC') ? -1 : 1
  })
}
