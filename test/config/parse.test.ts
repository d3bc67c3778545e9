import { expect, test } from 'vitest'
import { type ParseOptions, parseConfig } from '../../src/config/parse.ts'
import { DaybookError } from '../../src/errors.ts'
import { protocols } from './protocols.ts'

const address = '0xab5801a7d398351b8be11c439e05c5b3259aec9b'
const checksummed = '0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B'
const other = '0x000000000000000000000000000000000000dEaD'
const key = 'abcdef0123456789abcdef0123456789'
const chain = { id: 31337, name: 'local', rpc: ['http://127.0.0.1:8545'] }
const market = { protocol: 'datamarket', chainId: 31337, address }
const good = { chains: [chain], markets: [market] }

const parse = (value: unknown, options: Partial<ParseOptions> = {}) =>
  parseConfig(value, { source: 'test.json', env: {}, protocols, ...options })

const problemsOf = (value: unknown, options: Partial<ParseOptions> = {}): string[] => {
  try {
    parse(value, options)
  } catch (error) {
    if (!(error instanceof DaybookError) || error.code !== 'CONFIG_INVALID') throw error
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
  }
  return []
}

test('what is left out gets its default', () => {
  expect(parse(good)).toEqual({
    name: 'Daybook',
    database: 'sqlite:./daybook.db',
    chains: [{ ...chain, finality: 'finalized', completeness: 'bloom' }],
    markets: [{ ...market, startBlock: 0, name: null }],
  })
})

test('what is given is kept, with addresses in lower case', () => {
  const config = parse({
    $schema: './docs/config.schema.json',
    name: 'Books of Test',
    database: 'postgresql://user:secret@db.internal/books',
    chains: [
      {
        ...chain,
        rpc: ['https://one.example/v2/key', 'wss://two.example'],
        finality: { depth: 12 },
        completeness: 'linked',
        startBlock: 500,
        rangeBlocksMax: 1_000,
        concurrency: 2,
        pollMs: 250,
      },
    ],
    markets: [
      {
        ...market,
        protocol: 'human',
        address: checksummed,
        contracts: { kvStore: [other] },
        trustedAssessors: [checksummed],
      },
      { ...market, address: `0x${'AB'.repeat(20)}`, startBlock: 700, name: 'Upper' },
    ],
  })
  expect(config).toEqual({
    name: 'Books of Test',
    database: 'postgres://user:secret@db.internal/books',
    chains: [
      {
        id: 31337,
        name: 'local',
        rpc: ['https://one.example/v2/key', 'wss://two.example'],
        finality: { depth: 12 },
        completeness: 'linked',
        rangeBlocksMax: 1_000,
        concurrency: 2,
        pollMs: 250,
      },
    ],
    markets: [
      {
        ...market,
        protocol: 'human',
        startBlock: 500,
        name: null,
        contracts: { kvStore: [other.toLowerCase()] },
        trustedAssessors: [address],
      },
      { ...market, address: `0x${'ab'.repeat(20)}`, startBlock: 700, name: 'Upper' },
    ],
  })
})

const inChain = (fields: object) => ({ ...good, chains: [{ ...chain, ...fields }] })
const inMarket = (fields: object) => ({ ...good, markets: [{ ...market, ...fields }] })
const URL_EXPECTED = 'expected an http:// or https:// URL, or a ws:// or wss:// one beside it.'
const ROLE_EXPECTED = 'expected a role that human has: "legacyFactory", "kvStore", "staking", "rewardPool".'
const FINALITY_EXPECTED = 'expected "finalized", { "depth": 0 to 100,000 } or { "seconds": 1 to 604,800 }.'

