import type { Server } from 'node:http'

/** How long a client may take, and how much it may hold. */
export type SocketLimits = {
  /** To say all headers, from the moment it connects. */
  readonly headersMs: number
  /** To say the whole request. */
  readonly requestMs: number
  /** Between two requests. */
  readonly keepAliveMs: number
  /** Without a byte in either direction: one that does not read its answer, too. */
  readonly idleMs: number
  /** How often the above are looked at. */
  readonly lookMs: number
  readonly connectionsMax: number
}

export const socketLimits: SocketLimits = {
  headersMs: 10_000,
  requestMs: 15_000,
  keepAliveMs: 5_000,
  idleMs: 30_000,
  lookMs: 1_000,
  connectionsMax: 5_000,
}

/** Bytes of the request line and all headers. */
const HEADER_BYTES_MAX = 16_384

/** What `createServer` takes of the limits. */
export const serverOptions = ({ keepAliveMs, lookMs, headersMs, requestMs }: SocketLimits) => ({
  maxHeaderSize: HEADER_BYTES_MAX,
  keepAliveTimeout: keepAliveMs,
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  connectionsCheckingInterval: lookMs,
})

/** Sets the rest of the limits. */
export const limitSockets = (server: Server, { idleMs, connectionsMax }: SocketLimits): void => {
  server.maxConnections = connectionsMax
  server.setTimeout(idleMs)
}
