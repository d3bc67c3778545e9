/** What may come of a run. */
export type Outcome =
  /** Every table is that of a fresh index. */
  | 'equal'
  /** Logs are missing, and a gap on record says so. */
  | 'said'
  /** Logs are missing that have all their addresses and topics in common with logs of their block that are there: no bloom tells of them. */
  | 'beyond blooms'
  /** Logs are missing, and nothing says so. */
  | 'silent'
  /** The indexer stopped before it undid what was final. */
  | 'halted'
