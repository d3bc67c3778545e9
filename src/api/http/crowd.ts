import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How many requests are under way, here and on one connection, the new one included. */
type Crowded = { readonly running: number; readonly pipelined: number }

/** Counts requests from when they come until their answers are sent to the last byte, or given up. */
export const createCrowd = () => {
  const bySocket = new WeakMap<Socket, number>()
  let running = 0
  const add = (socket: Socket, by: number): Crowded => {
    running += by
    const pipelined = (bySocket.get(socket) ?? 0) + by
    bySocket.set(socket, pipelined)
    return { running, pipelined }
  }
  return {
    enter: ({ socket }: IncomingMessage, response: ServerResponse): Crowded => {
      response.once('close', () => add(socket, -1))
      return add(socket, 1)
    },
  }
}
