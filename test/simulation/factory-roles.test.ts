import { afterEach, beforeEach, expect, test } from 'vitest'
import { ocean } from '../../src/protocols/ocean/translate.ts'
import type { Store } from '../../src/store/store.ts'
import { createFakeNode, type FakeNode } from '../chain/fake-node.ts'
import type { BareLog } from '../protocols/helpers/encode.ts'
import { CHAIN_ID, dump, temporarySqlite } from './books-of.ts'
import { createOracle } from './factory-answers.ts'
import { address, PEOPLE, speaker, TOKENS, transfer } from './factory-cast.ts'
import { factoryConfig } from './factory-chain.ts'
import { indexWith } from './factory-live.ts'
import { FACTORY } from './factory-ocean.ts'
import { createRandom } from './random.ts'

// An account that is merely paid becomes a contract of the market, and is an account again when that block goes.

const random = createRandom(1)
const { says } = speaker(ocean)
const [NFT, DATATOKEN, PAID] = [address(0xd1), address(0xd2), address(0xfe)]
const factory = { role: 'factory', of: FACTORY }
const datatoken = { role: 'datatoken', of: DATATOKEN }
const inOneTransaction = (...logs: readonly BareLog[]) => logs.map((log) => ({ ...log, transaction: 0 }))

const published = inOneTransaction(
  says(random, factory, 'NFTCreated', { newTokenAddress: NFT }),
  says(random, factory, 'TokenCreated', { newTokenAddress: DATATOKEN, creator: NFT }),
)
const announced = inOneTransaction(
  says(random, datatoken, 'OrderStarted'),
  transfer(TOKENS[0]!, PEOPLE[0]!, PAID, 5n),
  says(random, datatoken, 'PublishMarketFee', { PublishMarketFeeAddress: PAID, PublishMarketFeeToken: TOKENS[0] }),
)
const madeContract = inOneTransaction(says(random, factory, 'NFTCreated', { newTokenAddress: PAID }))
/** Nothing here names who is paid: only what is known of the past may make the transfer wanted. */
const paidAgain = inOneTransaction(says(random, datatoken, 'OrderStarted'), transfer(TOKENS[0]!, PEOPLE[0]!, PAID, 7n))

let node: FakeNode
let stores: Store[]
beforeEach(async () => {
  node = await createFakeNode({ chainId: CHAIN_ID })
  stores = []
})
afterEach(async () => {
  for (const store of stores) await store.close()
  await node.stop()
})

test('it is asked for as what it was, also by a process that began after it changed', async () => {
  const settings = factoryConfig({ rpc: [node.url] })
  const open = async () => {
    const store = await temporarySqlite()
    stores.push(store)
    return store
  }
  const store = await open()
  const { ask } = createOracle()
  for (const logs of [published, announced, madeContract]) node.chain.mine(logs)
  await indexWith(store, settings, ask)
  // A new process, which knows of the change before it hears that it did not happen.
  node.chain.mine([])
  await indexWith(store, settings, ask)
  node.chain.reorg(2, [[], [], paidAgain])
  await indexWith(store, settings, ask)
  const fresh = await open()
  await indexWith(fresh, settings, ask)
  expect(await dump(store)).toEqual(await dump(fresh))
})
