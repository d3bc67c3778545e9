import { type AbiEvent, type Address, encodeAbiParameters, encodeEventTopics, toHex } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'
import { artifacts } from './artifacts.ts'
import { ZERO } from './book.ts'
import { call } from './chain.ts'
import { placeOf } from './logs.ts'
import type { World } from './world.ts'

/** Values for what a forgery does not care about. */
const blanks: Readonly<Record<string, unknown>> = {
  address: ZERO,
  bool: true,
  string: '',
  bytes: '0x',
  bytes32: toHex(1, { size: 32 }),
}

/** A contract of nobody's emits an event of the protocol, letter by letter. */
const forge = async (
  world: World,
  of: keyof typeof artifacts,
  eventName: string,
  given: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const { forger, book, cast } = world
  const event = artifacts[of].abi.find((item): item is AbiEvent => item.type === 'event' && item.name === eventName)!
  const args = Object.fromEntries(event.inputs.map(({ name, type }) => [name!, given[name!] ?? blanks[type] ?? 1]))
  const topics = encodeEventTopics({ abi: [event], eventName, args } as never)
  const plain = event.inputs.filter(({ indexed }) => !indexed)
  const data = encodeAbiParameters(plain, plain.map(({ name }) => args[name!]) as never)
  const mined = await world.act(`forged ${eventName}`, cast.stranger, call(forger, 'forge', topics, data))
  book.forgeries.push({ ...placeOf(mined, forger.address, eventName), address: forger.address, event: eventName })
}

/** Forgeries that name real datasets, buyers and exchanges. */
export const forgeAll = async (
  world: World,
  about: { readonly exchangeId: Hex; readonly datatoken: Hex; readonly nft: Hex },
) => {
  const { cast, receivers, tokens } = world
  const person: Address = cast.carol
  const amount = 10n ** 24n
  const exchangeId = about.exchangeId
  await forge(world, 'datatoken1', 'OrderStarted', { consumer: person, payer: person, amount: 10n ** 18n })
  await forge(world, 'datatoken1', 'OrderReused', { caller: person })
  await forge(world, 'datatoken1', 'ProviderFee', {
    providerFeeAddress: receivers.provider,
    providerFeeToken: tokens.ocean.address,
    providerFeeAmount: amount,
  })
  await forge(world, 'factory', 'NFTCreated', { newTokenAddress: world.forger.address, admin: person, creator: person })
  await forge(world, 'factory', 'TokenCreated', { newTokenAddress: world.forger.address, creator: about.nft })
  await forge(world, 'exchange', 'Swapped', {
    exchangeId,
    by: person,
    baseTokenSwappedAmount: amount,
    tokenOutAddress: about.datatoken,
  })
  await forge(world, 'exchange', 'TokenCollected', { exchangeId, to: person, token: tokens.ocean.address, amount })
  await forge(world, 'escrow', 'Claimed', { payee: cast.node, payer: person, token: tokens.dollar.address, amount })
  await forge(world, 'escrow', 'Deposit', { payer: person, token: tokens.dollar.address, amount })
  await forge(world, 'nft', 'MetadataCreated', { createdBy: person, data: toHex('{}') })
}
