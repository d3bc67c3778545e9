import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load.ts'
import { parseConfig, parseDatabaseConfig } from '../../src/config/parse.ts'
import { presets } from '../../src/config/presets.ts'
import { DaybookError } from '../../src/errors.ts'
import { fuzzing, type Json, spoiltJson, spoiltText } from '../helpers/mutations.ts'
import { protocols } from './protocols.ts'

// Configurations with something wrong in them: each problem is told, or what is read is what is written there.

const SECRET = 'c0ffee00deadbeef'
const [preset] = presets.keys()
const whole: Json = {
  name: 'Books of Test',
  database: `postgres://user:${SECRET}@db.internal/books`,
  chains: [
    {
      id: 137,
      name: 'polygon',
      rpc: [`https://one.example/v2/${SECRET}`, 'wss://two.example'],
      finality: { depth: 12 },
      completeness: 'receipts',
      startBlock: 500,
      rangeBlocksMax: 1_000,
      concurrency: 2,
      pollMs: 250,
      pace: 'scheduled',
    },
    {
      id: presets.get(preset!)!.chainId,
      name: 'other',
      rpc: ['http://127.0.0.1:8545'],
      completeness: { sample: 0.25 },
    },
  ],
  markets: [
    { protocol: 'datamarket', chainId: 137, address: `0x${'ab'.repeat(20)}`, startBlock: 700, name: 'Ours' },
    {
      protocol: 'human',
      chainId: 137,
      address: '0x52908400098527886E0F7030069857D2E4169EE7',
      contracts: { kvStore: [`0x${'0c'.repeat(20)}`], staking: [`0x${'0d'.repeat(20)}`, `0x${'0e'.repeat(20)}`] },
      trustedAssessors: [`0x${'0f'.repeat(20)}`],
    },
    { preset: preset! },
  ],
  metadata: { fetch: true, ports: [443, 8443], ipfsGateways: ['https://gateway.example'], documentBytesMax: 4_096 },
  api: { costMax: 900, pointsPerMinute: 1_000, trustedProxies: 1, answersBytesMax: 0 },
}
const options = { source: 'daybook.config.json', env: {}, protocols }
const read = (value: Json): Config => parseConfig(value, options)

const refusal = (error: unknown) => {
  expect(error).toBeInstanceOf(DaybookError)
  const { code, message, details } = error as DaybookError
  expect(code).toBe('CONFIG_INVALID')
  expect(message + JSON.stringify(details)).not.toContain(SECRET)
  return { message, problems: (details.problems ?? []) as { path: string; found: string; expected: string }[] }
}

type Written = { [name: string]: Json }
const within = (value: unknown, low: number, high: number) => {
  expect(Number.isSafeInteger(value)).toBe(true)
  expect(value as number).toBeGreaterThanOrEqual(low)
  expect(value as number).toBeLessThanOrEqual(high)
}
const lower = (text: Json | undefined) => (text as string).toLowerCase()

