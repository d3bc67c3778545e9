/**
 * Rows are numbered per chain, from 1, in chain order: the n-th payout of a chain has the same number in every index of that
 * chain. The chain's slot (its place among the chains of this database) is packed in, so that one integer is the key.
 */
export const SLOT_SIZE = 2 ** 44
/** 512 slots of 2^44 rows are all that a safe integer holds. The last is no chain's: raw rows lie there while a chain is rebuilt. */
export const STAGING_SLOT = 2 ** 9 - 1
/** Chains of one database. */
export const SLOTS_MAX = 511

export const packId = (slot: number, number: number): number => slot * SLOT_SIZE + number
export const slotOf = (id: number): number => Math.floor(id / SLOT_SIZE)
/** The chain's own number in an id, the same in every database. */
export const numberOf = (id: number): number => id % SLOT_SIZE
