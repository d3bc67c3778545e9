/** A description as a data NFT holds it. */
export type Description =
  | { readonly kind: 'plain'; readonly bytes: Uint8Array }
  | { readonly kind: 'encrypted' | 'compressed'; readonly byteSize: number }

// What ocean.js and Ocean's provider write in the first byte of `flags`.
const COMPRESSED = 1
const ENCRYPTED = 2

const bytesOf = (value: unknown): Uint8Array =>
  typeof value === 'string' && value.startsWith('0x') ? Buffer.from(value.slice(2), 'hex') : new Uint8Array()

/** The description that MetadataCreated or MetadataUpdated carries; null of any other event. */
export const descriptionIn = (eventName: string, args: Readonly<Record<string, unknown>>): Description | null => {
  if (eventName !== 'MetadataCreated' && eventName !== 'MetadataUpdated') return null
  const [data, flags] = [bytesOf(args.data), bytesOf(args.flags)[0] ?? 0]
  if (flags & ENCRYPTED) return { kind: 'encrypted', byteSize: data.length }
  if (flags & COMPRESSED) return { kind: 'compressed', byteSize: data.length }
  return { kind: 'plain', bytes: data }
}
