import type { Dataset } from '../market.ts'

/** What a requester sells, and builds up: the edition of its dataset that is going on. */
export type Shelf = { dataset: Dataset }
