// biome-ignore-all lint/suspicious/noExplicitAny: tests look into answers of any shape.
import type { Served } from '../api/serve.ts'
import type { Values } from './documents.ts'

const text = (value: unknown): string => JSON.stringify(value)

/** Values for every required argument of the schema, out of the world that is served. */
export const valuesOf = async ({ data }: Served): Promise<Values> => {
  const world: any = await data(`{
    chains { chainId reorgs { nodes { id } } }
    markets(first: 10) { nodes { id address } }
    tokens(first: 10) { nodes { id address } }
    tasks(first: 40) { nodes { id } }
    submissions(first: 40) { nodes { id } }
    reviews(first: 20) { nodes { id } }
    datasets(first: 20) { nodes { id } }
    payouts(first: 40) { nodes { id createdBy { transactionHash } ledgerTransaction { id entries { account { id path token { id } } } } } }
    contributors(first: 30) { nodes { id address } }
    rewards(first: 20) { nodes { id } }
    purchases(first: 10) { nodes { id } }
  }`)
  const nodes = (name: string): any[] => world[name].nodes
  const ids = [
    'markets',
    'tokens',
    'tasks',
    'submissions',
    'reviews',
    'datasets',
    'payouts',
    'contributors',
    'rewards',
    'purchases',
  ]
  const accounts = nodes('payouts').flatMap(({ ledgerTransaction }) =>
    (ledgerTransaction?.entries ?? []).map((entry: any) => entry.account),
  )
  const by = (name: string) => nodes(name).map(({ id }) => `{ id: ${text(id)} }`)
  return {
    id: ids.flatMap((name) => nodes(name).map(({ id }) => text(id))),
    ids: ids.flatMap((name) => nodes(name).map(({ id }) => text(id))),
    chainId: world.chains.map(({ chainId }: any) => String(chainId)),
    hash: nodes('payouts').map(({ createdBy }) => text(createdBy.transactionHash)),
    address: ['markets', 'tokens', 'contributors'].flatMap((name) => nodes(name).map(({ address }) => text(address))),
    by: ['tasks', 'submissions', 'reviews', 'datasets', 'payouts'].flatMap(by),
    path: accounts.map(({ path }: any) => text(path)),
    token: accounts.map(({ token }: any) => text(token.id)),
  }
}
