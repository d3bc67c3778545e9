import http, { type RequestListener } from 'node:http'
import { createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { MetadataConfig } from '../../src/config/config.ts'
import { get } from '../../src/metadata/get.ts'
import type { Network } from '../../src/metadata/network.ts'
import { aReach, certificate, type LocalServer, listen } from './server.ts'

let servers: LocalServer[] = []
afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  servers = []
})
const serving = async (answer: RequestListener, options?: { secure: boolean }) => {
  const server = await listen(answer, options)
  servers.push(server)
  return server
}

type Asking = { rules?: Partial<MetadataConfig>; network?: Partial<Network>; trusted?: boolean; signal?: AbortSignal }

/** What comes of asking for a URL: its text, or why not. */
const ask = async (url: string, { rules = {}, network = {}, trusted = false, signal }: Asking = {}) => {
  const port = Number(new URL(url).port || 80)
  const ports = [...new Set([80, 443, port, ...servers.map((server) => server.port)])]
  const reach = { ...aReach({ ports, ...rules }, network), ...(signal ? { signal } : {}) }
  try {
    const { bytes } = await get({ url: new URL(url), accept: '*/*', bytesMax: 10_000, trusted }, reach)
    return bytes.toString()
  } catch (error) {
    const { state, message, final } = error as { state?: string; message: string; final?: boolean }
    return state === undefined ? `thrown: ${(error as Error).name}` : `${state}${final ? ' for good' : ''}: ${message}`
  }
}

/** Asks a server that answers as given. */
const asked = async (answer: RequestListener, asking: Asking = {}) => ask((await serving(answer)).url, asking)

describe('a host that behaves', () => {
  test('gives its document', async () => {
    expect(await asked((_, response) => response.end('{"a":1}'))).toBe('{"a":1}')
  })

  test('is told what asks and no more, also after a redirect', async () => {
    const server = await serving((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/next', 'set-cookie': 'a=b' }).end()
      else response.end('here')
    })
    expect(await ask(server.url)).toBe('here')
    expect(server.asked.map(({ path }) => path)).toEqual(['/', '/next'])
    for (const { headers } of server.asked)
      expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
    expect(server.asked[0]!.headers['accept-encoding']).toBe('identity')
  })

  test('is not asked by way of the global agent, which a proxy of the environment may stand behind', async () => {
    const connections = vi.spyOn(http.globalAgent, 'createConnection')
    expect(await asked((_, response) => response.end('here'))).toBe('here')
    expect(connections).not.toHaveBeenCalled()
    // What a request without an agent of its own does.
    const server = await serving((_, response) => response.end('here'))
    await new Promise<void>((resolve) => http.get(server.url, (response) => response.resume().on('end', resolve)))
    expect(connections).toHaveBeenCalledOnce()
    connections.mockRestore()
  })
})

