import { decode as decodeDagPb } from '@ipld/dag-pb'
import type { CID } from 'multiformats/cid'
import { Refusal } from '../refusal.ts'

// The protobuf message in a dag-pb block's Data: https://specs.ipfs.tech/unixfs/#data-format

export type Link = { readonly name: string; readonly cid: CID }

/** What a verified block is to a reader of files. */
export type Entry =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** A file: what this block holds of it, then what each link does. `size` as it says. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly parts: readonly CID[]; readonly size: number }
  | { readonly kind: 'directory'; readonly links: readonly Link[] }

const RAW = 0x55
const DAG_PB = 0x70
const JSON_CODE = 0x0200

const invalid = (reason: string) => new Refusal('INVALID', reason, { final: true })

/** Reads a block whose bytes were checked: what is wrong with it now is wrong for good. */
export const readEntry = (cid: CID, block: Uint8Array): Entry => {
  if (cid.code === RAW || cid.code === JSON_CODE) return { kind: 'bytes', bytes: block }
  if (cid.code !== DAG_PB) throw invalid(`blocks of kind 0x${cid.code.toString(16)} are not read`)
  let node: ReturnType<typeof decodeDagPb>
  try {
    node = decodeDagPb(block)
  } catch {
    throw invalid('a block is no node of a graph')
  }
  const { type, data, size } = readData(node.Data ?? new Uint8Array())
  const links = node.Links.map(({ Name: name = '', Hash: cid }) => ({ name, cid: cid as CID }))
  switch (type) {
    case 0:
    case 2:
      return { kind: 'file', bytes: data, parts: links.map((link) => link.cid), size: Math.max(size, data.length) }
    case 1:
      return { kind: 'directory', links }
    case 5:
      throw invalid('directories in shards are not read')
    default:
      throw invalid('a block is neither a file nor a directory')
  }
}

type Data = { type: number; data: Uint8Array; size: number }

/** Type (1), Data (2) and filesize (3); other fields are passed over. */
const readData = (message: Uint8Array): Data => {
  const found: Data = { type: -1, data: new Uint8Array(), size: 0 }
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let factor = 1; factor <= 2 ** 63; factor *= 128) {
      const byte = message[at++]
      if (byte === undefined) break
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
    throw invalid('a block is no node of a file')
  }
  while (at < message.length) {
    const tag = varint()
    const [field, wire] = [Math.floor(tag / 8), tag % 8]
    if (wire === 0) {
      const value = varint()
      if (field === 1) found.type = value
      if (field === 3) found.size = value
    } else if (wire === 2) {
      const end = varint() + at
      if (end > message.length) throw invalid('a block is no node of a file')
      if (field === 2) found.data = message.subarray(at, end)
      at = end
    } else throw invalid('a block is no node of a file')
  }
  return found
}
