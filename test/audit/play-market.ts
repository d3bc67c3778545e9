import { encodeFunctionData } from 'viem'
import { testTokenAbi } from '../../contracts/artifacts/abi.ts'
import type { MarketConfig } from '../../src/config/config.ts'
import { type Anvil, startAnvil } from '../../src/demo/anvil.ts'
import { CHAIN_ID } from '../../src/demo/chain.ts'
import { deployMarket } from '../../src/demo/deploy.ts'
import { blocksOf, createHistory, SMALL, startOf } from '../../src/demo/history.ts'
import { FEE_BPS } from '../../src/demo/market.ts'
import { createAsk } from '../../src/demo/rpc.ts'
import { createStage } from '../../src/demo/stage.ts'

const END = Date.UTC(2026, 0, 31) / 1_000

/** The demo's history of the reference market on a chain that forgets no state. */
export const playMarket = async (seed: number): Promise<{ anvil: Anvil; market: MarketConfig }> => {
  const period = { seed, start: startOf(END, SMALL), end: END }
  const script = createHistory({ ...period, size: SMALL })
  const anvil = await startAnvil({
    chainId: CHAIN_ID,
    genesisTime: period.start,
    impersonate: true,
    args: ['--gas-limit', '1000000000', '--accounts', '1'],
  })
  const ask = createAsk(anvil.url)
  const { owner, treasury } = script.world.cast
  await ask([['anvil_setBalance', [owner.address, `0x${(10n ** 24n).toString(16)}`]]])
  await ask([['anvil_setBlockTimestampInterval', [1]]])
  const deployed = await deployMarket(anvil.url, { owner: owner.address, treasury: treasury.address, feeBps: FEE_BPS })
  await ask([['anvil_removeBlockTimestampInterval', []]])
  await ask([['evm_setAutomine', [false]]])
  const { market, dollar, coin, startBlock } = deployed
  const stage = createStage({ ask, addresses: { market, dollar, coin } })
  for (const block of blocksOf(script, period)) await stage.play(block)
  // Somebody sends tokens and says nothing.
  const data = encodeFunctionData({ abi: testTokenAbi, functionName: 'transfer', args: [market, 5n] })
  await ask([['anvil_setBalance', [treasury.address, `0x${(10n ** 24n).toString(16)}`]]])
  await ask([['eth_sendTransaction', [{ from: treasury.address, to: dollar, data }]]])
  await ask([['evm_mine', [`0x${(END + 1).toString(16)}`]]])
  return {
    anvil,
    market: {
      protocol: 'datamarket',
      chainId: CHAIN_ID,
      address: market,
      startBlock: Number(startBlock),
      name: 'Demo',
    },
  }
}