test.each<[string, unknown, string | string[]]>([
  ['a list', [], '(the whole): found an empty list, expected an object.'],
  ['nothing', null, '(the whole): found null, expected an object.'],
  [
    'an empty object',
    {},
    [
      'chains: found nothing, expected a list of 1 to 64 chains.',
      'markets: found nothing, expected a list of 1 to 10,000 markets.',
    ],
  ],
  [
    'no chain',
    { ...good, chains: [], markets: [] },
    [
      'chains: found an empty list, expected a list of 1 to 64 chains.',
      'markets: found an empty list, expected a list of 1 to 10,000 markets.',
    ],
  ],
  [
    'a misspelt field',
    { ...good, databse: 'x' },
    'databse: found a field of that name, expected only documented fields.',
  ],
  [
    'a misspelt field of a chain',
    inChain({ finalty: 1 }),
    'chains[0].finalty: found a field of that name, expected only documented fields.',
  ],
  [
    'a long name',
    { ...good, name: 'x'.repeat(101) },
    `name: found "${'x'.repeat(60)}"…, expected a name of 1 to 100 characters without control characters.`,
  ],
  [
    'a name with a line break',
    inMarket({ name: 'a\nb' }),
    'markets[0].name: found "a\\nb", expected a name of 1 to 100 characters without control characters.',
  ],
  [
    'another database',
    { ...good, database: 'mysql://user:secret@host/db' },
    'database: found the mysql:// URL of host, expected sqlite:PATH, the path of a file, or postgres://….',
  ],
  [
    'SQLite in memory',
    { ...good, database: 'sqlite::memory:' },
    'database: found a text that is no URL, expected sqlite:PATH, the path of a file, or postgres://….',
  ],
  [
    'a chain id as text',
    inChain({ id: '137' }),
    [
      'chains[0].id: found "137", expected a whole number from 1 to 2,147,483,647.',
      'markets[0].chainId: found 31337, expected the id of a chain under "chains" (there is none).',
    ],
  ],
  [
    'a fraction',
    inMarket({ startBlock: 1.5 }),
    'markets[0].startBlock: found 1.5, expected a whole number from 0 to 17,592,186,044,415.',
  ],
  [
    'a block below zero',
    inMarket({ startBlock: -1 }),
    'markets[0].startBlock: found -1, expected a whole number from 0 to 17,592,186,044,415.',
  ],
  [
    'a bigint',
    inMarket({ startBlock: 10n }),
    'markets[0].startBlock: found 10n (write it without the n), expected a whole number from 0 to 17,592,186,044,415.',
  ],
  [
    'a URL that is no list',
    inChain({ rpc: `https://mainnet.example/v3/${key}` }),
    'chains[0].rpc: found the https:// URL of mainnet.example, expected a list of 1 to 16 URLs.',
  ],
  [
    'no URL',
    inChain({ rpc: undefined }),
    'chains[0].rpc: found nothing, expected one or more URLs here, or in RPC_URL_31337.',
  ],
  [
    'an empty list of URLs',
    inChain({ rpc: [] }),
    'chains[0].rpc: found an empty list, expected a list of 1 to 16 URLs.',
  ],
  [
    'a broken URL',
    inChain({ rpc: [`https//mainnet.example/v3/${key}`] }),
    `chains[0].rpc[0]: found a text that is no URL, ${URL_EXPECTED}`,
  ],
  [
    'a file as node',
    inChain({ rpc: [`ipc://host/${key}`] }),
    `chains[0].rpc[0]: found the ipc:// URL of host, ${URL_EXPECTED}`,
  ],
  [
    'only a WebSocket',
    inChain({ rpc: [`wss://host/${key}`] }),
    'chains[0].rpc: found a list of 1, expected at least one http:// or https:// URL: ws:// ones only tell of new heads.',
  ],
  ['an unknown finality', inChain({ finality: 'safe' }), `chains[0].finality: found "safe", ${FINALITY_EXPECTED}`],
  [
    'a finality of too much',
    inChain({ finality: { depth: 1e9 } }),
    'chains[0].finality.depth: found 1000000000, expected a whole number from 0 to 100,000.',
  ],
  [
    'an unknown completeness',
    inChain({ completeness: 'all' }),
    'chains[0].completeness: found "all", expected "linked", "bloom", "receipts" or { "sample": 0.0001 to 0.5 }.',
  ],
  [
    'a sample of everything',
    inChain({ completeness: { sample: 1 } }),
    'chains[0].completeness.sample: found 1, expected a share from 0.0001 to 0.5.',
  ],
  [
    'one chain twice',
    { ...good, chains: [chain, { ...chain, name: 'again' }] },
    'chains[1].id: found 31337, which chains[0] has too, expected each chain once.',
  ],
  [
    'a protocol to come',
    inMarket({ protocol: 'vana', contracts: { pool: [other] } }),
    'markets[0].protocol: found "vana", expected a protocol this version knows: "datamarket", "human", "ocean".',
  ],
  [
    'a chain that is not there',
    inMarket({ chainId: 1 }),
    'markets[0].chainId: found 1, expected the id of a chain under "chains" (31337).',
  ],
  [
    'a short address',
    inMarket({ address: '0x12' }),
    'markets[0].address: found "0x12", expected an address: 0x and 40 hexadecimal digits.',
  ],
  [
    'a false checksum',
    inMarket({ address: checksummed.replace('B3259', 'b3259') }),
    `markets[0].address: found "${checksummed.replace('B3259', 'b3259')}", expected an address whose capitals agree with its digits (one may be mistyped), or all lower case.`,
  ],
  [
    'one market twice',
    { ...good, markets: [market, { ...market, address: checksummed }] },
    'markets[1].address: found the same chain and address as markets[0], expected each market once.',
  ],
  [
    'a role of a protocol that has none',
    inMarket({ contracts: { kvStore: [other] } }),
    'markets[0].contracts.kvStore: found "kvStore", expected no contracts: datamarket has no roles for any.',
  ],
  [
    'a role of another protocol, and one misspelt',
    inMarket({ protocol: 'human', contracts: { router: [other], KVStore: [] } }),
    [
      'markets[0].contracts.KVStore: found an empty list, expected a list of 1 to 100 addresses.',
      `markets[0].contracts.router: found "router", ${ROLE_EXPECTED}`,
      `markets[0].contracts.KVStore: found "KVStore", ${ROLE_EXPECTED}`,
    ],
  ],
  [
    'contracts without a role',
    inMarket({ protocol: 'human', contracts: [other] }),
    'markets[0].contracts: found a list of 1, expected an object of roles, each with a list of addresses.',
  ],
  [
    'a contract that is the market itself, and one in two roles',
    inMarket({
      protocol: 'human',
      contracts: { legacyFactory: [checksummed], kvStore: [other], staking: [address, other.toLowerCase()] },
    }),
    [
      'markets[0].contracts.legacyFactory[0]: found the same address as markets[0].address, expected each contract of a market once.',
      'markets[0].contracts.staking[0]: found the same address as markets[0].address, expected each contract of a market once.',
      'markets[0].contracts.staking[1]: found the same address as markets[0].contracts.kvStore[0], expected each contract of a market once.',
    ],
  ],
  [
    'assessors that are none',
    inMarket({ trustedAssessors: 'all' }),
    'markets[0].trustedAssessors: found "all", expected a list of 0 to 1,000 addresses.',
  ],
  [
    'a function',
    { ...good, name: () => 'x' },
    'name: found a function, expected a name of 1 to 100 characters without control characters.',
  ],
])('%s is told by its field, what was found and what is expected', (_, value, expected) => {
  expect(problemsOf(value)).toEqual([expected].flat())
})

