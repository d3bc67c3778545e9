/** What the demo says while it runs. */
export type Teller = {
  /** A line for people. */
  say(line?: string): void
  /** How far something is: rewritten in place on a terminal, a line now and then anywhere else. */
  progress(line: string): void
  /** The answer for programs, with --json; nothing without. */
  answer(document: unknown): void
}

/** Where nobody watches a terminal, a line this often is enough to see that it moves. */
const LINE_MS = 60_000

/** Lines for people on stdout; with --json stdout is for the document alone, and people read stderr. */
export const createTeller = ({ json }: { readonly json: boolean }): Teller => {
  const stream = json ? process.stderr : process.stdout
  const rewrites = stream.isTTY && process.env.TERM !== 'dumb'
  let isOpen = false
  let toldAt = performance.now()
  const close = () => {
    if (isOpen) stream.write('\r\x1b[2K')
    isOpen = false
  }
  return {
    say: (line = '') => {
      close()
      stream.write(`${line}\n`)
    },
    progress: (line) => {
      if (rewrites) {
        // One column less: a full line would wrap, and a wrapped line cannot be rewritten.
        close()
        stream.write(line.slice(0, (stream.columns || 80) - 1))
        isOpen = true
      } else if (performance.now() - toldAt > LINE_MS) {
        toldAt = performance.now()
        stream.write(`${line}\n`)
      }
    },
    answer: (document) => {
      if (json) process.stdout.write(`${JSON.stringify(document)}\n`)
    },
  }
}
