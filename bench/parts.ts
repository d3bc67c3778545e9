import { graphqlPart } from './graphql-part.ts'
import { indexPart, refoldPart } from './index-part.ts'
import { largePart } from './large-part.ts'
import { livePart } from './live-part.ts'
import type { Part } from './part.ts'
import { ponderPart } from './ponder-part.ts'
import { postgresPart } from './postgres-part.ts'
import { readsPart } from './reads-part.ts'
import { slowNodePart } from './slow-node-part.ts'
import { untimedPart } from './untimed-part.ts'

/** In the order in which they run and stand in the table. A part takes what it needs from its context, and depends on no other. */
export const parts: readonly Part[] = [
  indexPart,
  untimedPart,
  refoldPart,
  ponderPart,
  largePart,
  slowNodePart,
  postgresPart,
  livePart,
  readsPart,
  graphqlPart,
]
