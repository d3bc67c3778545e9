import { hostOf } from '../../config/redact.ts'
import type { Hex } from '../../domain/hex.ts'
import { DaybookError } from '../../errors.ts'
import type { Side, Told } from './sides.ts'

const TIMEOUT_MS = 30_000

type Answer<T> = { readonly data?: T | null; readonly errors?: readonly { readonly message: string }[] }

/** Asks a Daybook API; unreachable is for later, and any other answer than data is told as it came. */
const ask = async <T>(url: string, query: string, variables: object): Promise<T> => {
  const name = hostOf(url) ?? 'the server'
  const unreachable = (why: string, cause?: unknown) =>
    new DaybookError('SERVER_UNREACHABLE', `${name} does not answer: ${why}. Try again later.`, { cause })
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: Error) => {
    throw unreachable(
      cause.name === 'TimeoutError' ? `nothing came in ${TIMEOUT_MS / 1_000} s` : 'no connection',
      cause,
    )
  })
  if (response.status >= 500 || response.status === 429) throw unreachable(`HTTP ${response.status}`)
  const answer = (await response.json().catch(() => null)) as Answer<T> | null
  const complaint = answer?.errors?.[0]?.message
  if (answer?.data && complaint === undefined) return answer.data
  throw new DaybookError(
    'USAGE',
    `${name} is no Daybook API that tells digests: found ${complaint ?? `HTTP ${response.status} without data`}; expected the address of its /graphql.`,
  )
}

const ABOUT = `query About($chainId: Int!) {
  _meta { deployment snapshots { chainId blockNumber } }
  chain(chainId: $chainId) { sync { startBlock } finalized { number } }
}`
const DIGEST = `query Digest($chainId: Int!, $block: BigInt) {
  stateDigest(chainId: $chainId, blockNumber: $block) { blockNumber blockHash digest algorithm }
}`
const HASH = `query Hash($chainId: Int!, $block: BigInt) { chain(chainId: $chainId) { block(number: $block) { hash } } }`

type About = {
  readonly _meta: {
    readonly deployment: string
    readonly snapshots: readonly { readonly chainId: number; readonly blockNumber: string }[]
  }
  readonly chain: {
    readonly sync: { readonly startBlock: string }
    readonly finalized: { readonly number: string } | null
  } | null
}

/** A server as one side of a comparison: what it stands by is asked once, then digests and hashes one at a time. */
export const serverSide = async (url: string, chainId: number): Promise<Side> => {
  const { _meta: meta, chain } = await ask<About>(url, ABOUT, { chainId })
  const name = hostOf(url) ?? url
  const snapshot = meta.snapshots.find((each) => each.chainId === chainId)
  if (!chain || !snapshot) {
    const known = meta.snapshots.map((each) => each.chainId).join(', ')
    throw new DaybookError('USAGE', `At ${name}: found no chain ${chainId}, only ${known || 'none at all'}.`)
  }
  const newest = Number(snapshot.blockNumber)
  return {
    name,
    deployment: meta.snapshots.length === 1 ? meta.deployment : null,
    startBlock: Number(chain.sync.startBlock),
    newest,
    finalized: Math.min(newest, Number(chain.finalized?.number ?? 0)),
    digestAt: async (block) => {
      type Found = { stateDigest: (Omit<Told, 'blockNumber'> & { blockNumber: string }) | null }
      const { stateDigest } = await ask<Found>(url, DIGEST, { chainId, block: String(block) })
      return stateDigest && { ...stateDigest, blockNumber: Number(stateDigest.blockNumber) }
    },
    hashAt: async (block) => {
      type Found = { chain: { block: { hash: Hex } | null } | null }
      return (await ask<Found>(url, HASH, { chainId, block: String(block) })).chain?.block?.hash ?? null
    },
    books: null,
  }
}