test('every problem is told at once, those across fields too', () => {
  const value = {
    ...inChain({ id: 0, name: 7 }),
    markets: [
      { ...market, chainId: 9, address: 'x' },
      { ...market, chainId: 9, address: 'x' },
    ],
  }
  expect(problemsOf(value).map((line) => line.split(':')[0])).toEqual([
    'chains[0].id',
    'chains[0].name',
    'markets[0].address',
    'markets[1].address',
    'markets[0].chainId',
    'markets[1].chainId',
    'markets[1].address',
  ])
})

test('a flood of problems is cut', () => {
  const markets = Array.from({ length: 200 }, () => ({ ...market, protocol: 'x', address: 'y', chainId: 'z' }))
  const lines = problemsOf({ ...good, markets })
  expect(lines).toHaveLength(51)
  expect(lines.at(-1)).toBe('… and 550 more.')
})

test('the environment wins over the file, and --database over both', () => {
  const env = {
    DATABASE_URL: 'postgres://db/books',
    RPC_URL_31337: ' https://a.example/k , https://b.example/k',
    RPC_URL_1: 'nonsense',
  }
  const config = parse({ ...good, database: 'nonsense://x' }, { env })
  expect(config.database).toBe('postgres://db/books')
  expect(config.chains[0]!.rpc).toEqual(['https://a.example/k', 'https://b.example/k'])
  expect(parse(good, { env, database: 'other.db' }).database).toBe('sqlite:other.db')
  expect(parse(good, { env: { DATABASE_URL: '', RPC_URL_31337: '' } }).chains[0]!.rpc).toEqual(chain.rpc)
})

test('a problem of a variable is told under its name', () => {
  const env = { RPC_URL_31337: `https://a.example,ftp://host/${key}`, DATABASE_URL: 'oracle://user:pw@host' }
  expect(problemsOf(good, { env })).toEqual([
    'DATABASE_URL: found the oracle:// URL of host, expected sqlite:PATH, the path of a file, or postgres://….',
    `RPC_URL_31337[1]: found the ftp:// URL of host, ${URL_EXPECTED}`,
  ])
})

test('a market is no contract of another', () => {
  const [first, second] = [`0x${'a1'.repeat(20)}`, `0x${'b2'.repeat(20)}`]
  const human = { protocol: 'human', chainId: chain.id }
  const markets = [
    { ...human, address: first, contracts: { legacyFactory: [second] } },
    { ...human, address: second },
  ]
  expect(problemsOf({ ...good, markets })).toEqual([
    'markets[0].contracts.legacyFactory[0]: found the address of markets[1], expected each contract in one market only.',
  ])
})
