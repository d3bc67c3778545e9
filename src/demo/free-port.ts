import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { listenError } from '../cli/listen-error.ts'

/** A port that nobody listens on now: the wanted one, or any for 0. Better to hear it here than from a child a while later. */
export const freePort = async (wanted = 0, host = '127.0.0.1'): Promise<number> => {
  const server = createServer().listen(wanted, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw listenError(cause, { host, port: wanted }) ?? cause
  }
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
