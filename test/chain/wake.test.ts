import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createWake } from '../../src/chain/wake.ts'
import { systemClock } from '../../src/clock.ts'

/** Says one newHeads notification to whoever subscribes. */
const startHeads = async () => {
  const server = createServer()
  server.on('upgrade', (request, socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    const accept = createHash('sha1').update(key).digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    const text = Buffer.from('{"jsonrpc":"2.0","method":"eth_subscription","params":{}}')
    socket.once('data', () => socket.write(Buffer.concat([Buffer.from([0x81, text.length]), text])))
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test('a new head wakes a sleeper long before the next poll', async () => {
  const { server, url } = await startHeads()
  const wake = createWake([url], systemClock)
  const start = Date.now()
  await wake.wait(20_000)
  expect(Date.now() - start).toBeLessThan(5_000)
  wake.close()
  server.close()
})

test('without a listener, or with one that is gone, polls go on', async () => {
  for (const urls of [[], ['ws://127.0.0.1:1'], ['not a url']]) {
    const wake = createWake(urls, systemClock)
    await wake.wait(20)
    await wake.wait(20)
    wake.close()
  }
})

test('an abort ends the wait', async () => {
  const wake = createWake([], systemClock)
  const abort = new AbortController()
  setTimeout(() => abort.abort(), 10)
  const start = Date.now()
  await wake.wait(20_000, abort.signal)
  await wake.wait(20_000, abort.signal)
  expect(Date.now() - start).toBeLessThan(5_000)
  wake.close()
})
