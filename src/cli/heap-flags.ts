/** Commands that read or fold a whole history. */
const LONG_COMMANDS: ReadonlySet<string> = new Set(['index', 'refold', 'verify', 'resolve'])

/**
 * What V8 is told for them. By itself it lets its young generation grow to several times of this, which is a hundred megabytes more and
 * hardly quicker here. Where the old one may grow to gigabytes, it lets garbage become three times what is alive before it looks; below
 * two, not quite as much again: a hundred megabytes less, for a twentieth of the time. What is alive is some eighty megabytes.
 */
export const heapFlags: readonly string[] = ['--max-semi-space-size=8', '--max-old-space-size=1500']

/** The flags that a command line is to be run with, and was not. */
export const missingHeapFlags = (argv: readonly string[], execArgv: readonly string[]): readonly string[] => {
  if (!argv.some((word) => LONG_COMMANDS.has(word))) return []
  const given = new Set(execArgv.map((flag) => flag.split('=')[0]))
  return heapFlags.filter((flag) => !given.has(flag.split('=')[0]))
}
