import './one-graphql.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, type Served, serveOn } from './serve.ts'
import { createWorld } from './world.ts'

// Ids of what is indexed, with parts cut off or numbers that are none: nothing is found under them, on either database.

const lists = ['tasks', 'submissions', 'reviews', 'rewards', 'payouts', 'fees', 'datasets', 'purchases']
const odd = ['', 'x', 'NaN', '-1', '1.5', '1e3', '99999999999999999999', 'Infinity']

const wrap = (parts: readonly string[]) => Buffer.from(parts.join(':')).toString('base64url')

/** What is left of an id as parts are taken off its end, and the same with something odd at each place after the type. */
const cut = (id: string): string[] => {
  const parts = Buffer.from(id, 'base64url').toString().split(':')
  const shorter = parts.map((_, count) => parts.slice(0, count)).slice(1)
  const spoilt = parts.flatMap((_, at) => (at === 0 ? [] : odd.map((text) => parts.with(at, text))))
  return [...shorter, ...spoilt].map(wrap)
}

for (const engine of engines)
  describe(`cut ids on ${engine}`, () => {
    let served: Served
    beforeAll(async () => {
      served = await serveOn(engine, createWorld(4))
    })
    afterAll(() => served.stop())

    test.each(lists)('of %s', async (list) => {
      const { [list]: page } = await served.data(`{ ${list}(first: 1) { nodes { id } } }`)
      const ids = cut(page.nodes[0].id)
      for (const id of ids) {
        const { data, errors = [] } = await served.ask('query ($id: ID!) { node(id: $id) { id } }', { id })
        expect(data?.node ?? null, id).toBeNull()
        for (const { extensions } of errors) expect(extensions.code, id).toBe('BAD_USER_INPUT')
      }
    })
  })
