import { and, gte, lt } from 'drizzle-orm'
import { eventOf } from '../protocols/protocol.ts'
import { eventTableOf, rolesOf, witnessOf } from '../protocols/registry.ts'
import type { Witness } from '../protocols/witness.ts'
import { idRange } from '../store/read/reader.ts'
import type { Rows } from '../store/store.ts'
import type { Book } from './book.ts'

/** A market whose contracts can be asked about their own records. */
export type Witnessed = {
  readonly market: Rows['markets']
  readonly witness: Witness
  /** Names of the events that its own contract ever emitted. */
  readonly emitted: ReadonlySet<string>
  /** Whether it states each transfer of money out of it, and numbers its records without a gap. */
  readonly isWhole: boolean
}

/** Which event of which market an emitter stands for. */
export type EmitterOf = ReadonlyMap<number, { readonly marketId: number; readonly emitter: Rows['emitters'] }>

/** The markets that have a witness, and what their own contracts emitted. */
export const witnessedIn = async ({ db, tables, slot, markets }: Book) => {
  const { first, end } = idRange(slot)
  const emitters = await db
    .select()
    .from(tables.emitters)
    .where(and(gte(tables.emitters.id, first), lt(tables.emitters.id, end)))
  const byEmitter = new Map<number, { marketId: number; emitter: Rows['emitters'] }>()
  const witnessed = markets.flatMap((market): Witnessed[] => {
    const witness = witnessOf(market.protocol)
    if (witness === undefined) return []
    const table = eventTableOf(market.protocol, rolesOf(market.protocol).root)
    const emitted = new Set<string>()
    for (const emitter of emitters.filter(({ address }) => address === market.address)) {
      const topics = [emitter.topic0, ...Array(Math.max(0, emitter.topicCount - 1)).fill('0x')]
      const event = eventOf(table, { topics: emitter.topicCount === 0 ? [] : topics })
      if (event === undefined) continue
      emitted.add(event.name)
      byEmitter.set(emitter.id, { marketId: market.id, emitter })
    }
    return [{ market, witness, emitted, isWhole: witness.isWhole?.(emitted) ?? false }]
  })
  return { witnessed, byEmitter: byEmitter as EmitterOf }
}
