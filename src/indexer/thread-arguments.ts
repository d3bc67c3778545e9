const preloaded = ['compile-cache.js', 'light-packages.js'].map(
  (name) => new URL(`../../bin/${name}`, import.meta.url).href,
)

/**
 * What Node is told for a thread: to load as bin/daybook.js does, which takes half as long. What this process was told of its own heap,
 * V8 does not take for a thread.
 */
export const threadArguments: readonly string[] = preloaded.flatMap((file) => ['--import', file])
