import { readdirSync, readFileSync } from 'node:fs'
import { type AbiEvent, toEventSignature } from 'viem'
import { expect, test } from 'vitest'
import { dataMarketAbi } from '../../contracts/artifacts/abi.ts'
import dataMarket from '../../contracts/artifacts/DataMarket.json' with { type: 'json' }
import { buildArtifacts } from '../../contracts/compile.ts'
import { dataMarketEvents } from '../../src/protocols/datamarket/abi.ts'

const folder = new URL('../../contracts/artifacts/', import.meta.url)

test('the committed artifacts are what the sources compile to', () => {
  const built = buildArtifacts()
  expect(readdirSync(folder).sort()).toEqual([...built.keys()].sort())
  for (const [file, text] of built) {
    const committed = readFileSync(new URL(file, folder), 'utf8')
    expect(committed === text, `contracts/artifacts/${file} is stale: run \`npx node contracts/compile.ts\``).toBe(true)
  }
})

test('the market fits into what a chain accepts as a contract', () => {
  const MAX_CODE_BYTES = 24_576 // EIP-170
  expect((dataMarket.deployedBytecode.length - 2) / 2).toBeLessThan(MAX_CODE_BYTES)
})

test('the market emits exactly the events that its protocol knows', () => {
  const described = (abi: readonly unknown[]) =>
    (abi as readonly { type: string }[])
      .filter((entry): entry is AbiEvent => entry.type === 'event')
      .map(
        (event) =>
          `${toEventSignature(event)} ${event.inputs.map((input) => `${input.indexed === true} ${input.name}`)}`,
      )
      .sort()
  expect(described(dataMarketAbi)).toEqual(described(dataMarketEvents))
})
