import { keccak256, toHex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Anvil, createAnvilClient, startAnvil } from '../../src/demo/anvil.ts'
import { createAsk } from '../../src/demo/rpc.ts'
import type { Hex } from '../../src/domain/hex.ts'
import { decodeHeader, encodeHeader } from '../../src/proof/header.ts'
import { receiptsRoot } from '../../src/proof/receipts-root.ts'
import { bytes } from './oracle.ts'

// Headers and receipts of a real node, fork by fork.

type Raw = Readonly<Record<string, Hex>>

/** Creates a contract that refuses calls with data, and says one log to others; in opcodes that every fork has. */
const talker = `0x72${'3615600a5760006000fd5b602a60206000a100'}6000526013600df3` as const

const forks = ['istanbul', 'berlin', 'london', 'paris', 'shanghai', 'cancun', 'prague'] as const
const chains = new Map<string, Anvil>()

beforeAll(async () => {
  for (const fork of forks) chains.set(fork, await startAnvil({ args: ['--hardfork', fork] }))
}, 60_000)
afterAll(async () => {
  for (const chain of chains.values()) await chain.stop()
})

test.each(forks)('headers of %s hash to their blocks, receipts to their roots', async (fork) => {
  const { url } = chains.get(fork)!
  const ask = createAsk(url)
  const client = createAnvilClient(url)
  const [account] = await client.getAddresses()
  const hash = await client.sendTransaction({ account: account!, data: talker, gasPrice: 100_000_000_000n })
  const { contractAddress } = await client.waitForTransactionReceipt({ hash })
  // One block of many transactions, some of which fail, of each type that the fork knows.
  await client.setAutomine(false)
  const types = ['0x0', ...(forks.indexOf(fork) > 0 ? ['0x1'] : []), ...(forks.indexOf(fork) > 1 ? ['0x2'] : [])]
  const price = toHex(100_000_000_000)
  for (let nonce = 0; nonce < 20; nonce += 1) {
    const type = types[nonce % types.length]!
    const gas = type === '0x2' ? { maxFeePerGas: price, maxPriorityFeePerGas: '0x1' } : { gasPrice: price }
    const list = type === '0x1' ? { accessList: [] } : {}
    const data = nonce % 4 === 0 ? '0xdead' : '0x'
    const call = { from: account, to: contractAddress, data, type, gas: toHex(100_000), ...gas, ...list }
    await ask([['eth_sendTransaction', [call]]])
  }
  await client.mine({ blocks: 1 })

  const head = Number(await client.getBlockNumber())
  const seen = new Set<string>()
  for (let number = 0; number <= head; number += 1) {
    const [header, receipts] = (await ask([
      ['eth_getBlockByNumber', [toHex(number), false]],
      ['eth_getBlockReceipts', [toHex(number)]],
    ])) as [Raw, Raw[]]
    const rlp = encodeHeader(header)
    expect(rlp).not.toBeNull()
    expect(keccak256(rlp!)).toBe(header.hash)
    expect(receiptsRoot(receipts)).toBe(header.receiptsRoot)
    expect(decodeHeader(bytes(rlp!))).toEqual({
      number,
      parentHash: header.parentHash,
      receiptsRoot: header.receiptsRoot,
      logsBloom: header.logsBloom,
      timestamp: Number(header.timestamp),
    })
    for (const receipt of receipts) seen.add(`${receipt.type} ${receipt.status}`)
  }
  for (const type of types) expect(seen).toContain(`${type} 0x1`)
  expect([...seen].some((each) => each.endsWith('0x0'))).toBe(true)
})

test('a header with a field missing, or out of its form, has no encoding', async () => {
  const ask = createAsk(chains.get('prague')!.url)
  const [header] = (await ask([['eth_getBlockByNumber', ['latest', false]]])) as [Raw]
  expect(encodeHeader(header)).not.toBeNull()
  const required = ['parentHash', 'receiptsRoot', 'logsBloom', 'number', 'gasUsed', 'nonce', 'mixHash']
  for (const name of required) {
    expect([name, encodeHeader({ ...header, [name]: null })]).toEqual([name, null])
  }
  for (const name of [...required, 'withdrawalsRoot', 'blobGasUsed', 'requestsHash']) {
    expect([name, encodeHeader({ ...header, [name]: '0x1g' })]).toEqual([name, null])
  }
  // A later field that is left out gives another header, which the hash tells.
  expect(keccak256(encodeHeader({ ...header, requestsHash: undefined })!)).not.toBe(header.hash)
})
