// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import './one-graphql.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checksum } from '../../src/api/address.ts'
import { plainName } from '../../src/api/text.ts'
import { codeOf, confidences, datasetStatuses, ledgerAccountTypes, taskStatuses } from '../../src/domain/codes.ts'
import { rolesOf } from '../../src/protocols/registry.ts'
import { packId } from '../../src/store/ids.ts'
import { namesIn } from './naive.ts'
import { engines, type Served, serveOn } from './serve.ts'
import { bytes, createWorld, marketAddress, START } from './world.ts'

/** Movements of one log with no record behind them. */
const STRAYS = 20

/** A world with what only other protocols than the reference market have. */
const story = () => {
  const world = createWorld(5)
  const human = world.markets[1]!
  const escrow = bytes(0x5c, 1, 20)
  // Logs of their own, after all others.
  const logs = [1, 2].map((n) => ({ ...world.logs.at(-1)!, id: packId(0, 5_000 + n), logIndex: 100 + n }))
  world.logs.push(...logs)
  const template = world.tasks.find((row) => row.marketId === human.id)!
  const task = { ...template, id: packId(0, 500), key: escrow }
  world.tasks.push(task)
  const people = world.accounts
  for (let n = 0; n < 20; n++)
    world.taskRoles.push({
      id: packId(0, 500 + n),
      taskId: task.id,
      role: `role-${n}`,
      accountId: people[n % people.length]!.id,
      feeBps: n === 0 ? null : n,
    })
  const { root, configurable } = rolesOf(human.protocol)
  const announced = (n: number, role: string, logId: number | null) => ({
    id: packId(0, 500 + n),
    marketId: human.id,
    address: bytes(0x5d, n, 20),
    role,
    logId,
  })
  // Announced first and named by the configuration later: that one is listed first all the same.
  const contracts = [
    announced(0, root, logs[0]!.id),
    announced(1, configurable[0] ?? root, null),
    ...Array.from({ length: 60 }, (_, n) => announced(2 + n, 'escrow', logs[0]!.id)),
  ]
  world.contracts.push(...contracts)
  const [first, second] = logs
  const movement = (n: number, logId: number, cause: number, causeId: number | null) => {
    const [id, firstPostingId] = [packId(0, 900 + n), packId(0, 9_000 + 2 * n)]
    world.movements.push({ id, marketId: human.id, logId, cause, causeId, firstPostingId, createdAt: START })
    for (const sign of [1n, -1n])
      world.postings.push({
        id: packId(0, 9_000 + 2 * n + (sign > 0n ? 0 : 1)),
        movementId: packId(0, 900 + n),
        accountId: packId(0, 800 + (sign > 0n ? 0 : 1)),
        amount: sign * 5n,
        balanceAfter: 0n,
      })
  }
  const account = (n: number, type: 'ESCROW' | 'SUSPENSE', subjectId: number) =>
    world.ledgerAccounts.push({
      id: packId(0, 800 + n),
      type: codeOf(ledgerAccountTypes, type),
      marketId: human.id,
      subjectId,
      tokenId: world.tokens[0]!.id,
      balance: 5n,
    })
  account(0, 'ESCROW', task.id)
  account(1, 'SUSPENSE', 0)
  const funding = {
    id: packId(0, 700),
    marketId: human.id,
    taskId: task.id,
    logId: second!.id,
    part: 0,
    kind: 0,
    tokenId: world.tokens[0]!.id,
    amount: 5n,
    accountId: null,
    settlement: 0,
    transferLog: null,
    confidence: codeOf(confidences, 'DERIVED'),
    createdAt: START,
  }
  world.fundings.push(funding)
  // The log's first movement has a record behind it; many more have none.
  movement(1, second!.id, 0, funding.id)
  for (let n = 2; n < 2 + STRAYS; n++) movement(n, second!.id, 5, null)
  const fee = {
    ...world.fees[0]!,
    id: packId(0, 700),
    logId: first!.id,
    part: 7,
    taskId: null,
    payoutId: null,
    purchaseId: world.purchases[0]!.id,
  }
  world.fees.push(fee)
  return { world, human, task, escrow, contracts, fee, logs }
}

