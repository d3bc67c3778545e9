import type { Request } from './node-server.ts'

// How far a node bounds who reads from it, told by the node's own record of requests.

export type Boundness = {
  /** From the first request to the end of the program, in milliseconds. */
  readonly wallMs: number
  /** How many requests were under way at once, at most: what the program allows itself. */
  readonly concurrency: number
  /** Of the wall: the time of all requests over `concurrency`. No reader that asks the same is quicker. */
  readonly floorShare: number
  /** Of the wall: the time in which at least one request was under way. */
  readonly busyShare: number
}

/** `end` is when the program ended, by the node's clock: milliseconds since 1970. */
export const boundness = (requests: readonly Request[], end: number): Boundness => {
  const start = Math.min(...requests.map(({ from }) => from))
  // Ends before starts at the same instant, or a request would be counted beside the one that it follows.
  const steps = requests
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by)
  let [underWay, concurrency, busyMs, last] = [0, 0, 0, start]
  for (const { at, by } of steps) {
    if (underWay > 0) busyMs += at - last
    underWay += by
    concurrency = Math.max(concurrency, underWay)
    last = at
  }
  const wallMs = end - start
  const workMs = requests.reduce((sum, { from, to }) => sum + (to - from), 0)
  return { wallMs, concurrency, floorShare: workMs / concurrency / wallMs, busyShare: busyMs / wallMs }
}

const COLUMNS = 80

/** A line for each method: how many requests were under way on average in each part of the time, as digits; "." is none, "+" ten or more. */
export const drawTimeline = (requests: readonly Request[], end: number): string[] => {
  const start = Math.min(...requests.map(({ from }) => from))
  const width = (end - start) / COLUMNS
  const methods = [...new Set(requests.map(({ method }) => method))]
  const longest = Math.max(...methods.map((method) => method.length))
  return methods.map((method) => {
    const busy = new Float64Array(COLUMNS)
    for (const { from, to } of requests.filter((request) => request.method === method)) {
      for (let column = 0; column < COLUMNS; column++) {
        const [left, right] = [start + column * width, start + (column + 1) * width]
        busy[column]! += Math.max(0, Math.min(to, right) - Math.max(from, left)) / width
      }
    }
    return `${method.padEnd(longest)} |${[...busy].map(signOf).join('')}|`
  })
}

const signOf = (requests: number): string => {
  const rounded = Math.ceil(requests - 0.05)
  return rounded <= 0 ? '.' : rounded > 9 ? '+' : String(rounded)
}
