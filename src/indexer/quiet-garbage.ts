import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Makes a function to call in the quiet moment after a block: it collects the young garbage of that block, some 4 MB for a hundred events,
 * in 2 to 5 ms. V8 would do it while each second block is written, and somebody waits for that one. Here rows also grow old, which is
 * when V8 begins to look through all of its memory: it is done by the time of the next block.
 */
export const createQuietGarbage = (): (() => void) => {
  // The one way to have this function without being started with a flag.
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as NonNullable<typeof globalThis.gc>
  return () => void collect({ type: 'minor' })
}
