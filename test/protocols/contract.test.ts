import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { getTableColumns } from 'drizzle-orm'
import { keccak256, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import type { Block, Log } from '../../src/domain/block.ts'
import type { Hex } from '../../src/domain/hex.ts'
import type { WorkingBooks } from '../../src/indexer/books.ts'
import { marketRow } from '../../src/indexer/chain-place.ts'
import { createContracts, type KnownMarket } from '../../src/indexer/contracts.ts'
import { decodeTransaction } from '../../src/indexer/decode.ts'
import { enterBlock, recordLogs } from '../../src/indexer/enter.ts'
import type { Lookups } from '../../src/indexer/market-view.ts'
import { createBooks } from '../../src/indexer/working-books.ts'
import { TRANSFER_TOPIC } from '../../src/protocols/erc20.ts'
import type { Protocol } from '../../src/protocols/protocol.ts'
import { protocols } from '../../src/protocols/registry.ts'
import * as sqlite from '../../src/store/columns.sqlite.ts'
import { recordTables } from '../../src/store/digest.ts'
import { packId } from '../../src/store/ids.ts'
import { defineTables } from '../../src/store/tables.ts'
import { createRandom, type Random } from '../simulation/random.ts'
import { type BareLog, drawArguments, encodeEvent } from './helpers/encode.ts'

// What holds for every protocol, whatever its logs say: any event of its contracts, in any order, with any arguments.

const tables = defineTables(sqlite)
const columns = Object.fromEntries(recordTables.map((name) => [name, Object.keys(getTableColumns(tables[name]))]))
const account = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`
const asTopic = (address: Hex): Hex => `0x${address.slice(2).padStart(64, '0')}`

/** A market with one contract of each role, two tokens, and a few people. */
const cast = (protocol: Protocol) => {
  const roles = Object.keys(protocol.roles).filter((role) => protocol.roles[role]!.events.length > 0)
  const contracts = new Map(roles.map((role, i) => [role, account(0x100 + i)]))
  const market: KnownMarket = {
    marketId: packId(0, 1),
    address: contracts.get(protocol.root)!,
    protocol: protocol.name,
    startBlock: 0,
  }
  const tokens = [account(0x70), account(0x71)]
  const people = [account(0xa), account(0xb), account(0xc), account(0)]
  return { roles, contracts, market, tokens, accounts: [...contracts.values(), ...tokens, ...people] }
}
type Cast = ReturnType<typeof cast>

const transferLog = (random: Random, { tokens, accounts }: Cast): BareLog => ({
  address: random.pick(tokens),
  topics: [TRANSFER_TOPIC, asTopic(random.pick(accounts)), asTopic(random.pick(accounts))],
  data: toHex(random.int(1_000), { size: 32 }),
})

const drawLog = (random: Random, protocol: Protocol, who: Cast): BareLog => {
  if (random.chance(0.4)) return transferLog(random, who)
  const role = random.pick(who.roles)
  const event = random.pick(protocol.roles[role]!.events)
  return encodeEvent(who.contracts.get(role)!, event, drawArguments(event, random, who.accounts))
}

/** Blocks of transactions of random logs. */
const drawBlocks = (protocol: Protocol, who: Cast, seed: number): Block[] => {
  const random = createRandom(seed)
  return Array.from({ length: 20 }, (_, number) => {
    const logs: Log[] = []
    for (let transactionIndex = 0; transactionIndex < 3; transactionIndex++) {
      const transactionHash = keccak256(toHex(`${seed}/${number}/${transactionIndex}`))
      for (let n = random.int(8); n >= 0; n--)
        logs.push({ ...drawLog(random, protocol, who), transactionHash, transactionIndex, logIndex: logs.length })
    }
    const hash = keccak256(toHex(`${seed}/${number}`))
    return { number, hash, parentHash: hash, timestamp: 1_700_000_000 + number, level: 'NONE', logs }
  })
}

const openBooks = (who: Cast): { books: WorkingBooks; lookups: Lookups } => {
  const books = createBooks(0, columns)
  books.reset({}, 0n)
  const { market, contracts } = who
  books.add('markets', marketRow(0, 1, { ...market, name: null }))
  for (const [role, address] of contracts)
    books.add('contracts', { marketId: market.marketId, address, role, logId: null })
  const known = createContracts([...contracts].map(([role, address]) => [address, { market, role }] as const))
  const answers = { find: () => null }
  return { books, lookups: { books, contracts: known, answers } }
}

const enterAll = (who: Cast, blocks: readonly Block[], before?: (lookups: Lookups, block: Block) => void) => {
  const { books, lookups } = openBooks(who)
  for (const block of blocks) {
    before?.(lookups, block)
    enterBlock(block, lookups, (logs) => recordLogs(books, block.number, logs))
  }
  return books
}

const SEEDS = 25

describe.each([...protocols.values()].map((protocol) => [protocol.name, protocol] as const))('%s', (name, protocol) => {
  const who = cast(protocol)

  test('its README speaks of every event', () => {
    const readme = readFileSync(resolve(import.meta.dirname, `../../src/protocols/${name}/README.md`), 'utf8')
    const events = Object.values(protocol.roles).flatMap(({ events }) => events.map((event) => event.name))
    expect([...new Set(events)].filter((event) => !readme.includes(event))).toEqual([])
  })

  test('what was before its start is not its own', () => {
    const { lookups } = openBooks(who)
    const late = createContracts(
      [...who.contracts].map(
        ([role, address]) => [address, { market: { ...who.market, startBlock: 10 }, role }] as const,
      ),
    )
    const [block] = drawBlocks(protocol, who, 1)
    const logs = block!.logs.filter(({ transactionIndex }) => transactionIndex === 0)
    const found = (number: number) => decodeTransaction(logs, { ...block!, number }, { ...lookups, contracts: late })
    expect(found(9)).toEqual([])
    expect(found(10).length).toBeGreaterThan(0)
  })

  test('every event of its contracts can be read', () => {
    const random = createRandom(1)
    const [block] = drawBlocks(protocol, who, 1)
    const unread = Object.entries(protocol.roles).flatMap(([role, { events }]) =>
      events.flatMap((event) => {
        const bare = encodeEvent(who.contracts.get(role)!, event, drawArguments(event, random, who.accounts))
        const log: Log = { ...bare, transactionHash: toHex(1, { size: 32 }), transactionIndex: 0, logIndex: 0 }
        const [meaning] = decodeTransaction([log], block!, openBooks(who).lookups)
        return meaning?.undecoded === null ? [] : [`${role}.${event.name}`]
      }),
    )
    expect(unread).toEqual([])
  })

  test(`the same logs mean the same, and every ledger balances (seeds 1 to ${SEEDS})`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const blocks = drawBlocks(protocol, who, seed)
      const books = enterAll(who, blocks)
      expect(enterAll(who, blocks).changes().rowSum, `seed ${seed}`).toBe(books.changes().rowSum)
      const sums = new Map<unknown, bigint>()
      for (const { after } of books.changed('ledgerAccounts'))
        sums.set(after.tokenId, (sums.get(after.tokenId) ?? 0n) + (after.balance as bigint))
      expect(
        [...sums.values()].filter((sum) => sum !== 0n),
        `seed ${seed}`,
      ).toEqual([])
    }
  })

  test(`every transfer over a market's border is explained, and positions ascend (seeds 1 to ${SEEDS})`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      enterAll(who, drawBlocks(protocol, who, seed), (lookups, block) => {
        for (const logs of Map.groupBy(block.logs, (log) => log.transactionIndex).values()) {
          const meanings = decodeTransaction(logs, block, lookups)
          const positions = meanings.map(({ log }) => log.logIndex)
          expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
          const own = new Set(logs.map((log) => log.logIndex))
          for (const { meanings: each } of meanings)
            for (const event of each.flatMap(({ events }) => events))
              if ('money' in event && event.money.transferLog !== null) expect(own).toContain(event.money.transferLog)
        }
      })
    }
  })
})
