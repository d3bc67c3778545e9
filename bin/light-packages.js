import * as module from 'node:module'

// Node asks for the package of every file it loads, and is told its whole package.json each time. That of drizzle-orm has 180 kB: its
// some three hundred files would cost half a second and 220 MB before anything has begun. So its files find each other here.

const FOLDER = '/node_modules/drizzle-orm/'
/** Entry points of the package, by name: its package.json is read once for each. */
const entries = new Map()

/** Resolves what files of the package import from each other, and each of its entry points once. */
const resolve = (specifier, context, next) => {
  const isInside = context.parentURL?.includes(FOLDER)
  if (isInside && /^\..*\.js$/.test(specifier))
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true }
  if (isInside || !/^drizzle-orm(\/|$)/.test(specifier)) return next(specifier, context)
  const entry = entries.get(specifier) ?? next(specifier, context)
  entries.set(specifier, entry)
  return { ...entry, shortCircuit: true }
}

// Older Nodes than 22.15 do without.
module.registerHooks?.({ resolve })
