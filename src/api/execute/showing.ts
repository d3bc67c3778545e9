import { columnsOf, type Shown } from '../reads.ts'

/** Finds out, while an operation is planned, which columns of rows it shows. */
export type Showing = {
  /** A field of this type is asked for, and this resolves it. */
  field(type: string, resolve: unknown): void
  /** Something is asked for of types that are planned when they come. */
  unplanned(): void
  /** Undefined where that cannot be said beforehand. */
  shown(): Shown | undefined
}

export const createShowing = (): Showing => {
  /** Null for types of which whole rows are needed. */
  const types = new Map<string, Set<string> | null>()
  let isPlanned = true
  return {
    field: (type, resolve) => {
      const known = types.get(type)
      if (known === null) return
      const columns = columnsOf(resolve)
      types.set(type, columns === undefined ? null : new Set([...(known ?? []), ...columns]))
    },
    unplanned: () => {
      isPlanned = false
    },
    shown: () =>
      isPlanned
        ? new Map([...types].flatMap(([type, columns]) => (columns === null ? [] : [[type, columns]])))
        : undefined,
  }
}
