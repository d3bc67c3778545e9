import type { Addresses } from './call.ts'
import type { Cast } from './cast.ts'
import { queriesFor } from './queries.ts'
import type { Teller } from './teller.ts'

export type InviteOptions = {
  readonly url: string
  readonly addresses: Addresses
  readonly cast: Cast
  readonly teller: Teller
}

/** Tells where to look, and what to ask first. */
export const invite = ({ url, addresses, cast, teller }: InviteOptions) => {
  const queries = queriesFor(addresses, cast)
  const graphql = `${url}/graphql`
  teller.say('\nOpen')
  teller.say(`  ${graphql}   ask; in a browser, with an editor`)
  teller.say(`  ${`${url}/`.padEnd(graphql.length)}   how far the index is`)
  teller.say('\nThree questions to paste there:')
  for (const { title, text } of queries) teller.say(`\n# ${title}\n${text}`)
  teller.say('\nThe market goes on, a few events a second. Ctrl-C stops the demo and removes its files.\n')
  teller.answer({ graphql, status: `${url}/`, addresses, queries })
}
