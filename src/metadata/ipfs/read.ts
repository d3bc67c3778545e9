import type { CID } from 'multiformats/cid'
import { Refusal, tooLarge } from '../refusal.ts'
import { type Entry, readEntry } from './unixfs.ts'

/** Gives the block of a content identifier, checked against it. */
export type Blocks = (cid: CID) => Promise<Uint8Array>

/** Steps from one block to the next, for a whole document: a graph can name one block without end. */
const BLOCKS_MAX = 1_024
const DEPTH_MAX = 32

const invalid = (reason: string) => new Refusal('INVALID', reason, { final: true })

/** Reads a file by its content identifier, and a path within a directory. Every byte follows from the identifier. */
export const readFile = async (
  { cid, path }: { readonly cid: CID; readonly path: readonly string[] },
  blocks: Blocks,
  bytesMax: number,
): Promise<Uint8Array> => {
  let visits = 0
  const entryAt = async (at: CID): Promise<Entry> => {
    if (++visits > BLOCKS_MAX) throw invalid(`it is made of more than ${BLOCKS_MAX} blocks`)
    return readEntry(at, await blocks(at))
  }

  let entry = await entryAt(cid)
  for (const name of path) {
    if (entry.kind !== 'directory') throw invalid('the path goes on below a file')
    const next = entry.links.find((link) => link.name === name)
    if (next === undefined) throw invalid('the directory has nothing of that name')
    entry = await entryAt(next.cid)
  }
  if (entry.kind === 'directory') throw invalid('it is a directory')

  const chunks: Uint8Array[] = []
  let size = 0
  const take = async (part: Entry, depth: number): Promise<void> => {
    if (part.kind === 'directory') throw invalid('a part of the file is a directory')
    if (depth > DEPTH_MAX) throw invalid(`its blocks nest deeper than ${DEPTH_MAX}`)
    size += part.bytes.length
    if (size > bytesMax || (part.kind === 'file' && part.size > bytesMax)) throw tooLarge(bytesMax, { final: true })
    chunks.push(part.bytes)
    if (part.kind === 'file') for (const next of part.parts) await take(await entryAt(next), depth + 1)
  }
  await take(entry, 0)
  return Buffer.concat(chunks)
}
