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
/** Below it next to nothing is looked at; above it, reading every block costs hardly more. */
const SAMPLE_MIN = 0.0001
const SAMPLE_MAX = 0.5
const SECONDS_MAX = 604_800
const RANGE_BLOCKS_MAX = 1_000_000
const CONCURRENCY_MAX = 64
const POLL_MS_MIN = 50
const POLL_MS_MAX = 600_000
const POINTS_MAX = 1_000_000_000
const COST_MAX = 100_000
const PROXIES_MAX = 8
const ANSWERS_BYTES_MAX = 2 ** 32
const PORT_MAX = 65_535
const PORTS_MAX = 16
const GATEWAYS_MAX = 8
const DOCUMENT_BYTES_MIN = 1_024
const DOCUMENT_BYTES_MAX = 16_777_216
const STORAGE_BYTES_MIN = 16_777_216
const STORAGE_BYTES_MAX = 2 ** 40
const TIMEOUT_SECONDS_MAX = 600

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

const SAMPLE_EXPECTED = `a share from ${SAMPLE_MIN} to ${SAMPLE_MAX}`

const completeness = z
  .union(
    [
      z.enum(['linked', 'bloom', 'receipts']),
      z.strictObject({
        sample: z
          .number({ error: SAMPLE_EXPECTED })
          .min(SAMPLE_MIN, SAMPLE_EXPECTED)
          .max(SAMPLE_MAX, SAMPLE_EXPECTED)
          .describe('Share of the blocks without events that is read.'),
      }),
    ],
    { error: `"linked", "bloom", "receipts" or { "sample": ${SAMPLE_MIN} to ${SAMPLE_MAX} }` },
  )
  .default('bloom')
  .describe(
    'How much to prove while indexing: that headers are linked by their hashes; also that each header’s bloom agrees with the ' +
      'logs; also that receipts of blocks with events add up to their headers; or that for a sample of the blocks.',
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
    pace: z
      .enum(['scheduled', 'on-demand'], { error: '"scheduled" or "on-demand"' })
      .optional()
      .describe(
        'Whether blocks come by a schedule, so that a head that stands still is a fault, or only when something is to be mined; ' +
          'on-demand for the ids 31337 and 1337 when left out, else scheduled.',
      ),
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

const yesOrNo = () => z.boolean({ error: 'true or false' })

const GATEWAY_EXPECTED = 'an http:// or https:// URL without user, query and fragment'
const isGateway = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && username === '' && password === '' && !/[?#]/.test(text)
}
const gateways = (example: string) =>
  listOf(z.string({ error: GATEWAY_EXPECTED }).refine(isGateway, GATEWAY_EXPECTED), {
    of: 'URLs',
    min: 0,
    max: GATEWAYS_MAX,
  }).default(example.split(' '))

const metadata = z
  .strictObject({
    fetch: yesOrNo()
      .default(false)
      .describe(
        'Whether documents are fetched; hosts and gateways then learn what this index reads. Inline ones always are there.',
      ),
    http: yesOrNo().default(false).describe('Whether plain http:// addresses are fetched too.'),
    ports: listOf(wholeNumber(1, PORT_MAX), { of: 'ports', max: PORTS_MAX })
      .default([80, 443])
      .describe('Ports that documents may be fetched from.'),
    ipfsGateways: gateways('https://trustless-gateway.link https://ipfs.io').describe(
      'Gateways for ipfs:// addresses, asked in turn for blocks, each of which is checked. They may be in a private network.',
    ),
    arweaveGateways: gateways('https://arweave.net').describe(
      'Gateways for ar:// addresses, asked in turn and taken at their word. They may be in a private network.',
    ),
    documentBytesMax: wholeNumber(DOCUMENT_BYTES_MIN, DOCUMENT_BYTES_MAX)
      .default(2_097_152)
      .describe('Largest document that is fetched.'),
    storageBytesMax: wholeNumber(STORAGE_BYTES_MIN, STORAGE_BYTES_MAX)
      .default(1_073_741_824)
      .describe('Most that is kept of all documents; when it is full, no more are fetched.'),
    concurrency: wholeNumber(1, CONCURRENCY_MAX).default(8).describe('Most documents being fetched at once.'),
    timeoutSeconds: wholeNumber(1, TIMEOUT_SECONDS_MAX).default(20).describe('Longest time for one request.'),
  })
  .describe('Documents that records point at, outside the chain.')

const api = z
  .strictObject({
    costMax: wholeNumber(1, COST_MAX).default(5_000).describe('Most points that one GraphQL operation may cost.'),
    pointsPerMinute: wholeNumber(1, POINTS_MAX)
      .optional()
      .describe(
        'Points that one client, by its address, may spend in a minute; when left out, 250,000, and no limit for programs on this machine.',
      ),
    trustedProxies: wholeNumber(0, PROXIES_MAX)
      .default(0)
      .describe(
        'Proxies in front of the API, each of which adds to X-Forwarded-For; with 0 that header is not believed.',
      ),
    answersBytesMax: wholeNumber(0, ANSWERS_BYTES_MAX)
      .default(67_108_864)
      .describe(
        'Most memory for answers that are kept for as long as the books do not change; with 0 every question is answered anew.',
      ),
  })
  .describe('What one client may ask of the API, and what the API keeps in memory.')

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
      metadata: metadata.optional(),
      api: api.optional(),
    })
    .describe('Configuration of Daybook.')

/** What a command reads of it that needs no chain: the rest may be incomplete, for a reader's machine has no nodes. */
export const databaseSchema = z.object(configSchema([]).pick({ name: true, database: true, api: true }).shape)

export type ParsedConfig = z.output<ReturnType<typeof configSchema>>
