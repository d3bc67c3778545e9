import * as module from 'node:module'
import { fileURLToPath } from 'node:url'

// What Node makes of source text (types taken out, code compiled) is kept for the next start, which then takes half as long and
// 20 MB less. It lies within the package, so that only who may change the program may change it; where that cannot be written, every
// start is a first one.
if (!process.env.NODE_COMPILE_CACHE)
  module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/daybook', import.meta.url)))
