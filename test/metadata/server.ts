import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { MetadataConfig } from '../../src/config/config.ts'
import type { Network, Reach } from '../../src/metadata/network.ts'

export type LocalServer = {
  readonly port: number
  /** `http://127.0.0.1:PORT`, or https. */
  readonly url: string
  /** What was asked, in order. */
  readonly asked: { path: string; headers: Readonly<Record<string, unknown>> }[]
  stop(): Promise<void>
}

const pem = (name: string) => readFileSync(new URL(`./tls.${name}.pem`, import.meta.url), 'utf8')
export const certificate = pem('cert')

/** A server of documents on this machine, which does what `answer` does. */
export const listen = async (answer: RequestListener, { secure = false } = {}): Promise<LocalServer> => {
  const asked: LocalServer['asked'] = []
  const listener: RequestListener = (request, response) => {
    asked.push({ path: request.url!, headers: request.headers })
    answer(request, response)
  }
  const server = secure ? createSecureServer({ key: pem('key'), cert: certificate }, listener) : createServer(listener)
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}`,
    asked,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Every name is this machine, which counts as public here; nothing else does. */
export const localNetwork = (over: Partial<Network> = {}): Network => ({
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  isPublic: (address) => address === '127.0.0.1',
  ...over,
})

export const someRules = (over: Partial<MetadataConfig> = {}): MetadataConfig => ({
  fetch: true,
  http: true,
  ports: [80, 443],
  ipfsGateways: [],
  arweaveGateways: [],
  documentBytesMax: 10_000,
  storageBytesMax: 2 ** 30,
  concurrency: 8,
  timeoutSeconds: 5,
  ...over,
})

export const aReach = (rules: Partial<MetadataConfig> = {}, network: Partial<Network> = {}): Reach => ({
  rules: someRules(rules),
  network: localNetwork(network),
  signal: new AbortController().signal,
})
