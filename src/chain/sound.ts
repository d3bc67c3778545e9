import { DaybookError } from '../errors.ts'
import type { Context } from './context.ts'
import { fetchHeaders, type Header } from './header.ts'
import type { Node } from './node.ts'
import { attempt } from './second-opinion.ts'

// A header that hashes to its hash is whole and true, if the hash is. Some chains have headers with fields of their own, whose
// form is not known here; a node may also tell a header falsely under its true hash.

/** Headers of one stretch that are asked again. More that do not hash are the chain's own way, or all of a node. */
const ASKED_AGAIN_MAX = 8

/** The same headers; those that do not hash to their hash are replaced as far as some node tells them so that they do. */
export const soundHeaders = async (
  context: Context,
  node: Node,
  headers: readonly Header[],
): Promise<readonly Header[]> => {
  const unsound = headers.filter(({ sound }) => sound === false)
  if (unsound.length === 0) return headers
  const open = new Map(unsound.slice(0, ASKED_AGAIN_MAX).map((header) => [header.number, header]))
  const mended = new Map<number, Header>()
  const [self, ...others] = context.nodes.from(node)
  for (const witness of [...others, self!]) {
    const numbers = [...open.keys()]
    if (numbers.length === 0) break
    const told = await attempt(context, witness, () => fetchHeaders(witness, numbers, context.signal, { hashed: true }))
    for (const header of told ?? []) {
      if (!header.sound || header.hash !== open.get(header.number)?.hash) continue
      mended.set(header.number, header)
      open.delete(header.number)
    }
  }
  if (mended.size === 0) return headers
  node.caught('it told headers that do not hash to their hash')
  if (unsound.length > ASKED_AGAIN_MAX) {
    const { number } = unsound[0]!
    const message = `${node.name} told ${unsound.length} headers from block ${number} on that do not hash to their hash`
    throw new DaybookError('RESPONSE_INCONSISTENT', message, { details: { node: node.name, number } })
  }
  return headers.map((header) => mended.get(header.number) ?? header)
}

const UNSOUND =
  'its header does not hash to its hash (a chain may have fields of its own), so that what it says of logs is the node’s word'

/** What is to be said of those that do not hash: of each where they are few, else of the first for all. */
export const unsoundDoubts = (headers: readonly Header[]): ReadonlyMap<Header, string> => {
  const unsound = headers.filter(({ sound }) => sound === false)
  const [first] = unsound
  if (first === undefined) return new Map()
  if (unsound.length <= ASKED_AGAIN_MAX) return new Map(unsound.map((header) => [header, sentence(UNSOUND)]))
  const others = `; the same of ${unsound.length - 1} others up to block ${unsound.at(-1)!.number}`
  return new Map([[first, sentence(UNSOUND + others)]])
}

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`
