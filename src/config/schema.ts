import { checksumAddress } from 'viem'
import { z } from 'zod'
import type { KnownProtocol } from './config.ts'
import { DATABASE_EXPECTED, parseDatabase } from './database-url.ts'
import { presetExpected, presets } from './presets.ts'

// Every message here completes the sentence "found …, expected …"; problems.ts puts the two together.

/** GraphQL's Int, in which the API gives a chain's id, ends here. */
const CHAIN_ID_MAX = 2 ** 31 - 1
/** Rows are packed with their chain into one integer, store/ids.ts. */
const BLOCK_MAX = 2 ** 44 - 1
const CHAINS_MAX = 64
const MARKETS_MAX = 10_000
const URLS_MAX = 16
const CONTRACTS_MAX = 100
const ASSESSORS_MAX = 1_000
const NAME_LENGTH_MAX = 100
const DEPTH_MAX = 100_000
const SECONDS_MAX = 604_800
const RANGE_BLOCKS_MAX = 1_000_000
const CONCURRENCY_MAX = 64
const POLL_MS_MIN = 50
const POLL_MS_MAX = 600_000

const count = new Intl.NumberFormat('en')

const wholeNumber = (min: number, max: number) => {
  const error = `a whole number from ${count.format(min)} to ${count.format(max)}`
  return z.int({ error }).min(min, error).max(max, error)
}

const listOf = <T extends z.ZodType>(entry: T, { of, min = 1, max }: { of: string; min?: number; max: number }) => {
  const error = `a list of ${min} to ${count.format(max)} ${of}`
  return z.array(entry, { error }).min(min, error).max(max, error)
}

const nameError = `a name of 1 to ${NAME_LENGTH_MAX} characters without control characters`
const name = z
  .string({ error: nameError })
  .min(1, nameError)
  .max(NAME_LENGTH_MAX, nameError)
  .regex(/^[^\p{Cc}]*$/u, nameError)

const addressShape = /^0x[0-9a-fA-F]{40}$/
const addressError = 'an address: 0x and 40 hexadecimal digits'
const isMixedCase = (digits: string): boolean => digits !== digits.toLowerCase() && digits !== digits.toUpperCase()
const agreesWithChecksum = (text: string): boolean =>
  !addressShape.test(text) || !isMixedCase(text.slice(2)) || checksumAddress(text as `0x${string}`) === text
const address = z
  .string({ error: addressError })
  .regex(addressShape, addressError)
  .refine(
    agreesWithChecksum,
    'an address whose capitals agree with its digits (one may be mistyped), or all lower case',
  )

const URL_EXPECTED = 'an http:// or https:// URL, or a ws:// or wss:// one beside it'
const nodeUrl = z
  .string({ error: URL_EXPECTED })
  .refine((text) => URL.canParse(text) && /^(https?|wss?):$/.test(new URL(text).protocol), URL_EXPECTED)
/** A text that is no URL at all has been told of already. */
const isAsked = (url: string): boolean => !/^wss?:/i.test(url)

const finality = z
  .union(
    [
      z.literal('finalized'),
      z.strictObject({ depth: wholeNumber(0, DEPTH_MAX).describe('Blocks below the head.') }),
      z.strictObject({ seconds: wholeNumber(1, SECONDS_MAX).describe('Seconds before the head’s time.') }),
    ],
    {
      error: `"finalized", { "depth": 0 to ${count.format(DEPTH_MAX)} } or { "seconds": 1 to ${count.format(SECONDS_MAX)} }`,
    },
  )
  .default('finalized')
  .describe('When a block counts as settled: the node’s finalized tag, or a distance from the head.')

const completeness = z
  .enum(['linked', 'bloom'], {
    error: '"linked" or "bloom" ("receipts" and { "sample": … } are not available yet)',
  })
  .default('bloom')
  .describe(
    'How much to prove while indexing: hash-linked headers, or also that each header’s bloom agrees with the logs.',
  )