for (const engine of engines)
  describe(`what the protocols add, on ${engine}`, () => {
    const { world, human, task, escrow, contracts, fee, logs } = story()
    const names = namesIn(world)
    const address = (id: number | null) => (id === null ? null : { address: checksum(names.address(id)!) })
    let served: Served
    beforeAll(async () => {
      served = await serveOn(engine, world)
    })
    afterAll(() => served.stop())

    test('tasks: reference, roles, what was withdrawn', async () => {
      const { tasks } = await served.data(
        '{ tasks(first: 100) { nodes { id externalRef roles { role account { address } feeBps } withdrawn { raw } refunded { raw } } } }',
      )
      expect(tasks.nodes.length).toBe(world.tasks.length)
      for (const node of tasks.nodes) {
        const row = world.tasks.find((one) => names.task(one.id) === node.id)!
        const roles = world.taskRoles.filter((one) => one.taskId === row.id)
        expect(node).toEqual({
          id: node.id,
          externalRef: row.externalRef,
          roles: roles
            .slice(0, 16)
            .map(({ role, accountId, feeBps }) => ({ role, account: address(accountId), feeBps })),
          withdrawn: { raw: String(row.withdrawn) },
          refunded: { raw: String(row.refunded) },
        })
      }
      expect(tasks.nodes.find((node: any) => node.id === names.task(task.id)).roles).toHaveLength(16)
    })

    test('money says how far the chain states it', async () => {
      for (const [list, rows, id] of [
        ['payouts', world.payouts, names.payout],
        ['fees', world.fees, names.fee],
        ['purchases', world.purchases, names.purchase],
      ] as const) {
        const found = await served.data(`{ ${list}(first: 100) { nodes { id confidence } } }`)
        expect(new Set(found[list].nodes.map((node: any) => node.confidence))).toEqual(new Set(confidences))
        expect(Object.fromEntries(found[list].nodes.map((node: any) => [node.id, node.confidence]))).toEqual(
          Object.fromEntries(rows.map((row: any) => [id(row), confidences[row.confidence]])),
        )
      }
      const found = await served.data(
        `{ task(by: {id: "${names.task(task.id)}"}) { funding(first: 5) { nodes { amount { raw } confidence } } } }`,
      )
      expect(found.task.funding.nodes).toEqual([{ amount: { raw: '5' }, confidence: 'DERIVED' }])
    })

    test('purchases: key, renewals, and the event that renewed them', async () => {
      const { purchases } = await served.data(
        '{ purchases(first: 100) { nodes { id key renewals createdBy { transactionHash logIndex } updatedBy { transactionHash logIndex } } } }',
      )
      const ref = (logId: number) => ({
        transactionHash: names.hashOf(logId),
        logIndex: world.logs.find((log) => log.id === logId)!.logIndex,
      })
      expect(purchases.nodes.length).toBe(world.purchases.length)
      for (const node of purchases.nodes) {
        const row = world.purchases.find((one) => names.purchase(one) === node.id)!
        expect(node).toEqual({
          id: node.id,
          key: row.key,
          renewals: row.renewals,
          createdBy: ref(row.logId),
          updatedBy: ref(row.updatedLog),
        })
      }
      expect(purchases.nodes.some((node: any) => node.renewals > 0)).toBe(true)
    })

    test('a transaction that charges for a renewal shows the purchase', async () => {
      const { transaction } = await served.data(
        `{ transaction(chainId: 31337, hash: "${names.hashOf(fee.logId)}") { records { __typename ... on Purchase { id } } } }`,
      )
      expect(transaction.records).toContainEqual({
        __typename: 'Purchase',
        id: names.purchase(world.purchases[0]!),
      })
    })

    test('datasets: name, token, treasury', async () => {
      const { datasets } = await served.data(
        '{ datasets(first: 100) { nodes { id name status token { id } treasury { address } } } }',
      )
      expect(datasets.nodes.length).toBe(world.datasets.length)
      for (const node of datasets.nodes) {
        const row = world.datasets.find((one) => names.dataset(one.id) === node.id)!
        expect(node).toEqual({
          id: node.id,
          name: plainName(row.name),
          status: datasetStatuses[row.status],
          token: row.tokenId === null ? null : { id: names.tokenId(row.tokenId) },
          treasury: address(row.treasuryId),
        })
      }
      expect(datasets.nodes.find((node: any) => node.name).name).toMatch(/^Voices \d$/)
    })

    test('markets list their contracts with fixed roles, those of the configuration first', async () => {
      const { market, markets } = await served.data(`{
        market(chainId: 31337, address: "${human.address}") { contracts { role address fromBlock } }
        markets(orderBy: []) { nodes { address contracts { role address } } } }`)
      const block = String(names.blockOf(logs[0]!.id) % 2 ** 44)
      const shown = (role: string, address: any, fromBlock: string) => ({ role, address: checksum(address), fromBlock })
      const own = world.contracts.find((one) => one.address === human.address)!
      expect(market.contracts).toEqual([
        shown(own.role, own.address, '0'),
        shown(contracts[1]!.role, contracts[1]!.address, '0'),
        shown(contracts[0]!.role, contracts[0]!.address, block),
      ])
      expect(markets.nodes[0].contracts).toEqual([{ role: 'market', address: checksum(marketAddress(0, 0)) }])
    })

    test('submissions of escrows are batches', async () => {
      const { submissions } = await served.data(
        '{ submissions(first: 100) { nodes { granularity market { protocol } } } }',
      )
      const found = new Set(submissions.nodes.map((node: any) => `${node.market.protocol} ${node.granularity}`))
      expect(found).toEqual(new Set(['datamarket ITEM', 'human BATCH']))
    })

    test('a fee that is still held has no ledger transaction', async () => {
      const found = await served.data(
        `{ node(id: "${names.fee(fee)}") { ... on FeeCharge { ledgerTransaction { id } } } }`,
      )
      expect(found.node).toEqual({ ledgerTransaction: null })
    })

    test('movements of one log without records are told apart, and found by their ids', async () => {
      const { ledgerEntries } = await served.data(
        `{ ledgerEntries(first: 100, where: {transactionHash: {eq: "${names.hashOf(logs[1]!.id)}"}, market: {eq: "${names.marketId(human.id)}"}}) {
          nodes { id transaction { id description cause { __typename } } } } }`,
      )
      const all = ledgerEntries.nodes.map((node: any) => node.transaction)
      const ids = [...new Set<string>(all.map((one: any) => one.id))]
      expect(ids).toHaveLength(1 + STRAYS)
      expect(new Set(ledgerEntries.nodes.map((node: any) => node.id)).size).toBe(2 + 2 * STRAYS)
      expect(all.map((one: any) => one.cause?.__typename)).toEqual([
        'TaskFunding',
        'TaskFunding',
        ...Array(2 * STRAYS).fill(undefined),
      ])
      for (const [n, id] of ids.entries()) {
        const { node } = await served.data(
          `{ node(id: "${id}") { id ... on LedgerTransaction { description entries { sequence } } } }`,
        )
        expect(node).toEqual({
          id,
          description: expect.stringMatching(n === 0 ? /^Task funded/ : /^Tokens moved: 0\.000005 USDC to escrow:/),
          entries: [{ sequence: String(9_000 + 2 * (n + 1)) }, { sequence: String(9_001 + 2 * (n + 1)) }],
        })
      }
      for (const node of ledgerEntries.nodes)
        expect((await served.data(`{ node(id: "${node.id}") { id } }`)).node).toEqual({ id: node.id })
    })

    test('an escrow of its own is found by task and by ledger path, its address in any case', async () => {
      const token = names.tokenId(world.tokens[0]!.id)
      const path = `escrow:31337:${checksum(human.address)}:task:${escrow}`
      for (const form of [escrow, checksum(escrow)]) {
        const found = await served.data(
          'query ($path: String!, $token: ID!, $by: TaskBy!) { ledgerAccount(path: $path, token: $token) { path balance { raw } } task(by: $by) { key } }',
          {
            path: path.replace(escrow, form),
            token,
            by: { onChain: { chainId: 31_337, market: human.address, key: form } },
          },
        )
        expect(found).toEqual({ ledgerAccount: { path, balance: { raw: '5' } }, task: { key: escrow } })
      }
    })

    test('a state that no event shows is the one that the contract answered', async () => {
      const { tasks } = await served.data('{ tasks(first: 100) { nodes { id status deadline } } }')
      const now = world.cursors[0]!.timestamp
      const open = ['CREATED', 'OPEN', 'PARTIAL']
      let answered = 0
      for (const { id, status } of tasks.nodes) {
        const row = world.tasks.find((one) => names.task(one.id) === id)!
        const stored = taskStatuses[row.status]!
        const said = names.recorded(row) ?? null
        const state = stored === 'UNKNOWN' && said !== null ? taskStatuses[said]! : stored
        if (stored === 'UNKNOWN' && said !== null) answered++
        const late = row.deadline !== null && row.deadline < now && open.includes(state)
        expect(status).toBe(late ? 'EXPIRED' : state)
      }
      expect(answered).toBeGreaterThan(1)
      for (const status of taskStatuses) {
        const found = await served.data(`{ tasks(first: 100, where: {status: [${status}]}) { nodes { id } } }`)
        const expected = tasks.nodes.filter((node: any) => node.status === status).map((node: any) => node.id)
        expect(found.tasks.nodes.map((node: any) => node.id)).toEqual(expected)
      }
      const { overview } = await served.data('{ overview { totals { openTasks } } }')
      expect(overview.totals.openTasks).toBe(
        tasks.nodes.filter((node: any) => ['OPEN', 'PARTIAL'].includes(node.status)).length,
      )
    })
  })
