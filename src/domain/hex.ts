/** Bytes as 0x-prefixed lower-case hex, the form in which everything outside the store carries them. */
export type Hex = `0x${string}`