describe('a host whose bytes are not to be had', () => {
  const cases: [string, RequestListener, string][] = [
    ['is missing the document', (_, r) => r.writeHead(404).end('no'), 'UNREACHABLE: the host answers 404'],
    ['fails', (_, r) => r.writeHead(500).end(), 'UNREACHABLE: the host answers 500'],
    ['gives a part', (_, r) => r.writeHead(206).end('x'), 'UNREACHABLE: the host answers 206'],
    ['gives nothing', (_, r) => r.writeHead(204).end(), 'UNREACHABLE: the host answers 204'],
    [
      'sends a bomb',
      (_, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
      'UNREACHABLE: the host sends it compressed, though asked not to',
    ],
    [
      'sends it in brotli',
      (_, r) => r.writeHead(200, { 'content-encoding': 'br' }).end('x'),
      'UNREACHABLE: the host sends it compressed, though asked not to',
    ],
    [
      'says that it is large',
      (_, r) => r.writeHead(200, { 'content-length': '10001' }).end(Buffer.alloc(10_001)),
      'TOO_LARGE: it is larger than 10000 bytes',
    ],
    [
      'never stops sending',
      (_, r) => {
        const more = () => {
          while (!r.destroyed && r.write(Buffer.alloc(1_000)));
          if (!r.destroyed) r.once('drain', more)
        }
        more()
      },
      'TOO_LARGE: it is larger than 10000 bytes',
    ],
    [
      'sends a byte at a time',
      (_, r) => {
        const timer = setInterval(() => r.write('x'), 20)
        r.on('close', () => clearInterval(timer))
      },
      'UNREACHABLE: there was no whole answer within 0.3 seconds',
    ],
    ['never answers', () => {}, 'UNREACHABLE: there was no whole answer within 0.3 seconds'],
    [
      'only ever says that it will',
      (_, r) => {
        const timer = setInterval(() => r.writeProcessing(), 5)
        r.on('close', () => clearInterval(timer))
      },
      'UNREACHABLE: there was no whole answer within 0.3 seconds',
    ],
    [
      'sends endless headers',
      (_, r) => r.writeHead(200, { 'x-much': 'x'.repeat(40_000) }).end(),
      'UNREACHABLE: the connection failed (HPE_HEADER_OVERFLOW)',
    ],
    [
      'stops in the middle',
      (_, r) => {
        r.writeHead(200, { 'content-length': '100' })
        r.write('half')
        setTimeout(() => r.destroy(), 20)
      },
      'UNREACHABLE: the connection failed (ECONNRESET)',
    ],
    [
      'stops in the middle of a chunk',
      (_, r) => {
        r.write('half')
        setTimeout(() => r.socket!.destroy(), 20)
      },
      'UNREACHABLE: the connection failed (ECONNRESET)',
    ],
    ['hangs up', (_, r) => r.socket!.destroy(), 'UNREACHABLE: the connection failed (ECONNRESET)'],
  ]
  test.each(cases)('%s', async (_, answer, expected) => {
    expect(await asked(answer, { rules: { timeoutSeconds: expected.includes('0.3') ? 0.3 : 5 } })).toBe(expected)
  })

  test('speaks something else', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('SSH-2.0-OpenSSH\r\n\r\n', () => socket.destroySoon())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    expect(await ask(`http://127.0.0.1:${port}`)).toMatch(/^UNREACHABLE: the connection failed \(HPE_[A-Z_]+\)$/)
    await new Promise((resolve) => server.close(resolve))
  })

  test('is left as soon as there is too much', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    await asked((_, response) => {
      response.on('close', resolve)
      response.writeHead(200, { 'content-length': '1000000' }).write('x')
    })
    await promise
  })

  test('listens no more', async () => {
    const server = await listen(() => {})
    await server.stop()
    expect(await ask(server.url)).toBe('UNREACHABLE: the connection failed (ECONNREFUSED)')
  })

  test('stops the wait when the program stops, and is then no failure of the host', async () => {
    const stop = new AbortController()
    const server = await serving(() => stop.abort())
    expect(await ask(server.url, { signal: stop.signal })).toBe('thrown: AbortError')
  })
})

describe('where no document is fetched from', () => {
  test.each([
    ['http://10.0.0.1/', 'BLOCKED for good: the host is not on the public internet'],
    ['http://[::1]/', 'BLOCKED for good: the host is not on the public internet'],
    ['http://[::ffff:169.254.169.254]/latest/meta-data/', 'BLOCKED for good: the host is not on the public internet'],
    ['http://2130706434/', 'BLOCKED for good: the host is not on the public internet'],
    ['http://0x7f.0.0.2/', 'BLOCKED for good: the host is not on the public internet'],
    ['http://0177.0.0.02/', 'BLOCKED for good: the host is not on the public internet'],
    ['ftp://documents.example/', 'BLOCKED for good: the scheme "ftp:" is not supported'],
    ['file:///etc/passwd', 'BLOCKED for good: the scheme "file:" is not supported'],
    ['https://user@documents.example/', 'BLOCKED for good: the address holds a user or a password'],
    ['https://:secret@documents.example/', 'BLOCKED for good: the address holds a user or a password'],
  ])('%s', async (url, expected) => {
    expect(await ask(url)).toBe(expected)
  })

  test('a port or plain http that the configuration leaves out', async () => {
    expect(await ask('https://documents.example:8443/', { rules: { ports: [443] } })).toBe(
      'BLOCKED for good: port 8443 is not allowed here',
    )
    expect(await ask('http://documents.example/', { rules: { ports: [443] } })).toBe(
      'BLOCKED for good: port 80 is not allowed here',
    )
    expect(await ask('http://documents.example/', { rules: { http: false } })).toBe(
      'BLOCKED for good: plain http is not allowed here',
    )
  })

  test('a name with a single address that is not public, though it may change', async () => {
    const server = await serving((_, response) => response.end('secret'))
    const resolve = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ]
    const found = await ask(`http://documents.example:${server.port}/`, { network: { resolve } })
    expect(found).toBe('BLOCKED: the host is not on the public internet')
    // Nor does the answer tell where the name leads.
    expect(found).not.toContain('10.0')
    expect(server.asked).toEqual([])
  })

  test('a name without an address, or that never resolves', async () => {
    for (const resolve of [async () => [], async () => Promise.reject(new Error('ENOTFOUND'))])
      expect(await ask('http://documents.example/', { network: { resolve } })).toBe(
        'UNREACHABLE: the host has no address',
      )
    const network = { resolve: () => new Promise<never>(() => {}) }
    expect(await ask('http://documents.example/', { network, rules: { timeoutSeconds: 0.1 } })).toBe(
      'UNREACHABLE: there was no whole answer within 0.1 seconds',
    )
  })

  test('a name that changes its mind after it was checked: the connection goes where the check went', async () => {
    const server = await serving((request, response) => response.end(`for ${request.headers.host}`))
    let times = 0
    const resolve = async () => [{ address: times++ === 0 ? '127.0.0.1' : '10.0.0.7', family: 4 }]
    const host = `documents.example:${server.port}`
    expect(await ask(`http://${host}/`, { network: { resolve } })).toBe(`for ${host}`)
    expect(times).toBe(1)
    expect(await ask(`http://${host}/`, { network: { resolve } })).toBe(
      'BLOCKED: the host is not on the public internet',
    )
  })
})

