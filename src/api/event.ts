import { describeLog } from '../protocols/registry.ts'
import { slotOf } from '../store/ids.ts'
import type { LogRow } from '../store/read/by-key.ts'
import type { Context } from './context.ts'
import { marketById } from './known.ts'
import { unpacked } from './unpacked.ts'

type Described = { readonly eventName: string; readonly arguments: Readonly<Record<string, unknown>> }

const UNKNOWN: Described = { eventName: 'unknown', arguments: {} }

/** What was described for the operation under way: many records come from one log, e.g. of a bulk payout. */
const described = new WeakMap<LogRow, Promise<Described>>()

/** A log in words: decoded when somebody asks, from the bytes as the chain gave them, by its contract's roles in its markets. */
export const describe = (context: Context, log: LogRow): Promise<Described> => {
  const known = described.get(log) ?? decode(context, log)
  described.set(log, known)
  return known
}

const decode = async (context: Context, log: LogRow): Promise<Described> => {
  const parts = (await context.load.contractsAt.load(log.emitter.address)).filter(
    (contract) => slotOf(contract.id) === slotOf(log.id),
  )
  const emitters = await Promise.all(
    parts.map(async ({ marketId, role }) => ({ protocol: (await marketById(context, marketId)).protocol, role })),
  )
  return describeLog(emitters, await unpacked(context, log)) ?? UNKNOWN
}
