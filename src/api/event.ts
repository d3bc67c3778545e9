import { describeLog } from '../protocols/registry.ts'
import { slotOf } from '../store/ids.ts'
import { unpackBody } from '../store/log-body.ts'
import type { LogRow } from '../store/read/by-key.ts'
import type { Context } from './context.ts'
import { marketAt } from './known.ts'

type Described = { readonly eventName: string; readonly arguments: Readonly<Record<string, unknown>> }

const UNKNOWN: Described = { eventName: 'unknown', arguments: {} }

/** A log in words: decoded when somebody asks, from the bytes as the chain gave them. */
export const describe = async (context: Context, log: LogRow): Promise<Described> => {
  const market = await marketAt(context, slotOf(log.id), log.emitter.address)
  return describeLog(market?.protocol, unpackBody(log.emitter, log.body)) ?? UNKNOWN
}
