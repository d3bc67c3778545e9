import { readFileSync } from 'node:fs'
import { getAddress } from 'viem'
import * as viemChains from 'viem/chains'
import { describe, expect, test } from 'vitest'
import { nearest } from '../../src/config/nearest.ts'
import { parseConfig } from '../../src/config/parse.ts'
import { presets } from '../../src/config/presets.ts'
import { DaybookError } from '../../src/errors.ts'
import { protocols } from './protocols.ts'

const parse = (markets: unknown[], chainIds: readonly number[] = [137]) =>
  parseConfig(
    { chains: chainIds.map((id) => ({ id, name: `chain ${id}`, rpc: ['http://node'] })), markets },
    { source: 'test.json', env: {}, protocols },
  )

const problemsOf = (markets: unknown[], chainIds?: readonly number[]): string[] => {
  try {
    parse(markets, chainIds)
  } catch (error) {
    if (!(error instanceof DaybookError) || error.code !== 'CONFIG_INVALID') throw error
    return error.message.split('\n').map((line) => line.trim())
  }
  return []
}

/** As viem lists them. */
const chainIds: Record<string, number> = {
  ethereum: viemChains.mainnet.id,
  polygon: viemChains.polygon.id,
  bsc: viemChains.bsc.id,
  amoy: viemChains.polygonAmoy.id,
  sepolia: viemChains.sepolia.id,
  'bsc-testnet': viemChains.bscTestnet.id,
  avalanche: viemChains.avalanche.id,
  celo: viemChains.celo.id,
  moonbeam: viemChains.moonbeam.id,
  'x-layer': viemChains.xLayer.id,
  energyweb: viemChains.energy.id,
  moonriver: viemChains.moonriver.id,
  optimism: viemChains.optimism.id,
  base: viemChains.base.id,
  'oasis-sapphire': viemChains.sapphire.id,
  'optimism-sepolia': viemChains.optimismSepolia.id,
}

describe.each([...presets])('%s', (name, preset) => {
  const others = Object.values(preset.contracts).flat()

  test('is a market that the configuration accepts', () => {
    const { markets } = parse([{ preset: name }], [preset.chainId])
    const lower = Object.entries(preset.contracts).map(([role, all]) => [role, all.map((one) => one.toLowerCase())])
    expect(markets).toEqual([
      { ...preset, address: preset.address.toLowerCase(), contracts: Object.fromEntries(lower), name: null },
    ])
  })

  test('is called by its protocol and chain', () => {
    expect(name.startsWith(`${preset.protocol}-`)).toBe(true)
    expect(preset.chainId).toBe(chainIds[name.slice(preset.protocol.length + 1)])
  })

  test('has each address once, with its checksum, and a start', () => {
    const addresses = [preset.address, ...others]
    expect(addresses).toEqual(addresses.map((address) => getAddress(address.toLowerCase())))
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(preset.startBlock).toBeGreaterThan(0)
  })
})

type Deployment = { chainId: number; startBlock: number; ERC721Factory: string } & Record<string, string | undefined>
const published: Deployment[] = Object.values(
  JSON.parse(
    readFileSync(
      new URL('../../node_modules/@oceanprotocol/contracts/addresses/address.json', import.meta.url),
      'utf8',
    ),
  ),
)

test('the presets of Ocean are those that its package publishes', () => {
  const theirs = published
    .filter(({ chainId }) => Object.values(chainIds).includes(chainId))
    .map(({ chainId, startBlock, ERC721Factory, ...contracts }) => {
      const named = (...keys: string[]) => keys.flatMap((key) => contracts[key] ?? [])
      const roles = {
        fixedRateExchange: named('FixedPrice', 'FixedPriceEnterprise'),
        dispenser: named('Dispenser'),
        escrow: named('Escrow', 'EnterpriseEscrow'),
        router: named('Router'),
      }
      const present = Object.fromEntries(Object.entries(roles).filter(([, addresses]) => addresses.length > 0))
      return { protocol: 'ocean', chainId, address: ERC721Factory, startBlock, contracts: present }
    })
  const ours = [...presets.values()].filter(({ protocol }) => protocol === 'ocean')
  const byChain = (a: { chainId: number }, b: { chainId: number }) => a.chainId - b.chainId
  expect(ours.sort(byChain)).toEqual(theirs.sort(byChain))
})

