import { freePort } from '../../src/demo/free-port.ts'

/** Where systems take no ports from for outgoing connections: several programs and their nodes start side by side. */
const [FIRST, LAST] = [20_000, 29_999]
const TRIES = 20

/** A port that nobody listens on, and that no connection takes meanwhile. */
export const quietPort = async (): Promise<number> => {
  for (let left = TRIES; ; left--) {
    const wanted = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    try {
      return await freePort(wanted)
    } catch (error) {
      if (left === 0) throw error
    }
  }
}
