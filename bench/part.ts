import type { Measured } from './measured.ts'
import type { NodeProcess } from './node-process.ts'

// What a part of the benchmark is: a function that measures and returns rows of the table. parts.ts lists them.

/** How much is measured; the command line decides. */
export type Scale = {
  readonly seed: number
  /** Of the history that Daybook and the plain loop read. */
  readonly events: number
  /** Of the one that Ponder reads: it takes long. */
  readonly ponderEvents: number
  /** Of the long history, for what must not grow; and of the longest, null unless everything is asked for. */
  readonly largeEvents: number
  readonly growthEvents: number | null
  /** Of the books that are read, ascending: what must not slow down is measured from the first to each of the others. */
  readonly payouts: readonly number[]
  /** How long each kind of page is asked for at a time. */
  readonly readSeconds: number
  /** How often what is quick is measured; figures are of the median run. */
  readonly rounds: number
  /** How long blocks are watched as they come. */
  readonly liveSeconds: number
}

/** A line of the table. */
export type Row = {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** What it is compared with in the same run: the goal is then for `value` over this. */
  readonly against?: { readonly name: string; readonly value: number }
  readonly goal?: { readonly least: number } | { readonly most: number }
}

export type Outcome = {
  readonly rows: readonly Row[]
  /** Printed below the table as they are. */
  readonly notes?: readonly string[]
}

export type Context = {
  readonly scale: Scale
  /** One line of progress. */
  say(line: string): void
  /** A folder for a piece of work, empty, and gone afterwards. */
  inFolder<T>(work: (folder: string) => Promise<T>): Promise<T>
  /** The same with bench/fast-node.ts running over a history, with these arguments. */
  withNode<T>(argv: readonly string[], work: (folder: string, node: NodeProcess) => Promise<T>): Promise<T>
  /** Takes a run into the results, or throws BooksDiffer when its books are wrong: its time does not count. */
  counts<Run extends Measured>(name: string, run: Run): Run
  /** Work that several parts need, done for the first that asks. */
  once<T>(key: string, work: () => Promise<T>): Promise<T>
}

export type Part = {
  /** For --only. */
  readonly name: string
  /** For --help: what it measures. */
  readonly about: string
  readonly run: (context: Context) => Promise<Outcome>
}

/** The run in the middle by events a second; of an even number the slower one. */
export const medianRun = <Run extends { readonly eventsPerSecond: number }>(runs: readonly Run[]): Run =>
  runs.toSorted((a, b) => a.eventsPerSecond - b.eventsPerSecond)[Math.floor((runs.length - 1) / 2)]!

/** The value that this share of all values does not exceed; `values` is not empty. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)]!
