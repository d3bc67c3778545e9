import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql } from 'postgres'

/** A query of the driver is told of its failure by this. */
type Rejectable = { reject(error: Error): void }

const underWay = new WeakSet<Sql>()
/** Nothing else goes over its connection until that ends. */
export const isCopying = (client: Sql): boolean => underWay.has(client)

/** Sends pieces of text to a COPY statement. `client` is a transaction's own connection. */
export const copy = async (client: Sql, statement: string, pieces: Iterable<string>): Promise<void> => {
  const query = client.unsafe(statement)
  // The driver tells the query of a failure that comes when all is sent, and not the stream, which would wait for ever.
  const { promise: failure, reject } = Promise.withResolvers<never>()
  failure.catch(() => {})
  const told = query as unknown as Rejectable
  const rejectQuery = told.reject
  told.reject = (error) => {
    rejectQuery(error)
    reject(error)
  }
  underWay.add(client)
  try {
    await Promise.race([query.writable().then((stream) => pipeline(Readable.from(pieces), stream)), failure])
  } finally {
    underWay.delete(client)
  }
}
