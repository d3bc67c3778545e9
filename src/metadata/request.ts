import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'
import type { Address, Reach } from './network.ts'
import { Refusal, tooLarge, unreachable } from './refusal.ts'

/** The same for everybody: it says what asks, and nothing of who runs it. */
const USER_AGENT = 'Daybook (reads documents that data markets name on a chain)'
const HEADER_BYTES_MAX = 16_384

export type Wanted = {
  readonly url: URL
  readonly accept: string
  readonly bytesMax: number
  /** A gateway that the operator named: it may be anywhere. Never where a document, or what it redirects to, says so. */
  readonly trusted: boolean
}

export type Answer =
  | { readonly type: 'body'; readonly bytes: Buffer; readonly mediaType: string | undefined }
  | { readonly type: 'redirect'; readonly location: string }

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Asks for one address, once: no redirect is followed, no proxy used, no cookie or referrer sent. */
export const request = async (wanted: Wanted, reach: Reach, deadline: AbortSignal): Promise<Answer> => {
  checkAddress(wanted, reach)
  const addresses = await checkedAddresses(wanted, reach, deadline)
  return ask(wanted, addresses, reach, deadline)
}

const checkAddress = ({ url, trusted }: Wanted, { rules }: Reach): void => {
  const blocked = (reason: string) => new Refusal('BLOCKED', reason, { final: true })
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw blocked(`the scheme "${url.protocol.slice(0, 40)}" is not supported`)
  if (url.username !== '' || url.password !== '') throw blocked('the address holds a user or a password')
  if (trusted) return
  if (url.protocol === 'http:' && !rules.http) throw blocked('plain http is not allowed here')
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  if (!rules.ports.includes(port)) throw blocked(`port ${port} is not allowed here`)
}

/** Every address of the host, all of them public: the connection is made to these and no others, whatever the name says by then. */
const checkedAddresses = async (
  { url, trusted }: Wanted,
  { network }: Reach,
  deadline: AbortSignal,
): Promise<readonly Address[]> => {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const addresses = family === 0 ? await resolved(host, network.resolve, deadline) : [{ address: host, family }]
  if (!trusted && !addresses.every(({ address }) => network.isPublic(address)))
    throw new Refusal('BLOCKED', 'the host is not on the public internet', { final: family !== 0 })
  return addresses
}

const resolved = async (
  host: string,
  resolve: Reach['network']['resolve'],
  deadline: AbortSignal,
): Promise<readonly Address[]> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(deadline.reason)
  deadline.addEventListener('abort', stop, { once: true })
  try {
    const addresses = await Promise.race([resolve(host), promise])
    if (addresses.length > 0) return addresses
  } catch (error) {
    if (deadline.aborted) throw error
  } finally {
    deadline.removeEventListener('abort', stop)
  }
  throw unreachable('the host has no address')
}

/** Answers with what was checked, and never asks anybody. */
const pinned =
  (addresses: readonly Address[]): LookupFunction =>
  (_, options, give) => {
    if (options.all) give(null, [...addresses])
    else give(null, addresses[0]!.address, addresses[0]!.family)
  }

const ask = ({ url, accept, bytesMax }: Wanted, addresses: readonly Address[], reach: Reach, deadline: AbortSignal) =>
  new Promise<Answer>((resolve, reject) => {
    const secure = url.protocol === 'https:'
    // An agent of its own: the global one may go through a proxy that the environment names.
    const agent = secure ? new https.Agent({ maxCachedSessions: 0 }) : new http.Agent()
    const outgoing = (secure ? https : http).request(url, {
      agent,
      lookup: pinned(addresses),
      signal: deadline,
      maxHeaderSize: HEADER_BYTES_MAX,
      headers: { accept, 'accept-encoding': 'identity', 'user-agent': USER_AGENT },
      ...(secure ? { rejectUnauthorized: true } : {}),
      ...(secure && reach.network.ca !== undefined ? { ca: reach.network.ca } : {}),
    })
    const fail = (error: unknown) => {
      outgoing.destroy()
      reject(
        error instanceof Refusal || deadline.aborted ? error : unreachable(`the connection failed (${codeOf(error)})`),
      )
    }
    outgoing.on('error', fail)
    outgoing.once('response', (incoming) => {
      try {
        read(incoming, bytesMax, resolve, fail)
      } catch (error) {
        fail(error)
      }
    })
    outgoing.end()
  })

/** Messages of Node.js name addresses; codes do not. */
const codeOf = (error: unknown): string => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'broken'
}

const read = (
  incoming: http.IncomingMessage,
  bytesMax: number,
  resolve: (answer: Answer) => void,
  fail: (error: unknown) => void,
): void => {
  const { statusCode = 0, headers } = incoming
  if (REDIRECTS.has(statusCode) && headers.location !== undefined) {
    incoming.destroy()
    resolve({ type: 'redirect', location: headers.location })
    return
  }
  if (statusCode !== 200) throw unreachable(`the host answers ${statusCode}`)
  // Asked for as it is. What is packed could be small on the way and without end here.
  if (!/^(identity)?$/i.test(headers['content-encoding']?.trim() ?? ''))
    throw unreachable('the host sends it compressed, though asked not to')
  if (Number(headers['content-length'] ?? 0) > bytesMax) throw tooLarge(bytesMax)
  const chunks: Buffer[] = []
  let size = 0
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > bytesMax) fail(tooLarge(bytesMax))
    else chunks.push(chunk)
  })
  incoming.on('error', fail)
  incoming.once('end', () => {
    if (incoming.complete) resolve({ type: 'body', bytes: Buffer.concat(chunks), mediaType: headers['content-type'] })
    else fail(unreachable('the connection ended before the document did'))
  })
}
