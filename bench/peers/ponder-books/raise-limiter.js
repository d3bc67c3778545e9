import { registerHooks } from 'node:module'

// Ponder begins with 20 requests a second to a node, and may raise that by a twentieth at a time, to 500 at most; there is no option for it.
// Loaded before Ponder (node --import), this takes both bounds out of the module that holds them, in memory, and changes nothing else.
const LIMITER = /\/node_modules\/ponder\/dist\/esm\/rpc\/index\.js$/
const BOUNDS = [
  ['const INITIAL_MAX_RPS = 20;', 'const INITIAL_MAX_RPS = 1_000_000;'],
  ['const MAX_RPS = 500;', 'const MAX_RPS = 1_000_000;'],
]

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context)
    if (!LIMITER.test(url)) return loaded
    let source = String(loaded.source)
    for (const [bound, raised] of BOUNDS) {
      if (!source.includes(bound))
        throw new Error(`Ponder's limiter is not what it was: there is no "${bound}" in ${url}.`)
      source = source.replace(bound, raised)
    }
    process.stderr.write('limiter raised\n')
    return { ...loaded, source }
  },
})
