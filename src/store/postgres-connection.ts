import { Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import postgres, { type Sql } from 'postgres'
import { DaybookError } from '../errors.ts'
import { isCopying } from './postgres-copy.ts'

/** A driver of one connection, which one piece of work has at a time. When it breaks it is gone: it never connects anew. */
export type Connection = {
  readonly client: Sql
  isGone(): boolean
  /** Breaks it, and with it whatever is under way. */
  drop(): void
}

const gone = (message = 'The connection to PostgreSQL broke.'): Error =>
  Object.assign(new Error(message), { code: 'CONNECTION_CLOSED' as const })

/**
 * The driver connects anew when a connection breaks, and what is left of a transaction would be written there, outside any
 * transaction or inside another; or it writes to no socket at all, which ends the process. So a driver gets one connection for all its life.
 */
const openConnection = (url: string): Connection => {
  let socket: Socket | undefined
  let wasOpen = false
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    idle_timeout: 0,
    max_lifetime: null,
    // Whoever still waits for an answer is told.
    onclose: () => void client.end({ timeout: 0 }),
  })
  const { host: hosts, port: ports, path } = client.options
  let next = 0
  const connect = () => {
    if (wasOpen) throw gone()
    const [host, port] = [hosts[next % hosts.length]!, ports[next % hosts.length]!]
    next++
    // A small message waits otherwise until the one before it is acknowledged (J. Nagle, RFC 896), and a server that has nothing to answer
    // yet acknowledges after 40 ms: so long took the end of each COPY, whatever the number of rows.
    socket = new Socket().setNoDelay(true).once('connect', () => {
      wasOpen = true
    })
    if (path) socket.connect(path)
    else socket.connect(port, host)
    // Handed over while it is still connecting, so that the driver hears of a failure as it hears of those of its own sockets. It reads
    // the host's name from the socket where it checks a certificate.
    return Object.assign(socket, { host })
  }
  Object.assign(client.options, { socket: connect })
  return { client, isGone: () => socket?.destroyed ?? false, drop: () => void socket?.destroy() }
}

/** Runs work in a transaction of its own: all of it happens, or none. What is left running of it when it failed is refused. */
export const transact = async <T>(
  { client, isGone, drop }: Connection,
  begin: string,
  work: (client: Sql) => Promise<T>,
): Promise<T> => {
  let isOver = false
  const refuseLate = () => {
    if (isOver) throw new DaybookError('INVARIANT', 'A statement came after the end of its transaction.')
    if (isGone()) throw gone()
  }
  const within = new Proxy(client, {
    get: (target, name) => {
      refuseLate()
      return Reflect.get(target, name)
    },
    apply: (target, self, values) => {
      refuseLate()
      return Reflect.apply(target, self, values)
    },
  })
  await client.unsafe(begin)
  try {
    const result = await work(within)
    isOver = true
    if (isGone()) throw gone()
    const { command } = await client.unsafe('commit')
    // It says so when a statement failed that nobody waited for: nothing is written then.
    if (command !== 'COMMIT')
      throw new DaybookError('INVARIANT', `A transaction with a failed statement was to be committed: ${command}.`)
    return result
  } catch (error) {
    isOver = true
    // A connection that is gone takes its transaction with it. One on which something is still being copied takes nothing else.
    if (isCopying(within)) drop()
    else if (!isGone()) await client.unsafe('rollback').catch(drop)
    throw error
  }
}

/** At most so many connections, handed out one at a time each. */
export type Connections = {
  use<T>(work: (connection: Connection) => Promise<T>): Promise<T>
  /** Takes no more work, lets what was begun end, and closes all; what takes longer than some seconds fails. */
  close(): Promise<void>
}

const CLOSE_SECONDS = 5

export const createConnections = (url: string, most: number): Connections => {
  const open = new Set<Connection>()
  const idle: Connection[] = []
  const waiting: (() => void)[] = []
  let inUse = 0
  /** Those that have a connection, and those that wait for one. */
  let begun = 0
  let isClosed = false
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const take = (): Connection => {
    for (let last = idle.pop(); last; last = idle.pop()) {
      if (!last.isGone()) return last
      open.delete(last)
    }
    const made = openConnection(url)
    open.add(made)
    return made
  }
  return {
    use: async (work) => {
      if (isClosed) throw gone('This database was closed.')
      begun++
      while (inUse >= most) await new Promise<void>((resolve) => waiting.push(resolve))
      inUse++
      const connection = take()
      try {
        return await work(connection)
      } finally {
        if (connection.isGone()) open.delete(connection)
        else idle.push(connection)
        inUse--
        begun--
        waiting.shift()?.()
        if (isClosed && begun === 0) end()
      }
    },
    close: async () => {
      isClosed = true
      const late = new AbortController()
      if (begun > 0) await Promise.race([ended, delay(CLOSE_SECONDS * 1_000, undefined, late)])
      late.abort()
      await Promise.all([...open].map(({ client }) => client.end({ timeout: CLOSE_SECONDS })))
    },
  }
}