test('HUMAN on Polygon is read from its first factory on', () => {
  expect(parse([{ preset: 'human-polygon' }]).markets).toEqual([
    {
      protocol: 'human',
      chainId: 137,
      address: '0xbdbfd2cc708199c5640c6ecdf3b0f4a4c67adfcb',
      startBlock: 25_426_566,
      name: null,
      contracts: {
        legacyFactory: ['0x45ebc3eae6da485097054ae10ba1a0f8e8c7f794'],
        kvStore: ['0xbcb28672f826a50b03ee91b28145eabdda73b2ed'],
        staking: ['0xcbad56be3f504e98bd70875823d3cc0242b7bb29', '0x01d115e9e8bf0c58318793624cc662a030d07f1d'],
        rewardPool: ['0x1371057baec59944b924a7963f2eecf43ff94ce4'],
      },
    },
  ])
})

test('what is given beside a preset wins, field by field', () => {
  const escrow = `0x${'11'.repeat(20)}`
  const given = { name: 'Ocean', startBlock: 70_000_000, contracts: { escrow: [escrow] }, trustedAssessors: [] }
  const [market] = parse([{ preset: 'ocean-polygon', ...given, address: undefined }]).markets
  const address = '0x6fd867e5aee6d62a24f97939db90c4e67a73a651'
  expect(market).toEqual({ protocol: 'ocean', chainId: 137, address, ...given })
})

test('a preset of a chain that is not there names the chain', () => {
  expect(problemsOf([{ preset: 'human-polygon' }], [1, 56])).toEqual([
    'The configuration (test.json) has 1 problem:',
    'markets[0].preset: found "human-polygon", which is on chain 137, expected that chain under "chains" (1, 56).',
  ])
})

test('a preset that nobody knows is one problem, with the nearest names', () => {
  expect(
    problemsOf([{ preset: 'human-poligon' }, { preset: 'mainnet', chainId: 5, address: 'x' }, { preset: 7 }]),
  ).toEqual([
    'The configuration (test.json) has 5 problems:',
    'markets[0].preset: found "human-poligon", expected the name of a preset, of which "human-polygon", "ocean-polygon", "human-sepolia" are nearest.',
    expect.stringMatching(/^markets\[1\]\.preset: found "mainnet", expected the name of a preset, of which /),
    'markets[1].address: found "x", expected an address: 0x and 40 hexadecimal digits.',
    'markets[2].preset: found 7, expected the name of a preset, such as "human-ethereum".',
    'markets[1].chainId: found 5, expected the id of a chain under "chains" (137).',
  ])
})

test('a preset excuses no other field, and the same market cannot come twice', () => {
  const problems = problemsOf([
    { preset: 'human-polygon', adress: '0x' },
    { protocol: 'human', chainId: 137, address: '0xBDBfD2cC708199C5640C6ECdf3B0F4A4C67AdfcB' },
    { preset: 'ocean-polygon', contracts: { staking: [`0x${'11'.repeat(20)}`] } },
  ])
  expect(problems.slice(1)).toEqual([
    'markets[0].adress: found a field of that name, expected only documented fields.',
    'markets[1].address: found the same chain and address as markets[0], expected each market once.',
    'markets[2].contracts.staking: found "staking", expected a role that ocean has: "fixedRateExchange", "dispenser", "escrow", "router".',
  ])
})

test('the nearest names are those with the fewest slips, however long the text', () => {
  const names = ['human-bsc', 'ocean-bsc', 'human-base']
  expect(nearest('Human-bsc', names, 1)).toEqual(['human-bsc'])
  expect(nearest('oceanbsc', names, 2)).toEqual(['ocean-bsc', 'human-bsc'])
  expect(nearest('', ['ab', 'a'], 2)).toEqual(['a', 'ab'])
  expect(nearest('x'.repeat(1e6), names, 3)).toHaveLength(3)
})
