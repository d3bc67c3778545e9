import { connect, type Socket } from 'node:net'

export type Raw = {
  readonly socket: Socket
  /** All that came so far. */
  text(): string
  /** The status of the first answer; undefined while there is none. */
  status(): number | undefined
  /** Resolves when the other side has closed. */
  readonly closed: Promise<void>
}

/** A connection on which a test says exactly what it wants to, a byte at a time if it likes. */
export const openRaw = async (url: string): Promise<Raw> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
  })
  // A server that has had enough may reset the connection: that is one of the good ends.
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  const status = () => (text.startsWith('HTTP/1.1 ') ? Number(text.slice(9, 12)) : undefined)
  return { socket, text: () => text, status, closed }
}

/** Says something and waits for all of the answer, which ends with the connection. */
export const sayRaw = async (url: string, words: string | Buffer): Promise<Raw> => {
  const raw = await openRaw(url)
  raw.socket.write(words)
  await raw.closed
  return raw
}
