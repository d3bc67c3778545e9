import type { Abi } from 'viem'
import { afterEach, expect, test } from 'vitest'
import { dataMarketAbi, testTokenAbi } from '../../contracts/artifacts/abi.ts'
import { createAnvilClient } from '../../src/demo/anvil.ts'
import { type DemoChain, startChain } from '../../src/demo/chain.ts'
import { blocksOf, createHistory, SMALL, startOf } from '../../src/demo/history.ts'
import type { TokenName } from '../../src/demo/token.ts'
import type { Script } from '../../src/demo/world.ts'

const END = 1_790_000_000
const chains: DemoChain[] = []
afterEach(async () => {
  await Promise.all(chains.splice(0).map(({ anvil }) => anvil.stop()))
})

const playSmall = async (seed: number): Promise<{ script: Script; chain: DemoChain }> => {
  const period = { seed, start: startOf(END, SMALL), end: END }
  const script = createHistory({ ...period, size: SMALL })
  const chain = await startChain(script.world.cast, period.start)
  chains.push(chain)
  for (const block of blocksOf(script, period)) await chain.stage.play(block)
  return { script, chain }
}

const reader = ({ anvil, addresses }: DemoChain) => {
  const client = createAnvilClient(anvil.url)
  return {
    logs: () => client.getLogs({ fromBlock: 0n, toBlock: 'latest' }),
    read: <T>(functionName: string, args: readonly unknown[] = []) =>
      client.readContract({ address: addresses.market, abi: dataMarketAbi as Abi, functionName, args }) as Promise<T>,
    held: (token: TokenName) =>
      client.readContract({
        address: addresses[token],
        abi: testTokenAbi,
        functionName: 'balanceOf',
        args: [addresses.market],
      }),
  }
}

test('the same seed gives the same chain, event by event', async () => {
  const first = reader((await playSmall(5)).chain)
  const second = reader((await playSmall(5)).chain)
  const logs = await first.logs()
  expect(logs.length).toBeGreaterThan(1_500)
  expect(await second.logs()).toEqual(logs)
})

test('every state that the contract knows is there in the end, and the market holds what it owes', async () => {
  const { chain, script } = await playSmall(3)
  const { read, held } = reader(chain)
  const ids = (count: number) => Array.from({ length: count }, (_, i) => [BigInt(i + 1)] as const)
  const [taskCount, submissionCount] = [await read<number>('taskCount'), await read<number>('submissionCount')]
  type Task = { outcome: number; token: string; free: bigint; reserved: bigint }
  const tasks = await Promise.all(ids(taskCount).map((id) => read<Task>('getTask', id)))
  const submissions = await Promise.all(ids(submissionCount).map((id) => read<{ status: number }>('getSubmission', id)))
  expect(new Set(tasks.map(({ outcome }) => outcome))).toEqual(new Set([0, 1, 2]))
  expect(new Set(submissions.map(({ status }) => status))).toEqual(new Set([1, 2, 3, 4, 5, 6]))

  // 125 dollars came by mistake.
  const strays = { dollar: 125_000_000n, coin: 0n }
  for (const token of ['dollar', 'coin'] as const) {
    const address = chain.addresses[token]
    let owed = strays[token]
    for (const task of tasks) if (task.token.toLowerCase() === address) owed += task.free + task.reserved
    for (const { id } of script.world.market.datasets) owed += await read<bigint>('unclaimedRevenue', [id, address])
    expect(await held(token)).toBe(owed)
  }
  // What the script believes people can claim is what the contract would send them.
  for (const dataset of script.world.market.datasets) {
    for (const { holder, token, amount } of dataset.revenue.claimable()) {
      expect(await read<bigint>('claimable', [dataset.id, chain.addresses[token], holder])).toBe(amount)
    }
  }
})

test('a step that the contract refuses is an error that names it', async () => {
  const { chain, script } = await playSmall(1)
  const { stranger } = script.world.cast
  const call = {
    from: stranger.address,
    to: 'market',
    name: 'setFee',
    args: [1, stranger.address],
    step: 'a coup',
  } as const
  await expect(chain.stage.play({ time: END + 10, calls: [call] })).rejects.toThrow(
    /"a coup" \(setFee from 0x.*reverted/,
  )
})

test('the market lives on for as long as one likes, in blocks of bounded size', async () => {
  const { chain, script } = await playSmall(2)
  script.hurry(6_000)
  const before = chain.stage.count()
  const sizes: number[] = []
  for (let time = END + 1; time <= END + 400; time++) {
    const calls = script.tick(time, 8)
    sizes.push(calls.length)
    await chain.stage.play({ time, calls })
  }
  const { logs } = chain.stage.count()
  expect((logs - before.logs) / 400).toBeGreaterThan(1)
  // A single doing, such as posting a task with its reviewers, is not cut in two.
  expect(Math.max(...sizes)).toBeLessThan(8 + 55)
  expect(script.world.market.tasks.size).toBeLessThan(100)
})
