import { Socket } from 'node:net'
import type { Sql } from 'postgres'

/**
 * Has a driver send each message at once. A small message waits otherwise until the one before it is acknowledged (J. Nagle, RFC 896), and
 * a server that has nothing to answer yet acknowledges after 40 ms: so long took the end of each COPY, whatever the number of rows.
 */
export const sendAtOnce = (client: Sql): Sql => {
  const { host: hosts, port: ports, path } = client.options
  const [host, port] = [hosts[0]!, ports[0]!]
  // Of several hosts the driver itself takes the next one when one does not answer; a socket file waits for nobody.
  if (hosts.length > 1 || path) return client
  // Handed over while it is still connecting, so that the driver hears of a failure as it hears of those of its own sockets. It reads
  // the host's name from the socket where it checks a certificate.
  const socket = () => Object.assign(new Socket().setNoDelay(true).connect(port, host), { host })
  Object.assign(client.options, { socket })
  return client
}
