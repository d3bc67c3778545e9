import { createRandom, type Random } from '../random.ts'

// The fate of a request hangs on the seed, the node, the text of the request and how often it was put, and on nothing else: so the same
// request meets the same fate whatever else was asked before it.

/** FNV-1a over UTF-16 units, and one more mixing: short texts that differ little must not fall alike. */
const mix = (text: string, from = 0x811c9dc5): number => {
  let hash = from >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

export type Fate = {
  /** Dice for one request, of one fault. */
  ofRequest(text: string): { readonly attempt: number; readonly dice: (fault: string) => Random }
  /** Dice that always fall the same way for a thing (a log, a block, a stretch of time). */
  ofThing(fault: string, thing: string): Random
}

export const createFate = (seed: number, node: number): Fate => {
  const base = mix(`${seed}/${node}`)
  const attempts = new Map<number, number>()
  return {
    ofRequest: (text) => {
      const key = mix(text, base)
      const attempt = attempts.get(key) ?? 0
      attempts.set(key, attempt + 1)
      return { attempt, dice: (fault) => createRandom(mix(`${fault}/${attempt}`, key)) }
    },
    ofThing: (fault, thing) => createRandom(mix(`${fault}/${thing}`, base)),
  }
}
