import { expect, test } from 'vitest'
import { createAnvilClient, startAnvil } from '../../src/demo/anvil.ts'

test('a chain starts on a free port with the id and the time asked for, and its port is not shared', async () => {
  const anvil = await startAnvil({ chainId: 4242, genesisTime: 1_700_000_000, accounts: 3, impersonate: true })
  try {
    const client = createAnvilClient(anvil.url, 4242)
    expect(await client.getChainId()).toBe(4242)
    expect((await client.getBlock()).timestamp).toBe(1_700_000_000n)
    expect(await client.getAddresses()).toHaveLength(3)
    await expect(startAnvil({ port: anvil.port })).rejects.toMatchObject({ code: 'USAGE' })
    expect(await client.getChainId()).toBe(4242)
  } finally {
    await anvil.stop()
  }
})

test('a chain that is stopped, even twice, is gone and frees its port', async () => {
  const first = await startAnvil()
  await first.stop()
  await first.stop()
  expect(() => process.kill(first.pid, 0)).toThrow()
  const second = await startAnvil({ port: first.port })
  await second.stop()
})

test('a chain that cannot start says why', async () => {
  await expect(startAnvil({ args: ['--no-such-option'] })).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('--no-such-option'),
  })
})
