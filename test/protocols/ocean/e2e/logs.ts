import { type Abi, type AbiEvent, decodeEventLog, type Log, toEventSelector } from 'viem'
import type { Hex } from '../../../../src/domain/hex.ts'
import { artifacts } from './artifacts.ts'
import { lower, type Mined } from './chain.ts'
import type { Place } from './truth.ts'

type Known = { readonly name: string; readonly event: AbiEvent }

/** Every event of every contract, by signature and number of topics: ERC-20 and ERC-721 share the signature of Transfer. */
const known: ReadonlyMap<string, Known> = new Map(
  Object.values(artifacts)
    .flatMap(({ abi }) => abi as Abi)
    .filter((item): item is AbiEvent => item.type === 'event')
    .map((event) => {
      const topics = 1 + event.inputs.filter(({ indexed }) => indexed).length
      return [`${toEventSelector(event)}/${topics}`, { name: event.name, event }] as const
    }),
)

const knownOf = (log: Log): Known | undefined => known.get(`${log.topics[0]}/${log.topics.length}`)

/** The name of a log's event; its signature's beginning when it is none of Ocean's. */
const eventNameOf = (log: Log): string => knownOf(log)?.name ?? `${log.topics[0]?.slice(0, 10)}`

/** Where the n-th log of an event, of one contract, is. */
export const placeOf = (mined: Mined, address: Hex, event: string, nth = 0): Place => {
  const found = mined.logs.filter((log) => log.address.toLowerCase() === address && eventNameOf(log) === event)[nth]
  if (!found) throw new Error(`${mined.tx} has no ${event} number ${nth} of ${address}.`)
  return { tx: mined.tx, logIndex: found.logIndex! }
}

export const countOf = (mined: Mined, address: Hex, event: string): number =>
  mined.logs.filter((log) => log.address.toLowerCase() === address && eventNameOf(log) === event).length

/** The arguments of an event, for what the script cannot know beforehand: addresses of new clones, and ids. */
export const argsOf = (mined: Mined, address: Hex, event: string, nth = 0): Record<string, unknown> => {
  const { logIndex } = placeOf(mined, address, event, nth)
  const log = mined.logs.find((each) => each.logIndex === logIndex)!
  return argsOfLog(log)!
}

const argsOfLog = (log: Log): Record<string, unknown> | undefined => {
  const event = knownOf(log)?.event
  return event && (decodeEventLog({ abi: [event], topics: log.topics, data: log.data, strict: false }).args as never)
}

/** ERC-20 transfers of a transaction, in their order. */
export const transfersOf = (mined: Mined) =>
  mined.logs
    .filter((log) => eventNameOf(log) === 'Transfer' && log.topics.length === 3)
    .map((log) => {
      const { from, to, value } = argsOfLog(log) as { from: Hex; to: Hex; value: bigint }
      return { token: lower(log.address), from: lower(from), to: lower(to), amount: value }
    })

/** A transaction's logs as a reader of the protocol wants them: who emitted what, and for transfers between whom. */
export const describeLogs = (mined: Mined, roleOf: (address: Hex) => string): string[] =>
  mined.logs.map((log) => {
    const name = eventNameOf(log)
    const emitter = roleOf(lower(log.address))
    if (name !== 'Transfer' && name !== 'Approval') return `${emitter}: ${name}`
    const args = argsOfLog(log) as Record<string, Hex>
    const [from, to] = name === 'Transfer' ? [args.from, args.to] : [args.owner, args.spender ?? args.approved]
    return `${emitter}: ${name} ${roleOf(lower(from!))} > ${roleOf(lower(to!))}`
  })
