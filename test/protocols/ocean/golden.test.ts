import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Log } from '../../../src/domain/block.ts'
import type { Hex } from '../../../src/domain/hex.ts'
import { openMarket } from './market.ts'

// Logs of Ocean's own bytecode (npm @oceanprotocol/contracts 2.6.0), as anvil gave them when the play in e2e ran, seed 7: all that one
// dataset has seen, and the first jobs of an escrow. What they mean is in the files beside them; `vitest run <this file> -u` writes it anew, to be read.

/** Logs are lines: index, contract, topics, data. */
type Golden = {
  readonly contracts: Readonly<Record<string, readonly Hex[]>>
  readonly decimals: Readonly<Record<Hex, number>>
  readonly transactions: readonly { readonly hash: Hex; readonly timestamp: number; readonly logs: readonly string[] }[]
}

const logOf = (line: string, transactionHash: Hex): Log => {
  const [logIndex, address, topics, data] = line.split(' ')
  return {
    transactionHash,
    transactionIndex: 0,
    logIndex: Number(logIndex),
    address: address as Hex,
    topics: topics!.split(',') as Hex[],
    data: data as Hex,
  }
}

test.each(['dataset', 'compute'])('%s', async (name) => {
  const file = new URL(`golden/${name}.logs.json`, import.meta.url)
  const { contracts, decimals, transactions }: Golden = JSON.parse(readFileSync(file, 'utf8'))
  const market = openMarket(contracts, new Map(Object.entries(decimals) as [Hex, number][]))
  const lines = transactions.flatMap(({ hash, timestamp, logs }) => {
    const { meanings, unexplained } = market.read(
      logs.map((line) => logOf(line, hash)),
      timestamp,
    )
    expect(unexplained).toEqual([])
    return [
      hash,
      ...meanings.flatMap(({ logIndex, events, claims }) => [
        ...events.map(({ type, ...event }) => `  ${logIndex} ${type} ${print(event)}`),
        ...(claims ? [`  ${logIndex} claims ${claims.join(' ')}`] : []),
      ]),
    ]
  })
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/${name}.events.txt`)
})

const print = (event: object): string =>
  JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? String(value) : value))
