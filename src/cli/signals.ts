/** Two signals closer than this are one request that came twice: npm, and many shells, send it to the child as well. */
const REPEAT_MS = 500
const numberOf = { SIGINT: 2, SIGTERM: 15 } as const

/** Lets `stop` know that the program shall end: by SIGINT or SIGTERM, or because the supervisor is gone. A second signal ends it at once. */
export const listenForSignals = (stop: AbortController): void => {
  let askedAt: number | null = null
  const ask = (name: keyof typeof numberOf) => {
    if (askedAt === null) {
      askedAt = performance.now()
      stop.abort()
    } else if (performance.now() - askedAt > REPEAT_MS) {
      process.exit(128 + numberOf[name])
    }
  }
  process.on('SIGINT', () => ask('SIGINT'))
  process.on('SIGTERM', () => ask('SIGTERM'))
  if (process.channel) {
    process.once('disconnect', () => stop.abort())
    // Listening must not keep the program alive.
    process.channel.unref()
  }
}
