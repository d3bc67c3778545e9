import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openConnection, requestOf } from '../../bench/reads/client.ts'
import { daybookPages, differencesOf, ponderPages, readAllPages } from '../../bench/reads/paged.ts'

// Two programs say the same in other words, in answers that come whole or in pieces; what they say otherwise is noticed.

let server: Server | undefined
afterEach(() => void server?.close())

/** A server that answers each request with the next of these, in pieces of so many characters if need be. */
const serve = async (answers: readonly string[], piece?: number): Promise<string> => {
  const left = [...answers]
  server = createServer((request, response) => {
    request.resume().on('end', async () => {
      const answer = left.shift()!
      if (piece === undefined) return response.setHeader('content-length', Buffer.byteLength(answer)).end(answer)
      for (let at = 0; at < answer.length; at += piece) {
        response.write(answer.slice(at, at + piece))
        await new Promise(setImmediate)
      }
      return response.end()
    })
  })
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('an answer is read whole, with its length or in pieces, one after the other', async () => {
  const answers = ['{"a":"é"}', `{"b":"${'0'.repeat(100)}"}`, '{}']
  for (const piece of [undefined, 1, 7, 1_000]) {
    const connection = await openConnection(await serve(answers, piece))
    const request = requestOf('http://127.0.0.1:1', '{ a }', {})
    for (const answer of answers) expect(await connection.ask(request)).toBe(answer)
    connection.close()
    server!.close()
  }
})

const [alice, token] = ['0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '0xcccccccccccccccccccccccccccccccccccccccc']
const pageInfo = (next: string | null) => ({ hasNextPage: next !== null, endCursor: next })

const daybookAnswer = (amounts: readonly string[], next: string | null) =>
  JSON.stringify({
    data: {
      payouts: {
        nodes: amounts.map((raw) => ({
          contributor: { address: alice },
          amount: { raw, token: { address: token } },
          createdBy: { timestamp: '2023-11-14T22:13:20Z' },
          task: {
            key: '7',
            createdBy: { timestamp: '2023-11-14T22:13:19Z' },
            dataset: { key: '3', createdBy: { timestamp: '2023-11-14T22:13:18Z' } },
          },
        })),
        pageInfo: pageInfo(next),
      },
    },
  })
const ponderTask = { id: '7', timestamp: '1699999999', ofDataset: { id: '3', timestamp: '1699999998' } }
const ponderAnswer = (amounts: readonly string[], next: string | null, postedTask: unknown = ponderTask) =>
  JSON.stringify({
    data: {
      payoutss: {
        items: amounts.map((amount) => ({ contributor: alice, token, amount, timestamp: '1700000000', postedTask })),
        pageInfo: pageInfo(next),
      },
    },
  })

const read = async (paged: typeof daybookPages, answers: readonly string[]) => {
  const all = await readAllPages(await serve(answers), paged)
  server!.close()
  return all
}

test('the same payouts are the same in both words, page by page', async () => {
  const ours = await read(daybookPages, [daybookAnswer(['1', '2'], 'x'), daybookAnswer(['3'], null)])
  expect(ours.requests.map((request) => /"after":("x"|null)/.exec(request.toString())?.[1])).toEqual(['null', '"x"'])
  const theirs = await read(ponderPages, [ponderAnswer(['1'], 'y'), ponderAnswer(['2', '3'], null)])
  expect(differencesOf(ours.payouts, theirs.payouts)).toEqual([])
})

test('what is told otherwise is noticed, and no error is taken for a page', async () => {
  const { payouts: ours } = await read(daybookPages, [daybookAnswer(['1', '2'], null)])
  const differences = async (answer: string) =>
    differencesOf(ours, (await read(ponderPages, [answer])).payouts).map((text) => text.split(':')[0])
  expect(await differences(ponderAnswer(['1', '20'], null))).toEqual(['payout 1'])
  expect(await differences(ponderAnswer(['1'], null))).toEqual(['payout 1'])
  expect(await differences(ponderAnswer(['1', '2', '2'], null))).toEqual(['payout 2'])
  expect(await differences(ponderAnswer(['1', '2'], null, { ...ponderTask, id: '8' }))).toEqual([
    'payout 0',
    'payout 1',
  ])
  expect(await differences(ponderAnswer(['1', '2'], null, { ...ponderTask, ofDataset: null }))).toHaveLength(2)
  // Ponder goes by what the log names, and knows less.
  expect(await differences(ponderAnswer(['1', '2'], null, null))).toEqual([])
  await expect(read(ponderPages, ['{"errors":[{}],"data":null}'])).rejects.toThrow('No page of payouts')
})
