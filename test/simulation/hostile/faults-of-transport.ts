import type { Fault, Mishap } from './fault.ts'

/** A mishap that meets a share of all requests. */
const happening = (...kinds: readonly Mishap[]): Fault => ({
  mishap: ({ dice, share, fired }) => {
    if (!dice.chance(share)) return null
    fired()
    return dice.pick(kinds)
  },
})

const WINDOW_MS = 7_000

/** Bursts last this long, and each node has its own. */
const inBurst = ({ sticky, passed, share }: Parameters<NonNullable<Fault['mishap']>>[0]): boolean =>
  sticky(String(Math.floor(passed / WINDOW_MS))).chance(share)

export const transportFaults = {
  hang: happening('hang'),
  'cut socket': happening('cut', 'cut in the answer'),
  html: happening('html'),
  'no answer': happening('empty'),
  'truncated json': happening('truncated'),
  'server error': happening(500, 503),
  slow: {
    delay: ({ dice, share, fired }) => {
      if (!dice.chance(share)) return 0
      fired()
      // Now and then longer than anybody waits.
      return 500 + dice.int(dice.chance(0.1) ? 60_000 : 8_000)
    },
  },
  'rate limit': {
    mishap: (moment) => {
      if (!inBurst(moment) || moment.dice.chance(0.5)) return null
      moment.fired()
      return 429
    },
    reply: (_, reply, moment) => {
      if (!inBurst(moment) || moment.dice.chance(0.6)) return reply
      moment.fired()
      return { error: { code: -32005, message: 'rate limit exceeded' } }
    },
  },
  outage: {
    mishap: (moment) => {
      if (!inBurst(moment)) return null
      moment.fired()
      return moment.dice.pick(['cut', 503, 'html'] as const)
    },
  },
} satisfies Record<string, Fault>
