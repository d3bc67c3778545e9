// How many blocks to ask logs of at once: as many as a node takes, and no more than fit in memory. Every provider has another limit
// and another sentence for it, so nothing is known beforehand: half after a refusal of whatever kind, wider again while it goes well.

/** From and to, both included. */
export type Range = { readonly from: number; readonly to: number }

export type RangePlan = {
  /** Blocks to ask for next. */
  readonly size: number
  readonly sizeMax: number
  /** The widest range that was answered, 0 when it is not known. */
  readonly good: number
  /** The narrowest range that was refused; approached by halves, and forgotten after `patience` answers. */
  readonly ceiling: number
  readonly patience: number
  readonly streak: number
  /** Bytes of logs that a block held of late. */
  readonly density: number
}

const PATIENCE_MIN = 8
const PATIENCE_MAX = 512
/** Bytes of logs in an answer: some 10,000 logs, which become one transaction. A third of that takes a tenth longer. */
const BYTES_AIM = 8_000_000

/** A busy market's, until a chain shows what it is: few ranges are asked for at first, and more with each answer that holds less. */
const DENSITY_FIRST = 10_000

/** Nothing is known of how much a block holds: the first few ranges are better narrow. */
export const planRanges = (sizeMax: number, sizeFirst = sizeMax): RangePlan => ({
  size: Math.min(sizeMax, sizeFirst),
  sizeMax,
  good: 0,
  ceiling: Number.POSITIVE_INFINITY,
  patience: PATIENCE_MIN,
  streak: 0,
  density: DENSITY_FIRST,
})

export const sizeOf = ({ from, to }: Range): number => to - from + 1

/** The first piece of what is left. */
export const takeRange = (plan: RangePlan, { from, to }: Range): Range => ({
  from,
  to: Math.min(to, from + plan.size - 1),
})

export const halve = ({ from, to }: Range): readonly [Range, Range] => {
  const middle = Math.floor((from + to) / 2)
  return [
    { from, to: middle },
    { from: middle + 1, to },
  ]
}

/** After a refusal. A hint is obeyed only when it asks for strictly less: some nodes suggest the very range they refused. */
export const refused = (plan: RangePlan, range: Range, hint: Range | null): RangePlan => {
  const size = sizeOf(range)
  const hinted = hint === null ? 0 : sizeOf(hint)
  const good = plan.good < size ? plan.good : 0
  const half = Math.max(1, Math.floor(size / 2))
  const next = hinted >= 1 && hinted < size ? hinted : good || half
  // A late refusal of a wider range tells nothing new.
  if (size > plan.ceiling) return { ...plan, size: Math.min(plan.size, next) }
  return { ...plan, size: Math.min(plan.size, next), good, ceiling: size, streak: 0 }
}

/** After an answer with logs of so many bytes. */
export const answered = (plan: RangePlan, range: Range, bytes: number): RangePlan => {
  const length = sizeOf(range)
  const density = Math.max(bytes / length, plan.density / 2)
  const byDensity = bytes === 0 ? plan.sizeMax : Math.max(1, Math.floor((length * BYTES_AIM) / bytes))
  const good = Math.max(plan.good, length)
  const forgets = plan.ceiling !== Number.POSITIVE_INFINITY && plan.streak + 1 >= plan.patience
  const ceiling = forgets ? Number.POSITIVE_INFINITY : plan.ceiling
  // A short piece at the end of a range tells nothing of what a full one would meet.
  const wider = length < plan.size ? plan.size : widen(plan.size, ceiling)
  const size = Math.min(wider, byDensity, plan.sizeMax)
  const patience = forgets
    ? Math.min(PATIENCE_MAX, plan.patience * 2)
    : size === plan.sizeMax
      ? PATIENCE_MIN
      : plan.patience
  return { ...plan, size, good, ceiling, patience, streak: forgets ? 0 : plan.streak + 1, density }
}

/** Double, or half of the way to what was refused, until that is near enough. */
const widen = (size: number, ceiling: number): number => {
  if (ceiling === Number.POSITIVE_INFINITY) return size * 2
  return ceiling - size <= Math.max(1, size / 8) ? size : Math.floor((size + ceiling) / 2)
}

/** The range in a sentence such as "Try with this block range [0x10, 0x2f]", or null. */
export const hintedRange = (message: string): Range | null => {
  const found = /\[\s*(0x[0-9a-f]{1,12}|\d{1,15})\s*,\s*(0x[0-9a-f]{1,12}|\d{1,15})\s*\]/i.exec(message)
  if (!found) return null
  const range = { from: Number(found[1]), to: Number(found[2]) }
  return range.from <= range.to ? range : null
}

/** Whether a count looks like a limit at which the node stopped without a word: 100, 250, 1000, 1024, 10000… */
export const isRound = (count: number): boolean =>
  count >= 100 && (Number.isInteger(Math.log2(count)) || /^([1-9]0|15|25)0+$/.test(String(count)))
