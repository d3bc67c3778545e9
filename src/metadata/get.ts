import { withDeadline } from './deadline.ts'
import type { Reach } from './network.ts'
import { Refusal, unreachable } from './refusal.ts'
import { request, type Wanted } from './request.ts'

const REDIRECTS_MAX = 3

export type Body = { readonly bytes: Buffer; readonly mediaType: string | undefined }

/**
 * Fetches an address over HTTP within the time of one request, and follows a few redirects, each of which is checked like an address
 * from the chain. Throws Refusal; or the signal's reason when the program stops.
 */
export const get = (wanted: Wanted, reach: Reach): Promise<Body> => {
  const { timeoutSeconds } = reach.rules
  return withDeadline(
    reach.signal,
    timeoutSeconds * 1_000,
    (deadline) => follow(wanted, reach, deadline),
    () => unreachable(`there was no whole answer within ${timeoutSeconds} seconds`),
  )
}

const follow = async (wanted: Wanted, reach: Reach, deadline: AbortSignal): Promise<Body> => {
  let at = wanted
  for (let hops = 0; hops <= REDIRECTS_MAX; hops++) {
    const answer = await request(at, reach, deadline).catch((error: unknown) => {
      // Where a host sends its visitors, it may change.
      throw hops > 0 && error instanceof Refusal ? new Refusal(error.state, error.message) : error
    })
    if (answer.type === 'body') return answer
    if (!URL.canParse(answer.location, at.url)) throw unreachable('the host redirects to what is no address')
    const url = new URL(answer.location, at.url)
    if (at.url.protocol === 'https:' && url.protocol === 'http:')
      throw new Refusal('BLOCKED', 'the host redirects from https to http')
    at = { ...at, url, trusted: at.trusted && url.origin === at.url.origin }
  }
  throw unreachable(`the host redirects more than ${REDIRECTS_MAX} times`)
}