const chain = z
  .strictObject({
    id: wholeNumber(1, CHAIN_ID_MAX).describe('EIP-155 chain id; the node is asked whether it is the same.'),
    name: name.describe('How the chain is called in tables, logs and the API, e.g. "polygon".'),
    rpc: listOf(nodeUrl, { of: 'URLs', max: URLS_MAX })
      .refine((urls) => urls.some(isAsked), 'at least one http:// or https:// URL: ws:// ones only tell of new heads')
      .optional()
      .describe(
        'URLs of nodes: http:// and https:// ones are asked, in order of health; ws:// and wss:// ones only tell of new heads. ' +
          'RPC_URL_<id> (comma separated) wins over it.',
      ),
    finality,
    completeness,
    startBlock: wholeNumber(0, BLOCK_MAX)
      .default(0)
      .describe('First block of interest, for markets of this chain that do not say their own.'),
    rangeBlocksMax: wholeNumber(1, RANGE_BLOCKS_MAX)
      .optional()
      .describe('Most blocks asked for in one eth_getLogs; found out by trying when left out.'),
    concurrency: wholeNumber(1, CONCURRENCY_MAX)
      .optional()
      .describe('Most requests under way to the chain’s nodes at once; chosen by Daybook when left out.'),
    pollMs: wholeNumber(POLL_MS_MIN, POLL_MS_MAX)
      .optional()
      .describe('Milliseconds between questions for a new head; chosen by Daybook when left out.'),
  })
  .describe('A chain to read from.')

const rolesOf = ({ name, roles }: KnownProtocol): string => `${name} has ${roles.join(', ') || 'none'}`

const market = (protocols: readonly KnownProtocol[]) =>
  z
    .strictObject({
      preset: z
        .enum([...presets.keys()], { error: (issue) => presetExpected(issue.input) })
        .optional()
        .describe(
          'A deployed market by its name: brings protocol, chainId, address, startBlock and contracts. What is given beside it wins.',
        ),
      protocol: z
        .enum(
          protocols.map((known) => known.name),
          { error: `a protocol this version knows: ${protocols.map((known) => `"${known.name}"`).join(', ')}` },
        )
        .describe('The family of contracts the market belongs to.'),
      chainId: wholeNumber(1, CHAIN_ID_MAX).describe('The chain it is on: one of `chains`.'),
      address: address.describe('The market’s contract.'),
      startBlock: wholeNumber(0, BLOCK_MAX)
        .optional()
        .describe('The block the contract was deployed in, or any earlier one; the chain’s startBlock when left out.'),
      name: name.nullable().default(null).describe('How the market is called; its address when left out.'),
      contracts: z
        .record(z.string(), listOf(address, { of: 'addresses', max: CONTRACTS_MAX }), {
          error: 'an object of roles, each with a list of addresses',
        })
        .optional()
        .describe(`Other contracts of the market, by role: ${protocols.map(rolesOf).join('; ')}.`),
      trustedAssessors: listOf(address, { of: 'addresses', min: 0, max: ASSESSORS_MAX })
        .optional()
        .describe('Addresses whose reviews count in quality summaries; all when left out.'),
    })
    .describe('A market to index.')

/** The configuration as people write it, for the protocols this program knows. */
export const configSchema = (protocols: readonly KnownProtocol[]) =>
  z
    .strictObject({
      $schema: z.string({ error: 'text' }).max(1_000, 'text').optional().describe('Where editors find this schema.'),
      name: name.default('Daybook').describe('How this index is called in the API and the explorer.'),
      database: z
        .string({ error: DATABASE_EXPECTED })
        .refine((text) => parseDatabase(text) !== null, DATABASE_EXPECTED)
        .default('sqlite:./daybook.db')
        .describe(
          'sqlite:PATH, a plain path (from the current folder), or postgres://…. DATABASE_URL wins over it, --database over both.',
        ),
      chains: listOf(chain, { of: 'chains', max: CHAINS_MAX }).describe('The chains to read from.'),
      markets: listOf(market(protocols), { of: 'markets', max: MARKETS_MAX }).describe('The markets to index.'),
    })
    .describe('Configuration of Daybook.')

/** What a command reads of it that needs no chain: the rest may be incomplete, for a reader's machine has no nodes. */
export const databaseSchema = z.object(configSchema([]).pick({ name: true, database: true }).shape)

export type ParsedConfig = z.output<ReturnType<typeof configSchema>>