describe('a redirect', () => {
  const to = (location: string): RequestListener => {
    return (_, response) => response.writeHead(302, { location }).end()
  }
  test.each([
    ['http://10.0.0.1/', 'BLOCKED: the host is not on the public internet'],
    ['http://169.254.169.254/latest/meta-data/', 'BLOCKED: the host is not on the public internet'],
    ['//[::1]/', 'BLOCKED: the host is not on the public internet'],
    ['file:///etc/passwd', 'BLOCKED: the scheme "file:" is not supported'],
    ['javascript:alert(1)', 'BLOCKED: the scheme "javascript:" is not supported'],
    ['http://user:password@127.0.0.1/', 'BLOCKED: the address holds a user or a password'],
    ['http://127.0.0.1:22/', 'BLOCKED: port 22 is not allowed here'],
    ['http://', 'UNREACHABLE: the host redirects to what is no address'],
    ['/again', 'UNREACHABLE: the host redirects more than 3 times'],
  ])('to %s', async (location, expected) => {
    expect(await asked(to(location))).toBe(expected)
  })

  test('is followed three times and no more', async () => {
    const server = await serving((request, response) => {
      const left = Number(request.url!.slice(1))
      if (left === 0) response.end('here')
      else response.writeHead(307, { location: `/${left - 1}` }).end()
    })
    expect(await ask(`${server.url}/3`)).toBe('here')
    expect(await ask(`${server.url}/4`)).toBe('UNREACHABLE: the host redirects more than 3 times')
    expect(server.asked.length).toBe(8)
  })

  test('takes no trust along: a gateway may be anywhere, what it points at may not', async () => {
    const inner = await serving((_, response) => response.end('secret'))
    const gateway = await serving((request, response) => {
      if (request.url === '/own') response.end('fine')
      else response.writeHead(302, { location: request.url === '/a' ? '/own' : inner.url }).end()
    })
    const nowhere = { isPublic: () => false }
    expect(await ask(`${gateway.url}/a`, { trusted: true, network: nowhere })).toBe('fine')
    expect(await ask(`${gateway.url}/b`, { trusted: true, network: nowhere })).toBe(
      'BLOCKED: the host is not on the public internet',
    )
    expect(inner.asked).toEqual([])
    // The same place, when a document says it.
    expect(await ask(`${gateway.url}/own`, { network: nowhere })).toBe(
      'BLOCKED for good: the host is not on the public internet',
    )
  })
})

describe('https', () => {
  const trusting = { network: { ca: certificate } }
  test('checks the certificate against the name, and who signed it', async () => {
    const server = await serving((_, response) => response.end('here'), { secure: true })
    const at = (name: string) => `https://${name}:${server.port}/`
    expect(await ask(at('documents.example'), trusting)).toBe('here')
    expect(await ask(at('127.0.0.1'), trusting)).toBe('here')
    expect(await ask(at('other.example'), trusting)).toBe(
      'UNREACHABLE: the connection failed (ERR_TLS_CERT_ALTNAME_INVALID)',
    )
    expect(await ask(at('documents.example'))).toBe('UNREACHABLE: the connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)')
  })

  test('is checked even where the environment says not to', async () => {
    const server = await serving((_, response) => response.end('here'), { secure: true })
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    try {
      expect(await ask(server.url)).toBe('UNREACHABLE: the connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)')
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    }
  })

  test('does not become http', async () => {
    const plain = await serving((_, response) => response.end('here'))
    const server = await serving((_, response) => response.writeHead(301, { location: plain.url }).end(), {
      secure: true,
    })
    expect(await ask(server.url, trusting)).toBe('BLOCKED: the host redirects from https to http')
    expect(plain.asked).toEqual([])
  })

  test('waits no longer for a handshake than for a body', async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => sockets.push(socket))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    expect(await ask(`https://documents.example:${port}/`, { rules: { timeoutSeconds: 0.2 } })).toBe(
      'UNREACHABLE: there was no whole answer within 0.2 seconds',
    )
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
})
