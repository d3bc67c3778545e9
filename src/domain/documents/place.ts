import { CID } from 'multiformats/cid'
import { inlineOf } from './inline.ts'

/** Where a document is, from its address on the chain. */
export type Place =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array; readonly mediaType: string | null }
  | { readonly kind: 'web'; readonly url: string }
  | { readonly kind: 'ipfs'; readonly cid: CID; readonly path: readonly string[] }
  | { readonly kind: 'arweave'; readonly id: string; readonly path: readonly string[] }
  /** Nowhere that this program goes, and no configuration changes it. */
  | { readonly kind: 'refused'; readonly reason: string }

/** Longer addresses are no addresses, as in the API. */
const ADDRESS_LENGTH_MAX = 2_048
const SEGMENTS_MAX = 32

const refused = (reason: string): Place => ({ kind: 'refused', reason })

/** Tells where a text from the chain points. Never throws: whatever it is, there is something to say of it. */
export const placeOf = (text: string): Place => {
  const inline = inlineOf(text)
  if (inline !== null) return { kind: 'inline', ...inline }
  if (text.length > ADDRESS_LENGTH_MAX) return refused(`the address is longer than ${ADDRESS_LENGTH_MAX} characters`)
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):[\x21-\x7e]+$/.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return refused('the text is no address')
  if (scheme === 'http' || scheme === 'https') return webPlace(text)
  if (scheme === 'ipfs') return ipfsPlace(text.slice('ipfs:'.length))
  if (scheme === 'ar') return arweavePlace(text.slice('ar:'.length))
  return refused(`the scheme "${scheme.slice(0, 40)}" is not supported`)
}

const webPlace = (text: string): Place => {
  if (!URL.canParse(text)) return refused('the text is no address')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return refused('the address holds a user or a password')
  url.hash = ''
  return { kind: 'web', url: url.href }
}

/** The parts of a path, decoded; null when one cannot be, or leads elsewhere. */
const segmentsOf = (path: string): string[] | null => {
  const parts = path.split('/').filter((part) => part !== '')
  if (parts.length > SEGMENTS_MAX) return null
  try {
    const decoded = parts.map(decodeURIComponent)
    return decoded.some((part) => part === '.' || part === '..' || part.includes('/')) ? null : decoded
  } catch {
    return null
  }
}

/** `ipfs://CID/path`, also with the path's old beginning, `ipfs://ipfs/CID`. */
const ipfsPlace = (rest: string): Place => {
  const [body = ''] = rest.replace(/^\/\//, '').split(/[?#]/)
  const [name = '', ...others] = body.replace(/^ipfs\//, '').split('/')
  const path = segmentsOf(others.join('/'))
  if (path === null) return refused('the path cannot be read')
  try {
    return { kind: 'ipfs', cid: CID.parse(name), path }
  } catch {
    return refused('the content identifier cannot be read')
  }
}

/** A transaction's id: 32 bytes in base64url. */
const arweavePlace = (rest: string): Place => {
  const [body = ''] = rest.replace(/^\/\//, '').split(/[?#]/)
  const [id = '', ...others] = body.split('/')
  const path = segmentsOf(others.join('/'))
  if (path === null) return refused('the path cannot be read')
  return /^[A-Za-z0-9_-]{43}$/.test(id)
    ? { kind: 'arweave', id, path }
    : refused('the Arweave transaction cannot be read')
}
