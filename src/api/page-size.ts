import type { Walk } from '../store/read/keyset.ts'
import { QueryError } from '../store/read/query-error.ts'

export const PAGE_SIZE = 20
export const PAGE_SIZE_MAX = 100

export const checkPageSize = (name: string, size: number): number => {
  if (Number.isInteger(size) && size >= 1 && size <= PAGE_SIZE_MAX) return size
  throw new QueryError('PAGE_SIZE_OUT_OF_RANGE', `'${name}' takes 1 to ${PAGE_SIZE_MAX}; this one is ${size}.`, {
    argument: name,
    found: size,
    max: PAGE_SIZE_MAX,
  })
}

/** How many rows, walking which way. */
export const pageSize = ({
  first,
  last,
}: {
  first?: number | null
  last?: number | null
}): { limit: number; walk: Walk } => {
  const forward = first !== null && first !== undefined
  const backward = last !== null && last !== undefined
  if (forward && backward) throw new QueryError('BAD_USER_INPUT', "Give 'first' or 'last', not both.")
  if (backward) return { limit: checkPageSize('last', last), walk: 'backward' }
  return { limit: forward ? checkPageSize('first', first) : PAGE_SIZE, walk: 'forward' }
}
