import { createHash } from 'node:crypto'
import { encode, prepare } from '@ipld/dag-pb'
import { CID } from 'multiformats/cid'
import * as Digest from 'multiformats/hashes/digest'

/** A graph of blocks, as a node of IPFS holds it. */
export type Graph = {
  readonly blocks: Map<string, Uint8Array>
  put(bytes: Uint8Array, codec?: number): CID
  raw(content: string | Uint8Array): CID
  /** A file: bytes within its own block, and parts. */
  file(content: string | Uint8Array, parts?: readonly CID[], options?: { type?: number; size?: number }): CID
  directory(entries: Readonly<Record<string, CID>>, type?: number): CID
}

const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]

/** The message of UnixFS: type, data and size. */
const unixfs = (type: number, data: Uint8Array | null, size: number): Uint8Array =>
  Uint8Array.from([
    ...[8, ...varint(type)],
    ...(data === null ? [] : [18, ...varint(data.length), ...data]),
    ...(type === 1 ? [] : [24, ...varint(size)]),
  ])

const DAG_PB = 0x70
const RAW = 0x55

export const createGraph = (version: 0 | 1 = 1): Graph => {
  const blocks = new Map<string, Uint8Array>()
  const put = (bytes: Uint8Array, codec = DAG_PB): CID => {
    const digest = Digest.create(0x12, createHash('sha256').update(bytes).digest())
    const cid = version === 0 && codec === DAG_PB ? CID.createV0(digest) : CID.createV1(codec, digest)
    blocks.set(cid.toString(), bytes)
    return cid
  }
  const node = (data: Uint8Array, links: { Name: string; Hash: CID }[]) =>
    put(encode(prepare({ Data: data, Links: links.map((link) => ({ ...link, Tsize: 0 })) })))
  return {
    blocks,
    put,
    raw: (content) => put(Buffer.from(content as string), RAW),
    file: (content, parts = [], { type = 2, size } = {}) => {
      const data = Buffer.from(content as string)
      const total = size ?? data.length
      return node(
        unixfs(type, data.length === 0 ? null : data, total),
        parts.map((Hash) => ({ Name: '', Hash })),
      )
    },
    directory: (entries, type = 1) =>
      node(
        unixfs(type, null, 0),
        Object.entries(entries).map(([Name, Hash]) => ({ Name, Hash })),
      ),
  }
}
