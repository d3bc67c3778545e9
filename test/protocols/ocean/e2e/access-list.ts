import type { Hex } from '../../../../src/domain/hex.ts'
import { artifacts } from './artifacts.ts'
import { call, lower } from './chain.ts'
import { argsOf } from './logs.ts'
import type { World } from './world.ts'

/** A list of who may do something, made and changed; an adapter may pass over it. */
export const listAccess = async (world: World): Promise<void> => {
  const { accessLists, book, cast, chain } = world
  const { alice, carol, dave } = cast
  const mined = await chain.send(
    alice,
    call(
      accessLists,
      'deployAccessListContract',
      'Friends',
      'FRND',
      false,
      alice,
      [carol],
      ['https://example.org/carol'],
    ),
  )
  const address = lower(argsOf(mined, accessLists.address, 'NewAccessList').contractAddress as Hex)
  book.nameRole(address, 'accessList')
  book.write('deployAccessListContract', mined, [])
  const list = { address, abi: artifacts.accessList.abi }
  await world.act('mint of an access list', alice, call(list, 'mint', dave, 'https://example.org/dave'))
  await world.act('burn of an access list', alice, call(list, 'burn', 1n))
}
