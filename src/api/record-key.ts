/** A key in its canonical form: checksummed addresses and hashes in other cases are the same key. */
export const keyOf = (key: string): string => (/^0x[0-9a-fA-F]+$/.test(key) ? key.toLowerCase() : key)
