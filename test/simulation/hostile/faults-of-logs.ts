import { addToBloom, bloomBits, bloomText, emptyBloom } from '../../../src/chain/bloom.ts'
import type { RawLog } from '../../chain/fake-chain.ts'
import type { Reply } from '../../chain/fake-node.ts'
import { blockIn, type Call, type Fault, logsIn, type Moment } from './fault.ts'

const isByHash = ({ params }: Call) => (params[0] as { blockHash?: unknown } | undefined)?.blockHash !== undefined
const nameOf = ({ blockHash, logIndex }: RawLog) => `${blockHash}/${logIndex}`

type Receipt = { readonly logs: readonly RawLog[] }

const receiptsIn = ({ method }: Call, reply: Reply): readonly Receipt[] | null =>
  method === 'eth_getBlockReceipts' && 'result' in reply && Array.isArray(reply.result) ? reply.result : null

/** Leaves a log out of an otherwise true reply wherever `isLost` says so. */
const leavingOut = (
  where: { readonly range?: boolean; readonly hash?: boolean; readonly receipts?: boolean },
  isLost: (log: RawLog, moment: Moment) => boolean,
): Fault => ({
  reply: (call, reply, moment) => {
    const keep = (logs: readonly RawLog[]) => {
      const kept = logs.filter((log) => !isLost(log, moment))
      if (kept.length === logs.length) return logs
      moment.fired()
      moment.hid(logs.length - kept.length)
      return kept
    }
    const logs = logsIn<RawLog>(call, reply)
    if (logs && (isByHash(call) ? where.hash : where.range)) return { result: keep(logs) }
    const receipts = where.receipts ? receiptsIn(call, reply) : null
    if (receipts) return { result: receipts.map((receipt) => ({ ...receipt, logs: keep(receipt.logs) })) }
    return reply
  },
})

/** A node whose own index of logs lacks some, always the same. */
const lacking = (log: RawLog, { sticky, share }: Moment) => sticky(nameOf(log)).chance(share)

/** A list of logs, told with something wrong in it. */
const spoilt = (spoil: (logs: readonly RawLog[], moment: Moment) => readonly unknown[]): Fault => ({
  reply: (call, reply, moment) => {
    const logs = logsIn<RawLog>(call, reply)
    if (logs === null || !moment.dice.chance(moment.share)) return reply
    moment.fired()
    return { result: spoil(logs, moment) }
  },
})

const everywhere = leavingOut({ range: true, hash: true, receipts: true }, lacking)

/** The bloom of a block as if it had never held what this node lacks. */
const bloomWithout = (number: unknown, moment: Moment): string => {
  const digits = emptyBloom()
  for (const log of moment.chain.block(Number(number))!.logs)
    if (!lacking(log, moment)) for (const item of [log.address, ...log.topics]) addToBloom(digits, bloomBits(item))
  return bloomText(digits)
}

const LIMITS = [100, 128]

export const logFaults = {
  'log left out of ranges': leavingOut({ range: true }, lacking),
  'log left out by hash': leavingOut({ range: true, hash: true }, lacking),
  'log left out everywhere': everywhere,
  'log left out everywhere, of the bloom too': {
    reply: (call, reply, moment) => {
      const block = blockIn(call, reply)
      return block
        ? { result: { ...block, logsBloom: bloomWithout(block.number, moment) } }
        : everywhere.reply!(call, reply, moment)
    },
  },
  'log left out at times': leavingOut({ range: true, hash: true }, (_, { dice, share }) => dice.chance(share)),
  'empty list': {
    reply: (call, reply, { dice, share, fired, hid }) => {
      const logs = logsIn(call, reply)
      if (logs === null || !dice.chance(share)) return reply
      fired()
      hid(logs.length)
      return { result: [] }
    },
  },
  'cut off at a round count': {
    reply: (call, reply, { sticky, share, fired, hid }) => {
      const logs = logsIn(call, reply)
      const dice = sticky('limit')
      const limit = dice.pick(LIMITS)
      if (logs === null || logs.length <= limit || !dice.chance(share)) return reply
      fired()
      hid(logs.length - limit)
      return { result: logs.slice(0, limit) }
    },
  },
  'log twice': spoilt((logs, { dice }) => logs.flatMap((log) => (dice.chance(0.5) ? [log, log] : [log]))),
  'log twice, contradicting': spoilt((logs) => logs.flatMap((log) => [log, { ...log, data: `${log.data}ff` }])),
  'removed logs': spoilt((logs, { dice }) => [
    ...logs.map((log) => ({ ...log, blockHash: `0x${'de'.repeat(32)}`, removed: true })),
    ...logs.flatMap((log) => (dice.chance(0.3) ? [{ ...log, data: '0x', removed: true }, log] : [log])),
  ]),
  'log of another block': spoilt((logs, { dice }) => {
    const moved = dice.int(logs.length)
    const as = dice.chance(0.5) ? { blockHash: `0x${'ab'.repeat(32)}` } : { blockTimestamp: '0x1' }
    return logs.map((log, i) => (i === moved ? { ...log, ...as } : log))
  }),
  'log that was not asked for': spoilt((logs) => [
    { ...logs[0]!, address: `0x${'77'.repeat(20)}`, logIndex: '0xfff' },
    ...logs,
  ]),
  'logs in another order': spoilt((logs) => [...logs].reverse()),
  'wrong hint': {
    instead: ({ method }, { sticky, share, fired }) => {
      const dice = sticky('limit')
      if (method !== 'eth_getLogs' || !dice.chance(share)) return {}
      fired()
      return { faults: { resultsMax: 3 + dice.int(40), badHint: true } }
    },
  },
  'narrow ranges': {
    instead: ({ method }, { sticky, share, fired }) => {
      const dice = sticky('limit')
      if (method !== 'eth_getLogs' || !dice.chance(share)) return {}
      fired()
      return { faults: { rangeMax: 1 + dice.int(20) } }
    },
  },
  'no receipts': {
    instead: ({ method }, { sticky, share, fired }) => {
      if (method !== 'eth_getBlockReceipts' || !sticky('able').chance(share)) return {}
      fired()
      return { faults: { receipts: false } }
    },
  },
  'no logs by hash': {
    instead: (call, { sticky, share, fired }) => {
      if (call.method !== 'eth_getLogs' || !isByHash(call) || !sticky('able').chance(share)) return {}
      fired()
      return { faults: { byHash: false } }
    },
  },
} satisfies Record<string, Fault>
