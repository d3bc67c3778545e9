import { reads } from '../reads.ts'

/** Resolvers of fields that stand in the source under their own names. */
export const own = <K extends string>(...keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, reads([key], (source: Record<K, unknown>) => source[key])])) as {
    [P in K]: <T extends Record<P, unknown>>(source: T) => T[P]
  }
