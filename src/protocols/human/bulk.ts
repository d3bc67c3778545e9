import { statesMoney } from '../../domain/event.ts'
import type { Hex } from '../../domain/hex.ts'
import type { Memory } from '../memory.ts'
import type { DecodedLog, MarketView, Meaning } from '../protocol.ts'
import { isNetV2, isPadding, meaningOfRows, partsOf } from './bulk-rows.ts'
import { areCarried, claimRows, type Row, type Span, setCutsAside } from './claims.ts'
import type { RowsMeaning, Scene } from './escrow.ts'
import { translateGross } from './gross.ts'
import { charged, paid, shown, stated } from './money.ts'
import { giveOracles, oraclesPaid } from './oracles.ts'

// Payouts that name every recipient: BulkTransfer, its versions 2 and 3, and the fees of 7.x.

type BulkContext = { readonly memory: Memory; readonly view: MarketView }

const rowsOf = (accounts: unknown, amounts: unknown): readonly Row[] =>
  (accounts as Hex[]).slice(0, (amounts as bigint[]).length).map((to, i) => ({ to, amount: (amounts as bigint[])[i]! }))

/** Rows as their net amounts: payouts to workers, then fees. */
const translateNet = (
  scene: Scene,
  logIndex: number,
  { workers, fees }: { workers: readonly Row[]; fees: readonly Row[] },
  span: Span,
): Meaning => {
  const { address, claims, token } = scene
  const claimed = claimRows(claims, token, [...workers, ...fees], span)
  setCutsAside(claims, token, claimed, span)
  return {
    logIndex,
    events: claimed.map((each, i) => {
      const money = stated(address, token, each)
      const { to, amount } = each.row
      return i < workers.length
        ? paid(scene, to, money.amount === amount ? null : amount, money)
        : charged(scene, to, money)
    }),
  }
}

/** In 1.x and 3.x fees are in no event: what moved after the last worker's pay, to the oracles in their order. */
const translateV1 = (scene: Scene, { log, args }: DecodedLog, span: Span): Meaning[] => {
  const { claims, token } = scene
  const workers = rowsOf(args.recipients, args.amounts)
  const bulk = translateNet(scene, log.logIndex, { workers, fees: [] }, span)
  const paidAt = bulk.events.flatMap((event) => (statesMoney(event) ? [event.money.transferLog ?? -1] : []))
  const lastPaid = Math.max(span.after, ...paidAt.filter((logIndex) => logIndex < span.before))
  const fees = claims
    .free(token, { after: lastPaid, before: span.before })
    .filter(({ amount }) => amount > 0n)
    .slice(0, 3)
    .map(claims.claim)
  // Three are all oracles there can be; two are all that 1.x has. Fewer do not tell which of them takes no fee.
  const tells = fees.length === 3 || (fees.length === 2 && scene.note().launched === 'Launched')
  const roles = tells ? giveOracles(scene, oraclesPaid(fees)) : []
  return [
    ...fees.map((fee) => ({ logIndex: fee.logIndex, events: [charged(scene, fee.to, shown(fee))] })),
    { ...bulk, events: [...bulk.events, ...roles] },
  ]
}

/** What the rows mean in escrows that an implementation of the factory launched: one builds one generation. */
const implementationKey = (implementation: Hex): string => `rows:${implementation}`

const recallRows = (scene: Scene, memory: Memory): RowsMeaning | undefined => {
  const { rows, implementation } = scene.note()
  if (rows || implementation === undefined) return rows
  return memory.recall<{ rows: RowsMeaning }>(implementationKey(implementation))?.rows
}

const learnRows = (scene: Scene, rows: RowsMeaning, memory: Memory) => {
  const { implementation } = scene.note()
  scene.learn({ rows })
  if (implementation === undefined || memory.recall<{ rows: RowsMeaning }>(implementationKey(implementation))) return []
  return [memory.remember(implementationKey(implementation), { rows })]
}

/** keccak-256 of fundAmount(), first four bytes: only escrows of 7.x have it. */
const FUND_AMOUNT = '0xaaf7e704'

/** What rows mean that could be either: as known of the implementation, or as the contract itself shows. */
const settledRows = (scene: Scene, memory: Memory, view: MarketView): { meaning: RowsMeaning; certain: boolean } => {
  const known = recallRows(scene, memory)
  if (known) return { meaning: known, certain: false }
  const answered = view.answer(scene.address, FUND_AMOUNT)?.length === 66
  return { meaning: answered ? 'workers' : 'fees', certain: answered }
}

const translateV3 = (scene: Scene, { log, args }: DecodedLog, span: Span, context: BulkContext): Meaning[] => {
  const { memory, view } = context
  const rows = rowsOf(args.recipients, args.amounts)
  const { meaning, certain } = meaningOfRows(rows, scene.note()) ?? settledRows(scene, memory, view)
  const parts = meaning === 'fees' ? partsOf(rows) : { workers: rows, fees: [] }
  const bulk = translateNet(scene, log.logIndex, parts, span)
  return [{ ...bulk, events: [...bulk.events, ...(certain ? learnRows(scene, meaning, memory) : [])] }]
}

/** `span` lies before the log, `next` after it, each up to another log of the escrow. */
export const translateBulk = (
  scene: Scene,
  decoded: DecodedLog,
  { span, next }: { span: Span; next: Span },
  context: BulkContext,
): Meaning[] => {
  const { log, eventName, args } = decoded
  if (eventName === 'BulkTransferV3') return translateV3(scene, decoded, span, context)
  if (eventName === 'BulkTransfer') return translateV1(scene, decoded, span)
  const rows = rowsOf(args.recipients, args.amounts)
  const isNet = isNetV2(rows, scene.note()) && areCarried(scene.claims, scene.token, rows)
  return isNet
    ? [translateNet(scene, log.logIndex, partsOf(rows), span)]
    : translateGross(scene, log.logIndex, rows, span, next)
}

/** 7.x pays its oracles when an escrow ends. Only there is this event, so the escrow's bulks name workers alone. */
export const translateOracleFees = (scene: Scene, { log, args }: DecodedLog, span: Span, memory: Memory): Meaning => {
  const fees = rowsOf(args.oracles, args.amounts).filter((row) => !isPadding(row))
  const { events } = translateNet(scene, log.logIndex, { workers: [], fees }, span)
  return { logIndex: log.logIndex, events: [...events, ...learnRows(scene, 'workers', memory)] }
}
