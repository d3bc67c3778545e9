import { hash } from 'node:crypto'
import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** What a node's ws:// is used for here: eth_subscribe to newHeads, and nothing else. */
export type HeadSocket = { announce(header: object): void; close(): void }

/** RFC 6455, section 1.3. */
const KEY_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const TEXT = 0x1
const CLOSE = 0x8
const SUBSCRIPTION = '0x1'

export const createHeadSocket = (server: Server): HeadSocket => {
  const sockets = new Set<Duplex>()
  server.on('upgrade', (request, socket) => {
    const accept = hash('sha1', `${request.headers['sec-websocket-key']}${KEY_SUFFIX}`, 'base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    // One short question: it comes in one piece.
    socket.on('data', (bytes: Buffer) => {
      const { kind, text } = readFrame(bytes)
      if (kind === CLOSE) socket.end()
      if (kind !== TEXT) return
      const { id } = JSON.parse(text) as { readonly id: number }
      socket.write(frame(JSON.stringify({ jsonrpc: '2.0', id, result: SUBSCRIPTION })))
      sockets.add(socket)
    })
  })
  return {
    announce: (header) => {
      const params = { subscription: SUBSCRIPTION, result: header }
      const bytes = frame(JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params }))
      for (const socket of sockets) socket.write(bytes)
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** A text of less than 64 KiB, in one frame that is not masked: RFC 6455, section 5.2. */
const frame = (text: string): Buffer => {
  const body = Buffer.from(text)
  if (body.length < 126) return Buffer.concat([Buffer.of(0x80 | TEXT, body.length), body])
  return Buffer.concat([Buffer.of(0x80 | TEXT, 126, body.length >> 8, body.length & 0xff), body])
}

/** What a client sends is masked. */
const readFrame = (bytes: Buffer): { readonly kind: number; readonly text: string } => {
  const short = bytes[1]! & 0x7f
  const at = short === 126 ? 4 : 2
  const length = short === 126 ? bytes.readUInt16BE(2) : short
  const mask = bytes.subarray(at, at + 4)
  const body = Buffer.from(bytes.subarray(at + 4, at + 4 + length).map((byte, index) => byte ^ mask[index % 4]!))
  return { kind: bytes[0]! & 0x0f, text: body.toString() }
}