/** What was read, held against what is written, a field at a time. */
const agree = (config: Config, value: Json) => {
  const written = value as Written
  expect(config.name).toBe(written.name ?? 'Daybook')
  expect(config.database).toMatch(/^(sqlite:.|postgres:\/\/.)/)
  const chains = written.chains as Written[]
  expect(config.chains.map(({ id }) => id)).toEqual(chains.map(({ id }) => id))
  expect(new Set(config.chains.map(({ id }) => id)).size).toBe(chains.length)
  for (const [i, { id: _, ...chain }] of config.chains.entries()) {
    const { id, startBlock: __, ...given } = chains[i]!
    within(id, 1, 2 ** 31 - 1)
    expect(chain).toEqual({ finality: 'finalized', completeness: 'bloom', ...given })
    expect(chain.rpc.some((url) => /^https?:$/.test(new URL(url).protocol))).toBe(true)
  }
  const markets = written.markets as Written[]
  expect(config.markets).toHaveLength(markets.length)
  for (const [i, market] of config.markets.entries()) {
    const { preset: name, ...own } = markets[i]!
    const given = { ...(presets.get(name as string) as unknown as Written), ...own }
    const chain = chains.find(({ id }) => id === market.chainId)!
    expect([market.protocol, market.chainId, market.address]).toEqual([
      given.protocol,
      given.chainId,
      lower(given.address),
    ])
    expect(market.address).toMatch(/^0x[0-9a-f]{40}$/)
    expect(market.startBlock).toBe(given.startBlock ?? chain.startBlock ?? 0)
    within(market.startBlock, 0, 2 ** 44 - 1)
    expect(market.name).toBe(given.name ?? null)
    const { roles } = protocols.find((protocol) => protocol.name === market.protocol)!
    for (const [role, addresses] of Object.entries(market.contracts ?? {})) {
      expect(roles).toContain(role)
      expect(addresses).toEqual((given.contracts as { [role: string]: Json[] })[role]!.map(lower))
    }
    expect(Object.keys(market.contracts ?? {})).toEqual(Object.keys((given.contracts ?? {}) as object))
    expect(market.trustedAssessors).toEqual((given.trustedAssessors as Json[] | undefined)?.map(lower))
  }
  expect(config.metadata === undefined).toBe(written.metadata === undefined)
  expect(config.metadata).toMatchObject((written.metadata ?? config.metadata ?? {}) as object)
  expect(config.api).toEqual(
    written.api === undefined
      ? undefined
      : { costMax: 5_000, trustedProxies: 0, answersBytesMax: 67_108_864, ...(written.api as object) },
  )
}

const counts = { read: 0, refused: 0 }
const examine = (value: Json) => {
  let config: Config | null = null
  try {
    config = read(value)
  } catch (error) {
    const { problems } = refusal(error)
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) for (const text of Object.values(problem)) expect(typeof text).toBe('string')
    counts.refused += 1
  }
  if (config !== null) {
    agree(config, value)
    counts.read += 1
  }
  try {
    parseDatabaseConfig(value, options)
  } catch (error) {
    // A configuration that a whole program runs by is never too little for a reader.
    expect(config).toBeNull()
    refusal(error)
  }
  expect(Object.keys(Object.prototype)).toEqual([])
}

describe('configurations', () => {
  test('the one that is spoilt here is a good one', () => agree(read(whole), whole))

  test('are refused with every problem named, or read as they are written', () => {
    fc.assert(
      fc.property(spoiltJson(whole), (value) => examine(value)),
      fuzzing(600),
    )
    expect(counts.read).toBeGreaterThan(0)
    expect(counts.refused).toBeGreaterThan(0)
    if (process.env.FUZZ_COUNT) console.log(counts)
  })

  test.each([
    ['an object that is no text', '{"toString":1,"valueOf":1}'],
    ['a list', '[[]]'],
    ['a list deep within lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('an address that is %s is refused like any other that is none', (_, text) => {
    const value = structuredClone(whole) as { markets: { contracts: { staking: unknown[] } }[] }
    value.markets[1]!.contracts.staking[0] = JSON.parse(text)
    examine(value as unknown as Json)
  })
})

test('a chain that is an object without a text is refused like any other that is none', () => {
  const value = structuredClone(whole) as { markets: { chainId: unknown }[] }
  value.markets[1]!.chainId = JSON.parse('{"toString":1,"valueOf":1}')
  examine(value as unknown as Json)
})

describe('configuration files', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'daybook-config-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const file = 'daybook.config.json'
  const text = JSON.stringify(whole, null, 2)

  test('that are spoilt as text are refused with the place, or read', async () => {
    await fc.assert(
      fc.asyncProperty(spoiltText(text), async (spoilt) => {
        writeFileSync(join(folder, file), spoilt)
        try {
          agree(
            await loadConfig({ folder, env: {}, protocols }),
            JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json,
          )
        } catch (error) {
          const { message, problems } = refusal(error)
          const [, line] = /is not JSON: it breaks off at (?:its end|line (\d+), column \d+)\.$/.exec(message) ?? []
          if (problems.length === 0) expect(message).toMatch(/is not JSON/)
          if (line !== undefined) expect(Number(line)).toBeLessThanOrEqual(spoilt.split('\n').length)
        }
      }),
      fuzzing(300),
    )
  })
})
