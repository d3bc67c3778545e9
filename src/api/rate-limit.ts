export type RateLimitRules = {
  /** Points that one client may spend within a window. */
  readonly points: number
  readonly windowSeconds: number
  /** Clients remembered at once. */
  readonly clientsMax: number
}

/** Where a client stands after a charge, or would have stood had it been allowed. */
export type Allowance = {
  readonly limit: number
  readonly used: number
  readonly remaining: number
  /** When the window ends, in seconds since 1970. */
  readonly resetAt: number
  readonly allowed: boolean
}

export type RateLimit = {
  /** Takes points from a client, or nothing when it has too few left. `limit`: another one than the rules', for this client. */
  charge(client: string, points: number, limit?: number): Allowance
  /** Clients remembered now. */
  size(): number
}

export const MINUTE_SECONDS = 60
/** A hundred bytes each: memory stays bounded whoever asks from however many addresses. */
export const CLIENTS_MAX = 10_000

/**
 * Points per client in fixed windows, each beginning with a client's first request. In memory alone: servers behind one address
 * each count for themselves, and a restart forgets. When too many clients are remembered, the one whose window began first goes.
 */
export const createRateLimit = (rules: RateLimitRules, now: () => number): RateLimit => {
  // In the order in which their windows began: what has ended is always at the front.
  const windows = new Map<string, { used: number; readonly endsAt: number }>()

  const forgetEnded = (at: number) => {
    for (const [client, { endsAt }] of windows) {
      if (endsAt > at) return
      windows.delete(client)
    }
  }

  const windowOf = (client: string) => {
    const at = now()
    const open = windows.get(client)
    if (open !== undefined && open.endsAt > at) return open
    windows.delete(client)
    forgetEnded(at)
    const oldest = windows.keys().next().value
    if (windows.size >= rules.clientsMax && oldest !== undefined) windows.delete(oldest)
    const begun = { used: 0, endsAt: at + rules.windowSeconds * 1_000 }
    windows.set(client, begun)
    return begun
  }

  return {
    charge: (client, points, limit = rules.points) => {
      const window = windowOf(client)
      const allowed = window.used + points <= limit
      if (allowed) window.used += points
      return {
        limit,
        used: window.used,
        remaining: Math.max(0, limit - window.used),
        resetAt: Math.ceil(window.endsAt / 1_000),
        allowed,
      }
    },
    size: () => windows.size,
  }
}
