/** Commands that read or fold a whole history. */
const LONG_COMMANDS: ReadonlySet<string> = new Set(['index', 'refold', 'verify', 'resolve'])

/**
 * What V8 is told for them. By itself it lets garbage grow to several times of what is alive before it looks: a young generation of
 * 128 MB, and an old one twice as large as after its last collection. Neither is quicker here.
 */
export const heapFlags: readonly string[] = ['--max-semi-space-size=8', '--heap-growing-percent=40']

/** The flags that a command line is to be run with, and was not. */
export const missingHeapFlags = (argv: readonly string[], execArgv: readonly string[]): readonly string[] => {
  if (!argv.some((word) => LONG_COMMANDS.has(word))) return []
  const given = new Set(execArgv.map((flag) => flag.split('=')[0]))
  return heapFlags.filter((flag) => !given.has(flag.split('=')[0]))
}
